"""Starts and ends of care, and placements: the child's timelines as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from placements import notices
from placements.actions.booking import Booking, Destination, book, completed
from placements.actions.errors import (
    AlreadyInCare,
    Impossible,
    NoPlacement,
    NotInCare,
    PlaceTaken,
    SomethingLater,
    TooEarly,
)
from placements.actions.recording import Recording
from placements.choices import SAME_CARER
from placements.codes import CONTINUES
from placements.models import (
    Breach,
    Child,
    Deed,
    LegalStatus,
    Notice,
    PeriodOfCare,
    Placement,
    Reservation,
    TemporaryMove,
)
from placements.whereabouts import whereabouts
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.stale import take

# A plan reaches no further ahead than this.
_FURTHEST = timedelta(days=366)
_ONE_CHILD_A_PLACE = "one_child_a_place"


@dataclass(frozen=True)
class How:
    """How a stay begins: from which day, whether the child is there already, and what today is."""

    on: date
    today: date
    already: bool
    planning: str = Placement.Planning.UNKNOWN
    arrived_at: time | None = None


@transaction.atomic
def start_care(
    *,
    child: Child,
    version: int,
    how: How,
    destination: Destination,
    legal_status: str,
    need: str,
    by: User,
    together: UUID | None = None,
) -> Deed:
    """The child comes into care: period, legal status and placement in one. Raises `NotDone`, `StaleEdit`."""
    child = _taken(child, version, by)
    _real_day(how, child)
    _nothing_from(child, how.on, AlreadyInCare)
    recording = Recording(child, by=by)
    period = recording.make(
        PeriodOfCare,
        kind=PeriodOfCare.Kind.LOOKED_AFTER,
        dates=DateRange(how.on, None),
        reason_started="S",
    )
    recording.make(
        LegalStatus,
        period=period,
        dates=DateRange(how.on, None),
        reason_started="S",
        code=legal_status,
        need=need,
    )
    return _place(
        recording, period, Deed.Kind.START, how, destination, legal_status, reason="S", together=together
    )


@transaction.atomic
def start_placement(
    *,
    child: Child,
    version: int,
    how: How,
    destination: Destination,
    by: User,
    together: UUID | None = None,
) -> Deed:
    """A placement for a child who is in care and has none from that day."""
    child = _taken(child, version, by)
    _real_day(how, child)
    period = _period_on(child, how.on)
    present = child.placements.filter(dates__contains=how.on).first()
    if present:
        raise Impossible(
            f"The child already has a placement on that day, since {present.dates.lower:%-d %B %Y}. "
            "Move the child instead."
        )
    _none_later(child, how.on)
    return _place(
        Recording(child, by=by),
        period,
        Deed.Kind.PLACE,
        how,
        destination,
        _legal_status_on(child, how.on),
        reason="P",
        together=together,
    )


@transaction.atomic
def move_child(
    *,
    child: Child,
    version: int,
    how: How,
    destination: Destination,
    reason: str,
    by: User,
    together: UUID | None = None,
) -> Deed:
    """Ends the present placement on the day the new one begins: no gap, no overlap."""
    child = _taken(child, version, by)
    _real_day(how, child)
    period = _period_on(child, how.on)
    present = _present_placement(child, how.on)
    recording = Recording(child, by=by)
    _end_placement(recording, present, how.on, reason_ended=CONTINUES, reason_for_change=reason)
    same_carer = reason == SAME_CARER
    return _place(
        recording,
        period,
        Deed.Kind.MOVE,
        how,
        destination,
        _legal_status_on(child, how.on),
        reason="T" if same_carer else "P",
        left=present,
        together=together,
    )


@transaction.atomic
def end_placement(*, child: Child, version: int, on: date, today: date, reason: str, by: User) -> Deed:
    """The placement ends and the child stays in care without one: somebody is looking for a home tonight."""
    child = _taken(child, version, by)
    _not_in_future(on, today, "A placement that has ended")
    present = _present_placement(child, on)
    recording = Recording(child, by=by)
    _end_placement(recording, present, on, reason_ended=CONTINUES, reason_for_change=reason)
    deed = recording.keep(
        Deed.Kind.END_PLACEMENT,
        happened_on=on,
        words=f"Left {place_name(present)} on {on:%-d %B %Y}; no placement since.",
        reason=reason,
    )
    _notify(deed, notices.due_for(Deed.Kind.END_PLACEMENT, day=on, today=today))
    return deed


@transaction.atomic
def end_care(*, child: Child, version: int, on: date, today: date, reason: str, by: User) -> Deed:
    """The child leaves care on the day, and is out on it. `reason` is a REC code."""
    child = _taken(child, version, by)
    _not_in_future(on, today, "Care that has ended")
    period = _last_period(child, on)
    recording = Recording(child, by=by)
    placement = child.placements.filter(dates__contains=on - timedelta(days=1)).order_by("-dates").first()
    for model in (Placement, LegalStatus):
        spells = model._default_manager.filter(child=child)
        later = spells.filter(dates__startswith__gte=on).first()
        if later:
            raise SomethingLater(later.dates.lower)
        ended_later = spells.filter(dates__endswith__gt=on).first()
        if ended_later:
            raise SomethingLater(ended_later.dates.upper)
    for present in child.placements.filter(period=period, dates__endswith=None):
        _end_placement(recording, present, on, reason_ended=reason)
    for status in child.legal_statuses.filter(period=period, dates__endswith=None):
        recording.end(status, on, reason_ended=reason)
    recording.end(period, on, reason_ended=reason)
    where = f"from {place_name(placement)} " if placement else ""
    deed = recording.keep(
        Deed.Kind.END_CARE,
        happened_on=on,
        words=f"Left care {where}on {on:%-d %B %Y}.",
        reason=reason,
    )
    _notify(deed, notices.due_for(Deed.Kind.END_CARE, day=on, today=today))
    return deed


def place_name(placement: Placement) -> str:
    """As it may stand where officers read: a household's reference, a home's name; no address."""
    if placement.household_id or placement.home_id:
        return str(placement.household or placement.home)
    return "a parent" if placement.code == "P1" else "a home not yet linked"


def _taken(child: Child, version: int, by: User) -> Child:
    """The child as it stands, locked, if `by` may record placements and the version is the one shown."""
    require(by, Action.RECORD_PLACEMENTS, child.authority)
    return take(child, version=version)


def _place(
    recording: Recording,
    period: PeriodOfCare,
    kind: Deed.Kind,
    how: How,
    destination: Destination,
    legal_status: str,
    *,
    reason: str,
    left: Placement | None = None,
    together: UUID | None = None,
) -> Deed:
    child = recording.child
    destination = completed(destination, child)
    booking = book(
        child=child, destination=destination, day=how.on, legal_status=legal_status, already=how.already
    )
    placement = _written(recording, period, how, destination, booking, reason)
    for one in booking.broken:
        recording.make(Breach, placement=placement, rule=one.rule.code, words=one.words, since=how.on)
    if destination.household:
        for kept in Reservation.objects.filter(
            child=child, household=destination.household, dates__contains=how.on
        ).exclude(dates__startswith=how.on):
            recording.end(kept, how.on)
    goes = f"Moves from {place_name(left)} to" if left else "Goes to"
    deed = recording.keep(
        kind,
        happened_on=how.on,
        words=f"{goes} {destination.name} on {how.on:%-d %B %Y}.",
        together=together,
        already=how.already,
        breaches=[one.rule.code for one in booking.broken],
    )
    _notify(
        deed,
        notices.due_for(
            kind,
            day=how.on,
            today=how.today,
            placement=placement,
            authority=child.authority,
            broken=booking.broken,
        ),
    )
    return deed


def _written(
    recording: Recording,
    period: PeriodOfCare,
    how: How,
    destination: Destination,
    booking: Booking,
    reason: str,
) -> Placement:
    where = whereabouts(destination.home_postcode, destination.postcode)
    try:
        with transaction.atomic():
            placement: Placement = recording.make(
                Placement,
                period=period,
                dates=DateRange(how.on, None),
                reason_started=reason,
                code=destination.code,
                provider=destination.provider,
                urn=destination.urn,
                home_postcode=destination.home_postcode,
                postcode=destination.postcode,
                miles=where.miles,
                located_in=where.located_in
                or (destination.household.located_in if destination.household else ""),
                household=destination.household,
                home=destination.home,
                place_number=booking.place_number,
                as_told=destination.as_told,
                planning=how.planning,
                arrived_at=how.arrived_at,
            )
    except IntegrityError as refused:
        if _ONE_CHILD_A_PLACE in str(refused):
            raise PlaceTaken from refused
        raise
    return placement


def _end_placement(
    recording: Recording, placement: Placement, on: date, *, reason_ended: str, reason_for_change: str = ""
) -> None:
    if on <= placement.dates.lower:
        raise TooEarly("placement", placement.dates.lower)
    for move in TemporaryMove.objects.filter(placement=placement, dates__contains=on):
        if move.dates.lower >= on:
            raise TooEarly("temporary move", move.dates.lower)
        recording.end(move, on)
    later = TemporaryMove.objects.filter(placement=placement, dates__startswith__gte=on).first()
    if later:
        raise SomethingLater(later.dates.lower)
    recording.end(
        placement, on, reason_ended=reason_ended, reason_for_change=reason_for_change, end_inferred=False
    )
    for breach in placement.breaches.filter(cleared_on=None):
        recording.change(breach, cleared_on=on)


def _present_placement(child: Child, on: date) -> Placement:
    """The open placement that covers the day; nothing may be recorded after it."""
    present = child.placements.filter(dates__contains=on).select_related("household", "home").first()
    if present is None:
        raise NoPlacement(on)
    _none_later(child, on)
    if on <= present.dates.lower:
        raise TooEarly("placement", present.dates.lower)
    if present.dates.upper is not None:
        raise SomethingLater(present.dates.upper)
    return present


def _none_later(child: Child, on: date) -> None:
    later = child.placements.filter(dates__startswith__gt=on).order_by("dates").first()
    if later:
        raise SomethingLater(later.dates.lower)


def _period_on(child: Child, on: date) -> PeriodOfCare:
    period = child.periods_of_care.filter(
        kind=PeriodOfCare.Kind.LOOKED_AFTER, dates__contains=on, dates__endswith=None
    ).first()
    if period is None:
        raise NotInCare(on)
    return period


def _last_period(child: Child, on: date) -> PeriodOfCare:
    period = child.periods_of_care.filter(kind=PeriodOfCare.Kind.LOOKED_AFTER, dates__endswith=None).first()
    if period is None:
        raise NotInCare(on)
    if on <= period.dates.lower:
        raise TooEarly("period of care", period.dates.lower)
    return period


def _nothing_from(child: Child, on: date, refusal: type[AlreadyInCare]) -> None:
    """No period of care on the day or after it."""
    if child.periods_of_care.filter(dates__contains=on).exists():
        raise refusal
    later = child.periods_of_care.filter(dates__startswith__gt=on).order_by("dates").first()
    if later:
        raise SomethingLater(later.dates.lower)


def _legal_status_on(child: Child, on: date) -> str:
    code = child.legal_statuses.filter(dates__contains=on).values_list("code", flat=True).first()
    return code or ""


def _not_in_future(on: date, today: date, what: str) -> None:
    if on > today:
        raise Impossible(f"{what} cannot have a date after today, {today:%-d %B %Y}.")


def _real_day(how: How, child: Child) -> None:
    if how.on < child.date_of_birth:
        raise Impossible("The date is before the child was born. Check the date, or the date of birth.")
    if how.already and how.on > how.today:
        raise Impossible("The child cannot be there already on a day to come. Say that it is a plan.")
    if not how.already and how.on < how.today:
        raise Impossible("A plan begins today or later. If it has happened, say that it is already the case.")
    if how.on > how.today + _FURTHEST:
        raise Impossible("The date is more than a year ahead. Check the year.")


def _notify(deed: Deed, due: Sequence[notices.Due]) -> None:
    Notice.objects.bulk_create(
        Notice(child=deed.child, deed=deed, to=one.to, source=one.source, due_on=one.by) for one in due
    )
