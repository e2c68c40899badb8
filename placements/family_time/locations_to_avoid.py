"""Locations to avoid: recorded by those who keep family time, read and ended behind a reason by few."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, TextChoices

from placements import match
from placements.family_time.guards import NotRecorded, begins, ends, not_ended, require_reach, write_down
from placements.models import Breach, Child, PlaceToAvoid
from placements.models.places import WIDEST
from placements.rules import LOCATION_TO_AVOID
from sufficiency.core import audit
from sufficiency.core.access import Action
from sufficiency.core.models import User
from sufficiency.core.postcodes import middle_of, normalise
from sufficiency.core.stale import take


class WhyRevealed(TextChoices):
    """Why somebody needs to know. A list, because words would put what is hidden into the trail."""

    CHOOSING = "choosing", "A home is being chosen for the child"
    PLANNING = "planning", "A move, a visit or family time is being planned"
    SAFETY = "safety", "The child may be in danger, or is missing"
    REVIEW = "review", "The care plan or the safety plan is being reviewed"
    COURT = "court", "For a court, the police or a safeguarding enquiry"


@transaction.atomic
def record_location_to_avoid(
    *,
    child: Child,
    postcode: str,
    miles: int,
    ground: str,
    from_on: date,
    today: date,
    by: User,
    description: str = "",
) -> PlaceToAvoid:
    """A location that no home of the child may be near, from a day on. Where the child lives near it already, that is
    flagged at once. Raises `PermissionDenied`, `NotRecorded`."""
    require_reach(by, Action.KEEP_FAMILY_TIME, child)
    begins(from_on, child, today=today)
    if not 1 <= miles <= WIDEST:
        raise NotRecorded(f"Enter whole miles, from 1 to {WIDEST}", field="miles")
    location = PlaceToAvoid.objects.create(
        child=child,
        postcode=postcode_or_half(postcode),
        miles=miles,
        ground=ground,
        description=description.strip(),
        dates=DateRange(from_on, None),
        entered_by=by,
    )
    write_down(by, "record location to avoid", child)
    _flag(child, since=from_on, today=today)
    return location


def reveal_locations_to_avoid(*, child: Child, by: User, reason: str, today: date) -> list[PlaceToAvoid]:
    """Those that hold or will, after who opened them and why has been written down for good.

    `reason` is a value of `WhyRevealed`. Raises `PermissionDenied`; nothing is shown where the audit trail cannot be
    written.
    """
    require_reach(by, Action.REVEAL_LOCATIONS_TO_AVOID, child)
    reason = WhyRevealed(reason).value
    with transaction.atomic():
        audit.record(
            by=by, action="reveal locations to avoid", on=child, authority=child.authority, reason=reason
        )
    return list(PlaceToAvoid.objects.visible_to(by).filter(child=child).not_ended_by(today))


@transaction.atomic
def end_location_to_avoid(
    *, location: PlaceToAvoid, version: int, on: date, today: date, by: User
) -> PlaceToAvoid:
    """It need not be avoided any longer from that day on, which has come. It stays on record; a home that is near
    no other is flagged no longer. Raises `PermissionDenied`, `NotRecorded`, `StaleEdit`."""
    require_reach(by, Action.REVEAL_LOCATIONS_TO_AVOID, location.child)
    location = take(location, version=version)
    not_ended(location.dates, today=today)
    if on > today:
        raise NotRecorded("A danger is over on a day that has come", field="on")
    ends(on, location.dates.lower, today=today)
    location.dates, location.entered_by = DateRange(location.dates.lower, on), by
    location.save(update_fields=["dates", "entered_by", "version"])
    write_down(by, "end location to avoid", location.child, on_day=on.isoformat())
    _clear(location.child, on=today)
    return location


def _flag(child: Child, *, since: date, today: date) -> None:
    """What is so already: homes, now and planned, near a location to avoid."""
    day = max(since, today)
    around = match.surroundings(child, on=day)
    later = Q(dates__contains=day) | Q(dates__startswith__gt=day)
    for placement in child.placements.filter(later).select_related("household"):
        if words := around.why_not(match.where_of(placement)):
            Breach.objects.update_or_create(
                placement=placement,
                rule=LOCATION_TO_AVOID,
                defaults={"child": child, "words": words, "cleared_on": None},
                create_defaults={
                    "child": child,
                    "words": words,
                    "since": max(since, placement.dates.lower),
                },
            )


def _clear(child: Child, *, on: date) -> None:
    """Flags of homes that are near none any more."""
    around = match.surroundings(child, on=on)
    flagged = Breach.objects.filter(child=child, rule=LOCATION_TO_AVOID, cleared_on=None)
    for breach in flagged.select_related("placement__household"):
        if not around.why_not(match.where_of(breach.placement)):
            breach.cleared_on = max(on, breach.since)
            breach.save(update_fields=["cleared_on"])


def postcode_or_half(text: str) -> str:
    """A whole postcode with one space, or its first half, in capitals. Raises `NotRecorded`."""
    whole = normalise(text)
    if whole is not None:
        return f"{whole[:-3]} {whole[-3:]}"
    half = "".join(text.split()).upper()
    if middle_of(half) is None:
        raise NotRecorded(
            "Enter a postcode, such as SO14 7LY, or its first half, such as SO14", field="postcode"
        )
    return half
