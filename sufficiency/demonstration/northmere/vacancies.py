"""Which places of a household are free today, as people said: others there, holds, reservations, the last call."""

from __future__ import annotations

import random
from datetime import timedelta

from carers.models import Confirmation, Hold, Household
from placements.models import OtherOccupant, Reservation
from sufficiency.core.models import User
from sufficiency.demonstration.copied import copy_rows
from sufficiency.demonstration.northmere.homes import Household as Planned
from sufficiency.demonstration.northmere.people import Child
from sufficiency.demonstration.northmere.world import World, dates, moment

_REASONS = ("break", "holiday", "illness", "family", "building_work", "settling", "review")
# The holds of today began within so many days; of the years before that, so large a share had one.
_LATEST, _YEAR, _ON_HOLD_IN_A_YEAR = 70, 355, 0.75


def load_vacancies(world: World, rng: random.Random, pairs: list[tuple[Planned, Household]]) -> None:
    """Who else is there, what is on hold, what was reserved, and when the carers were last asked."""
    today, day = world.today, world.day
    holds, occupants, confirmations, reservations = [], [], [], []
    carol, officer = world.people["carers"], world.people["officer"]
    wanting = [child for child in world.in_care() if child.number in world.keys and _waits(child, day)]
    for one, record in pairs:
        living = len(one.there(day))
        if one.kind == "general":
            holds += _holds_that_ended(rng, one, record, day, carol)
        occupants += [
            OtherOccupant(household=record, kind="staying_put", dates=dates(start, None), entered_by=carol)
            for start, end in one.staying_put
            if start <= day < end
        ]
        free = one.places - living - sum(start <= day < end for start, end in one.staying_put)
        if one.kind in ("supported_lodgings", "short_breaks") and rng.random() < 0.7:
            kind = "staying_put" if one.kind == "supported_lodgings" else "short_break"
            since = dates(day - rng.randint(0, 2 if kind == "short_break" else 300), None)
            occupants.append(OtherOccupant(household=record, kind=kind, dates=since, entered_by=carol))
            free -= 1
        if one.kind == "connected" or free < 1:
            continue
        drawn = rng.random()
        if drawn < 0.30:
            holds.append(_hold(rng, record, day, free if living else None, carol))
        elif drawn < 0.35 and one.kind == "general" and _never_full(one, start := day - 120, day):
            occupants.append(
                OtherOccupant(
                    household=record, kind="other_authority", dates=dates(start, None), entered_by=carol
                )
            )
        elif drawn < 0.38 and wanting and one.kind == "general" and not living:
            child = wanting.pop(rng.randrange(len(wanting)))
            reservations.append(
                Reservation(
                    household=record,
                    child_id=world.keys[child.number],
                    kind=rng.choice(["matched", "introductions"]),
                    dates=dates(day - rng.randint(0, 8), day + rng.randint(6, 25)),
                    entered_by=officer,
                )
            )
        asked = today - timedelta(days=rng.randint(0, 6) if rng.random() < 0.85 else rng.randint(8, 40))
        confirmations.append(
            Confirmation(
                household=record,
                at=moment(asked, rng.randint(9, 16), rng.randint(0, 59)),
                by=carol,
                places_free=free,
                not_before=today + timedelta(days=rng.randint(2, 12)) if rng.random() < 0.06 else None,
            )
        )
    copy_rows(Hold, holds)
    copy_rows(OtherOccupant, occupants)
    copy_rows(Confirmation, confirmations)
    copy_rows(Reservation, reservations)


def _holds_that_ended(rng: random.Random, one: Planned, record: Household, day: int, by: User) -> list[Hold]:
    """In most years one, so that as much was on hold on the days that the dashboard compares with."""
    found = []
    last = day - _LATEST - 5
    while last - _YEAR > one.approved:
        length = rng.randint(60, 200)
        start = last - rng.randint(length, _YEAR)
        if rng.random() < _ON_HOLD_IN_A_YEAR and start + length <= one.until:
            places = rng.choice([1, None]) if one.there(start) else None
            reason = rng.choice(_REASONS)
            found.append(
                Hold(
                    household=record,
                    dates=dates(start, start + length),
                    reason=reason,
                    places=places,
                    entered_by=by,
                )
            )
        last -= _YEAR
    return found


def _never_full(one: Planned, since: int, day: int) -> bool:
    """Whether a place was free on each of those days."""
    days = {since, *(start for start, _, _ in one.residents if since <= start <= day)}
    return all(
        len(one.there(on)) + sum(start <= on < end for start, end in one.staying_put) < one.places
        for on in days
    )


def _waits(child: Child, day: int) -> bool:
    """Lives with an agency's carers and could come back to the council's own."""
    move = child.move_on(day)
    return move is not None and move.kind == "foster" and not isinstance(move.home, Planned)


def _hold(rng: random.Random, record: Household, day: int, places: int | None, by: User) -> Hold:
    reason = rng.choice(_REASONS)
    start = day - rng.randint(3, _LATEST)
    end = None if rng.random() < 0.55 else day + rng.randint(5, 60)
    return Hold(household=record, dates=dates(start, end), reason=reason, places=places, entered_by=by)
