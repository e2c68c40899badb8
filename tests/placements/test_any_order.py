"""Whatever officers do, in whatever order: nobody is in two places, no place is given twice, all can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from carers.models import Household
from placements.actions import (
    Destination,
    change_legal_status,
    end_care,
    end_placement,
    end_temporary_move,
    move_child,
    record_temporary_move,
    start_care,
    start_placement,
    undo,
)
from placements.actions.errors import NotDone
from placements.models import Breach, Child, LegalStatus, PeriodOfCare, Placement, TemporaryMove
from placements.occupancy import occupancies
from sufficiency.core.models import User
from tests.factories import AuthorityFactory
from tests.placements.people_and_homes import TODAY, child, household, how, officer

pytestmark = pytest.mark.django_db
DEEDS = ("start", "place", "move", "end placement", "end care", "status", "away", "back", "undo")
STEP = st.tuples(
    st.sampled_from(DEEDS),
    st.integers(0, 2),  # which child
    st.integers(-20, 6),  # days from today
    st.integers(0, 2),  # which household; 2 is a home not on file
    st.booleans(),  # already the case, or a plan
)


class Desk:
    """Three children, a household of one place and one of two, and somebody who types."""

    def __init__(self) -> None:
        authority = AuthorityFactory()
        self.by: User = officer(authority)
        self.children: list[Child] = [child(authority, f"P{number}") for number in range(3)]
        self.households: list[Household] = [
            household(authority, "A", places=1),
            household(authority, "B", places=2),
        ]
        self.done: list[Any] = []
        self.refusals: list[str] = []

    def do(self, deed: str, number: int, days: int, where: int, already: bool) -> None:
        """The deed, or its refusal: anything but a named refusal fails the test."""
        who, day = Child.objects.get(pk=self.children[number].pk), TODAY + timedelta(days=days)
        to = (
            Destination(household=self.households[where])
            if where < 2
            else Destination(code="U6", provider="PR4", as_told="Told by phone")
        )
        of: dict[str, Any] = {"child": who, "version": who.version, "by": self.by}
        ends = {**of, "on": day, "today": TODAY}
        stays = {**of, "how": how(day, already=already), "destination": to}
        acts: dict[str, Callable[[], Any]] = {
            "start": lambda: start_care(**stays, legal_status="C1", need="N1"),
            "place": lambda: start_placement(**stays),
            "move": lambda: move_child(**stays, reason="CARPL"),
            "end placement": lambda: end_placement(**ends, reason="CREQO"),
            "end care": lambda: end_care(**ends, reason="E4A"),
            "status": lambda: change_legal_status(**ends, code=("C2", "V2", "E1")[where]),
            "away": lambda: record_temporary_move(
                **ends, code="T1", until=day + timedelta(days=where) if where else None
            ),
            "back": lambda: end_temporary_move(**ends),
            "undo": lambda: self.undo_last_of(who),
        }
        try:
            with transaction.atomic():
                made = acts[deed]()
        except NotDone as refused:
            self.refusals.append(str(refused))
        else:
            if deed != "undo" and made is not None:
                self.done.append(made)

    def undo_last_of(self, who: Child) -> None:
        mine = [deed for deed in self.done if deed.child_id == who.pk]
        if mine:
            undo(deed=mine[-1], because="Wrong", by=self.by)
            self.done.remove(mine[-1])

    def check(self) -> None:
        assert all(words.endswith(".") for words in self.refusals), "a refusal is a sentence"
        for model in (PeriodOfCare, LegalStatus, Placement, TemporaryMove):
            for one in self.children:
                spells = sorted(model._default_manager.filter(child=one).values_list("dates", flat=True))
                for before, after in pairwise(spells):
                    assert before.upper is not None
                    assert before.upper <= after.lower
        for home in self.households:
            there = list(Placement.objects.filter(household=home))
            places = home.terms.get().places
            flagged = set(Breach.objects.filter(rule="over_places").values_list("placement_id", flat=True))
            for day in {one.dates.lower for one in there}:
                on_day = [one for one in there if day in one.dates]
                numbers = [one.place_number for one in on_day]
                assert len(set(numbers)) == len(numbers), "no place is given twice"
                assert len(on_day) <= places or any(one.pk in flagged for one in on_day)
                (counted,) = occupancies(Household.objects.filter(pk=home.pk), on=day)
                assert counted.taken == len(on_day)
                assert counted.usable + sum(r.places for r in counted.reasons) == max(places, counted.taken)


def run(steps: list[tuple[str, int, int, int, bool]]) -> None:
    with transaction.atomic():
        desk = Desk()
        for step in steps:
            desk.do(*step)
            desk.check()
        for deed in reversed(desk.done):
            undo(deed=deed, because="All of it", by=desk.by)
        for model in (PeriodOfCare, LegalStatus, Placement, TemporaryMove, Breach):
            assert not model._default_manager.filter(child__in=desk.children).exists()
        transaction.set_rollback(True)


@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(STEP, min_size=6, max_size=14))
def test_in_any_order(steps):
    run([("start", 0, -20, 0, True), ("start", 1, -18, 1, True), *steps])


@pytest.mark.slow
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=10, max_size=40))
def test_in_any_order_at_size(steps):
    run([("start", 0, -20, 0, True), ("start", 1, -18, 1, True), *steps])
