"""Northmere while it is brought in: the plan, and what of it stands in the database already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from carers.models import Household
from placements.models import Child as ChildRecord
from placements.models import Home
from sufficiency.core.models import Authority, User
from sufficiency.demonstration.northmere.people import Child
from sufficiency.demonstration.northmere.plan import Plan


@dataclass
class World:
    """`people` by sign-in name, `workers` the social workers; homes by what the plan calls them."""

    plan: Plan
    authority: Authority
    people: dict[str, User]
    workers: list[User] = field(default_factory=list)
    advisers: list[User] = field(default_factory=list)
    supervisors: list[User] = field(default_factory=list)
    households: dict[str, Household] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.plan.as_at

    @property
    def day(self) -> int:
        return self.plan.as_at.toordinal()

    def record_of(self, child: Child) -> ChildRecord:
        """The child's record as it stands now."""
        return ChildRecord.objects.get(authority=self.authority, number=child.number)

    def in_care(self) -> list[Child]:
        """Children of the plan who are in care today, in order of their numbers."""
        return [child for child in self.plan.children if child.stay_on(self.day)]


def dates(start: int, end: int | None) -> DateRange:
    """A half-open range of ordinals; open where `end` is None."""
    return DateRange(date.fromordinal(start), None if end is None else date.fromordinal(end))


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def days_ago(world: World, days: int) -> date:
    return world.today - timedelta(days=days)
