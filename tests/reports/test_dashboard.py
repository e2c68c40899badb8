"""The dashboard: what it says, whatever the day, within its budget of queries and bytes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from carers.models import Household
from placements.models import Child, Placement
from reports.covered import year_end_before, year_ends_up_to
from reports.presenters import changes
from sufficiency.core.access import Role
from sufficiency.core.models import PublishedFigure
from sufficiency.indicators import measure
from sufficiency.indicators.base import Measurement, Unit
from tests.factories import AuthorityFactory
from tests.indicators.returns import Return
from tests.people import signed_in, someone
from tests.placements.people_and_homes import household
from tests.reports.conftest import load

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
MOST_BYTES = 500_000
# However many children there are.
QUERIES = 24


def measured(
    key: str, value: float | None, as_at: date, *, of: int | None = None, unit=Unit.PERCENT
) -> Measurement:
    numerator = None if of is None or value is None else round(of * value / 100)
    return Measurement(key, "A figure", unit, value, numerator, of, 0, as_at, None, "1")


def test_six_tiles_say_what_the_return_tells(analyst):
    page = analyst.get("/dashboard/?on=2013-03-31")
    tiles = page.context["tiles"]
    assert [tile["title"] for tile in tiles] == [
        "Children looked after",
        "Where children live",
        "Near home",
        "Stability",
        "Homes free, children waiting",
        "Came and left in the year",
    ]
    assert tiles[0]["value"] == "11"
    assert tiles[0]["detail"] == "2 for every 10,000 children in the area"
    assert "Children looked after at 31 March 2013" in page.text
    assert "SSDA903 return to 31 March 2013" in page.text


def test_without_a_date_it_opens_on_the_last_day_covered(analyst):
    assert analyst.get("/dashboard/").context["day"] == date(2013, 3, 31)


def test_any_day_may_be_asked_in_several_forms(analyst):
    for asked in ("2012-10-05", "5/10/2012", "5 October 2012"):
        assert analyst.get("/dashboard/", {"on": asked}).context["day"] == date(2012, 10, 5)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("2099-01-01", "The date must be today or earlier"),
        ("31/2/2013", "Enter a real date"),
        ("next week", "Enter a real date"),
        ("0001-01-01", "The date must be 1 January 1990 or later"),
    ],
)
@pytest.mark.parametrize("address", ["/dashboard/", "/indicators/", "/indicators/cla.number/"])
def test_a_date_that_cannot_be_used_is_told_at_the_field(analyst, address, asked, message):
    page = analyst.get(address, {"on": asked})
    assert page.status_code == 200
    assert message in page.text
    assert page.context["day"] == date(2013, 3, 31)


def test_a_day_before_the_records_says_why_nothing_is_known(analyst):
    page = analyst.get("/dashboard/?on=2001-03-31")
    assert all(tile["value"] == "" and tile["reason"] for tile in page.context["tiles"])
    assert "do not cover 31 March 2001" in page.text


def test_number_in_care_is_never_better_or_worse(analyst):
    number = analyst.get("/dashboard/?on=2013-03-31").context["tiles"][0]
    assert number["changes"]
    assert {change["judgement"] for change in number["changes"]} == {""}


def test_changes_are_judged_where_a_direction_is_good_or_bad():
    now, before = date(2013, 3, 31), date(2012, 3, 31)
    share = "placements.within_20_miles"
    rose = changes.change(measured(share, 84.0, now, of=482), measured(share, 81.0, before, of=429))
    assert (rose.text, rose.judgement) == ("3 points more than at 31 March 2012", "better")
    moves = "stability.three_or_more"
    more = changes.change(measured(moves, 12.0, now, of=482), measured(moves, 10.0, before, of=429))
    assert (more.text, more.judgement) == ("2 points more than in the year to 31 March 2012", "worse")


def test_small_numbers_are_marked_and_not_judged():
    now, before = date(2013, 3, 31), date(2012, 3, 31)
    share = "leavers.suitable_accommodation"
    few = measured(share, 63.0, now, of=38)
    assert changes.small_numbers(few) == "Small numbers: of 38, one is 3 points"
    assert changes.change(few, measured(share, 90.0, before, of=400)).judgement == ""


def test_unknown_is_no_change():
    now, before = date(2013, 3, 31), date(2012, 3, 31)
    assert changes.change(measured("cla.number", None, now), measured("cla.number", 4, before)) is None


def test_year_ends_run_up_to_the_day():
    assert year_ends_up_to(date(2013, 3, 31), 2) == [date(2012, 3, 31), date(2013, 3, 31)]
    assert year_ends_up_to(date(2013, 3, 30), 2) == [date(2011, 3, 31), date(2012, 3, 31)]
    assert year_end_before(date(2013, 3, 31)) == date(2012, 3, 31)
    assert year_end_before(date(2013, 4, 1)) == date(2013, 3, 31)


def test_englands_line_stands_behind_ours(analyst, council):
    for year, value in ((2012, 59), (2013, 60)):
        PublishedFigure.objects.create(
            area_kind="england",
            area_code="E92000001",
            area_name="England",
            key="cla.rate_per_10000",
            as_at=date(year, 3, 31),
            unit=Unit.RATE.value,
            value=value,
            as_printed=str(value),
            source="DfE",
            release="2013",
        )
    page = analyst.get("/dashboard/?on=2013-03-31")
    assert "England in grey" in page.context["tiles"][0]["sparkline"]
    lines = {line["name"]: line for line in page.context["rate_chart"]["spec"]["series"]}
    assert [point["y"] for point in lines["England"]["points"]][-2:] == [59.0, 60.0]


def many_children(number: int) -> list[Return]:
    made = Return(date(2013, 3, 31))
    for at in range(number):
        child = f"{at:05d}"
        born = f"{at % 27 + 1:02d}/06/{2000 + at % 12}"
        made.add("Header", child, "1", born, "WBRI")
        made.add(
            "Episodes", child, "01/05/2012", "S", "C2", "N1", "U4", "PR1", "", "", "", "SO14 7LY", "SO16 4XE"
        )
    return [made]


@pytest.mark.parametrize("children", [10, 1000])
def test_queries_and_bytes_stay_within_budget_at_any_size(children, tmp_path):
    authority = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    load(authority, many_children(children), tmp_path)
    client = signed_in(someone(authority, Role.PLACEMENT_MANAGER))
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/dashboard/?on=2013-03-31")
    assert page.context["tiles"][0]["value"] == f"{children:,}"
    assert len(queries) <= MOST_QUERIES
    assert len(queries) == QUERIES
    assert len(page.content) < MOST_BYTES


def test_nothing_loaded_tells_each_role_what_to_do():
    authority = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    analyst = signed_in(someone(authority, Role.ANALYST)).get("/dashboard/")
    assert "No return is loaded yet" in analyst.text
    assert "Load a return" in analyst.text
    manager = signed_in(someone(authority, Role.PLACEMENT_MANAGER)).get("/dashboard/")
    assert "Your data analyst can load them" in manager.text
    assert "Load a return" not in manager.text


def test_places_free_stand_against_children_waiting(analyst, council):
    household(council, places=3)
    tile = analyst.get("/dashboard/?on=2013-03-31").context["tiles"][4]
    assert (tile["value"], tile["reason"]) == ("", "No household is on file for the day.")
    here = Household.objects.get(authority=council)
    since = DateRange(date(2010, 1, 1), None)
    Household.objects.filter(pk=here.pk).update(approved=since)
    here.terms.update(dates=since)
    Placement.objects.filter(child__number="101", dates__contains=date(2013, 3, 31)).update(household=here)
    tile = analyst.get("/dashboard/?on=2013-03-31").context["tiles"][4]
    assert (tile["value"], tile["unit"]) == ("2", "of 3 places in our own homes")
    assert tile["detail"] == "No child waits for a home"
    Placement.objects.filter(child__number="101", dates__contains=date(2013, 3, 31)).delete()
    tile = analyst.get("/dashboard/?on=2013-03-31").context["tiles"][4]
    assert (tile["value"], tile["detail"]) == ("3", "1 child waits for a home")
    assert tile["changes"][0]["text"] == "The same as a month before"


def test_months_add_up_to_the_year_where_nobody_comes_twice(analyst, council):
    chart = analyst.get("/dashboard/?on=2013-03-31").context["months_chart"]
    points = {
        series["name"]: [point["y"] for point in series["points"]] for series in chart["spec"]["series"]
    }
    year = measure(
        ["cla.started", "cla.ceased"], authority=council, as_at=date(2013, 3, 31), today=date(2013, 3, 31)
    )
    assert len(points["Started"]) == 12
    assert sum(points["Started"]) == year["cla.started"].value
    assert sum(points["Ceased"]) == year["cla.ceased"].value


def test_months_that_the_records_do_not_cover_are_gaps(analyst):
    chart = analyst.get("/dashboard/?on=2010-06-15").context["months_chart"]
    months = [point["y"] for point in chart["spec"]["series"][0]["points"]]
    assert months[:9] == [None] * 9
    assert None not in months[9:]


def test_rings_are_banded_and_leave_out_who_must_not_be_found(analyst, council):
    def found() -> dict[str, str]:
        page = analyst.get("/dashboard/?on=2013-03-31")
        return {row["cells"][0]: row["cells"][1] for row in page.context["rings"]["table"]["rows"]}

    assert found() == {
        "Up to 5 miles": "none",
        "Over 5 to 10 miles": "none",
        "Over 10 to 20 miles": "1 to 5",
        "Over 20 miles": "1 to 5",
        "Distance not known": "none",
    }
    outside = Placement.objects.filter(child__authority=council, dates__contains=date(2013, 3, 31))
    far = outside.get(child__number="116")
    Child.objects.filter(pk=far.child_id).update(is_restricted=True)
    assert found()["Over 20 miles"] == "none"
    Child.objects.filter(pk=far.child_id).update(is_restricted=False)
    Placement.objects.filter(pk=far.pk).update(code="A6")
    assert found()["Over 20 miles"] == "none"


def test_the_risk_list_is_that_of_the_work_page_on_the_day(analyst, council):
    Placement.objects.filter(child__number="101", dates__contains=date(2013, 3, 31)).delete()
    risks = analyst.get("/dashboard/?on=2013-03-31").context["risks"]
    assert risks[0]["text"] == "1 child without a home"
    whole = analyst.get(risks[0]["href"])
    assert [line.title.partition(",")[0] for line in whole.context["lines"]] == ["Child 101"]
    author = signed_in(someone(council, Role.REPORT_AUTHOR))
    assert author.get("/dashboard/?on=2013-03-31").context["risks"] == []
