"""A generator without memory: who is in care may leave or move tomorrow with a chance that asks nothing of the past.

Flows lead and the number follows. Families come as a Poisson process; every child leaves and moves at rates that depend
on neither age (save for adoption and supported homes) nor time in care; the rates themselves wander, with good and bad
years and now and then a jump. Yearly spread of starts and exits as DfE's authorities show it (0.22 and 0.17).
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
    KINDS,
    KINSHIP,
    OTHER,
    RESIDENTIAL,
    SUPPORTED,
    WITH_PARENTS,
)

# Weights of the next home, before the wandering.
_USUAL = {
    KINSHIP: 0.15,
    IN_HOUSE: 0.36,
    AGENCY: 0.3,
    RESIDENTIAL: 0.08,
    SUPPORTED: 0.02,
    WITH_PARENTS: 0.06,
    OTHER: 0.03,
}
_MONTH = round(YEAR / 12)


def make_memoryless(seed: int) -> World:
    """A world whose exits and moves have no memory; the same seed, the same world."""
    rng = random.Random(f"memoryless {seed}")
    size = size_of(rng)
    leaving = rng.uniform(0.20, 0.32) / YEAR
    moving = rng.uniform(0.25, 0.5) / YEAR
    families = size * 0.24 / 1.4 / 12
    asylum = rng.uniform(0.02, 0.12)
    course, usual = _Course(rng), dict(_USUAL)
    children: list[Child] = []
    # Who is in care, by the day of the next thing that happens to them.
    waiting: list[tuple[int, int]] = []
    for first in range(BEGIN, END + 1, _MONTH):
        course.month()
        for kind in usual:
            usual[kind] *= exp(rng.gauss(0, 0.02) + 0.01 * (_USUAL[kind] - usual[kind]) / _USUAL[kind])
        for _ in range(_poisson(rng, families * exp(course.entries))):
            day = first + rng.randrange(_MONTH)
            for child in _family(rng, day, asylum):
                child.stays.append(Stay(day, child.adult, 3, [(day, _next(rng, usual, child, day, None))]))
                children.append(child)
                heappush(waiting, (day, len(children) - 1))
        out, move = leaving * exp(course.exits), moving
        later = []
        while waiting and waiting[0][0] < first + _MONTH:
            day, number = heappop(waiting)
            child = children[number]
            stay = child.stays[-1]
            limit = min(first + _MONTH, child.adult)
            while day < limit:
                day += 1 + int(rng.expovariate(out + move))
                if day >= limit:
                    break
                if rng.random() < out / (out + move):
                    stay.end, stay.reason = day, _reason(rng, stay.moves[-1][1])
                    break
                kind = _next(rng, usual, child, day, stay.moves[-1][1])
                if kind != stay.moves[-1][1]:
                    stay.moves.append((day, kind))
            if stay.end == child.adult and limit < child.adult:
                later.append((limit, number))
        for one in later:
            heappush(waiting, one)
    return draw_up(f"memoryless {seed}", children)


class _Course:
    """How the logarithms of the rates of coming and leaving wander from month to month."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.entries = self.exits = 0.0
        self._level = [0.0, 0.0]
        self._year = [0.0, 0.0]
        self._months = 0

    def month(self) -> None:
        rng = self.rng
        if self._months % 12 == 0:
            self._year = [rng.gauss(0, 0.13), rng.gauss(0, 0.09)]
        for which, (step, jump) in enumerate(((0.02, 0.15), (0.012, 0.1))):
            self._level[which] = 0.985 * self._level[which] + rng.gauss(0, step)
            if rng.random() < 1 / 60:
                self._level[which] += rng.gauss(0, jump)
        self._months += 1
        self.entries, self.exits = (level + year for level, year in zip(self._level, self._year, strict=True))


def _family(rng: random.Random, day: int, asylum: float) -> list[Child]:
    if rng.random() < asylum:
        return [Child(day - round(rng.triangular(15, 17.9, 16.8) * YEAR), True)]
    size = rng.choices((1, 2, 3, 5), (72, 18, 8, 2))[0]
    # The youngest and those in their teens come most.
    eldest = rng.choice((rng.betavariate(0.5, 2.5), rng.betavariate(3.5, 1.6))) * 17.7
    return [
        Child(day - round(max(0.02, eldest - 2.1 * place) * YEAR), False, -1 if size == 1 else day)
        for place in range(size)
    ]


def _next(rng: random.Random, usual: dict[int, float], child: Child, day: int, now: int | None) -> int:
    age = (day - child.born) / YEAR
    weights = [usual.get(kind, 0.0) for kind in range(KINDS)]
    if age < 5 and now is not None and not child.asylum:
        weights[FOR_ADOPTION] = 0.25
    if age >= 16:
        weights[SUPPORTED] = 0.6
    elif age < 15:
        weights[SUPPORTED] = 0.0
    if age < 7:
        weights[RESIDENTIAL] = 0.0
    if child.asylum:
        weights[KINSHIP] = weights[WITH_PARENTS] = 0.0
    return rng.choices(range(KINDS), weights)[0]


def _reason(rng: random.Random, kind: int) -> int:
    if kind == FOR_ADOPTION:
        return 2
    return rng.choices((0, 1, 3), (60, 25, 15))[0]


def _poisson(rng: random.Random, mean: float) -> int:
    count, left = 0, rng.expovariate(1.0)
    while left < mean:
        count += 1
        left += rng.expovariate(1.0)
    return count
