"""Places free, counted in one query, are those that the lists of homes find household by household."""

from __future__ import annotations

import random

import pytest

from carers.models import Household
from placements.occupancy import occupancies
from reports.capacity import Capacity, approved_places, capacity
from tests.factories import AuthorityFactory
from tests.households_at_random import DAYS, FIRST, fill

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(5))
def test_free_places_are_those_of_every_household_summed(seed):
    chance, authority = random.Random(seed), AuthorityFactory()
    fill(authority, chance)
    fill(AuthorityFactory(gss_code="E06000044", name="Portsmouth"), chance)
    counted, approved = capacity(authority, days=DAYS), approved_places(authority, days=DAYS)
    for day in DAYS:
        homes = occupancies(Household.objects.filter(authority=authority).approved_on(day), on=day)
        assert counted[day] == Capacity(
            households=len(homes),
            approved=sum(home.approved or 0 for home in homes),
            free=sum(home.usable for home in homes),
        )
        assert approved[day] == counted[day].approved
    assert any(one.free for one in counted.values())


def test_where_no_household_is_on_file_there_is_none():
    assert capacity(AuthorityFactory(), days=[FIRST]) == {FIRST: Capacity(0, 0, 0)}
