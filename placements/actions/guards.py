"""What every deed on the timelines asks first: may they, which spell, is anything in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from placements import notices
from placements.actions.errors import (
    AlreadyInCare,
    Impossible,
    NoPlacement,
    NotInCare,
    SomethingLater,
    TooEarly,
)
from placements.models import Child, Deed, Notice, PeriodOfCare, Placement
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.stale import take

# A plan reaches no further ahead than this.
_FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class How:
    """How a stay begins: from which day, whether the child is there already, and what today is.

    `all_the_same`: why a home near a location to avoid is chosen, a value of `WhyAllTheSame`; blank where nobody said.
    """

    on: date
    today: date
    already: bool
    planning: str = Placement.Planning.UNKNOWN
    arrived_at: time | None = None
    all_the_same: str = ""


def taken(child: Child, version: int, by: User) -> Child:
    """The child as it stands, locked, if `by` may record placements and the version is the one shown."""
    require(by, Action.RECORD_PLACEMENTS, child.authority)
    return take(child, version=version)


def real_day(how: How, child: Child) -> None:
    """A day on which it can be, as a fact or as a plan. Raises `Impossible`."""
    if how.on < child.date_of_birth:
        raise Impossible("The date is before the child was born. Check the date, or the date of birth.")
    if how.already and how.on > how.today:
        raise Impossible("The child cannot be there already on a day to come. Say that it is a plan.")
    if not how.already and how.on < how.today:
        raise Impossible("A plan begins today or later. If it has happened, say that it is already the case.")
    if how.on > how.today + _FURTHEST:
        raise Impossible("The date is more than a year ahead. Check the year.")


def not_in_future(on: date, today: date, what: str) -> None:
    """What has happened has a day that has come. Raises `Impossible`."""
    if on > today:
        raise Impossible(f"{what} cannot have a date after today, {today:%-d %B %Y}.")


def present_placement(child: Child, on: date) -> Placement:
    """The open placement that covers the day; nothing may be recorded after it."""
    present = child.placements.filter(dates__contains=on).select_related("household", "home").first()
    if present is None:
        raise NoPlacement(on)
    none_later(child, on)
    if on <= present.dates.lower:
        raise TooEarly("placement", present.dates.lower)
    if present.dates.upper is not None:
        raise SomethingLater(present.dates.upper)
    return present


def none_later(child: Child, on: date) -> None:
    """No placement begins after the day. Raises `SomethingLater`."""
    later = child.placements.filter(dates__startswith__gt=on).order_by("dates").first()
    if later:
        raise SomethingLater(later.dates.lower)


def period_on(child: Child, on: date) -> PeriodOfCare:
    """The open period of care that covers the day. Raises `NotInCare`."""
    period = child.periods_of_care.filter(
        kind=PeriodOfCare.Kind.LOOKED_AFTER, dates__contains=on, dates__endswith=None
    ).first()
    if period is None:
        raise NotInCare(on)
    return period


def last_period(child: Child, on: date) -> PeriodOfCare:
    """The open period of care, begun before the day. Raises `NotInCare`, `TooEarly`."""
    period = child.periods_of_care.filter(kind=PeriodOfCare.Kind.LOOKED_AFTER, dates__endswith=None).first()
    if period is None:
        raise NotInCare(on)
    if on <= period.dates.lower:
        raise TooEarly("period of care", period.dates.lower)
    return period


def nothing_from(child: Child, on: date, refusal: type[AlreadyInCare]) -> None:
    """No period of care on the day or after it."""
    if child.periods_of_care.filter(dates__contains=on).exists():
        raise refusal
    later = child.periods_of_care.filter(dates__startswith__gt=on).order_by("dates").first()
    if later:
        raise SomethingLater(later.dates.lower)


def legal_status_on(child: Child, on: date) -> str:
    """Its code; blank where there is none."""
    code = child.legal_statuses.filter(dates__contains=on).values_list("code", flat=True).first()
    return code or ""


def place_name(placement: Placement) -> str:
    """As it may stand where officers read: a household's reference, a home's name; no address."""
    if placement.household_id or placement.home_id:
        return str(placement.household or placement.home)
    return "a parent" if placement.code == "P1" else "a home not yet linked"


def notify(deed: Deed, due: Sequence[notices.Due]) -> None:
    """Keep with the deed who must be told of it."""
    Notice.objects.bulk_create(
        Notice(child=deed.child, deed=deed, to=one.to, source=one.source, due_on=one.by) for one in due
    )
