"""Hospital, holiday, up to seven days: the placement stays the child's, and the bed is held."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.actions.errors import Impossible, NoPlacement, NotDone, SomethingLater, TooEarly
from placements.actions.recording import Recording
from placements.ahead import require_ahead
from placements.choices import TEMPORARY_MOVES, in_words
from placements.models import Child, Deed, TemporaryMove
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.stale import take


class NotAway(NotDone):
    def __init__(self) -> None:
        super().__init__("No temporary move is open. The child is recorded as being at the placement.")
        self.field = "on"


@transaction.atomic
def record_temporary_move(
    *, child: Child, version: int, on: date, until: date | None, today: date, code: str, by: User
) -> Deed:
    """The child is elsewhere for a while from the day; back on `until`, if that is known."""
    require(by, Action.RECORD_PLACEMENTS, child.authority)
    child = take(child, version=version)
    if on > today:
        raise Impossible("A temporary move is recorded once it has begun: today or earlier.")
    require_ahead(child, Deed.Kind.AWAY, on=on, today=today)
    if until is not None and until <= on:
        raise Impossible("The day of coming back must be after the day of leaving.", field="until")
    placement = child.placements.filter(dates__contains=on).first()
    if placement is None:
        raise NoPlacement(on)
    if until and placement.dates.upper and until > placement.dates.upper:
        raise SomethingLater(placement.dates.upper)
    later = child.temporary_moves.filter(dates__endswith=None).first() or (
        child.temporary_moves.filter(dates__endswith__gt=on).order_by("dates").first()
    )
    if later:
        raise SomethingLater(later.dates.lower)
    recording = Recording(child, by=by)
    recording.make(
        TemporaryMove,
        placement=placement,
        dates=DateRange(on, until or placement.dates.upper),
        code=code,
        provider=placement.provider,
        urn=placement.urn,
        home_postcode=placement.home_postcode,
        postcode=placement.postcode,
        reason_started="T",
    )
    return recording.keep(
        Deed.Kind.AWAY,
        happened_on=on,
        words=f"{in_words(code, TEMPORARY_MOVES)} from {on:%-d %B %Y}; the placement is kept.",
        code=code,
    )


@transaction.atomic
def end_temporary_move(*, child: Child, version: int, on: date, today: date, by: User) -> Deed:
    """Back at the placement on the day."""
    require(by, Action.RECORD_PLACEMENTS, child.authority)
    child = take(child, version=version)
    if on > today:
        raise Impossible("The day of coming back must be today or earlier.")
    require_ahead(child, Deed.Kind.BACK, on=on, today=today)
    move = child.temporary_moves.filter(dates__endswith=None).first()
    if move is None:
        raise NotAway
    if on <= move.dates.lower:
        raise TooEarly("temporary move", move.dates.lower)
    recording = Recording(child, by=by)
    recording.end(move, on, reason_ended="X1")
    return recording.keep(
        Deed.Kind.BACK, happened_on=on, words=f"Came back to the placement on {on:%-d %B %Y}."
    )
