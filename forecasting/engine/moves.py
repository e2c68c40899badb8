"""Where children move to, between kinds of placement, month by month; smoothed towards what is usual."""

from __future__ import annotations

import numpy as np

from forecasting.engine.kinds import FINE_AGES, KINDS, SHAPE, STREAMS, Floats, Ints

# How many moves the usual counts for: all ages together towards all kinds, an age towards all ages.
_MOVES_OF_ALL, _MOVES_OF_A_KIND = 4.0, 8.0


def destinations(state: Ints, after: Ints, weight: Floats) -> Floats:
    """Chances of each kind, given that a child moves: shape (2 streams, 7 ages, 8 from, 8 to), rows add to 1.

    `state`, `after` and `weight` are of moves alone (`after` differs from the state's kind).
    """
    stream, _, age, kind = np.unravel_index(state, SHAPE)
    cell = ((stream * FINE_AGES + age) * KINDS + kind) * KINDS + after
    size = STREAMS * FINE_AGES * KINDS * KINDS
    seen = np.bincount(cell, weights=weight, minlength=size).reshape(STREAMS, FINE_AGES, KINDS, KINDS)
    elsewhere = 1.0 - np.eye(KINDS)
    overall = (seen.sum(axis=(0, 1, 2)) + 0.5)[None, :] * elsewhere
    overall /= overall.sum(axis=1, keepdims=True)
    usual = (seen.sum(axis=(0, 1)) + _MOVES_OF_ALL * overall) * elsewhere
    usual /= usual.sum(axis=1, keepdims=True)
    smoothed = (seen + _MOVES_OF_A_KIND * usual) * elsewhere
    return np.asarray(smoothed / smoothed.sum(axis=-1, keepdims=True))
