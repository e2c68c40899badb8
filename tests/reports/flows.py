"""Who came and who left between the numbers of invented children at two year-ends."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sufficiency.indicators import groupings as group


class Flows(NamedTuple):
    """Who came and who left in the year to a day: the age of each, and how many of those who left were adopted."""

    started: tuple[str, ...]
    ceased: tuple[str, ...]
    adopted: int


def flows(numbers: Mapping[date, int], seed: int) -> dict[date, Flows]:
    """By day, so that the numbers at the two ends of a year are right; nobody came twice."""
    found = {}
    for day, number in numbers.items():
        chance = random.Random(f"{seed} {day}")
        ages = [chance.choices(group.AGE_BANDS, (3, 2, 2, 3, 4))[0] for _ in range(400)]
        left = chance.choice((0, 1, 2, 3, 4, 6, 9, 20))
        before = numbers.get(day.replace(year=day.year - 1))
        came = chance.choice((2, 6, 15)) if before is None else number - before + left
        if came < 0:
            came, left = 0, left - came
        gone = ages[200 : 200 + left]
        found[day] = Flows(tuple(ages[:came]), tuple(gone), _adopted(gone))
    return found


def _adopted(ages: Sequence[str]) -> int:
    return sum(age != "16 and over" and at % 3 == 0 for at, age in enumerate(ages))
