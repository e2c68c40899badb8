"""Places free, counted at once, are those of each household; the search for a home offers the best of all."""

from __future__ import annotations

import random
from datetime import date

import pytest

from carers.models import Household
from placements import home_search
from placements.free_places import free_places
from placements.occupancy import occupancies
from sufficiency.core.access import Role
from sufficiency.core.models import Authority
from tests.factories import AuthorityFactory, ChildFactory, MembershipFactory
from tests.households_at_random import DAYS, fill

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(5))
def test_each_household_has_as_many_as_its_occupancy_tells(seed):
    authority = AuthorityFactory()
    fill(authority, random.Random(seed))
    fill(AuthorityFactory(gss_code="E06000044", name="Portsmouth"), random.Random(seed))
    seen = set()
    for day in DAYS:
        homes = Household.objects.filter(authority=authority).approved_on(day)
        told = {one.household.pk: one.usable for one in occupancies(homes, on=day)}
        assert free_places(authority, on=day) == told
        seen |= set(told.values())
    assert {0, 1, 2} <= seen


def _all_judged(authority: Authority, *, on: date, age: int, present: Household) -> list[tuple[str, bool]]:
    """Every household asked for its occupancy, in the order in which they are offered."""
    judged = []
    for one in occupancies(Household.objects.filter(authority=authority).approved_on(on), on=on):
        takes = one.usable > 0 and one.ages is not None and one.ages[0] <= age <= one.ages[1]
        judged.append((not takes or one.household == present, one.household.reference, one))
    return [(reference, not cannot) for cannot, reference, _ in sorted(judged, key=lambda one: one[:2])]


@pytest.mark.parametrize("seed", range(3))
def test_those_offered_are_the_first_of_all_asked_one_by_one(seed):
    chance, authority = random.Random(seed), AuthorityFactory()
    fill(authority, chance)
    user = MembershipFactory(authority=authority, role=Role.PLACEMENT_OFFICER).user
    child = ChildFactory(authority=authority, date_of_birth=date(2015, 5, 5))
    few = 0
    for day in DAYS:
        present = chance.choice(Household.objects.filter(authority=authority))
        found = home_search.find(
            "", user=user, authority=authority, child=child, home_postcode="", on=day, present=present
        )
        expected = _all_judged(
            authority, on=day, age=day.year - 2015 - (day < date(day.year, 5, 5)), present=present
        )
        offered = [(one.name.split(" · ")[0], one.takes_the_child) for one in found]
        assert offered == expected[: home_search.MOST_SHOWN]
        few += not all(takes for _, takes in offered)
    assert 0 < few < len(DAYS)
