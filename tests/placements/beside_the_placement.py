"""Family time, places, locations to avoid and life story of a child, for tests. Everything is made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from placements.models import Child, FamilyTimePlan, ImportantPlace, LifeStoryWork, PlaceToAvoid
from sufficiency.core.models import User


def beside(child: Child, by: User, *, today: date) -> dict[str, Any]:
    """One of each, since a hundred days ago, by the names that the tables of guards use."""
    since = (today - timedelta(days=100), None)
    return {
        "family_time": FamilyTimePlan.objects.create(
            child=child,
            whom="mother",
            how_often="weekly",
            setting="centre",
            is_supervised=True,
            basis="order",
            description="x",
            dates=since,
            reviewed_on=today - timedelta(days=60),
            next_review_on=today + timedelta(days=20),
            entered_by=by,
        ),
        "near": ImportantPlace.objects.create(
            child=child, kind="school", description="x", postcode="SO16 4XE", dates=since, entered_by=by
        ),
        "to_avoid": PlaceToAvoid.objects.create(
            child=child,
            postcode="SO14 7LY",
            miles=1,
            ground="person",
            description="x",
            dates=since,
            entered_by=by,
        ),
        "life_step": LifeStoryWork.objects.create(
            child=child, step="begun", on=today - timedelta(days=90), by_role="worker", entered_by=by
        ),
    }
