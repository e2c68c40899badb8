"""What a forecast is made of: frozen arrays, checked on the way in. Whoever reads the registers makes these."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from forecasting.engine.kinds import Bools, Days, Floats, Ints
from forecasting.engine.priors import PooledPriors


def _days(size: int = 0) -> Days:
    return np.full(size, "NaT", dtype="datetime64[D]")


@dataclass(frozen=True)
class Children:
    """Shape (children,). `sibling_group` is -1 for an only child."""

    born: Days
    is_asylum_seeking: Bools
    sibling_group: Ints

    def __len__(self) -> int:
        return len(self.born)


@dataclass(frozen=True)
class Periods:
    """Periods of care, shape (periods,), each [start, end); `end` is NaT while it lasts.

    `child` points into `Children`. Where `start_known` is false, `start` is the first day on which the child was
    seen in care. `reason` points into `kinds.REASONS`, -1 where unknown or not ended.
    """

    child: Ints
    start: Days
    end: Days
    start_known: Bools
    reason: Ints

    def __len__(self) -> int:
        return len(self.child)


@dataclass(frozen=True)
class Placements:
    """Placements, shape (placements,), each [start, end) within its period; `kind` points into `kinds.PLACEMENTS`.

    Days of a period without a placement count as `other`.
    """

    period: Ints
    start: Days
    end: Days
    kind: Ints

    def __len__(self) -> int:
        return len(self.period)


@dataclass(frozen=True)
class KnownLeavers:
    """Children known to leave: `child`, on `day`, with a `chance` from 0 to 1. Each child at most once."""

    child: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    day: Days = field(default_factory=_days)
    chance: Floats = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True)
class KnownArrivals:
    """Arrivals beyond those that rates tell: on `day`, with a `chance`, of an age in completed months.

    The age is that of the month end; 0 for the unborn. `kind`: where they will live.
    """

    day: Days = field(default_factory=_days)
    chance: Floats = field(default_factory=lambda: np.empty(0))
    age_months: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    kind: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))


@dataclass(frozen=True)
class UnitCost:
    """Pounds a week for a child in a kind of placement, from a day on until the next price of that kind.

    Where no other follows at once, `valid_to` is the first day on which it holds no more; NaT while it lasts.
    """

    kind: int
    weekly: float
    valid_from: np.datetime64
    valid_to: np.datetime64 = field(default_factory=lambda: np.datetime64("NaT", "D"))


@dataclass(frozen=True)
class Capacity:
    """Places of a kind that open on a day (they add up), and what share of them can be filled (0 to 1)."""

    kind: int
    places: float
    fill_rate: float
    opens_on: np.datetime64


@dataclass(frozen=True)
class Inputs:
    """Everything known on `extract_on`, from `window_from` on: that day is the first on which records are whole."""

    extract_on: np.datetime64
    window_from: np.datetime64
    children: Children
    periods: Periods
    placements: Placements
    known_leavers: KnownLeavers = field(default_factory=KnownLeavers)
    known_arrivals: KnownArrivals = field(default_factory=KnownArrivals)
    unit_costs: tuple[UnitCost, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    priors: PooledPriors = field(default_factory=PooledPriors)


def as_known_on(inputs: Inputs, day: np.datetime64) -> Inputs:
    """The same records as they stood on an earlier day: what began later is not there, what ended later lasts.

    What was then known to come is not known any more, so known leavers and arrivals are dropped.
    """
    periods, placements = inputs.periods, inputs.placements
    began = periods.start <= day
    numbers = np.cumsum(began) - 1
    there = (placements.start <= day) & began[placements.period]
    seen = np.zeros(len(inputs.children), dtype=bool)
    seen[periods.child[began]] = True
    places = np.cumsum(seen) - 1
    lasts = ~(periods.end[began] <= day)
    return replace(
        inputs,
        extract_on=day,
        children=Children(
            born=inputs.children.born[seen],
            is_asylum_seeking=inputs.children.is_asylum_seeking[seen],
            sibling_group=inputs.children.sibling_group[seen],
        ),
        periods=Periods(
            child=places[periods.child[began]],
            start=periods.start[began],
            end=np.where(lasts, np.datetime64("NaT", "D"), periods.end[began]),
            start_known=periods.start_known[began],
            reason=np.where(lasts, -1, periods.reason[began]),
        ),
        placements=Placements(
            period=numbers[placements.period[there]],
            start=placements.start[there],
            end=np.where(placements.end[there] <= day, placements.end[there], np.datetime64("NaT", "D")),
            kind=placements.kind[there],
        ),
        known_leavers=KnownLeavers(),
        known_arrivals=KnownArrivals(),
    )
