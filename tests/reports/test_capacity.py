"""Places free, counted in one query, are those that the lists of homes find household by household."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from carers.models import Confirmation, Hold, Household, Terms
from placements.models import OtherOccupant, Reservation
from placements.occupancy import occupancies
from reports.capacity import Capacity, approved_places, capacity
from sufficiency.core.models import Authority
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    PeriodOfCareFactory,
    PlacementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
DAYS = [FIRST + timedelta(days=step) for step in range(0, 1000, 37)]


def _dates(chance: random.Random) -> DateRange:
    began = FIRST + timedelta(days=chance.randrange(700))
    return DateRange(
        began, None if chance.random() < 0.4 else began + timedelta(days=chance.randrange(1, 400))
    )


def _fill(authority: Authority, chance: random.Random) -> None:
    """Households of every kind, with whoever may be in them; no rule holds them to what is sensible."""
    by, homes = UserFactory(), []
    for number in range(25):
        home = Household.objects.create(authority=authority, reference=f"F{number}", approved=_dates(chance))
        homes.append(home)
        if chance.random() < 0.85:
            only = chance.choice(["siblings", "one", "", "", ""])
            Terms.objects.create(
                household=home,
                dates=home.approved,
                places=chance.randrange(1, 5),
                youngest=0,
                oldest=17,
                siblings_only=only == "siblings",
                only_child=only == "one",
            )
        for hold in range(chance.choice([0, 0, 1, 2])):
            places = chance.choice([1, 2] if hold else [None, 1, 2])
            Hold.objects.create(household=home, dates=_dates(chance), reason="holiday", places=places)
        for _ in range(chance.choice([0, 1, 2])):
            Confirmation.objects.create(
                household=home,
                by=by,
                at=datetime(2026, chance.randrange(1, 6), chance.randrange(1, 28), tzinfo=UTC),
                places_free=1,
                not_before=chance.choice([None, FIRST + timedelta(days=chance.randrange(900))]),
            )
        for _ in range(chance.choice([0, 0, 1, 2])):
            kind = chance.choice(OtherOccupant.Kind.values)
            OtherOccupant.objects.create(household=home, kind=kind, dates=_dates(chance))
    for _ in range(40):
        dates, home = _dates(chance), chance.choice(homes)
        child = ChildFactory(authority=authority)
        period = PeriodOfCareFactory(child=child, dates=dates)
        if chance.random() < 0.8:
            PlacementFactory(child=child, period=period, dates=dates, household=home)
        if chance.random() < 0.5:
            kept = home if chance.random() < 0.5 else chance.choice(homes)
            Reservation.objects.create(household=kept, child=child, kind="matched", dates=_dates(chance))


@pytest.mark.parametrize("seed", range(5))
def test_free_places_are_those_of_every_household_summed(seed):
    chance, authority = random.Random(seed), AuthorityFactory()
    _fill(authority, chance)
    _fill(AuthorityFactory(gss_code="E06000044", name="Portsmouth"), chance)
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
