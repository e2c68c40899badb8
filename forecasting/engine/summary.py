"""Paths in a few figures: middle and ranges by month end, and the chance of more than so many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.forecast import Forecast
from forecasting.engine.kinds import AGES, PLACEMENTS, Days, Floats

# Low 95, low 80, middle, high 80, high 95.
LEVELS = (0.025, 0.1, 0.5, 0.9, 0.975)


@dataclass(frozen=True)
class Series:
    """One line of a chart. `quantiles`: at `LEVELS`, shape (months + 1, 5); `no_change`: today's number."""

    name: str
    days: Days
    quantiles: Floats
    no_change: float

    @property
    def median(self) -> Floats:
        return np.asarray(self.quantiles[:, 2])


def series(made: Forecast, *, crossed: bool = False) -> list[Series]:
    """`total`, `age:…`, `placement:…`, `leavers:turning_18` as CONTRACT names them, and `age:…|placement:…` if asked.

    Numbers of children at month ends; of those turning 18, in the month (none on the day of the extract).
    """
    stock, now = made.stock, made.no_change
    found = [_series(made, "total", stock.sum(axis=(2, 3)), now.sum())]
    for place, age in enumerate(AGES):
        found.append(_series(made, f"age:{age}", stock[:, :, place].sum(axis=2), now[place].sum()))
    for place, kind in enumerate(PLACEMENTS):
        found.append(_series(made, f"placement:{kind}", stock[..., place].sum(axis=2), now[:, place].sum()))
    if crossed:
        for row, age in enumerate(AGES):
            for column, kind in enumerate(PLACEMENTS):
                found.append(
                    _series(made, f"age:{age}|placement:{kind}", stock[:, :, row, column], now[row, column])
                )
    turning = made.raw.turning_18.sum(axis=2)
    found.append(_series(made, "leavers:turning_18", turning, float(turning[1:13].sum(axis=0).mean() / 12)))
    return found


def _series(made: Forecast, name: str, paths: Floats, now: float) -> Series:
    quantiles = np.quantile(paths, LEVELS, axis=1).T
    return Series(name=name, days=made.days, quantiles=quantiles, no_change=float(now))


def chance_of_more_than(paths: Floats, number: float) -> Floats:
    """Of paths (months + 1, paths): the share above a number, by month end."""
    return np.asarray((paths > number).mean(axis=1))
