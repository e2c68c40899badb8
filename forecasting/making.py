"""A forecast made and kept: the engine is asked, and what it says becomes rows. Rounding to whole children is here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from forecasting import costing, engine
from forecasting.engine import kinds
from forecasting.engine.backtest import NAMES, backtest, numbers_on, origins_of, summarised, verdict
from forecasting.engine.capacity import Places, gaps
from forecasting.engine.care_leavers import care_leavers
from forecasting.engine.forecast import Forecast, fit, forecast
from forecasting.engine.inputs import Inputs
from forecasting.engine.remarks import remarks
from forecasting.engine.summary import LEVELS, series
from forecasting.models import (
    BacktestLine,
    ForecastCost,
    ForecastFutures,
    ForecastHistory,
    ForecastLine,
    ForecastPrice,
    ForecastRun,
    ForecastUsed,
    Measure,
)
from forecasting.register import Taken, inputs_for
from forecasting.register.loads import current_returns
from sufficiency.core.models import Authority
from sufficiency.core.periods import months_before
from sufficiency.indicators import measure_series

# Told as far back as this where records reach.
_YEARS_OF_HISTORY = 10
# The ages and placements of the past are counted at so many months from one another.
_MONTHS_BETWEEN = 6
# Ages and placements crossed, and years of those who turn 18, are kept once a year ahead.
_YEAR = 12
# In a backtest, where the range alone is wanted, fewer futures do.
_BACKTEST_PATHS = 300

Tell = Callable[[int, int, str], None]


@dataclass
class Made:
    """Rows to keep, without their run."""

    lines: list[ForecastLine]
    futures: list[ForecastFutures]
    history: list[ForecastHistory]
    backtest: list[BacktestLine]
    costs: list[ForecastCost]
    prices: list[ForecastPrice]
    used: ForecastUsed
    verdict: str


@cache
def engine_version() -> str:
    """A word that changes whenever the engine's code does."""
    folder = Path(engine.__file__).parent
    told = hashlib.sha256()
    for file in sorted(folder.glob("*.py")):
        told.update(file.read_bytes())
    return told.hexdigest()[:12]


def make(run: ForecastRun, tell: Tell) -> Made:
    """All that a run asks for. `tell` hears how far it has come, and may raise to stop it.

    Raises `BadInput` and `NotCovered`, with a sentence for people.
    """
    tell(0, 0, "Reading the records")
    # Before the records: a load that comes between is then told as come since, never passed over.
    returns = current_returns(run.authority)
    taken = inputs_for(run.authority, as_at=run.extract_on, adds_arrivals=run.adds_arrivals)
    inputs = taken.inputs
    origins = origins_of(inputs)
    total = len(origins) + 3
    tell(1, total, "Making the forecast")
    fitted = fit(inputs)
    made = forecast(fitted, run.months, run.paths, run.seed)
    tell(2, total, "Counting how it was")
    history = list(_history(run.authority, run.extract_on, taken))
    cases = []
    for number, origin in enumerate(origins):
        tell(3 + number, total, f"Trying it on the past: {number + 1} of {len(origins)}")
        cases += backtest(inputs, [origin], paths=_BACKTEST_PATHS, seed=run.seed)
    tell(total, total, "Keeping it")
    lines = summarised(cases)
    leavers = care_leavers(made)
    return Made(
        lines=[*_lines(made), *_turning_18(made), *_leavers(made, leavers.number), *_homes(made, inputs)],
        futures=list(_futures(made)),
        history=history,
        backtest=[
            BacktestLine(
                group=line.group,
                months=line.months,
                cases=line.model.cases,
                error=line.model.mae,
                error_no_change=line.no_change.mae,
                bias=line.model.bias,
                crps=line.model.crps,
                crps_no_change=line.no_change.crps,
                held80=line.model.coverage80,
                held95=line.model.coverage95,
                width80=line.model.width80,
                width80_no_change=line.no_change.width80,
            )
            for line in lines
            if line.group in BacktestLine.Group.values
        ],
        costs=costing.cost_rows(made, costing.budgets_of(run.authority)),
        prices=costing.price_rows(taken),
        used=ForecastUsed(
            **asdict(taken.used),
            months_told=leavers.months_told,
            remarks=remarks(fitted),
            returns=returns,
        ),
        verdict=verdict(lines),
    )


def keep(run: ForecastRun, made: Made) -> None:
    """Write the rows. The run must not have finished yet: afterwards the database takes none."""
    for rows in (made.lines, made.futures, made.history, made.backtest, made.costs, made.prices):
        for row in rows:
            row.run = run
    made.used.run = run
    ForecastLine.objects.bulk_create(made.lines, batch_size=2_000)
    ForecastFutures.objects.bulk_create(made.futures)
    ForecastHistory.objects.bulk_create(made.history, batch_size=2_000)
    BacktestLine.objects.bulk_create(made.backtest)
    ForecastCost.objects.bulk_create(made.costs)
    ForecastPrice.objects.bulk_create(made.prices)
    made.used.save(force_insert=True)


def whole(number: float) -> int:
    """To whole children, halves up: the one place where a forecast is rounded."""
    return int(np.floor(number + 0.5))


def day_of(day: np.datetime64) -> date:
    return day.astype("datetime64[D]").astype(object)


def _named(name: str) -> dict[str, str]:
    """The engine's name of a series as the fields of a row: 'age:10-15|placement:other' is both."""
    if name == "leavers:turning_18":
        return {"measure": Measure.TURNING_18}
    parts = dict(part.partition(":")[::2] for part in name.split("|"))
    found: dict[str, str] = {part: parts[part] for part in ("age", "placement") if part in parts}
    measure = {
        (): Measure.TOTAL,
        ("age",): Measure.AGE,
        ("placement",): Measure.PLACEMENT,
        ("age", "placement"): Measure.AGE_AND_PLACEMENT,
    }[tuple(found)]
    return {"measure": measure, **found}


def _limits(quantiles: kinds.Floats) -> dict[str, int]:
    names = ("low95", "low80", "middle", "high80", "high95")
    return {name: whole(value) for name, value in zip(names, quantiles, strict=True)}


def _lines(made: Forecast) -> Iterator[ForecastLine]:
    for one in series(made, crossed=True):
        named = _named(one.name)
        for month, day in enumerate(one.days):
            if named["measure"] == Measure.AGE_AND_PLACEMENT and month % _YEAR:
                continue
            if named["measure"] == Measure.TURNING_18 and not month:
                # In the month before the extract is not what a forecast tells.
                continue
            yield ForecastLine(
                **named, on=day_of(day), no_change=whole(one.no_change), **_limits(one.quantiles[month])
            )


def _turning_18(made: Forecast) -> Iterator[ForecastLine]:
    """In the twelve months up to each anniversary: each future's months are added up before they are put in order."""
    turning = made.raw.turning_18.sum(axis=2)
    for month in range(_YEAR, len(made.days), _YEAR):
        in_year = turning[month - _YEAR + 1 : month + 1].sum(axis=0)
        first = turning[1 : _YEAR + 1].sum(axis=0)
        yield ForecastLine(
            measure=Measure.TURNING_18_IN_YEAR,
            on=day_of(made.days[month]),
            no_change=whole(float(np.median(first))),
            **_limits(np.quantile(in_year, LEVELS)),
        )


def _leavers(made: Forecast, number: kinds.Floats) -> Iterator[ForecastLine]:
    quantiles = np.quantile(number, LEVELS, axis=1).T
    for month, day in enumerate(made.days):
        yield ForecastLine(
            measure=Measure.CARE_LEAVERS,
            on=day_of(day),
            no_change=whole(number[0].mean()),
            **_limits(quantiles[month]),
        )


def _homes(made: Forecast, inputs: Inputs) -> Iterator[ForecastLine]:
    """Of kinds whose places are known alone. Nobody holds a place after 18 in it: staying put is not foreseen."""
    blocked = np.zeros((*made.stock.shape[:2], kinds.KINDS))
    for gap in gaps(made.stock, made.days, Places(inputs.capacity, blocked)):
        quantiles = np.quantile(gap.short, LEVELS, axis=1).T
        for month, day in enumerate(made.days):
            yield ForecastLine(
                measure=Measure.HOMES_SHORT,
                placement=kinds.PLACEMENTS[gap.kind],
                on=day_of(day),
                no_change=whole(gap.short[0].mean()),
                chance=whole(100 * gap.chance[month]),
                **_limits(quantiles[month]),
            )


def _futures(made: Forecast) -> Iterator[ForecastFutures]:
    totals = made.stock.sum(axis=(2, 3))
    for month, day in enumerate(made.days):
        yield ForecastFutures(on=day_of(day), totals=[whole(one) for one in np.sort(totals[month])])


def _history(authority: Authority, extract: date, taken: Taken) -> Iterator[ForecastHistory]:
    """The total as the indicator counts it at each month end, ages and placements from what the engine was given."""
    first = max(taken.used.window_from, months_before(extract, 12 * _YEARS_OF_HISTORY))
    days = list(_month_ends(first, extract))
    [numbers] = measure_series(["cla.number"], authority=authority, dates=days, today=extract).values()
    for day, measured in zip(days, numbers, strict=True):
        if measured.value is not None:
            yield ForecastHistory(measure=Measure.TOTAL, on=day, number=int(measured.value))
    some = days[::-1][::_MONTHS_BETWEEN][::-1]
    counted = numbers_on(taken.inputs, np.array(some, dtype="datetime64[D]"))
    for day, row in zip(some, counted, strict=True):
        for name, number in zip(NAMES[1:], row[1:], strict=True):
            yield ForecastHistory(**_named(name), on=day, number=whole(number))


def _month_ends(first: date, last: date) -> Iterator[date]:
    """Ends of months from `first` on, and `last` itself at the end."""
    month = np.datetime64(first, "M")
    while True:
        end = (month + 1).astype("datetime64[D]") - 1
        if end >= np.datetime64(last):
            break
        if end >= np.datetime64(first):
            yield day_of(end)
        month += 1
    yield last
