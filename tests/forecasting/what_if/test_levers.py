"""Levers as they are kept: exactly the engine's, nothing else in the database, refused in words, told in words."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.engine import levers as engine
from forecasting.engine.errors import BadValue
from forecasting.engine.kinds import AGES, PLACEMENTS
from forecasting.engine.scenario import play
from forecasting.models import LeverKind, Scenario, ScenarioLever
from forecasting.models.scenarios import COLUMNS, LIMITS, targets
from forecasting.presenters.levers import assumption
from forecasting.what_if.actions import NotKept, Pull, add_lever, change_lever, make_scenario
from forecasting.what_if.levers import lever_of
from sufficiency.core.stale import StaleEdit
from tests.forecasting.pages.council import LAST, with_four_years

pytestmark = pytest.mark.django_db
SINCE = date(2026, 4, 1)
WHEN = engine.When(np.datetime64("2026-04-01"), 6, np.datetime64("2028-03-31"))
FOR_GOOD = engine.When(np.datetime64("2026-04-01"), 6)
# Of each kind a lever as it is kept, and the engine's written out by hand.
PAIRS = {
    LeverKind.ENTRIES: (
        {
            "low": "-10",
            "central": "-20.5",
            "high": "-30",
            "ages": ["16-17", "10-15"],
            "placements": ["residential"],
        },
        engine.EntryRate(engine.Size(-0.1, -0.205, -0.3), WHEN, (3, 4), (3,)),
    ),
    LeverKind.EXITS: (
        {"low": "10", "central": "25", "high": "50", "placements": ["for_adoption", "kinship_fostering"]},
        engine.ExitRate(engine.Size(0.1, 0.25, 0.5), WHEN, None, (0, 6)),
    ),
    LeverKind.STEP_DOWN: (
        {"low": "5", "central": "10", "high": "15", "ages": ["0"], "to_placement": "supported"},
        engine.StepDown(engine.Size(0.05, 0.1, 0.15), WHEN, 4, (0,)),
    ),
    LeverKind.ASYLUM: (
        {"low": "-1", "central": "-2.5", "high": "-12"},
        engine.AsylumArrivals(engine.Size(-1, -2.5, -12), WHEN),
    ),
    LeverKind.RECRUITMENT: (
        {
            **{"low": "6", "central": "12", "high": "18", "to_placement": "in_house_fostering"},
            **{"instead_of": "residential", "places_each": "1.5", "fill_rate": 80},
        },
        engine.Recruitment(engine.Size(6, 12, 18), FOR_GOOD, 1.5, 0.8, 3, 1),
    ),
    LeverKind.STAYING_PUT: (
        {"low": "20", "central": "33", "high": "50", "stay_months": 18},
        engine.StayingPut(engine.Size(0.2, 0.33, 0.5), WHEN, 18),
    ),
    LeverKind.INFLATION: (
        {"low": "2", "central": "5", "high": "8", "placements": ["agency_fostering"], "ramp_months": 0},
        engine.Inflation(engine.Size(0.02, 0.05, 0.08), engine.When(np.datetime64("2026-04-01")), kinds=(2,)),
    ),
    LeverKind.OPENING: (
        {"low": "-2", "central": "-4", "high": "-4", "to_placement": "residential", "fill_rate": 90},
        engine.Opening(3, engine.Size(-2, -4, -4), FOR_GOOD, 0.9),
    ),
}


def pull_of(kind: LeverKind, **other) -> Pull:
    told = dict(PAIRS[kind][0])
    for name in ("low", "central", "high", "places_each"):
        if name in told:
            told[name] = Decimal(told[name])
    told.setdefault("ramp_months", 6)
    if "ends_on" in COLUMNS[kind]:
        told["ends_on"] = date(2028, 3, 31)
    return Pull(**{"starts_on": SINCE, **told, **other})


@pytest.fixture
def scenario(council, manager) -> Scenario:
    return make_scenario(authority=council, name="Try", about="x", by=manager)


@pytest.mark.parametrize("kind", LeverKind)
def test_what_is_kept_is_exactly_the_engines_lever(scenario, manager, kind):
    lever = add_lever(scenario=scenario, kind=kind, pull=pull_of(kind), by=manager)
    lever.refresh_from_db()
    assert lever_of(lever) == PAIRS[kind][1]


def test_every_kind_of_the_engine_can_be_kept():
    assert {type(engines) for _, engines in PAIRS.values()} == set(engine.Lever.__args__)
    assert set(PAIRS) == set(LIMITS) == set(COLUMNS) == set(LeverKind)


@pytest.mark.parametrize("kind", LeverKind)
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("ages", ["0"]),
        ("placements", ["other"]),
        ("to_placement", "other"),
        ("instead_of", "residential"),
        ("places_each", Decimal(2)),
        ("fill_rate", 50),
        ("stay_months", 12),
        ("ramp_months", 1),
        ("ends_on", date(2030, 1, 1)),
    ],
)
def test_the_database_takes_what_the_kind_has_and_no_more(scenario, manager, kind, column, value):
    lever = add_lever(scenario=scenario, kind=kind, pull=pull_of(kind), by=manager)
    fits = column in COLUMNS[kind] and (column != "to_placement" or value in targets(kind))
    change = ScenarioLever.objects.filter(pk=lever.pk)
    if fits:
        assert change.update(**{column: value}) == 1
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            change.update(**{column: value})


@pytest.mark.parametrize("kind", LeverKind)
def test_what_a_kind_needs_the_database_wants(scenario, manager, kind):
    lever = add_lever(scenario=scenario, kind=kind, pull=pull_of(kind), by=manager)
    nothing = {
        "to_placement": "",
        "instead_of": "",
        "places_each": None,
        "fill_rate": None,
        "stay_months": None,
    }
    for column in COLUMNS[kind] & set(nothing):
        with pytest.raises(IntegrityError), transaction.atomic():
            ScenarioLever.objects.filter(pk=lever.pk).update(**{column: nothing[column]})


@pytest.mark.parametrize(
    "change",
    [
        {"low": 1},
        {"central": -40},
        {"high": 0, "central": 0, "low": 0},
        {"high": Decimal("-100.1")},
        {"ends_on": SINCE},
        {"ramp_months": 61},
        {"ages": []},
        {"ages": ["18"]},
        {"kind": "magic"},
    ],
)
def test_the_database_refuses_what_cannot_be(scenario, manager, change):
    lever = add_lever(scenario=scenario, kind=LeverKind.ENTRIES, pull=pull_of(LeverKind.ENTRIES), by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScenarioLever.objects.filter(pk=lever.pk).update(**change)


@pytest.mark.parametrize(
    ("kind", "change", "field", "sentence"),
    [
        (LeverKind.ENTRIES, {"high": Decimal(-101)}, "high", "from 0 to 100"),
        (LeverKind.STEP_DOWN, {"high": Decimal(96)}, "high", "from 0 to 95"),
        (LeverKind.STAYING_PUT, {"low": Decimal(-1)}, "low", "from 0 to 100"),
        (LeverKind.ENTRIES, {"low": Decimal(-90)}, "low", "cannot be more"),
        (LeverKind.ENTRIES, {"low": Decimal(5)}, "low", "from 0 to 100"),
        (LeverKind.ASYLUM, dict.fromkeys(("low", "central", "high"), Decimal(0)), "high", "changes nothing"),
        (LeverKind.ENTRIES, {"ends_on": SINCE}, "ends_on", "after the first"),
        (LeverKind.ENTRIES, {"starts_on": date(1026, 4, 1)}, "starts_on", "between 2000 and 2100"),
        (LeverKind.STEP_DOWN, {"to_placement": "residential"}, "to_placement", "from the list"),
        (LeverKind.RECRUITMENT, {"places_each": Decimal(0)}, "places_each", "up to 6"),
        (LeverKind.RECRUITMENT, {"fill_rate": 0}, "fill_rate", "from 1 to 100"),
        (LeverKind.STAYING_PUT, {"stay_months": 99}, "stay_months", "1 to 36"),
    ],
)
def test_absurd_levers_are_refused_in_a_sentence(scenario, manager, kind, change, field, sentence):
    with pytest.raises(NotKept, match=sentence) as refused:
        add_lever(scenario=scenario, kind=kind, pull=pull_of(kind, **change), by=manager)
    assert refused.value.field == field
    assert not scenario.levers.exists()


def test_two_ways_down_from_homes_are_refused_as_the_engine_would(scenario, manager):
    first = add_lever(
        scenario=scenario, kind=LeverKind.STEP_DOWN, pull=pull_of(LeverKind.STEP_DOWN), by=manager
    )
    other = pull_of(LeverKind.STEP_DOWN, to_placement="in_house_fostering")
    with pytest.raises(NotKept, match="one kind of placement"):
        add_lever(scenario=scenario, kind=LeverKind.STEP_DOWN, pull=other, by=manager)
    change_lever(lever=first, version=first.version, pull=other, by=manager)
    with pytest.raises(StaleEdit):
        change_lever(lever=first, version=first.version, pull=other, by=manager)


def _whole(low: int, high: int) -> st.SearchStrategy[list[Decimal]]:
    either = st.integers(0, high) if low == 0 else st.integers(0, high) | st.integers(low, 0)
    same = st.tuples(either, either, either).filter(lambda three: min(three) >= 0 or max(three) <= 0)
    return same.filter(any).map(lambda three: [Decimal(one) for one in sorted(three, key=abs)])


@pytest.mark.parametrize("kind", LeverKind)
def test_whatever_is_kept_the_engine_plays(baseline, kind):
    """Within the limits nothing is refused as `BadValue`, and no path has fewer than nobody."""

    @settings(max_examples=6, deadline=None)
    @given(sizes=_whole(*LIMITS[kind]))
    def holds(sizes: list[Decimal]) -> None:
        told = pull_of(kind, low=sizes[0], central=sizes[1], high=sizes[2], starts_on=date(2022, 6, 15))
        lever = lever_of(ScenarioLever(kind=kind, **told.__dict__))
        try:
            played = play(baseline, engine.Scenario("any", (lever,), engine.Strength.HIGH))
        except BadValue as refusal:
            raise AssertionError(str(refusal)) from refusal
        assert (played.made.stock >= 0).all()

    holds()


def test_each_kind_in_words(scenario, manager):
    told = [
        assumption(add_lever(scenario=scenario, kind=kind, pull=pull_of(kind), by=manager))
        for kind in LeverKind
    ]
    since = "From 1 April 2026 and in full 6 months later"
    assert told == [
        f"{since}, 20.5% (10% to 30%) fewer children aged 16 and 17 or 10 to 15 come into care, of those whose first "
        "placement is residential, until 31 March 2028.",
        f"{since}, 25% (10% to 50%) more children in placed for adoption or fostering with relatives or friends leave "
        "care before 18 in a month, until 31 March 2028.",
        f"{since}, 10% (5% to 15%) of the children aged under 1 in residential homes move on in a year to supported "
        "accommodation, beside the usual, until 31 March 2028.",
        f"{since}, 2.5 (1 to 12) fewer unaccompanied asylum-seeking children come in a year, until 31 March 2028.",
        f"{since}, 12 (6 to 18) more homes (net) for fostering with our own carers, each with 1.5 places of which 80% "
        "are filled, instead of residential.",
        f"{since}, 33% (20% to 50%) of those who turn 18 in fostering stay put for 18 months, until 31 March 2028.",
        "From 1 April 2026, prices of fostering through agencies rise by 5% (2% to 8%) a year.",
        f"{since}, 4 (2 to 4) places for residential close, of which 90% can be filled.",
    ]


ANSWERS = {
    LeverKind.ENTRIES: {"way": "down"},
    LeverKind.EXITS: {"way": "up"},
    LeverKind.STEP_DOWN: {"to_placement": "in_house_fostering"},
    LeverKind.ASYLUM: {"way": "up"},
    LeverKind.RECRUITMENT: {
        **{"way": "up", "instead_of": "agency_fostering", "to_placement": "in_house_fostering"},
        **{"places_each": "1.5", "fill_rate": "80"},
    },
    LeverKind.STAYING_PUT: {"stay_months": "12"},
    LeverKind.INFLATION: {"way": "down"},
    LeverKind.OPENING: {"way": "down", "to_placement": "residential", "fill_rate": "90"},
}


@pytest.mark.parametrize("kind", LeverKind)
def test_the_form_of_each_kind_keeps_and_shows_again_what_was_typed(scenario, client_of_manager, kind):
    address = f"{scenario.get_absolute_url()}levers/new/{kind.value}/"
    key = re.search(r'name="key" value="([^"]+)"', client_of_manager.get(address).text)[1]
    typed = {"key": key, "central": "10", "starts_on": "1/4/2026", **ANSWERS[kind]}
    refused = client_of_manager.post(address, {**typed, "central": "9999"})
    assert refused.status_code == 400
    assert f"enter a number from 0 to {max(-LIMITS[kind][0], LIMITS[kind][1])}" in refused.text
    assert client_of_manager.post(address, typed).status_code == 302
    lever = scenario.levers.get()
    assert lever.low == lever.central == lever.high == (-10 if ANSWERS[kind].get("way") == "down" else 10)
    again = client_of_manager.get(f"/forecast/what-if/levers/{lever.public_id}/").text
    assert 'value="10"' in again
    assert 'value="1/4/2026"' in again
    assert client_of_manager.get(f"{scenario.get_absolute_url()}levers/new/magic/").status_code == 404


def test_the_command_prints_the_difference(scenario, council, manager):
    with_four_years(council)
    asked = {"authority": council.gss_code, "origin": LAST.isoformat(), "years": 1, "paths": 60}
    with pytest.raises(CommandError, match=r"no file Try, and .* has no scenario “Try” with levers"):
        call_command("forecast", scenario="Try", **asked)
    add_lever(
        scenario=scenario,
        kind=LeverKind.ENTRIES,
        pull=Pull(starts_on=date(2024, 4, 1), low=Decimal(-50), central=Decimal(-70), high=Decimal(-90)),
        by=manager,
    )
    out = io.StringIO()
    call_command("forecast", scenario="try", json=True, stdout=out, **asked)
    told = json.loads(out.getvalue())["scenario"]
    assert told["assumptions"] == ["From 1 April 2024, 70% (50% to 90%) fewer children come into care."]
    last = [one for one in told["differences"] if (one["measure"], one["date"]) == ("total", "2025-03-31")]
    assert [one["strength"] for one in last] == ["low", "central", "high"]
    assert 0 > last[0]["median"] > last[1]["median"] > last[2]["median"]
    out = io.StringIO()
    call_command("forecast", scenario="Try", stdout=out, **asked)
    assert "70% (50% to 90%) fewer children come into care" in out.getvalue()
    assert f"31 March 2025, central: {last[1]['median']:+}" in out.getvalue()


def test_ages_and_placements_are_the_engines():
    assert {age for told, _ in PAIRS.values() for age in told.get("ages", [])} <= set(AGES)
    assert set(targets(LeverKind.OPENING)) == set(PLACEMENTS)
