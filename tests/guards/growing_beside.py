"""What grows beside one child's placement: family time, places, locations to avoid, steps of life story."""

from __future__ import annotations

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Child, FamilyTimePlan, ImportantPlace, LifeStoryWork, PlaceToAvoid
from sufficiency.core.access import Role
from tests.guards.place import Place
from tests.placements.beside_the_placement import beside


class GrowingBeside:
    """`records` are those that the addresses of pages name."""

    def __init__(self, place: Place, child: Child) -> None:
        self.child, self.today = child, place.today
        self.by = place.people[Role.PLACEMENT_MANAGER]
        self.records = beside(child, self.by, today=self.today)

    def grow(self, new: range) -> None:
        """More of each of the child's, in force and with a day that differs."""
        days = [DateRange(self.today - timedelta(days=n + 2), None) for n in new]
        of = {"child": self.child, "entered_by": self.by}
        FamilyTimePlan.objects.bulk_create(
            FamilyTimePlan(
                whom="siblings",
                how_often="weekly",
                dates=one,
                next_review_on=self.today + timedelta(days=5),
                **of,
            )
            for one in days
        )
        ImportantPlace.objects.bulk_create(
            ImportantPlace(kind="school", postcode="SO16 4XE", dates=one, **of) for one in days
        )
        PlaceToAvoid.objects.bulk_create(
            PlaceToAvoid(postcode="SO14 7LY", miles=1, ground="person", dates=one, **of) for one in days
        )
        LifeStoryWork.objects.bulk_create(
            LifeStoryWork(step="added", on=self.today - timedelta(days=n), by_role="carer", **of) for n in new
        )
