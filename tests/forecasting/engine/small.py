"""Authorities for the tests of the engine: one on paper, and one that is generated."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from forecasting.engine.inputs import Children, Inputs, Periods, Placements
from forecasting.engine.kinds import IN_HOUSE

EXTRACT = np.datetime64("2024-03-31", "D")
WINDOW_FROM = np.datetime64("2020-04-01", "D")


@dataclass
class Life:
    """A child with one period of care; `moves`: (day, kind) after the first placement."""

    born: str
    start: str
    end: str | None = None
    kind: int = IN_HOUSE
    moves: list[tuple[str, int]] = field(default_factory=list)
    asylum: bool = False
    start_known: bool = True
    reason: int = -1
    group: int = -1


def inputs_of(
    lives: list[Life], extract: np.datetime64 = EXTRACT, window: np.datetime64 = WINDOW_FROM
) -> Inputs:
    placed = []
    for number, life in enumerate(lives):
        days = [life.start, *(day for day, _ in life.moves), life.end or "NaT"]
        kinds = [life.kind, *(kind for _, kind in life.moves)]
        placed += [(number, *spell) for spell in zip(days, days[1:], kinds, strict=False)]
    return Inputs(
        extract_on=extract,
        window_from=window,
        children=Children(
            born=days_of(life.born for life in lives),
            is_asylum_seeking=np.array([life.asylum for life in lives], dtype=bool),
            sibling_group=np.array([life.group for life in lives], dtype=np.int64),
        ),
        periods=Periods(
            child=np.arange(len(lives)),
            start=days_of(life.start for life in lives),
            end=days_of(life.end or "NaT" for life in lives),
            start_known=np.array([life.start_known for life in lives], dtype=bool),
            reason=np.array([life.reason for life in lives], dtype=np.int64),
        ),
        placements=Placements(
            period=np.array([row[0] for row in placed], dtype=np.int64),
            start=days_of(row[1] for row in placed),
            end=days_of(row[2] for row in placed),
            kind=np.array([row[3] for row in placed], dtype=np.int64),
        ),
    )


def days_of(days) -> np.ndarray:
    return np.array(list(days), dtype="datetime64[D]")


def ordinary_lives() -> list[Life]:
    """Somebody comes and somebody leaves in every year, and three are in care."""
    return [
        Life("2015-05-10", "2020-06-15", "2021-02-10", reason=0),
        Life("2010-01-31", "2021-07-01", "2022-09-30", reason=0),
        Life("2012-02-29", "2022-05-20", "2023-08-01", reason=1),
        Life("2016-09-09", "2020-11-30"),
        Life("2009-12-25", "2023-06-10"),
        Life("2006-06-15", "2022-01-05"),
    ]
