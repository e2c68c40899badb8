"""Who can live where, and the filling of a year-end's free places with those who need one."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date

from sufficiency.core.periods import age_on
from sufficiency.demonstration.southampton.lives import PlanError, Stay
from sufficiency.demonstration.southampton.year_ends import ABSENT, Cell

# Youngest and oldest age at which each code is used; the sector's checks refuse most of what lies outside.
AGES = {
    "M2": (12, 17), "M3": (12, 17), "K1": (12, 17), "R5": (15, 17), "S1": (8, 16), "P2": (16, 17),
    "P3": (16, 17), "H5": (16, 17), "K2": (8, 17), "Z1": (3, 15), "A4": (0, 7), "A5": (0, 7), "A6": (0, 7),
}  # fmt: skip
# Scarcest first: the codes fewest children can fill.
ORDER = (
    "M3", "M2", "R5", "K1", "P3", "P2", "H5", "R3", "R2", "S1", "K2", "Z1", "A4", "A6", "A5", "P1",
    "Q1", "Q2",
)  # fmt: skip


def suits(cell: Cell, stay: Stay, day: date, *, arriving: bool) -> float:
    """How likely a child is to be given a place of this cell: 0 where it cannot be.

    ``arriving`` marks children new to care in the year, whose home is still open to be chosen.
    """
    age = age_on(stay.person.born, day)
    youngest, oldest = AGES.get(cell.place, (0, 17))
    if not youngest <= age <= oldest:
        return 0
    if not arriving and not _home_allows(cell, stay.home):
        return 0
    if cell.place in ABSENT and (day - stay.start).days < 60:
        return 0
    if arriving and cell.distance_unknown and cell.place == "Q2":
        return 6.0 if age >= 14 else 0.5
    if cell.place == "R3":
        return float(age <= 1 or age >= 16)
    if cell.place == "K2":
        return 0.2 if age < 11 else 1.0
    if cell.place == "Q1":
        return 1.5 if age < 10 else 0.5
    if cell.place == "P1":
        return 0.6 if arriving else 1.2
    return 1.0


def _home_allows(cell: Cell, home: str) -> bool:
    if cell.distance == "not known":
        return True
    if cell.distance_unknown:
        return cell.for_adoption or home in ("abroad", "none")
    if home == "far":
        return cell.far
    return home == "city" and cell.distance != "inside, over 20 miles"


def fill(
    rng: random.Random, places: Counter[Cell], movers: list[Stay], arrivals: list[Stay], at: int, day: date
) -> None:
    """Give every place to one child and every child one place, on the year-end ``at``.

    Homes of arrivals are chosen to fit the place. Raises PlanError where somebody is left over.
    """
    waiting = {id(stay): stay for stay in movers}
    new = {id(stay): stay for stay in arrivals}
    settled = [stay for stay in movers if stay.home != "city"]
    slots = sorted(places.elements(), key=lambda cell: (ORDER.index(cell.place), cell))
    for stay in settled:
        _place_unusual_home(rng, stay, slots, at, day)
        del waiting[id(stay)]
    slots.sort(key=lambda cell: (_common(cell), ORDER.index(cell.place), cell))
    for cell in slots:
        options = [(stay, suits(cell, stay, day, arriving=False)) for stay in waiting.values()]
        options += [(stay, suits(cell, stay, day, arriving=True)) for stay in new.values()]
        options = [(stay, weight) for stay, weight in options if weight]
        if not options:
            raise PlanError(f"nobody for {cell} on {day}")
        stay = rng.choices([one for one, _ in options], [weight for _, weight in options])[0]
        if waiting.pop(id(stay), None) is None:
            del new[id(stay)]
            stay.home = _home_for(rng, cell, stay, day)
        settle(stay, cell, at)
    if waiting or new:
        raise PlanError(f"children left over on {day}")


def settle(stay: Stay, cell: Cell, at: int) -> None:
    """Record a placement begun since the last year-end."""
    stay.cells[at] = cell
    stay.fresh.add(at)


def _common(cell: Cell) -> bool:
    return (
        cell.place in ("Q1", "Q2") and not cell.distance_unknown and cell.distance != "inside, over 20 miles"
    )


def _place_unusual_home(rng: random.Random, stay: Stay, slots: list[Cell], at: int, day: date) -> None:
    options = [cell for cell in slots if suits(cell, stay, day, arriving=False) and cell.place not in ABSENT]
    if not options:
        raise PlanError(f"no place for a child whose home is {stay.home} on {day}")
    cell = rng.choice(options)
    slots.remove(cell)
    settle(stay, cell, at)


def _home_for(rng: random.Random, cell: Cell, stay: Stay, day: date) -> str:
    if cell.distance == "inside, over 20 miles":
        return "far"
    if cell.distance_unknown and cell.place not in ABSENT and not cell.for_adoption:
        first_time = not stay.person.stays
        alone = first_time and age_on(stay.person.born, day) >= 14 and rng.random() < 0.85
        return "abroad" if alone else "none"
    return "city"


def by_cell(stays: Iterable[Stay], at: int) -> Counter[Cell]:
    """Children by cell on a year-end."""
    return Counter(stay.cells[at] for stay in stays if at in stay.cells)
