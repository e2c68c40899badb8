"""A generator in which how long a child has been in care decides: every child has a way out from the first day.

Nothing in it is a rate by age, time in care and placement. Each child is dealt a way out of care (home soon, home
later, a guardian, adoption, growing up) with a length of its own, and a career of placements that goes with it. The
number in care is led: it wanders as a random walk whose yearly spread is that of English authorities of the size (DfE,
2019 to 2025), and as many come each week as keep it on that course. So the total cannot be foretold; ages and
placements can, in part. Shares of the ways out follow `sufficiency/demonstration/northmere/chances.py`.
"""

from __future__ import annotations

import random
from heapq import heappop, heappush
from math import exp

from forecasting.backtest.worlds import BEGIN, END, YEAR, Child, Stay, World, draw_up, size_of
from forecasting.engine.kinds import (
    AGENCY,
    FOR_ADOPTION,
    IN_HOUSE,
    KINSHIP,
    OTHER,
    RESIDENTIAL,
    SUPPORTED,
    WITH_PARENTS,
)

_AGES = {(0.0, 0.15): 17, (0.15, 1): 8, (1, 5): 19, (5, 10): 16, (10, 16): 29, (16, 17.6): 14}
_SOON, _LATER, _GUARDIAN, _ADOPTED, _GROWN = range(5)
_WAYS = {
    1: (21, 16, 24, 25, 14),
    5: (32, 18, 20, 10, 20),
    10: (36, 18, 13, 0, 33),
    16: (36, 16, 4, 0, 44),
    18: (32, 4, 0, 0, 64),
}
_REASON = {_SOON: 0, _LATER: 0, _GUARDIAN: 1, _ADOPTED: 2, _GROWN: 3}


def make_lasting(seed: int) -> World:
    """A world whose exits depend on how long care has lasted; the same seed, the same world."""
    rng = random.Random(f"lasting {seed}")
    size = size_of(rng)
    weekly = (0.0017 + 1.41 / size) ** 0.5 / (YEAR / 7) ** 0.5
    asylum, agency = rng.uniform(0.03, 0.16), rng.uniform(0.25, 0.6)
    log_asylum = log_agency = log_residential = 0.0
    course = size
    children: list[Child] = []
    ends: list[int] = []
    for week_end in range(BEGIN + 7, END + 1, 7):
        while ends and ends[0] <= week_end:
            heappop(ends)
        course *= exp(rng.gauss(0, weekly))
        course = min(max(course, 0.55 * size), 1.8 * size)
        log_asylum = 0.99 * log_asylum + rng.gauss(0, 0.05)
        log_agency = 0.998 * log_agency + rng.gauss(0, 0.02)
        log_residential = 0.998 * log_residential + rng.gauss(0, 0.02)
        short = round(course) - len(ends)
        while short > 0:
            day = week_end - rng.randrange(7)
            family = _family(rng, day, asylum * exp(log_asylum), short, len(children))
            for child in family:
                stay = _stay(rng, child, day, agency * exp(log_agency), 0.3 * exp(log_residential))
                stay.end = max(stay.end, week_end + 1)
                child.stays.append(stay)
                heappush(ends, stay.end)
            children.extend(family)
            short -= len(family)
    return draw_up(f"lasting {seed}", children)


def _family(rng: random.Random, day: int, asylum: float, short: int, serial: int) -> list[Child]:
    if rng.random() < asylum:
        return [Child(day - round(min(17.8, max(14.2, rng.gauss(16.5, 0.75))) * YEAR), True)]
    size = min(short, rng.choices((1, 2, 3, 4), (64, 22, 10, 4))[0])
    low, high = rng.choices(list(_AGES), list(_AGES.values()))[0]
    age = rng.uniform(low, high)
    found = []
    for _ in range(size):
        if not 0 <= age < 17.6:
            break
        found.append(Child(day - round(age * YEAR), False, serial if size > 1 else -1))
        age += rng.uniform(1.1, 3.4) * (1 if age < 7 else -1)
    return found


def _stay(rng: random.Random, child: Child, day: int, agency: float, residential: float) -> Stay:
    age = (day - child.born) / YEAR
    if child.asylum:
        way, length = _GROWN, child.adult - day
    else:
        weights = next(row for limit, row in _WAYS.items() if age < limit)
        way = rng.choices(range(5), weights)[0]
        length = _length(rng, way)
    if way == _GROWN or day + length >= child.adult:
        way, length = _GROWN, child.adult - day
        if not child.asylum and rng.random() < 0.25:
            way, length = _LATER, max(1, round(rng.uniform(0.3, 0.95) * length))
    end = day + max(1, length)
    return Stay(day, end, _REASON[way], _career(rng, child, day, end, way, agency, residential))


def _length(rng: random.Random, way: int) -> int:
    if way == _SOON:
        return min(260, 4 + round(rng.expovariate(1 / 75)))
    if way == _LATER:
        return rng.randint(220, 1_000)
    if way == _GUARDIAN:
        return rng.randint(230, 800)
    return rng.randint(620, 1_050)


def _career(
    rng: random.Random, child: Child, day: int, end: int, way: int, agency: float, residential: float
) -> list[tuple[int, int]]:
    """Placements from the first to the last day: lengths are gamma, the kind goes with age and the way out."""
    moves: list[tuple[int, int]] = []
    kin = rng.random() < (0.6 if way == _GUARDIAN else 0.12)
    adopters = end - rng.randint(180, 420) if way == _ADOPTED else end
    home = end - rng.randint(60, 400) if way == _LATER and rng.random() < 0.3 else end
    while day < end:
        age = (day - child.born) / YEAR
        if day >= adopters:
            kind, lasts = FOR_ADOPTION, end - day
        elif day >= home:
            kind, lasts = WITH_PARENTS, end - day
        else:
            kind = _kind(rng, child, age, kin, agency, residential)
            long = 900 if len(moves) > 1 else 260
            lasts = 1 + round(rng.gammavariate(0.8, long))
            # Most young people who are not in a family leave for a place of their own at some time after 16.
            if age < 16 and kind != KINSHIP and rng.random() < 0.45:
                lasts = min(lasts, round((16 + rng.random() * 1.6 - age) * YEAR))
        moves.append((day, kind))
        following = day + max(1, lasts)
        for limit in (adopters, home):
            if day < limit < following:
                following = limit
        day = following
    return moves


def _kind(rng: random.Random, child: Child, age: float, kin: bool, agency: float, residential: float) -> int:
    if kin and not child.asylum:
        return KINSHIP
    if age >= 16 and rng.random() < (0.66 if child.asylum else 0.45):
        return SUPPORTED
    if rng.random() < 0.02:
        return OTHER
    if age >= 9 and not child.asylum and rng.random() < residential:
        return RESIDENTIAL
    return AGENCY if rng.random() < agency else IN_HOUSE
