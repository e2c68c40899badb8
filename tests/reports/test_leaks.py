"""What told a small count beside the tables of counts, one by one: found by hand or by the attack, and closed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from carers.models import Household, Terms
from forecasting.models import ForecastLine, IssuedForecast, IssuedLine
from placements.models import OtherOccupant
from reports.document import Audience, Document, Numbering, Table
from reports.editions import table_json
from reports.models import ContextFigure, IndicatorTarget
from reports.statement.gathering import Gathered, told_without_return
from reports.writing.composing import Written, set_down
from reports.writing.records import records_of
from sufficiency.core.models import PublishedFigure
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.printed_before import before
from sufficiency.indicators.protected import State, protect
from sufficiency.indicators.published import disagreements
from tests.factories import AuthorityFactory, UserFactory
from tests.forecasting.pages.council import a_forecast
from tests.reports import figures
from tests.reports.flows import Flows
from tests.reports.outputs import text_of

pytestmark = pytest.mark.django_db
THEN, NOW = date(2023, 3, 31), date(2024, 3, 31)
GROUPS, TOTAL = "placements.by_budget_group", "cla.number"
SECURE = "K1", "PR1"
OWN, AGENCY = ("U5", "PR1"), ("U5", "PR4")


def children(**of: int) -> list[figures.Child]:
    """So many in each kind of placement, alike in everything else."""
    places = {
        "secure": SECURE,
        "own": OWN,
        "agency": AGENCY,
        "homes": ("K2", "PR4"),
        "schools": ("S1", "PR4"),
    }
    one = figures.child(random.Random(1), "U5", "PR1", "inside, 20 miles or less")
    return [
        one._replace(place=places[name][0], provider=places[name][1])
        for name, count in of.items()
        for _ in range(count)
    ]


def counted(now: list[figures.Child], then: list[figures.Child] | None = None, **more) -> Gathered:
    there = {THEN: (children(own=30) if then is None else then, []), NOW: (now, [])}
    return figures.gathered(there, **more)


def printed(text: str, gathered: Gathered, audience: Audience = Audience.PUBLIC) -> Document:
    authority = AuthorityFactory()
    return set_down(
        [Written("all", "All", text)],
        gathered,
        title="Homes",
        kind="statement",
        audience=audience,
        numbering=Numbering.NONE,
        records=lambda found: records_of(authority, as_at=NOW, today=NOW, figures=found),
    ).document


def the_table(text: str, gathered: Gathered, audience: Audience = Audience.PUBLIC) -> Table:
    [table] = printed(text, gathered, audience).tables()
    return table


def cells(table: Table) -> dict[str, list[str]]:
    return {row.headings[0]: [cell.text for cell in row.cells] for row in table.rows}


def rounded(gathered: Gathered) -> Gathered:
    return replace(gathered, rounded_dates=frozenset(gathered.dates))


def test_a_forecast_does_not_tell_what_is_there_now():
    """A run has a line for the day of the records itself: the true count, which the tables may hide."""
    run = a_forecast(AuthorityFactory(), UserFactory(), extract_on=NOW, months=24)
    assert ForecastLine.objects.filter(run=run, on=NOW).exists()
    table = the_table("[[table: forecast]]", counted(children(own=30)))
    assert [column.title for column in table.columns] == ["31 Mar 2025", "31 Mar 2026"]


def test_nor_what_is_there_a_few_weeks_later():
    a_forecast(AuthorityFactory(), UserFactory(), extract_on=NOW - timedelta(days=31), months=14)
    table = the_table("[[table: forecast]]", counted(children(own=30)))
    assert [column.title for column in table.columns] == ["31 Mar 2025"]


def with_homes(*, approved: int, taken: int) -> None:
    home = Household.objects.create(
        authority=AuthorityFactory(), reference="F1", approved=DateRange(date(2020, 1, 1), None)
    )
    Terms.objects.create(household=home, dates=home.approved, places=approved, youngest=0, oldest=17)
    OtherOccupant.objects.bulk_create(
        OtherOccupant(household=home, kind="other", dates=home.approved) for _ in range(taken)
    )


@pytest.mark.parametrize(
    ("approved", "taken", "is_told", "rounds"),
    [
        (40, 3, False, False),
        (40, 7, False, False),
        (40, 8, True, False),
        (40, 0, True, False),
        (40, 11, False, True),
        (40, 12, True, True),
    ],
)
def test_free_places_do_not_tell_how_few_are_taken(approved, taken, is_told, rounds):
    """40 approved and 37 free: three children of the council's own carers at the most."""
    with_homes(approved=approved, taken=taken)
    gathered = counted(children(own=3, agency=40))
    said = text_of(printed("[[words: own homes]]", rounded(gathered) if rounds else gathered))
    assert ("A child could have moved into" in said) == is_told
    assert ("is hidden (c)" in said) != is_told
    inside = text_of(printed("[[words: own homes]]", gathered, Audience.INTERNAL))
    assert f"into {approved - taken} of them" in inside


@pytest.mark.parametrize(("more", "is_told"), [((), False), (((GROUPS, NOW),), True)])
def test_free_places_tell_how_many_children_there_are_only_where_that_is_printed(more, is_told):
    """30 places taken by 30 children: who knows that knows how many are not with own carers."""
    with_homes(approved=60, taken=30)
    gathered = counted(children(own=30, agency=40), more=set(more))
    said = text_of(printed("[[words: own homes]]", gathered))
    assert ("A child could have moved into" in said) == is_told


def a_target(key: str, baseline: str, since: date) -> None:
    IndicatorTarget.objects.create(
        authority=AuthorityFactory(),
        key=key,
        since=since,
        value=Decimal(1),
        baseline=Decimal(baseline),
        entered_by=UserFactory(),
    )


def test_a_target_does_not_tell_the_hidden_count_that_it_set_out_from():
    a_target("placements.agency_share", "50", NOW)
    a_target("adoption.placed_awaiting_order", "3", NOW)
    gathered = counted(children(own=4, agency=4))
    public, inside = (
        cells(the_table("[[table: targets]]", gathered, audience))
        for audience in (Audience.PUBLIC, Audience.INTERNAL)
    )
    assert {row[0] for row in public.values()} == {"c"}
    assert {row[0] for row in inside.values()} == {"50%", "3"}


def test_a_target_tells_from_where_it_set_out_where_the_document_does():
    a_target("placements.agency_share", "50", NOW)
    [row] = cells(the_table("[[table: targets]]", counted(children(own=20, agency=20)))).values()
    assert row[0] == "50%"


def test_how_far_a_forecast_was_off_does_not_tell_a_hidden_forecast():
    issued = IssuedForecast.objects.create(
        authority=AuthorityFactory(),
        title="From records",
        issued_on=THEN,
        issued_by="Cabinet",
        published_in="A report",
        run=a_forecast(AuthorityFactory(), UserFactory(), extract_on=THEN),
        entered_by=UserFactory(),
    )
    IssuedLine.objects.create(issued=issued, measure="total", on=NOW, low=2, middle=3, high=4)
    IssuedForecast.objects.filter(pk=issued.pk).update(entered_at=timezone.now())
    table = the_table("[[table: forecasts issued]]", counted(children(own=30)))
    assert cells(table)["From records"][-1] == "c"
    assert not any("its range" in note for note in table.notes)


def printed_by_the_council(day: date, source: str = "Strategy", **groups: int) -> None:
    names = {"own": "Fostering up to 18", "agency": "Independent Fostering Agencies", "secure": "Secure"}
    rows = [(GROUPS, names[name], number) for name, number in groups.items()]
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            area_kind="authority",
            area_code="E06000045",
            area_name="Southampton",
            key=key,
            category=category,
            as_at=day,
            unit="children",
            value=number,
            source=source,
            release="once",
        )
        for key, category, number in [*rows, ("cla.number", "", sum(groups.values()))]
    )


def test_what_the_council_printed_exactly_is_not_told_beside_rounded_counts():
    printed_by_the_council(NOW, own=33, agency=42)
    gathered = counted(children(own=33, agency=42), more={(GROUPS, NOW), (GROUPS, THEN)})
    table = the_table("[[table: projections]]", rounded(gathered))
    assert cells(table)["Independent Fostering Agencies"][1] == "40"
    assert not any("42" in note for note in table.notes)
    exact = counted(children(own=30, agency=45), more={(GROUPS, NOW), (GROUPS, THEN)})
    assert any("42" in note for note in the_table("[[table: projections]]", exact).notes)


def test_nor_is_a_disagreement_about_a_rounded_count():
    printed_by_the_council(NOW, own=33, agency=42)
    printed_by_the_council(NOW, "Yearly report", own=33, agency=62)
    gathered = counted(children(own=33, agency=42), more={(GROUPS, NOW)})
    gathered = replace(gathered, conflicts=tuple(disagreements(AuthorityFactory())))
    assert "42 (Strategy)" in text_of(printed("[[words: how counted]]", gathered))
    said = text_of(printed("[[words: how counted]]", rounded(gathered)))
    assert "42 (Strategy)" not in said
    assert "75 (Strategy)" not in said


def test_a_disagreement_about_a_part_that_the_document_leaves_out_is_not_told():
    """Its total is printed, and whether the part may be told nobody has judged."""
    printed_by_the_council(NOW, own=33, agency=42)
    printed_by_the_council(NOW, "Yearly report", own=33, agency=62)
    gathered = replace(
        counted(children(own=33, agency=42)), conflicts=tuple(disagreements(AuthorityFactory()))
    )
    said = text_of(printed("[[words: how counted]]", gathered))
    assert "42 (Strategy)" not in said
    assert "75 (Strategy)" in said


def hidden(measurements, **more) -> set[tuple[str, str]]:
    return {(one.cell.key, one.cell.category) for one in protect(measurements, **more).hidden}


def of_now(there: list[figures.Child], moved: Flows | None = None) -> dict[str, Measurement]:
    return figures.measurements(there, [], NOW, 47000, moved)


def of_then(there: list[figures.Child]) -> dict[str, Measurement]:
    return figures.measurements(there, [], THEN, 47000)


def test_who_left_in_the_year_is_not_told_by_who_came():
    """30 a year before, 10 came, 37 are there: three left."""
    moved = Flows(("1 to 4",) * 10, ("16 and over",) * 3, 0)
    gathered = counted(children(own=37), moved={NOW: moved})
    found = protect(gathered.measurements.values()).measurements
    assert found["cla.ceased", NOW].value.state is State.HIDDEN
    assert found["cla.started", NOW].value.state is State.HIDDEN
    assert found["cla.number", NOW].value.state is State.PRINTED
    assert found["cla.number", THEN].value.state is State.PRINTED


def test_a_child_who_came_twice_does_not_upset_the_sum():
    for came, left in ((11, 3), (9, 3), (10, 20)):
        moved = Flows(("1 to 4",) * came, ("16 and over",) * left, 0)
        gathered = counted(children(own=37), moved={NOW: moved})
        protect(gathered.measurements.values())


def test_a_count_that_budgets_and_dfe_group_alike_is_hidden_in_both():
    """Supported accommodation is a budget group and one of DfE's groups: hidden in one to protect another, in both."""
    there = children(own=30, secure=3) + [one._replace(place="H5") for one in children(homes=7)]
    now = of_now(there)
    keys = (GROUPS, "placements.by_group", TOTAL, "placements.by_type")
    found = protect([now[key] for key in keys]).measurements
    # The next smallest beside the three in secure units.
    [independent] = [
        line
        for line in found["placements.by_group", NOW].breakdown
        if line.category.startswith("Independent")
    ]
    assert found[GROUPS, NOW].category("Supported Placements or Rent").value.state is State.HIDDEN
    assert independent.value.state is State.HIDDEN


def test_who_came_is_told_by_a_document_that_does_not_say_it():
    """25 a year before, 20 left, 7 are there: two came, though nobody printed that."""
    moved = Flows(("1 to 4",) * 2, ("16 and over",) * 20, 0)
    then, now = (of_day[TOTAL] for of_day in (of_then(children(own=25)), of_now(children(own=7))))
    left = of_now(children(own=7), moved)["cla.ceased"]
    told = protect([then, now, left]).measurements
    assert told["cla.ceased", NOW].value.state is State.PRINTED
    kept = protect([then, now, left], countable=of_now(children(own=7), moved).values()).measurements
    assert State.HIDDEN in (kept["cla.ceased", NOW].value.state, kept[TOTAL, NOW].value.state)


def test_a_correction_does_not_tell_who_came_by_the_number_that_grew(monkeypatch):
    """One came and one left: 60 as before. Corrected, two came and 61 are there, which tells the second of them."""
    year = Flows(("10 to 15",), ("16 and over",), 0)
    corrected = Flows(("10 to 15", "5 to 9"), ("16 and over",), 0)
    keys = (TOTAL, "cla.started", "cla.ceased")

    def measured(own: int, moved: Flows) -> list[Measurement]:
        now = of_now(children(own=own), moved)
        return [of_then(children(own=60))[TOTAL], *(now[key] for key in keys)]

    first = measured(60, year)
    shown = protect(first).measurements
    assert shown[TOTAL, NOW].value.value == 60
    kept = [{**shown[one.key, one.as_at].as_json(), "counted": one.as_json()} for one in first]

    def is_told() -> bool:
        found = protect(measured(61, corrected), before=before([kept])).measurements
        return found[TOTAL, NOW].value.state is State.PRINTED

    assert not is_told()
    monkeypatch.setattr("sufficiency.indicators.printed_before._Then._flow", lambda *_: None)
    assert is_told()


def test_lines_that_an_earlier_document_printed_stay_in_the_sums():
    """A document of budget groups, then one without, of children of whom one was recorded wrongly."""
    first = {
        key: of_now(children(own=30, agency=20, secure=8, homes=9))[key] for key in ("cla.number", GROUPS)
    }
    shown = protect(first.values())
    kept = [
        {**one.as_json(), "counted": first[key].as_json()} for (key, _), one in shown.measurements.items()
    ]
    in_print = before([kept])
    assert in_print.broken_down == {(GROUPS, NOW)}


def test_a_day_that_was_told_before_its_return_came_keeps_what_it_hid():
    """The council printed a table of a day; a document told it, hiding; then the return of that day is counted."""
    later = NOW + timedelta(days=30)
    printed_by_the_council(later, own=30, agency=9, secure=3)
    table = the_table(
        "[[table: projections]]", counted(children(own=40), more={(GROUPS, NOW), (GROUPS, THEN)})
    )
    told = told_without_return([table_json(table)], {later}, set())
    total, one = told
    assert (total["key"], total["value"]) == ("cla.number", 42)
    hidden_then = {name.removesuffix(": value") for name in one["hidden"]}
    assert {"Secure", "Independent Fostering Agencies"} == hidden_then
    in_print = before([told])
    now = figures.measurements(children(own=30, agency=9, secure=3), [], later, 47000)
    found = hidden([now[key] for key in ("cla.number", GROUPS)], before=in_print)
    assert found == {(GROUPS, name) for name in hidden_then}


def test_a_kept_figure_of_a_few_children_is_not_told():
    for name, value, unit in (("complaints", 3, "children"), ("rank", 3, "rank"), ("visits", 12, "children")):
        ContextFigure.objects.create(
            authority=AuthorityFactory(),
            kind="complaints",
            name=name,
            label=name.title(),
            value=value,
            unit=unit,
            as_at=NOW,
            source="Report",
            note=f"Of {name}.",
            entered_by=UserFactory(),
        )
    text = (
        "[[context: complaints]] of [[context: visits]], [[context: rank]]\n\n[[table: context complaints]]"
    )
    document = printed(text, counted(children(own=30)))
    assert " ".join(text_of(document).split()).startswith("c of 12 , 3")
    table = next(iter(document.tables()))
    assert cells(table) == {"Complaints": ["c"], "Rank": ["3"], "Visits": ["12"]}
    assert [cell.value for row in table.rows for cell in row.cells] == [None, 3.0, 12.0]
    assert not any("Of complaints" in note for note in table.notes)
    inside = printed(text, counted(children(own=30)), Audience.INTERNAL)
    assert cells(next(iter(inside.tables())))["Complaints"] == ["3"]
