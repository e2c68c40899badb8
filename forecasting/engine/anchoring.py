"""Where the middle of the forecast lies: between the flows and no change, as an authority's own past advises."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.expected import Flow
from forecasting.engine.kinds import Floats
from forecasting.engine.lessons import Lessons

ANCHORED_AT = 24
# Entries are not scaled further than this, whatever the anchor asks.
_LEAST, _MOST = 0.5, 1.8
_ROUNDS = 8


@dataclass(frozen=True)
class Anchor:
    """`entry_scale`: factor on arrivals. `centre`: middle of the forecast by shown age and kind, (months + 1, 5, 8)."""

    entry_scale: float
    centre: Floats


def anchor(flow: Flow, now: Floats, lessons: Lessons) -> Anchor:
    """`now`: children by shown age and kind, shape (5, 8)."""
    months = len(flow.kernel)
    plain = flow.stock(np.ones(months)).sum(axis=(1, 2))
    total = now.sum() ** (1 - lessons.total_weight) * np.maximum(plain, 0.5) ** lessons.total_weight
    scale = _entry_scale(flow, total, min(ANCHORED_AT, months))
    stock = flow.stock(np.full(months, scale)) + 1e-6
    ages = _between(stock.sum(axis=2), now.sum(axis=1), lessons.age_weights)
    kinds = _between(stock.sum(axis=1), now.sum(axis=0), lessons.placement_weights)
    total[0] = now.sum()
    centre = raked(stock, ages * total[:, None], kinds * total[:, None])
    centre[0] = now
    return Anchor(entry_scale=scale, centre=centre)


def _entry_scale(flow: Flow, total: Floats, month: int) -> float:
    staying = flow.staying[month].sum()
    coming = flow.kernel[:month].sum()
    if coming <= 0:
        return 1.0
    return float(np.clip((total[month] - staying) / coming, _LEAST, _MOST))


def _between(flow: Floats, now: Floats, weights: Floats) -> Floats:
    """Shares between those of the flow, shape (months, parts), and those of now, on the scale of logarithms."""
    # Where nobody is now, no change would be nobody for ever: there the flow alone counts.
    weights = np.where(now > 0, weights, 1.0)
    share = np.log(flow / flow.sum(axis=1, keepdims=True))
    held = np.log(np.maximum(now, 1e-9) / now.sum())
    mixed = np.exp(weights * share + (1 - weights) * held)
    return np.asarray(mixed / mixed.sum(axis=1, keepdims=True))


def raked(cells: Floats, rows: Floats, columns: Floats, rounds: int = _ROUNDS) -> Floats:
    """Cells (…, 5, 8) scaled in turn so that they add to the rows (…, 5) and the columns (…, 8)."""
    cells = cells.copy()
    for _ in range(rounds):
        cells *= (columns / np.maximum(cells.sum(axis=-2), 1e-12))[..., None, :]
        cells *= (rows / np.maximum(cells.sum(axis=-1), 1e-12))[..., :, None]
    return cells
