"""What a statement is built from, read from records loaded by the importer: the small authority counted by hand."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from reports.actions import publish_edition
from reports.editions import pdf_of
from reports.statement import NothingToPublish, gather
from sufficiency.core.models import ConflictNote, PublishedFigure
from sufficiency.core.system_user import system_user
from sufficiency.indicators import catalogue, measure
from sufficiency.indicators.published import ENGLAND, FORMER_INDICATOR_147
from tests.indicators.test_against_oracle import loaded
from tests.small_authority import POPULATIONS, small_authority

pytestmark = pytest.mark.django_db
AS_AT = date(2013, 3, 31)


@pytest.fixture
def authority():
    with loaded(small_authority(), POPULATIONS) as one:
        yield one


def published(area_kind, area_code, key, value, **more):
    return PublishedFigure.objects.create(
        area_kind=area_kind, area_code=area_code, area_name=area_code, key=key, as_at=AS_AT, value=Decimal(value),
        **{"unit": "percent", "source": "A paper", "release": "2014", **more},
    )  # fmt: skip


def test_dates_are_the_year_ends_that_the_records_cover(authority):
    found = gather(authority=authority, as_at=AS_AT, today=AS_AT)
    assert found.dates == (date(2011, 3, 31), date(2012, 3, 31), AS_AT)
    midyear = gather(authority=authority, as_at=date(2012, 12, 31), today=date(2012, 12, 31))
    assert midyear.dates == (date(2011, 3, 31), date(2012, 3, 31), date(2012, 12, 31))


def test_measurements_are_those_of_every_other_surface(authority):
    found = gather(authority=authority, as_at=AS_AT, today=AS_AT)
    exact = measure(catalogue.KEYS, authority=authority, as_at=AS_AT, today=AS_AT)
    for key, measured in exact.items():
        printed = found.measurements[key, AS_AT]
        assert (printed.value, printed.numerator, printed.missing) == (
            measured.value,
            measured.numerator,
            measured.missing,
        )


def test_a_day_without_records_is_refused_in_words(authority):
    with pytest.raises(NothingToPublish, match=r"nothing to publish.*do not cover 31 March 2020"):
        gather(authority=authority, as_at=date(2020, 3, 31), today=date(2020, 3, 31))


def test_comparators_former_indicator_and_choices(authority):
    published("england", ENGLAND, "stability.same_placement", "68", place_in_source="one")
    published("england", ENGLAND, "stability.same_placement", "69", place_in_source="other")
    published("neighbours", authority.gss_code, FORMER_INDICATOR_147, "84")
    ConflictNote.objects.create(
        area_code=ENGLAND, key="stability.same_placement", as_at=AS_AT, chosen="68", reason="It says when."
    )
    found = gather(authority=authority, as_at=AS_AT, today=AS_AT)
    england = found.comparators["stability.same_placement", "", "percent", AS_AT].england
    assert england.value == 68
    assert found.former_147["neighbours", AS_AT].value == 84
    assert ("A paper", "2014") in found.sources
    assert [conflict.key for conflict in found.conflicts] == ["stability.same_placement"]


def test_counts_that_dfe_has_published_are_not_hidden_for_others_sake(authority):
    published(
        "authority", authority.gss_code, "placements.by_type", "9", category="Homes and hostels",
        unit="children", source="DfE, children looked after in England",
    )  # fmt: skip
    [(cell, number)] = gather(authority=authority, as_at=AS_AT, today=AS_AT).published_counts
    assert (cell.key, cell.category, cell.as_at) == ("placements.by_type", "Homes and hostels", AS_AT)
    assert number == 9


def test_the_pdf_prints_what_is_measured(authority):
    """From the return's files to the page: each measure's value in the PDF's Table A1."""
    edition = publish_edition(
        authority=authority, kind="statement", as_at=AS_AT, audience="internal", by=system_user("tests")
    )
    pages = PdfReader(io.BytesIO(pdf_of(edition))).pages
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    for key, measured in measure(catalogue.KEYS, authority=authority, as_at=AS_AT, today=AS_AT).items():
        value = "notknown" if measured.value is None else f"{int(measured.value + 0.5)}"
        sign = "%" if measured.unit == "percent" and measured.value is not None else ""
        assert f"{''.join(measured.title.split())}{value}{sign}" in text, key
    stored = {one.key: one.measurement["value"] for one in edition.measurements.filter(as_at=AS_AT)}
    assert (
        stored["cla.number"]
        == measure(["cla.number"], authority=authority, as_at=AS_AT, today=AS_AT)["cla.number"].value
    )
