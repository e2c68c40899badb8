"""What grows of providers' homes: more of them, and more children and years in one of them."""

from __future__ import annotations

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Child, Home, PeriodOfCare, Placement
from tests.guards.place import Place

_CAME, _MOVED = date(2019, 4, 1), date(2020, 4, 1)


class GrowingHomes:
    """`home` is the one that the addresses of pages name."""

    def __init__(self, place: Place) -> None:
        self.place, self.home = place, place.home()

    def grow(self, new: range) -> None:
        """Each new child lived in a new home first, and lives in the one now."""
        homes = Home.objects.bulk_create(Home(urn=f"SC6{n:05d}", name=f"House {n}") for n in new)
        children = Child.objects.bulk_create(
            Child(authority=self.place.authority, number=f"P{n:05d}", date_of_birth=date(2012, 1, 1))
            for n in new
        )
        periods = PeriodOfCare.objects.bulk_create(
            PeriodOfCare(child=one, kind="looked_after", dates=DateRange(_CAME, None), reason_started="S")
            for one in children
        )
        Placement.objects.bulk_create(
            Placement(child=period.child, period=period, home=home, code="K2", provider="PR4", dates=dates)
            for first, period in zip(homes, periods, strict=True)
            for home, dates in (
                (first, DateRange(_CAME, _MOVED)),
                (self.home, DateRange(_MOVED, None)),
            )
        )
