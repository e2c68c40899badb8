"""What an authority's own past says of the method: forecasts from earlier month ends, beside what then came.

From them it is learned how far the flows are worth following against no change, and how far the forecasts were out.
Both are drawn towards what is assumed of all authorities, because a few years are few cases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.checks import MONTHS_NEEDED
from forecasting.engine.estimation import estimate
from forecasting.engine.expected import expected_flow
from forecasting.engine.kinds import Floats, Ints
from forecasting.engine.panel import Panel, in_care_at
from forecasting.engine.priors import PooledPriors, Spread, yearly_variance

_BETWEEN_ORIGINS = 3
_HORIZONS = (12, 24)
# What is assumed of the weight of the flows before the own past is asked, and its standard deviation: for the
# total nothing (on public data nothing beats no change, FORECASTING.md section 2); for ages nearly all, because
# growing older is certain; for placements more than half.
_TOTAL_WEIGHT, _AGE_WEIGHT, _PLACEMENT_WEIGHT = (0.0, 0.3), (1.0, 0.3), (0.6, 0.3)
# The total follows the flows only as far as the past is sure of it: by so many standard deviations less than its best
# guess. A weight that a few years seem to speak for costs more where it is chance than it gains where it is not.
_TOTAL_SURE = 1.0
# Variance of a forecast's error over that of a random walk, before the own past is asked.
_AGE_RATIO, _PLACEMENT_RATIO = 0.8, 0.9


@dataclass(frozen=True)
class Lessons:
    """Weights of the flows (0 = no change, 1 = flows alone) and variances of a year's log error.

    `total_freedom`: degrees of freedom of the total's. `age_…`, `placement_…`: shape (5,) and (8,). `cases`: how many
    past forecasts they rest on.
    """

    total_weight: float
    age_weights: Floats
    placement_weights: Floats
    total_variance: float
    total_freedom: float
    age_variances: Floats
    placement_variances: Floats
    cases: int


@dataclass(frozen=True)
class _Case:
    """A past forecast, by shown age and kind, shape (5, 8), so many months ahead."""

    months: int
    last: Floats
    flow: Floats
    came: Floats


def learn(panel: Panel, priors: PooledPriors, last: int | None = None) -> Lessons:
    """Lessons from what was known at month end `last` of the panel (its last one unless given)."""
    last = panel.last if last is None else last
    cases = _past_forecasts(panel, last)
    years = np.arange(last, -1, -12)[::-1]
    totals, by_age, by_kind = panel.totals, panel.by_age, panel.by_kind
    total_variance, total_freedom = own_variance(priors.total, priors.prior_years, totals, years)
    ages = [_part(cases, priors, prior, by_age[last], each, 1) for each, prior in enumerate(priors.ages)]
    kinds = [
        _part(cases, priors, prior, by_kind[last], each, 0) for each, prior in enumerate(priors.placements)
    ]
    return Lessons(
        total_weight=_total_weight(cases, total_variance),
        age_weights=np.array([weight for weight, _ in ages]),
        placement_weights=np.array([weight for weight, _ in kinds]),
        total_variance=total_variance,
        total_freedom=total_freedom,
        age_variances=np.array([variance for _, variance in ages]),
        placement_variances=np.array([variance for _, variance in kinds]),
        cases=len(cases),
    )


def own_variance(prior: Spread, prior_years: float, counts: Floats, years: Ints) -> tuple[float, float]:
    """Variance of a year's log change, pooled and own blended, and degrees of freedom, from numbers by month end.

    `years`: month ends a year apart, the last is now. Changes from or to fewer than five children are left out.
    """
    there = counts[years]
    enough = (there[1:] >= 5) & (there[:-1] >= 5)
    changes = np.log(np.maximum(there[1:], 1) / np.maximum(there[:-1], 1))
    return yearly_variance(prior, prior_years, float(there[-1]), changes[enough])


def _past_forecasts(panel: Panel, last: int) -> list[_Case]:
    cases: list[_Case] = []
    for origin in range(last - _HORIZONS[0], MONTHS_NEEDED - 1, -_BETWEEN_ORIGINS):
        known = [months for months in _HORIZONS if origin + months <= last]
        flow = expected_flow(estimate(panel, origin), in_care_at(panel, origin), known[-1])
        stock = flow.stock(np.ones(known[-1]))
        cases.extend(
            _Case(months, panel.stock[origin], stock[months], panel.stock[origin + months])
            for months in known
        )
    return cases


def _ridge(
    steps: Floats,
    errors: Floats,
    months: Floats,
    variance: float,
    prior: tuple[float, float],
    sure: float = 0.0,
) -> float:
    """The weight that past forecasts speak for, drawn to its prior; cases that share months count less.

    `sure`: by so many of its standard deviations it is taken lower.
    """
    expected, spread = prior
    if not len(steps):
        return expected
    # So many forecasts in a row share most of their months.
    independent = _BETWEEN_ORIGINS / months
    noise = variance * months / 12
    precision = float((independent * steps**2 / noise).sum()) + 1 / spread**2
    mean = float((independent * steps * errors / noise).sum()) + expected / spread**2
    return float(np.clip(mean / precision - sure / np.sqrt(precision), 0.0, 1.0))


def _total_weight(cases: list[_Case], variance: float) -> float:
    last, flow, came = (
        np.log(np.array([getattr(case, name).sum() for case in cases]) + 0.5)
        for name in ("last", "flow", "came")
    )
    months = np.array([float(case.months) for case in cases])
    return _ridge(flow - last, came - last, months, variance, _TOTAL_WEIGHT, _TOTAL_SURE)


def _part(
    cases: list[_Case], priors: PooledPriors, prior: Spread, now: Floats, which: int, axis: int
) -> tuple[float, float]:
    """Weight and variance for one age (axis 1 summed) or one placement (axis 0 summed)."""
    assumed, ratio = (_AGE_WEIGHT, _AGE_RATIO) if axis == 1 else (_PLACEMENT_WEIGHT, _PLACEMENT_RATIO)
    variance = ratio * prior.variance(float(now[which]))
    used = [
        case for case in cases if min(case.last.sum(axis=axis)[which], case.came.sum(axis=axis)[which]) >= 3
    ]
    if not used:
        return assumed[0], variance
    share = {
        name: np.array(
            [
                np.log((getattr(case, name).sum(axis=axis)[which] + 0.5) / getattr(case, name).sum())
                for case in used
            ]
        )
        for name in ("last", "flow", "came")
    }
    months = np.array([float(case.months) for case in used])
    step, error = share["flow"] - share["last"], share["came"] - share["last"]
    weight = _ridge(step, error, months, variance, assumed)
    total = np.array([np.log(case.came.sum() / case.last.sum()) for case in used])
    squares = (error - weight * step + total) ** 2 / prior.over(months / 12)
    freedom = float((_BETWEEN_ORIGINS / months).sum())
    blended = (priors.prior_years * variance + freedom * float(squares.mean())) / (
        priors.prior_years + freedom
    )
    return weight, blended
