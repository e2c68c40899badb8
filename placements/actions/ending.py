"""Ends of placements and of care."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from placements import notices
from placements.actions.errors import SomethingLater, TooEarly
from placements.actions.guards import last_period, not_in_future, notify, place_name, present_placement, taken
from placements.actions.recording import Recording
from placements.ahead import require_ahead
from placements.codes import CONTINUES
from placements.models import Child, Deed, LegalStatus, Placement, TemporaryMove
from sufficiency.core.models import User


@transaction.atomic
def end_placement(*, child: Child, version: int, on: date, today: date, reason: str, by: User) -> Deed:
    """The placement ends and the child stays in care without one: somebody is looking for a home tonight."""
    child = taken(child, version, by)
    not_in_future(on, today, "A placement that has ended")
    require_ahead(child, Deed.Kind.END_PLACEMENT, on=on, today=today)
    present = present_placement(child, on)
    recording = Recording(child, by=by)
    end_spell(recording, present, on, reason_ended=CONTINUES, reason_for_change=reason)
    deed = recording.keep(
        Deed.Kind.END_PLACEMENT,
        happened_on=on,
        words=f"Left {place_name(present)} on {on:%-d %B %Y}; no placement since.",
        reason=reason,
    )
    notify(deed, notices.due_for(Deed.Kind.END_PLACEMENT, day=on, today=today))
    return deed


@transaction.atomic
def end_care(*, child: Child, version: int, on: date, today: date, reason: str, by: User) -> Deed:
    """The child leaves care on the day, and is out on it. `reason` is a REC code."""
    child = taken(child, version, by)
    not_in_future(on, today, "Care that has ended")
    require_ahead(child, Deed.Kind.END_CARE, on=on, today=today)
    period = last_period(child, on)
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
        end_spell(recording, present, on, reason_ended=reason)
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
    notify(deed, notices.due_for(Deed.Kind.END_CARE, day=on, today=today))
    return deed


def end_spell(
    recording: Recording, placement: Placement, on: date, *, reason_ended: str, reason_for_change: str = ""
) -> None:
    """The placement ends on the day, a temporary move in it too; its breaches are over."""
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
        # One of a location to avoid may have begun after the placement that is now said to have ended before.
        recording.change(breach, cleared_on=max(on, breach.since))
