"""Where an edition's figures came from: from what was frozen, never what is hidden, beside the register of today."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from placements.models import PeriodOfCare
from reports import actions, provenance
from reports.frozen import document_from
from reports.models import EditionDefinition
from reports.provenance import Today
from sufficiency.core.access import Role
from sufficiency.indicators import catalogue, measure
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT
from tests.reports.writing.test_drafts import author, director, draft, published, template, write

__all__ = ["author", "director", "draft", "template"]
pytestmark = pytest.mark.django_db
TEXT = (
    "There were [[cla.number]] children, [[cla.number; change since the last year-end]], "
    "[[cla.by_sex: female; share]] of them girls; in England [[cla.rate_per_10000; England]].\n\n"
    "[[table: cla.by_age]]\n\n[[table: numbers]]"
)


@pytest.fixture
def edition(draft, author, director):
    write(draft.sections.get(key="numbers"), author, TEXT)
    return published(draft, author, director)


def _origins(edition, *, compared: bool = True):
    found = provenance.origins_of(edition, document_from(edition.content))
    return provenance.beside_today(found, edition=edition, today=AS_AT) if compared else found


def test_every_figure_is_told_with_its_measurement(council, edition):
    number, change, share, england, *cells = _origins(edition)
    now = measure(["cla.number"], authority=council, as_at=AS_AT, today=AS_AT)["cla.number"]
    assert (number.key, number.as_at, number.text) == ("cla.number", AS_AT, str(now.value))
    assert (number.version, number.today) == (now.definition_version, Today.SAME)
    assert (change.since, change.today) == (AS_AT.replace(year=2012), Today.SAME)
    assert (share.category, share.is_share) == ("female", True)
    assert (england.area, england.version, england.today) == ("England", "", Today.NOT_COUNTED)
    document = document_from(edition.content)
    printed = [cell for table in document.tables() for row in table.rows for cell in row.cells if cell.text]
    assert [one.text for one in cells] == [cell.text for cell in printed]
    assert {one.where for one in cells} == {"Table 1", "Table 2"}


def test_what_is_hidden_is_neither_told_nor_compared(council, edition, author):
    hidden = [one for one in _origins(edition) if one.text == "c"]
    assert hidden, "the small council must hide something"
    assert {one.today for one in hidden} == {Today.HIDDEN}
    assert all(one.value is None for one in hidden)
    page = signed_in(author).get(
        reverse("reports:edition-figures", args=[edition.public_id]), {"today": "HIDDEN"}
    )
    rows = page.context["table"].data.data
    assert len(rows) == len(hidden)
    assert {row["text"] for row in rows} == {"c"}
    # Nothing else of them stands in a row: the words of each are of its name, its date and its place.
    exact = measure(["cla.by_age"], authority=council, as_at=AS_AT, today=AS_AT)["cla.by_age"]
    for row in rows:
        said = " ".join(str(row[name]) for name in ("text", "today", "source"))
        assert not any(f" {line.value} " in f" {said} " for line in exact.breakdown if 1 <= line.value <= 5)


def test_a_correction_of_the_register_is_told_without_the_new_count(council, edition, author):
    before = next(_origins(edition).__iter__())
    gone = PeriodOfCare.objects.filter(child__authority=council, dates__contains=AS_AT).first()
    with transaction.atomic():
        gone.child.placements.all().delete()
        gone.child.legal_statuses.all().delete()
        gone.delete()
    found = _origins(edition)
    assert found[0].today is Today.CORRECTED
    assert found[0].text == before.text
    page = signed_in(author).get(reverse("reports:edition-figures", args=[edition.public_id]))
    assert "Corrected since" in page.text
    assert "would be printed otherwise, because records were corrected since" in page.text
    row = page.context["table"].data.data[0]
    assert row["text"] == before.text
    # Addresses hold a random identifier, in which any number can stand.
    said = [str(value) for value in row.values() if not str(value).startswith("/documents/")]
    assert str(int(before.text) - 1) not in " ".join(said).replace(",", " ").split()


def test_years_later_the_words_are_those_of_the_day(edition, author, monkeypatch):
    was = catalogue.get("cla.number")
    changed = replace(was, version="2", title="Children in care", population="Other people altogether.")
    monkeypatch.setitem(catalogue._BY_KEY, "cla.number", changed)
    assert next(iter(_origins(edition))).today is Today.REDEFINED
    page = (
        signed_in(author)
        .get(reverse("reports:edition-figures", args=[edition.public_id]), {"key": "cla.number"})
        .text
    )
    assert "What it meant: Children looked after" in page
    assert "The definition has changed since: version 2 is in force today" in page
    assert "Other people altogether" not in page
    assert "Children looked after by the authority on the day" in page


def test_a_figure_that_is_counted_no_more_is_still_told(edition, author, monkeypatch):
    monkeypatch.delitem(catalogue._BY_KEY, "cla.number")
    monkeypatch.setattr(catalogue, "KEYS", tuple(key for key in catalogue.KEYS if key != "cla.number"))
    assert next(iter(_origins(edition))).today is Today.REDEFINED
    page = (
        signed_in(author)
        .get(reverse("reports:edition-figures", args=[edition.public_id]), {"key": "cla.number"})
        .text
    )
    assert "no longer counted" in page
    assert "Children looked after by the authority on the day" in page


def test_members_read_where_figures_came_from_and_compare_nothing(council, edition):
    member = signed_in(someone(council, Role.ELECTED_MEMBER))
    page = member.get(reverse("reports:edition-figures", args=[edition.public_id]))
    assert page.status_code == 200
    assert "today" not in page.context["table"].columns.names()
    assert not page.context["summary"]
    assert "Corrected since" not in page.text
    assert "Version 1" in page.text


def test_what_a_measure_meant_is_frozen_with_the_edition(edition):
    kept = EditionDefinition.objects.filter(edition=edition)
    assert set(kept.values_list("key", flat=True)) == set(edition.measurements.values_list("key", flat=True))
    for change in (lambda: kept.update(how="Otherwise"), lambda: kept.first().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_an_edition_older_than_the_words_has_those_of_its_version(council, author, monkeypatch):
    monkeypatch.setattr("reports.actions.freezing._keep_definitions", lambda edition, keys: None)
    edition = actions.publish_edition(
        authority=council, kind="statement", as_at=AS_AT, audience="public", by=author
    )
    page = (
        signed_in(author)
        .get(reverse("reports:edition-figures", args=[edition.public_id]), {"key": "cla.number"})
        .text
    )
    assert "Children looked after by the authority on the day" in page
