"""How many homes: the engine's answer, in a sentence; what cannot be told is said; no district tells of one child."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.engine.kinds import AGENCY
from forecasting.engine.planner import Goal, recruit
from forecasting.register.where import _protected, homes_of
from forecasting.what_if.trying import made_again
from placements.models import Placement
from sufficiency.core.protection import PROTECTION_WIDTH, Addition, is_small, range_left
from tests.forecasting.pages.council import LAST, a_forecast, with_four_years

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(council, manager):
    with_four_years(council)
    return a_forecast(council, manager)


def asked(run, **given) -> str:
    told = {"kind": "agency_fostering", "target": "5", "by": "2025-03-31", "places": "1.5", "fill_rate": "80"}
    return f"/forecast/{run.public_id}/planner/?" + "&".join(f"{a}={b}" for a, b in {**told, **given}.items())


def test_the_page_says_what_the_engine_says(run, client_of_manager):
    goal = Goal(target=5, by=np.datetime64("2025-03-31"), kind=AGENCY, places=1.5, fill_rate=0.8)
    answer = recruit(made_again(run), goal)
    assert answer.homes[0.8] > 1
    page = client_of_manager.get(asked(run)).text
    assert (
        f"{answer.homes[0.8]} more homes, net of those who give up, bring children fostered through agencies to 5 or "
        "fewer by the end of March 2025 with 8 chances in 10." in page
    )
    for homes in answer.homes.values():
        assert f">{homes}</td>" in page
    assert "no weekly price is held" in page
    assert "take a parent with their child is not known" in page
    easy = client_of_manager.get(asked(run, target=500)).text
    assert "No further homes are needed" in easy


def test_distances_and_absurd_goals_are_answered_in_words(run, client_of_manager):
    assert "This cannot be foretold" in client_of_manager.get(asked(run, kind="far")).text
    page = client_of_manager.get(asked(run, target="-3", places="0", fill_rate="101", by="2099-01-31")).text
    assert "To this many or fewer: enter a whole number from 0 to 9,999" in page
    assert "Enter the places of a home" in page
    assert "per cent: enter a whole number from 1 to 100" in page


def test_where_they_come_from_is_told_by_district_and_small_ones_together(run, council, client_of_manager):
    here = [
        one.pk
        for one in Placement.objects.filter(
            child__authority=council, dates__contains=LAST, code="U6", provider="PR4"
        )
    ]
    assert len(here) > 8
    Placement.objects.filter(pk__in=here).update(home_postcode="SO14 7LY")
    Placement.objects.filter(pk__in=here[:2]).update(home_postcode="SO16 4XE")
    told = homes_of(council, LAST, kind=AGENCY)
    # Two would be told by the rest, so neither is.
    assert told.children == len(here)
    assert told.districts == ()
    Placement.objects.filter(pk__in=here[2:5]).update(home_postcode="SO17 1BJ")
    told = homes_of(council, LAST, kind=AGENCY)
    assert told.districts == (("SO14", len(here) - 5),) or told.districts == ()
    page = client_of_manager.get(asked(run)).text
    assert "SO16" not in page
    assert "SO17" not in page


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=9))
def test_no_small_district_can_be_worked_out(counts):
    named = {f"D{n}": count for n, count in enumerate(counts)}
    shown = _protected(named)
    hidden = frozenset(set(named) - set(shown))
    assert not any(is_small(count) for count in shown.values())
    total = sum(counts)
    cells = {**named, "all": total}
    for name in hidden:
        if is_small(named[name]) and shown:
            low, high = range_left(name, cells, [Addition("all", tuple(named))], hidden)
            assert high - low >= PROTECTION_WIDTH - 1e-6
