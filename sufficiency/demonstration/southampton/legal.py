"""Legal statuses: how each period of care came about in law, and the way to placement orders and adoption.

The path follows the placements: a child with their own parents is under a care order, one placed with
adopters under a placement order (or, rarely, with consent), one seeking asylum is accommodated.
"""

import random
from datetime import date, timedelta

from sufficiency.core.periods import age_on
from sufficiency.demonstration.southampton.lives import Stay
from sufficiency.demonstration.southampton.year_ends import DAYS, LAST

DAY = timedelta(days=1)
# Placement orders replaced freeing orders on this day.
PLACEMENT_ORDERS_FROM = date(2005, 12, 30)
# The strategy's 82 children with a plan for adoption who were not yet placed at the end of December 2013.
PLANNED_NOT_PLACED = 82


def set_statuses(rng: random.Random, stays: list[Stay]) -> None:
    """Give every stay its legal statuses and, where adoption is the plan, the day of that decision."""
    waiting = _waiting_for_adopters(rng, stays)
    families: dict[tuple[int, date], str] = {}
    for one in stays:
        key = (one.person.family, one.start)
        one.first_status = families.setdefault(key, _first_status(rng, one))
        one.statuses = _path(rng, one, waits=one in waiting)
        _meet_moves(rng, one)
        _tidy(one)
        _decide(rng, one, waits=one in waiting)


def _waiting_for_adopters(rng: random.Random, stays: list[Stay]) -> list[Stay]:
    """The children with a plan for adoption but no placement on the last day."""
    able = [
        one
        for one in stays
        if LAST in one.cells
        and one.cells[LAST].place in ("Q1", "Q2")
        and one.home == "city"
        and age_on(one.person.born, DAYS[LAST]) < 8
        and not any(spell.cell.for_adoption for spell in one.spells)
        and (DAYS[LAST] - one.start).days > 120
    ]
    able.sort(key=lambda one: (age_on(one.person.born, DAYS[LAST]) > 3, rng.random()))
    return able[:PLANNED_NOT_PLACED]


def _first_status(rng: random.Random, one: Stay) -> str:
    age = age_on(one.person.born, one.start)
    first_cell = one.spells[0].cell
    if one.asylum:
        return "V2"
    if first_cell.place == "P1":
        return "C1"
    if age >= 13 and first_cell.place in ("Q2", "K2") and rng.random() < 0.03:
        return "J1"
    if age >= 14:
        return rng.choices(("V2", "C1", "L1"), (80, 14, 6))[0]
    return rng.choices(("V2", "C1", "L2", "L1"), (46, 34, 10, 10))[0]


def _path(rng: random.Random, one: Stay, *, waits: bool) -> list[tuple[date, str]]:
    first = one.first_status
    age = age_on(one.person.born, one.start)
    parents = next((spell.start for spell in one.spells if spell.cell.place == "P1"), None)
    adopters = next((spell for spell in one.spells if spell.cell.for_adoption), None)
    if parents == one.start or (first == "J1" and age < 13):
        first = "C1"
    path = [(one.start, first)]
    day = one.start
    if first in ("L1", "L2"):
        day += DAY * (rng.randrange(1, 4) if first == "L1" else rng.randrange(6, 21))
        to_court = first == "L2" or adopters is not None or waits or parents is not None or rng.random() < 0.5
        path.append((day, "C1" if to_court else "V2"))
    if first == "J1":
        day += DAY * rng.randrange(14, 60)
        path.append((day, "V2"))
    stays_accommodated = one.asylum or age >= 14 or rng.random() < 0.25
    needed = parents is not None or adopters is not None or waits
    if path[-1][1] == "V2" and (needed or not stays_accommodated):
        day = _between(
            rng, day + DAY, day + DAY * 150, parents, adopters.start if adopters else None, one.end
        )
        path.append((day, "C1"))
    if path[-1][1] == "C1":
        interim = max(day, one.start)
        full = interim + DAY * rng.randrange(130, 420)
        if adopters is None and not waits:
            path.append((full, "C2"))
        elif rng.random() < 0.35:
            path.append((interim + DAY * rng.randrange(130, 300), "C2"))
    _placement_order(rng, one, path, adopters.start if adopters else None, waits=waits)
    return path


def _between(rng: random.Random, first: date, last: date, *limits: date | None) -> date:
    """A day from first to last that is not after any of the limits."""
    last = min([last, *(limit for limit in limits if limit)])
    return first + DAY * rng.randrange((last - first).days + 1) if last > first else last


def _placement_order(
    rng: random.Random, one: Stay, path: list[tuple[date, str]], placed: date | None, *, waits: bool
) -> None:
    """Add the order under which the child is placed for adoption, no later than the placement."""
    if placed is not None:
        cell = next(spell.cell for spell in one.spells if spell.start == placed)
        freed = placed - DAY * rng.randrange(20, 60)
        if cell.place == "A4" and placed < PLACEMENT_ORDERS_FROM and one.start + DAY * 60 < freed:
            path.append((freed, "D1"))
            return
        if cell.place == "A4":
            return
        earliest = max(path[-1][0] + DAY, one.start + DAY * 90, PLACEMENT_ORDERS_FROM)
        with_placement = cell.place == "A5" and rng.random() < 0.5
        wished = placed if with_placement else placed - DAY * rng.randrange(20, 240)
        path.append((min(placed, max(earliest, wished)), "E1"))
    elif waits and rng.random() < 0.72:
        order = DAYS[LAST] - DAY * rng.randrange(5, 200)
        if order > one.start + DAY * 100:
            path.append((order, "E1"))


def _meet_moves(rng: random.Random, one: Stay) -> None:
    """Let some care orders begin on the day of a move that follows soon after: one event changes both."""
    for index, (start, status) in enumerate(one.statuses):
        move = min((spell.start for spell in one.spells if spell.start >= start), default=None)
        soon = move is not None and 0 < (move - start).days < 75
        soon = soon and one.statuses[index - 1][1] not in ("L1", "L2")
        if index and status in ("C1", "C2") and move is not None and soon and rng.random() < 0.4:
            later = one.statuses[index + 1][0] if index + 1 < len(one.statuses) else None
            if later is None or later > move:
                one.statuses[index] = (move, status)


def _tidy(one: Stay) -> None:
    """Keep the statuses in order of day, within the period, and each unlike the one before it."""
    order = next((pair for pair in one.statuses if pair[1] in ("E1", "D1")), None)
    kept: list[tuple[date, str]] = []
    for start, status in sorted(one.statuses, key=lambda pair: pair[0]):
        after_order = order is not None and start >= order[0] and status not in ("E1", "D1")
        if after_order or (one.end is not None and start >= one.end):
            continue
        if kept and kept[-1][0] == start:
            kept.pop()
        if not kept or kept[-1][1] != status:
            kept.append((start, status))
    one.statuses = kept


def _decide(rng: random.Random, one: Stay, *, waits: bool) -> None:
    """The day on which the authority decided that the child should be placed for adoption."""
    order = next((start for start, status in one.statuses if status in ("E1", "D1")), None)
    placed = next((spell.start for spell in one.spells if spell.cell.for_adoption), None)
    by = min([day for day in (order, placed) if day], default=DAYS[LAST] - DAY * 3 if waits else None)
    if by is None:
        return
    one.adoption_decision = max(one.start, by - DAY * rng.randrange(10, 120))
