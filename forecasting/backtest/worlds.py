"""A made-up authority's records over many years, and what both generators share: days, sizes, drawing up the tables."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from forecasting.engine.inputs import Children, Inputs, Periods, Placements

# Days are counted from 1 January 1970.
YEAR = 365.2425
EIGHTEEN = round(18 * YEAR)
# What is told begins on 1 April 2012 and ends on 31 March 2026; the years before fill the homes.
BEGIN, TOLD_FROM, END = (
    int(np.datetime64(day, "D").astype(int)) for day in ("1996-04-01", "2012-04-01", "2026-03-31")
)
ORIGINS = tuple(np.datetime64(f"{year}-03-31", "D") for year in (2018, 2020, 2022, 2023))


@dataclass
class Stay:
    """One period of care. `moves`: (day, kind), the first on the day it begins. `reason` as in `kinds.REASONS`."""

    start: int
    end: int
    reason: int
    moves: list[tuple[int, int]]


@dataclass
class Child:
    born: int
    asylum: bool
    group: int = -1
    stays: list[Stay] = field(default_factory=list)

    @property
    def adult(self) -> int:
        return self.born + EIGHTEEN


@dataclass(frozen=True)
class World:
    """A generated authority; `inputs` are its records up to `END`."""

    name: str
    inputs: Inputs


def size_of(rng: random.Random) -> float:
    """Children in care, from small unitary authorities to large counties, evenly on a logarithmic scale."""
    return float(np.exp(rng.uniform(np.log(180), np.log(900))))


def draw_up(name: str, children: Sequence[Child]) -> World:
    """The children's stays that touch the told years, as inputs of the engine."""
    born: list[int] = []
    asylum: list[bool] = []
    group: list[int] = []
    period: list[tuple[int, int, int, int]] = []
    placed: list[tuple[int, int, int, int]] = []
    for child in children:
        told = [stay for stay in child.stays if stay.end > TOLD_FROM and stay.start <= END]
        for stay in told:
            number = len(period)
            period.append((len(born), stay.start, stay.end, stay.reason))
            ends = [day for day, _ in stay.moves[1:]] + [stay.end]
            placed.extend(
                (number, day, end, kind)
                for (day, kind), end in zip(stay.moves, ends, strict=True)
                if day < end and day <= END
            )
        if told:
            born.append(child.born)
            asylum.append(child.asylum)
            group.append(child.group)
    periods, placements = np.array(period), np.array(placed)
    return World(
        name,
        Inputs(
            extract_on=np.datetime64(END, "D"),
            window_from=np.datetime64(TOLD_FROM, "D"),
            children=Children(_days(np.array(born)), np.array(asylum), np.array(group)),
            periods=Periods(
                child=periods[:, 0],
                start=_days(periods[:, 1]),
                end=_ends(periods[:, 2]),
                start_known=np.ones(len(periods), dtype=bool),
                reason=np.where(periods[:, 2] <= END, periods[:, 3], -1),
            ),
            placements=Placements(
                period=placements[:, 0],
                start=_days(placements[:, 1]),
                end=_ends(placements[:, 2]),
                kind=placements[:, 3],
            ),
        ),
    )


def _days(numbers: np.ndarray) -> np.ndarray:
    return numbers.astype("datetime64[D]")


def _ends(numbers: np.ndarray) -> np.ndarray:
    return np.where(numbers <= END, _days(numbers), np.datetime64("NaT", "D"))
