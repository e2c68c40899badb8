"""The list of indicators, the page of each, its cuts, its CSV and the children behind it."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from placements.models import Child
from reports.children import age_text
from sufficiency.core.access import Role
from sufficiency.indicators import catalogue, measure
from sufficiency.indicators.crossing import CUTS, can_cross
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT
from tests.small_authority import HOME, PEOPLE

pytestmark = pytest.mark.django_db


def rows_of(response) -> list[dict[str, str]]:
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.text)))


@pytest.mark.parametrize("key", catalogue.KEYS)
def test_every_indicator_has_a_page_that_explains_itself(analyst, key):
    page = analyst.get(f"/indicators/{key}/?on=2013-03-31")
    assert page.status_code == 200
    indicator = catalogue.get(key)
    for words in (indicator.title, indicator.version, key):
        assert words in page.text


def test_the_list_leads_to_every_indicator(analyst):
    page = analyst.get("/indicators/?on=2013-03-31")
    assert [key for key in catalogue.KEYS if f"/indicators/{key}/?on=2013-03-31" not in page.text] == []


def test_unknown_keys_and_cuts_are_not_found(analyst):
    for address in (
        "/indicators/cla.unheard/",
        "/indicators/cla.unheard/figures.csv",
        "/indicators/cla.unheard/children/",
        "/indicators/cla.number/?by=shoe-size",
        "/indicators/cla.started/?by=age",
        "/indicators/cla.number/figures.csv?by=shoe-size",
        "/indicators/cla.by_age/children/?category=99",
    ):
        assert analyst.get(address).status_code == 404, address


@pytest.mark.parametrize("by", CUTS)
def test_a_cut_adds_up_to_the_figure(analyst, by):
    rows = rows_of(analyst.get("/indicators/cla.number/figures.csv", {"on": "2013-03-31", "by": by}))
    assert sum(int(row["children"]) for row in rows) == 11
    assert analyst.get("/indicators/cla.number/", {"on": "2013-03-31", "by": by}).status_code == 200


def test_a_share_is_cut_with_its_counts(analyst):
    page = analyst.get("/indicators/placements.fostering_share/?on=2013-03-31&by=sex")
    table = page.context["cut"]["table"]
    assert [column["text"] for column in table["columns"]] == ["Sex", "Share", "Children counted", "Of"]
    assert table["rows"][-1]["cells"][-1] == "11"


def test_the_series_as_csv_holds_exact_values(analyst, council):
    rows = rows_of(analyst.get("/indicators/placements.fostering_share/figures.csv?on=2013-03-31"))
    last = rows[-1]
    exact = measure(["placements.fostering_share"], authority=council, as_at=AS_AT, today=AS_AT)
    assert last["as_at"] == "2013-03-31"
    assert float(last["value"]) == exact["placements.fostering_share"].value


def test_a_file_of_a_date_that_cannot_be_is_refused_in_words(analyst):
    for address in ("/measurements.csv", "/indicators/cla.number/figures.csv"):
        refused = analyst.get(address, {"on": "2099-01-01"})
        assert refused.status_code == 400
        assert refused.text.startswith("The date must be today or earlier")


@pytest.mark.parametrize("key", catalogue.KEYS)
def test_as_many_children_stand_behind_a_figure_as_it_says(analyst, key):
    page = analyst.get(f"/indicators/{key}/?on=2013-03-31")
    link = page.context["children"]
    if not link or not link["number"]:
        return
    behind = analyst.get(link["href"])
    assert behind.context["number"] == link["text"]
    # Records that an adoption order closed are counted, and no list leads to them.
    closed = int((behind.context["closed"] or "0").split()[0])
    assert len(behind.context["table"].rows) + closed == link["number"]
    shown = [row.record.pk for row in behind.context["table"].rows]
    assert Child.objects.filter(pk__in=shown).not_severed().count() == len(shown)


def test_children_behind_a_category(analyst, council):
    line = measure(["cla.by_age"], authority=council, as_at=AS_AT, today=AS_AT)["cla.by_age"].category(
        "10 to 15"
    )
    page = analyst.get("/indicators/cla.by_age/children/", {"on": "2013-03-31", "category": "10 to 15"})
    assert len(page.context["table"].rows) == line.value


def test_a_restricted_record_is_counted_and_not_shown(analyst, council):
    child = Child.objects.filter(authority=council).looked_after_on(AS_AT).first()
    child.is_restricted = True
    child.save()
    page = analyst.get("/indicators/cla.number/children/?on=2013-03-31")
    assert page.context["number"] == "11 children"
    assert "<strong>1 record</strong> you cannot open" in page.text
    assert len(page.context["table"].rows) == 10
    assert f">{child.number}<" not in page.text


def test_children_are_listed_without_addresses_or_birth_dates(analyst):
    page = analyst.get("/indicators/cla.number/children/?on=2013-03-31")
    text = page.text.replace(" ", "")
    assert HOME.replace(" ", "") not in text
    assert not [number for number, (_, born, _) in PEOPLE.items() if born in page.text]
    assert "SO16" not in text


def test_roles_without_children_see_the_figure_alone(council):
    author = signed_in(someone(council, Role.REPORT_AUTHOR))
    page = author.get("/indicators/cla.number/?on=2013-03-31")
    assert page.status_code == 200
    assert "Your role sees figures, not children&#x27;s records." in page.text.replace(
        "children's", "children&#x27;s"
    )
    refused = author.get("/indicators/cla.number/children/?on=2013-03-31")
    assert refused.status_code == 403
    assert "see children&#x27;s records" in refused.text


@pytest.mark.parametrize(
    ("born", "text"),
    [
        (date(2012, 12, 1), "3 months"),
        (date(2013, 3, 31), "0 months"),
        (date(2012, 3, 31), "1 year"),
        (date(2012, 1, 30), "1 year 2 months"),
        (date(2010, 4, 1), "2 years 11 months"),
        (date(2010, 3, 31), "3"),
        (date(1996, 2, 29), "17"),
    ],
)
def test_ages_under_three_are_told_in_months(born, text):
    assert age_text(Child(date_of_birth=born), AS_AT) == text


def test_only_figures_of_a_day_are_cut(analyst):
    for key in catalogue.KEYS:
        page = analyst.get(f"/indicators/{key}/?on=2013-03-31")
        assert bool(page.context["cuts"]) == can_cross(key), key
