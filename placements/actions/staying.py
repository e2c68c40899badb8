"""Starts of care, placements and moves: where a child goes to live."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from placements import notices
from placements.actions.booking import Booking, Destination, book, completed
from placements.actions.ending import end_spell
from placements.actions.errors import AlreadyInCare, Impossible, PlaceTaken
from placements.actions.guards import (
    How,
    legal_status_on,
    none_later,
    nothing_from,
    notify,
    period_on,
    place_name,
    present_placement,
    real_day,
    taken,
)
from placements.actions.recording import Recording
from placements.ahead import require_ahead
from placements.choices import SAME_CARER
from placements.codes import CONTINUES
from placements.models import Breach, Child, Deed, LegalStatus, PeriodOfCare, Placement, Reservation
from placements.whereabouts import whereabouts
from sufficiency.core.models import User

_ONE_CHILD_A_PLACE = "one_child_a_place"


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
    child = taken(child, version, by)
    real_day(how, child)
    require_ahead(child, Deed.Kind.START, on=how.on, today=how.today)
    nothing_from(child, how.on, AlreadyInCare)
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
    child = taken(child, version, by)
    real_day(how, child)
    require_ahead(child, Deed.Kind.PLACE, on=how.on, today=how.today)
    period = period_on(child, how.on)
    present = child.placements.filter(dates__contains=how.on).first()
    if present:
        raise Impossible(
            f"The child already has a placement on that day, since {present.dates.lower:%-d %B %Y}. "
            "Move the child instead."
        )
    none_later(child, how.on)
    return _place(
        Recording(child, by=by),
        period,
        Deed.Kind.PLACE,
        how,
        destination,
        legal_status_on(child, how.on),
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
    child = taken(child, version, by)
    real_day(how, child)
    require_ahead(child, Deed.Kind.MOVE, on=how.on, today=how.today)
    period = period_on(child, how.on)
    present = present_placement(child, how.on)
    recording = Recording(child, by=by)
    end_spell(recording, present, how.on, reason_ended=CONTINUES, reason_for_change=reason)
    same_carer = reason == SAME_CARER
    return _place(
        recording,
        period,
        Deed.Kind.MOVE,
        how,
        destination,
        legal_status_on(child, how.on),
        reason="T" if same_carer else "P",
        left=present,
        together=together,
    )


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
        child=child,
        destination=destination,
        day=how.on,
        legal_status=legal_status,
        already=how.already,
        all_the_same=how.all_the_same,
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
        **({"all_the_same": how.all_the_same} if how.all_the_same else {}),
    )
    notify(
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
