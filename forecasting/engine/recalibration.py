"""Ranges as wide as experience says: simulated paths are moved to the anchor's middle and stretched about it.

On every path the ages and the placements still add to the total. The total is spread by the order of its paths; ages
and placements are stretched by their shares of it, until each has the spread that the lessons give it.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from forecasting.engine.anchoring import raked
from forecasting.engine.kinds import Floats
from forecasting.engine.lessons import Lessons
from forecasting.engine.plan import Counts
from forecasting.engine.priors import PooledPriors, Spread

_ROUNDS_OF_SHARES, _ROUNDS_OF_CELLS = 4, 3
_LEAST, _MOST = 0.15, 6.0


def recalibrate(
    stock: Counts, centre: Floats, lessons: Lessons, priors: PooledPriors, years: Floats
) -> Floats:
    """Children on paths, no longer whole: shape (months + 1, paths, 5, 8), as `stock`; `centre` (months + 1, 5, 8).

    `years`: of each month end since the start, shape (months + 1,).
    """
    raw = stock.sum(axis=(2, 3)).astype(float)
    variance = lessons.total_variance * priors.total.over(years)
    total = _spread_total(raw, centre.sum(axis=(1, 2)), lessons, variance)
    ages = _stretched_parts(
        stock.sum(axis=3), raw, total, centre.sum(axis=2), _wanted(lessons.age_variances, priors.ages, years)
    )
    kinds = _stretched_parts(
        stock.sum(axis=2),
        raw,
        total,
        centre.sum(axis=1),
        _wanted(lessons.placement_variances, priors.placements, years),
    )
    # Cells nobody is in on a path stay possible, as thin as the middle has them.
    cells = stock + 0.02 * centre[:, None] + 1e-9
    recalibrated = raked(cells, ages, kinds, _ROUNDS_OF_CELLS)
    recalibrated[0] = stock[0]
    return recalibrated


def _wanted(variances: Floats, spreads: tuple[Spread, ...], years: Floats) -> Floats:
    """Standard deviations, shape (months + 1, parts)."""
    return np.sqrt(variances * np.stack([spread.over(years) for spread in spreads], axis=1))


def _spread_total(raw: Floats, centre: Floats, lessons: Lessons, variance: Floats) -> Floats:
    """By rank: the paths keep their order, and lie as Student's t about the middle, on logarithms.

    So a total whose middle is no change has just the range of `no_change.random_walk`.
    """
    months, paths = raw.shape
    levels = (np.arange(paths) + 0.5) / paths
    away = stats.t.ppf(levels, lessons.total_freedom)[None, :] * np.sqrt(variance)[:, None]
    order = np.argsort(raw, axis=1, kind="stable")
    spread = np.empty((months, paths))
    np.put_along_axis(spread, order, away, axis=1)
    return np.asarray(np.maximum(centre, 0.5)[:, None] * np.exp(spread))


def _stretched_parts(parts: Counts, raw: Floats, total: Floats, centre: Floats, wanted: Floats) -> Floats:
    """Shape (months + 1, paths, parts): parts of `total` that add to it."""
    logs = np.log((parts + 0.5) / (raw + 0.5 * parts.shape[2])[:, :, None])
    away = logs - np.median(logs, axis=1, keepdims=True)
    middle = np.maximum(centre, 1e-6) / np.maximum(centre, 1e-6).sum(axis=1, keepdims=True)
    stretch = np.ones_like(wanted)
    for _ in range(_ROUNDS_OF_SHARES):
        found = _parts(total, middle, away, stretch)
        spread = np.log(np.maximum(found, 0.05)).std(axis=1)
        ratio = np.divide(wanted, spread, out=np.ones_like(spread), where=spread > 1e-9)
        stretch = np.clip(stretch * ratio, _LEAST, _MOST)
    return _parts(total, middle, away, stretch)


def _parts(total: Floats, middle: Floats, away: Floats, stretch: Floats) -> Floats:
    share = middle[:, None, :] * np.exp(away * stretch[:, None, :])
    return np.asarray(total[:, :, None] * share / share.sum(axis=2, keepdims=True))
