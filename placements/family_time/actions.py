"""Family time plans and places to be near: begun, changed, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.family_time.guards import NotRecorded, begins, ends, not_ended, require_reach, write_down
from placements.models import Child, FamilyTimePlan, ImportantPlace
from placements.models.family_time import HowOften
from sufficiency.core.access import Action
from sufficiency.core.models import User
from sufficiency.core.postcodes import normalise
from sufficiency.core.stale import take


@dataclass(frozen=True)
class Planned:
    """What a family time plan says. Blank or None is not known."""

    whom: str
    how_often: str
    from_on: date
    setting: str = ""
    is_supervised: bool | None = None
    basis: str = ""
    description: str = ""
    reviewed_on: date | None = None
    next_review_on: date | None = None


@transaction.atomic
def record_family_time(*, child: Child, planned: Planned, today: date, by: User) -> FamilyTimePlan:
    """A plan from a day on. Raises `PermissionDenied`, `NotRecorded`."""
    require_reach(by, Action.KEEP_FAMILY_TIME, child)
    _possible(planned, child, today=today)
    plan = FamilyTimePlan(child=child, dates=DateRange(planned.from_on, None), entered_by=by)
    _fill(plan, planned)
    plan.save()
    write_down(by, "record family time", child, whom=planned.whom, how_often=planned.how_often)
    return plan


@transaction.atomic
def change_family_time(
    *, plan: FamilyTimePlan, version: int, planned: Planned, today: date, by: User
) -> FamilyTimePlan:
    """Correct a plan, or say that it was reviewed. Raises `PermissionDenied`, `NotRecorded`, `StaleEdit`."""
    require_reach(by, Action.KEEP_FAMILY_TIME, plan.child)
    plan = take(plan, version=version)
    not_ended(plan.dates, today=today)
    _possible(planned, plan.child, today=today)
    if plan.dates.upper is not None and plan.dates.upper <= planned.from_on:
        raise NotRecorded("It would begin after it ends. Check the date", field="from_on")
    plan.dates = DateRange(planned.from_on, plan.dates.upper)
    _fill(plan, planned)
    plan.entered_by = by
    plan.save()
    write_down(by, "change family time", plan.child, whom=planned.whom, how_often=planned.how_often)
    return plan


@transaction.atomic
def end_family_time(*, plan: FamilyTimePlan, version: int, on: date, today: date, by: User) -> FamilyTimePlan:
    """The plan holds no longer from that day on. It stays on record."""
    require_reach(by, Action.KEEP_FAMILY_TIME, plan.child)
    plan = take(plan, version=version)
    not_ended(plan.dates, today=today)
    ends(on, plan.dates.lower, today=today)
    plan.dates, plan.entered_by = DateRange(plan.dates.lower, on), by
    plan.save(update_fields=["dates", "entered_by", "version"])
    write_down(by, "end family time", plan.child, whom=plan.whom, on_day=on.isoformat())
    return plan


def _possible(planned: Planned, child: Child, *, today: date) -> None:
    begins(planned.from_on, child, today=today)
    reviewed, following = planned.reviewed_on, planned.next_review_on
    if reviewed is not None and reviewed > today:
        raise NotRecorded("A review that was held has a day that has come", field="reviewed_on")
    if reviewed is not None and reviewed < child.date_of_birth:
        raise NotRecorded("The date is before the child was born. Check the year", field="reviewed_on")
    if following is not None and following <= (reviewed or planned.from_on):
        raise NotRecorded(
            "The next review must come after the last, or after the start", field="next_review_on"
        )


def _fill(plan: FamilyTimePlan, planned: Planned) -> None:
    """Where there is none at present, it is nowhere, and nobody supervises it."""
    none = planned.how_often == HowOften.NONE
    plan.whom, plan.how_often, plan.basis = planned.whom, planned.how_often, planned.basis
    plan.setting = "" if none else planned.setting
    plan.is_supervised = None if none else planned.is_supervised
    plan.description = planned.description.strip()
    plan.reviewed_on, plan.next_review_on = planned.reviewed_on, planned.next_review_on


@transaction.atomic
def record_place_to_be_near(
    *, child: Child, kind: str, postcode: str, from_on: date, today: date, by: User, description: str = ""
) -> ImportantPlace:
    """A place that the child should live near, from a day on. Raises `PermissionDenied`, `NotRecorded`."""
    require_reach(by, Action.KEEP_FAMILY_TIME, child)
    begins(from_on, child, today=today)
    place = ImportantPlace.objects.create(
        child=child,
        kind=kind,
        postcode=whole_postcode(postcode),
        description=description.strip(),
        dates=DateRange(from_on, None),
        entered_by=by,
    )
    write_down(by, "record place to be near", child, kind=kind)
    return place


@transaction.atomic
def change_place_to_be_near(
    *,
    place: ImportantPlace,
    version: int,
    kind: str,
    postcode: str,
    from_on: date,
    today: date,
    by: User,
    description: str = "",
) -> ImportantPlace:
    """Correct a place. Raises `PermissionDenied`, `NotRecorded`, `StaleEdit`."""
    require_reach(by, Action.KEEP_FAMILY_TIME, place.child)
    place = take(place, version=version)
    not_ended(place.dates, today=today)
    begins(from_on, place.child, today=today)
    if place.dates.upper is not None and place.dates.upper <= from_on:
        raise NotRecorded("It would begin after it ends. Check the date", field="from_on")
    place.kind, place.postcode, place.description = kind, whole_postcode(postcode), description.strip()
    place.dates, place.entered_by = DateRange(from_on, place.dates.upper), by
    place.save()
    write_down(by, "change place to be near", place.child, kind=kind)
    return place


@transaction.atomic
def end_place_to_be_near(
    *, place: ImportantPlace, version: int, on: date, today: date, by: User
) -> ImportantPlace:
    """The child need not live near it any longer from that day on. It stays on record."""
    require_reach(by, Action.KEEP_FAMILY_TIME, place.child)
    place = take(place, version=version)
    not_ended(place.dates, today=today)
    ends(on, place.dates.lower, today=today)
    place.dates, place.entered_by = DateRange(place.dates.lower, on), by
    place.save(update_fields=["dates", "entered_by", "version"])
    write_down(by, "end place to be near", place.child, kind=place.kind, on_day=on.isoformat())
    return place


def whole_postcode(text: str) -> str:
    """In capitals with one space. Raises `NotRecorded`."""
    whole = normalise(text)
    if whole is None:
        raise NotRecorded("Enter a whole postcode, such as SO14 7LY", field="postcode")
    return f"{whole[:-3]} {whole[-3:]}"
