"""What a simulation is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.engine.effects import NO_EFFECTS, Effects
from forecasting.engine.estimation import Rates
from forecasting.engine.inputs import KnownArrivals, KnownLeavers
from forecasting.engine.kinds import Days, Floats, Ints
from forecasting.engine.months import DAYS_IN_A_MONTH
from forecasting.engine.panel import InCare
from forecasting.engine.shocks import Shocks

Counts = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Plan:
    """What to simulate. `days`: the extract's day and each month end, shape (months + 1,). `entry_scale`: factor on
    arrivals by month, shape (months,)."""

    now: InCare
    days: Days
    rates: Rates
    shocks: Shocks
    entry_scale: Floats
    known_leavers: KnownLeavers
    known_arrivals: KnownArrivals
    seed: int
    effects: Effects = NO_EFFECTS

    @property
    def months(self) -> int:
        return len(self.days) - 1

    @property
    def paths(self) -> int:
        return self.shocks.leaving.shape[1]


@dataclass(frozen=True)
class Paths:
    """Whole children, by month end (0 is the start) and path.

    `stock`: shape (months + 1, paths, 5 shown ages, 8 kinds). `starts`, `ceases`: (months + 1, paths), with those who
    come and leave within a month in both. `turning_18`: by last placement, (months + 1, paths, 8), among the ceases.
    `reasons`: leaving before 18 by reason, (months + 1, paths, 4).
    """

    days: Days
    stock: Counts
    starts: Counts
    ceases: Counts
    turning_18: Counts
    reasons: Counts

    @property
    def totals(self) -> Ints:
        """Shape (months + 1, paths)."""
        return np.asarray(self.stock.sum(axis=(2, 3)), dtype=np.int64)


def month_lengths(days: Days) -> Floats:
    """Of each step, in months: 1, but for a first one that begins within a month."""
    lengths = np.ones(len(days) - 1)
    gap = (days[1] - days[0]).astype(np.int64)
    if gap < 28:
        lengths[0] = gap / DAYS_IN_A_MONTH
    return lengths
