"""Everything that is estimated, in one place: from a panel up to one of its month ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.entries import EntryRates, entry_rates, month_weights
from forecasting.engine.hazards import counted, shrunk
from forecasting.engine.kinds import AGES, KINDS, REASONS, Floats
from forecasting.engine.moves import destinations
from forecasting.engine.panel import OUT, Panel

# Months read for leaving and moving, and after how many a month counts half. Longer than for entries, because
# there are more chances than events among them (a judgement, not tuned).
WINDOW, HALF_LIFE = 72, 36


@dataclass(frozen=True)
class Rates:
    """`leaving`, `moving`: chances a month by state, shape (672,). `destination`: shape (2, 7, 8, 8), see `moves`.

    `leavings_seen`: events that leaving rests on, after weighting. `reasons`: chances of each of
    `kinds.REASONS` for one who leaves before 18, by shown age, shape (5, 4).
    """

    leaving: Floats
    moving: Floats
    destination: Floats
    entries: EntryRates
    leavings_seen: float
    reasons: Floats


def estimate(panel: Panel, last: int | None = None) -> Rates:
    """Rates from what the panel tells up to month end `last` (its last one unless given)."""
    last = panel.last if last is None else last
    steps = panel.steps
    # The step from column c is known at c + 1.
    weight = month_weights(steps.column + 1, last, WINDOW, HALF_LIFE)
    used = weight > 0
    state, after, weight = steps.state[used], steps.after[used], weight[used]
    exposure = counted(state, weight)
    left = after == OUT
    moved = ~left & (after != state % KINDS)
    arrivals, leavings = panel.arrivals, panel.leavings
    came = arrivals.column <= last
    ended = leavings.column <= last
    return Rates(
        leaving=shrunk(counted(state[left], weight[left]), exposure),
        moving=shrunk(counted(state[moved], weight[moved]), exposure),
        destination=destinations(state[moved], after[moved], weight[moved]),
        entries=entry_rates(
            arrivals.column[came],
            arrivals.stream[came],
            arrivals.age_months[came],
            arrivals.kind[came],
            panel.passing,
            last,
        ),
        leavings_seen=float(weight[left].sum() ** 2 / max((weight[left] ** 2).sum(), 1e-9)),
        reasons=_reasons(
            leavings.age[ended],
            leavings.reason[ended],
            month_weights(leavings.column[ended], last, WINDOW, HALF_LIFE),
        ),
    )


def _reasons(age: np.ndarray, reason: np.ndarray, weight: Floats) -> Floats:
    known = reason >= 0
    cell = age[known] * len(REASONS) + reason[known]
    seen = np.bincount(cell, weights=weight[known], minlength=len(AGES) * len(REASONS))
    seen = seen.reshape(len(AGES), len(REASONS))
    usual = (seen.sum(axis=0) + 0.25) / (seen.sum() + 0.25 * len(REASONS))
    smoothed = seen + 2.0 * usual
    return np.asarray(smoothed / smoothed.sum(axis=1, keepdims=True))
