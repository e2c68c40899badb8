"""The forecast tried on the past: made as if on earlier days, beside what then came, and beside no change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from forecasting.engine.checks import MONTHS_NEEDED
from forecasting.engine.errors import NobodyInCare, TooLittleHistory, UnknownStarts
from forecasting.engine.forecast import Fitted, fit, forecast
from forecasting.engine.inputs import Inputs, as_known_on
from forecasting.engine.kinds import AGES, PLACEMENTS, Days, Floats
from forecasting.engine.lessons import own_variance
from forecasting.engine.months import month_ends_after, months_after
from forecasting.engine.no_change import random_walk
from forecasting.engine.panel import make_panel
from forecasting.engine.priors import Spread
from forecasting.engine.scoring import Measures, Score, measures, score

HORIZONS = (3, 6, 12, 18, 24, 36)
NAMES = ("total", *(f"age:{age}" for age in AGES), *(f"placement:{kind}" for kind in PLACEMENTS))


@dataclass(frozen=True)
class Case:
    """One number forecast from `origin`, so many months ahead; `name` as in `summary.series`."""

    origin: np.datetime64
    months: int
    name: str
    came: float
    model: Score
    no_change: Score


@dataclass(frozen=True)
class Line:
    """Measures of one kind of number at one horizon. `group`: a name, or `ages`, `placements` for all of them."""

    group: str
    months: int
    model: Measures
    no_change: Measures


def origins_of(inputs: Inputs, every: int = 3, fewest_ahead: int = HORIZONS[0], most: int = 24) -> Days:
    """Month ends from which to try: every so many months back from the extract, as far as records reach,
    at most `most`.
    """
    back = np.arange(fewest_ahead, 12 * 40, every)
    days = months_after(inputs.extract_on, -back)
    # Two years from 1 April end on 31 March.
    earliest = months_after(inputs.window_from, MONTHS_NEEDED) - np.timedelta64(1, "D")
    return np.asarray(days[days >= earliest][:most])


def backtest(
    inputs: Inputs,
    origins: Iterable[np.datetime64],
    horizons: tuple[int, ...] = HORIZONS,
    paths: int = 500,
    seed: int = 1,
) -> list[Case]:
    """All cases whose future has come by the extract; origins that cannot carry a forecast are passed over."""
    cases: list[Case] = []
    for origin in origins:
        try:
            fitted = fit(as_known_on(inputs, origin))
        except (TooLittleHistory, NobodyInCare, UnknownStarts):
            continue
        cases.extend(cases_of(fitted, inputs, horizons, paths, seed))
    return cases


def cases_of(fitted: Fitted, inputs: Inputs, horizons: tuple[int, ...], paths: int, seed: int) -> list[Case]:
    """The cases of one origin, that of `fitted`; `inputs` hold what came."""
    origin = fitted.inputs.extract_on
    ends = month_ends_after(origin, max(horizons))
    known = [months for months in horizons if ends[months - 1] <= inputs.extract_on]
    if not known:
        return []
    made = forecast(fitted, max(known), paths, seed)
    came = numbers_on(inputs, made.days[known])
    variances, years = _variances(fitted), made.years
    cases = []
    for place, months in enumerate(known):
        samples = _by_name(made.stock[months])
        for each, name in enumerate(NAMES):
            variance, freedom, now, spread = variances[each]
            # As many values as the forecast has: of a smaller sample CRPS comes out a little larger.
            walk = random_walk(now, variance * float(spread.over(years[months])), freedom, size=paths)
            truth = float(came[place, each])
            cases.append(Case(origin, months, name, truth, score(samples[each], truth), score(walk, truth)))
    return cases


def numbers_on(inputs: Inputs, days: Days) -> Floats:
    """Children in care on days, in the order of `NAMES`, shape (days, 14)."""
    found = []
    for day in days:
        panel = make_panel(as_known_on(inputs, day), most_months=1)
        found.append(_by_name(panel.stock[-1:])[:, 0])
    return np.array(found)


def _by_name(stock: Floats) -> Floats:
    """Of (paths, 5, 8): shape (14, paths)."""
    return np.concatenate([stock.sum(axis=(1, 2))[None], stock.sum(axis=2).T, stock.sum(axis=1).T])


def _variances(fitted: Fitted) -> list[tuple[float, float, float, Spread]]:
    """Of each name, for the random walk: variance of a year, degrees of freedom, the last number, the spread."""
    panel, priors = fitted.panel, fitted.inputs.priors
    years = np.arange(panel.last, -1, -12)[::-1]
    spreads: list[Spread] = [priors.total, *priors.ages, *priors.placements]
    numbers = _by_name(panel.stock)
    return [
        (*own_variance(spread, priors.prior_years, counts, years), float(counts[-1]), spread)
        for spread, counts in zip(spreads, numbers, strict=True)
    ]


def summarised(cases: Iterable[Case]) -> list[Line]:
    """Measures by horizon, for the total, all ages, all placements and each of them."""
    kept = list(cases)
    groups = {"total": ("total",), "ages": NAMES[1:6], "placements": NAMES[6:]}
    groups |= {name: (name,) for name in NAMES[1:]}
    lines = []
    for months in sorted({case.months for case in kept}):
        here = [case for case in kept if case.months == months]
        for group, names in groups.items():
            mine = [case for case in here if case.name in names]
            model, walk = [case.model for case in mine], [case.no_change for case in mine]
            lines.append(Line(group, months, measures(model, walk), measures(walk, walk)))
    return lines


# A difference of less than this share of the error is none that anybody would notice.
_NOTICED = 0.03


def verdict(lines: Iterable[Line]) -> str:
    """In words, for the page: at which horizons the forecast of the total, ages and placements beat no change."""
    told = []
    for group, words in (("total", "the total"), ("ages", "ages"), ("placements", "placements")):
        better: list[int] = []
        alike: list[int] = []
        worse: list[int] = []
        for line in lines:
            if line.group == group:
                ratio = line.model.mase
                into = better if ratio < 1 - _NOTICED else worse if ratio > 1 + _NOTICED else alike
                into.append(line.months)
        parts = [
            f"{how} {_months(months)}"
            for how, months in (
                ("better than no change at", better),
                ("no better than no change at", alike),
                ("worse than no change at", worse),
            )
            if months
        ]
        if parts:
            told.append(f"For {words} the forecast was " + "; ".join(parts) + ".")
    return " ".join(told) or "No forecast could be tried: the records are too short."


def _months(months: list[int]) -> str:
    *most, last = [str(each) for each in months]
    return (f"{', '.join(most)} and {last}" if most else last) + " months"
