"""Ranges as wide as experience says: simulated paths are moved to the anchor's middle and stretched about it.

On every path the ages and the placements still add to the total. The total is stretched on its logarithm; ages and
placements by their shares of it, until each has the spread that the lessons give it.
"""

from __future__ import annotations

import numpy as np

from forecasting.engine.anchoring import raked
from forecasting.engine.kinds import Floats
from forecasting.engine.lessons import Lessons
from forecasting.engine.priors import PooledPriors, Spread
from forecasting.engine.simulation import Counts

_ROUNDS_OF_SHARES, _ROUNDS_OF_CELLS = 4, 3
_LEAST, _MOST = 0.15, 6.0


def recalibrate(
    stock: Counts, centre: Floats, lessons: Lessons, priors: PooledPriors, years: Floats
) -> Floats:
    """Children on paths, no longer whole: shape (months + 1, paths, 5, 8), as `stock`; `centre` (months + 1, 5, 8).

    `years`: of each month end since the start, shape (months + 1,).
    """
    raw = stock.sum(axis=(2, 3)).astype(float)
    total = _stretched_total(
        raw, centre.sum(axis=(1, 2)), np.sqrt(lessons.total_variance * priors.total.over(years))
    )
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


def _stretched_total(raw: Floats, centre: Floats, wanted: Floats) -> Floats:
    logs = np.log(np.maximum(raw, 0.5))
    away = logs - np.median(logs, axis=1, keepdims=True)
    spread = away.std(axis=1)
    stretch = np.divide(wanted, spread, out=np.ones_like(spread), where=spread > 1e-9)
    return np.asarray(
        np.maximum(centre, 0.5)[:, None] * np.exp(away * np.clip(stretch, _LEAST, _MOST)[:, None])
    )


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
