"""What placements cost: each path's months are added up to years first, and only then put in order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.errors import BadValue
from forecasting.engine.inputs import UnitCost
from forecasting.engine.kinds import KINDS, PLACEMENTS, Days, Floats


@dataclass(frozen=True)
class YearCost:
    """Pounds in a financial year (April to March) that begins in `year`, by path; `months`: how many of it
    are in the forecast.

    `unpriced`: kinds with children but without a price, which the sum leaves out.
    """

    year: int
    months: int
    paths: Floats
    unpriced: tuple[str, ...]


def prices(costs: tuple[UnitCost, ...], days: Days) -> Floats:
    """Pounds a week by day and kind, nan where none holds yet, shape (days, 8)."""
    found = np.full((len(days), KINDS), np.nan)
    for cost in sorted(costs, key=lambda each: each.valid_from):
        found[days >= cost.valid_from, cost.kind] = cost.weekly
    return found


def yearly_costs(
    stock: Floats, days: Days, costs: tuple[UnitCost, ...], price_factor: Floats | None = None
) -> list[YearCost]:
    """By financial year; of (months + 1, paths, 5, 8) the mean of a month's ends is in care through it.

    Raises `BadValue` where no price at all holds in the time of the forecast.
    """
    weekly = prices(costs, days[1:])
    if np.isnan(weekly).all():
        raise BadValue("No price of any placement holds in the time of the forecast. Enter unit costs first.")
    if price_factor is not None:
        weekly = weekly * price_factor[1:]
    children = stock.sum(axis=2)
    through = (children[1:] + children[:-1]) / 2
    weeks = np.diff(days).astype(np.int64) / 7
    spent = np.einsum("mpk,mk->mp", through, np.nan_to_num(weekly) * weeks[:, None], optimize=True)
    month = days[1:].astype("datetime64[M]").astype(np.int64)
    year = (month - 3) // 12 + 1970
    found = []
    for each in np.unique(year):
        here = year == each
        missing = np.isnan(weekly[here]).any(axis=0) & (through[here].sum(axis=(0, 1)) > 0)
        unpriced = tuple(PLACEMENTS[kind] for kind in np.flatnonzero(missing))
        found.append(YearCost(int(each), int(here.sum()), spent[here].sum(axis=0), unpriced))
    return found
