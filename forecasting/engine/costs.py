"""What placements cost: each path's months are added up to years first, and only then put in order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.errors import BadValue
from forecasting.engine.inputs import UnitCost
from forecasting.engine.kinds import KINDS, PLACEMENTS, Days, Floats, Ints


@dataclass(frozen=True)
class YearCost:
    """Pounds in a financial year (April to March) that begins in `year`, by path; `months`: how many of it
    are in the forecast, from the day after `after` to `last`.

    `by_kind`: the same of each kind, shape (8, paths); its months without a price are not in it. `priced_months`: in
    how many of the months each kind has a price. `weekly`: its mean price over the days that have one, nan where
    none has. `has_children`: whether anybody lives in the kind on any path. `unpriced`: kinds with children but, in
    any of the months, without a price, which the sum leaves out.
    """

    year: int
    months: int
    after: np.datetime64
    last: np.datetime64
    by_kind: Floats
    priced_months: Ints
    weekly: Floats
    has_children: tuple[bool, ...]

    @property
    def paths(self) -> Floats:
        return np.asarray(self.by_kind.sum(axis=0))

    @property
    def unpriced(self) -> tuple[str, ...]:
        return tuple(
            PLACEMENTS[kind]
            for kind in range(KINDS)
            if self.has_children[kind] and self.priced_months[kind] < self.months
        )


def prices(costs: tuple[UnitCost, ...], days: Days) -> Floats:
    """Pounds a week by day and kind, nan where none holds, shape (days, 8)."""
    found = np.full((len(days), KINDS), np.nan)
    for cost in sorted(costs, key=lambda each: each.valid_from):
        found[(days >= cost.valid_from) & ~(days >= cost.valid_to), cost.kind] = cost.weekly
    return found


def yearly_costs(
    stock: Floats, days: Days, costs: tuple[UnitCost, ...], price_factor: Floats | None = None
) -> list[YearCost]:
    """By financial year; of (months + 1, paths, 5, 8) the mean of a month's ends is in care through it.

    A month is priced as on its last day. Raises `BadValue` where no price at all holds in the time of the forecast.
    """
    weekly = prices(costs, days[1:])
    if np.isnan(weekly).all():
        raise BadValue("No price of any placement holds in the time of the forecast. Enter unit costs first.")
    if price_factor is not None:
        weekly = weekly * price_factor[1:]
    children = stock.sum(axis=2)
    through = (children[1:] + children[:-1]) / 2
    weeks = np.diff(days).astype(np.int64) / 7
    has_price = ~np.isnan(weekly)
    spent = through * (np.nan_to_num(weekly) * weeks[:, None])[:, None, :]
    month = days[1:].astype("datetime64[M]").astype(np.int64)
    year = (month - 3) // 12 + 1970
    found = []
    for each in np.unique(year):
        here = year == each
        told = (weeks[here, None] * has_price[here]).sum(axis=0)
        worth = (weeks[here, None] * np.nan_to_num(weekly[here])).sum(axis=0)
        first, last = np.flatnonzero(here)[[0, -1]]
        found.append(
            YearCost(
                year=int(each),
                months=int(here.sum()),
                after=days[first],
                last=days[last + 1],
                by_kind=spent[here].sum(axis=0).T,
                priced_months=has_price[here].sum(axis=0),
                weekly=np.divide(worth, told, out=np.full(KINDS, np.nan), where=told > 0),
                has_children=tuple(bool(one) for one in through[here].sum(axis=(0, 1)) > 0),
            )
        )
    return found
