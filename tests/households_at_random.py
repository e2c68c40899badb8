"""Households of every kind, with whoever may be in them, for what is counted of places in two ways."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from carers.models import Confirmation, Hold, Household, Terms
from placements.models import OtherOccupant, Reservation
from sufficiency.core.models import Authority
from tests.factories import ChildFactory, PeriodOfCareFactory, PlacementFactory, UserFactory

FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
DAYS = [FIRST + timedelta(days=step) for step in range(0, 1000, 37)]


def _dates(chance: random.Random) -> DateRange:
    began = FIRST + timedelta(days=chance.randrange(700))
    return DateRange(
        began, None if chance.random() < 0.4 else began + timedelta(days=chance.randrange(1, 400))
    )


def fill(authority: Authority, chance: random.Random) -> None:
    """25 households and 40 children; no rule holds them to what is sensible."""
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
