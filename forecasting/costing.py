"""What a forecast costs: paths priced by the engine, put in order once added up, in whole pounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from forecasting.engine.backtest import numbers_on
from forecasting.engine.costs import YearCost, prices, yearly_costs
from forecasting.engine.errors import BadValue
from forecasting.engine.forecast import Forecast
from forecasting.engine.kinds import PLACEMENTS, Floats
from forecasting.engine.summary import LEVELS
from forecasting.models import ForecastCost, ForecastPrice, PlacementBudget
from forecasting.register import Taken
from sufficiency.core.models import Authority
from sufficiency.core.periods import year_end, year_ending

TOTAL = ""
_LIMITS = ("low95", "low80", "middle", "high80", "high95")

# By the year in which it ends, and the kind; of the blank kind for all.
Budgets = Mapping[tuple[int, str], Decimal]


@dataclass(frozen=True)
class Costed:
    """A year's cost of a kind, or of all: pounds on every path; none where no price holds. No path is rounded."""

    year: int
    placement: str
    first_day: date
    last_day: date
    months: int
    priced_months: int
    paths: Floats | None
    no_change: float | None
    weekly: float | None
    # Of all: the kinds with children that in any of the months have no price, and are not in it then.
    unpriced: tuple[str, ...] = ()

    @property
    def quantiles(self) -> Floats | None:
        """At `LEVELS`."""
        return None if self.paths is None else np.asarray(np.quantile(self.paths, LEVELS))


def costed(made: Forecast) -> list[Costed]:
    """Every year of the forecast, in all and by kinds in which children live; nothing where no price holds."""
    costs = made.fitted.inputs.unit_costs
    still = np.broadcast_to(made.no_change, (len(made.days), 1, *made.no_change.shape))
    try:
        years = yearly_costs(made.stock, made.days, costs)
        same = yearly_costs(still, made.days, costs)
    except BadValue:
        return []
    return [one for year, kept in zip(years, same, strict=True) for one in _of_year(year, kept)]


def _of_year(year: YearCost, kept: YearCost) -> Iterator[Costed]:
    def costed(
        placement: str,
        priced: int,
        paths: Floats,
        no_change: float,
        weekly: float | None,
        unpriced: tuple[str, ...] = (),
    ) -> Costed:
        return Costed(
            # It ends in the year after that in which it begins.
            year=year.year + 1,
            placement=placement,
            first_day=_day(year.after) + timedelta(days=1),
            last_day=_day(year.last),
            months=year.months,
            priced_months=priced,
            paths=paths if priced else None,
            no_change=no_change if priced else None,
            weekly=weekly if priced else None,
            unpriced=unpriced,
        )

    yield costed(TOTAL, int(year.priced_months.max()), year.paths, float(kept.paths[0]), None, year.unpriced)
    for kind, placement in enumerate(PLACEMENTS):
        if year.has_children[kind]:
            yield costed(
                placement,
                int(year.priced_months[kind]),
                year.by_kind[kind],
                float(kept.by_kind[kind, 0]),
                float(year.weekly[kind]),
            )


def budgets_of(authority: Authority) -> Budgets:
    """As they stand now."""
    held = PlacementBudget.objects.filter(authority=authority)
    return {(one.year, one.placement): one.amount for one in held}


def cost_rows(made: Forecast, budgets: Budgets) -> list[ForecastCost]:
    """To keep with a run. A budget is compared where the whole year can be told, 1 April to 31 March."""
    found = costed(made)
    already = spent(made, found) if found else {}
    first = min((one.year for one in found), default=0)
    return [
        _row(
            one,
            budgets.get((one.year, one.placement)),
            already.get(one.placement) if one.year == first else None,
        )
        for one in found
    ]


def spent(made: Forecast, found: list[Costed]) -> dict[str, float]:
    """Pounds that the children who were here cost from 1 April to the extract, by kind, and all under a blank.

    Counted as the forecast's months are: the mean of a month's ends, priced as on its last day. Nothing where the
    extract is a 31 March or the records begin later than the year. A kind is in it where it had a price in all of these
    months, or had no children; all are, where only kinds are missing that the forecast has no price of either.
    """
    inputs = made.fitted.inputs
    extract = _day(inputs.extract_on)
    days = np.array(_month_ends(year_start(extract), extract), dtype="datetime64[D]")
    if len(days) < 2 or inputs.window_from > days[0]:
        return {}
    children = numbers_on(inputs, days)[:, -len(PLACEMENTS) :]
    through = (children[1:] + children[:-1]) / 2
    weekly = prices(inputs.unit_costs, days[1:])
    weeks = np.diff(days).astype(np.int64) / 7
    lived = np.asarray(through.any(axis=0))
    has_price = np.asarray(np.isfinite(weekly).all(axis=0))
    pounds = (through * np.nan_to_num(weekly) * weeks[:, None]).sum(axis=0)
    known = {
        placement: float(pounds[at])
        for at, placement in enumerate(PLACEMENTS)
        if has_price[at] or not lived[at]
    }
    expected = {one.placement for one in found if one.priced_months}
    if all(placement in known or placement not in expected for placement in PLACEMENTS):
        known[TOTAL] = sum(known.values())
    return known


def year_start(extract: date) -> date:
    """The 31 March on or before the extract: what the financial year of the day after begins with."""
    return year_end(year_ending(extract + timedelta(days=1)) - 1)


def _month_ends(first: date, last: date) -> list[date]:
    """`first`, which is the end of a month, the ends of those between, and `last`."""
    ends = [first]
    while (after := _month_end(ends[-1] + timedelta(days=1))) < last:
        ends.append(after)
    return ends if first == last else [*ends, last]


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _row(one: Costed, budget: Decimal | None, already: float | None) -> ForecastCost:
    quantiles = one.quantiles
    limits = {} if quantiles is None else dict(zip(_LIMITS, map(whole_pounds, quantiles), strict=True))
    row = ForecastCost(
        year=one.year,
        placement=one.placement,
        first_day=one.first_day,
        last_day=one.last_day,
        months=one.months,
        priced_months=one.priced_months,
        no_change=None if one.no_change is None else whole_pounds(one.no_change),
        weekly=None if one.weekly is None else Decimal(one.weekly).quantize(Decimal("0.01")),
        budget=budget,
        spent=None if already is None or one.paths is None else whole_pounds(already),
        **limits,
    )
    if budget is not None and one.paths is not None and row.tells_the_year:
        row.chance = whole_pounds(100 * float((one.paths + (row.spent or 0) > float(budget)).mean()))
    return row


def price_rows(taken: Taken) -> list[ForecastPrice]:
    """The prices a run was made with, to keep with it: those that hold in its first financial year or later."""
    return [
        ForecastPrice(
            placement=price.placement,
            provider=price.provider,
            weekly=price.weekly,
            valid=price.valid,
            source=price.source,
            children=children,
        )
        for price, children in taken.prices
        if price.holds_after(year_start(_day(taken.inputs.extract_on)))
    ]


def whole_pounds(number: float) -> int:
    """To whole pounds, halves up."""
    return int(np.floor(number + 0.5))


def _day(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").astype(object)
    return found
