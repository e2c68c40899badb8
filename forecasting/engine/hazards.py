"""Chances a month, by state: counted, and drawn towards what few factors tell where little was seen.

The prior of a state's chance is the product of an overall chance and one factor each for stream, age, time in care
and placement, fitted by iterated proportions. How far a state may leave it is learned from all states (empirical
Bayes, gamma prior with mean 1, moments): `(events + ν) ÷ (exposure + ν ÷ prior)`.
"""

from __future__ import annotations

import numpy as np

from forecasting.engine.kinds import SHAPE, STATES, Floats, Ints

# A factor of a margin is as if this many further events had been seen, at just the expected rate.
_EVENTS_OF_A_MARGIN = 3.0
_ROUNDS = 25
_LEAST_WEIGHT, _MOST_WEIGHT = 2.0, 400.0
MOST_A_MONTH = 0.9


def counted(state: Ints, weight: Floats) -> Floats:
    """Sums of weights by state, shape (672,)."""
    return np.bincount(state, weights=weight, minlength=STATES).astype(float)


def main_effects(events: Floats, exposure: Floats) -> Floats:
    """The chance a month by the product of factors, shape (672,); events and exposure (child-months) by state."""
    seen, at_risk = events.reshape(SHAPE), exposure.reshape(SHAPE)
    overall = (seen.sum() + 0.5) / (at_risk.sum() + 50.0)
    factors = [np.ones(size) for size in SHAPE]
    for _ in range(_ROUNDS):
        for axis, size in enumerate(SHAPE):
            others = tuple(other for other in range(len(SHAPE)) if other != axis)
            expected = (at_risk * _product(overall, factors)).sum(axis=others)
            ratio = (seen.sum(axis=others) + _EVENTS_OF_A_MARGIN * 1.0) / (
                expected / factors[axis] + _EVENTS_OF_A_MARGIN
            )
            factors[axis] = np.where(expected > 0, ratio, 1.0).reshape(size)
    return np.asarray(_product(overall, factors).reshape(STATES))


def _product(overall: float, factors: list[Floats]) -> Floats:
    stream, duration, age, kind = factors
    return np.asarray(
        overall
        * stream[:, None, None, None]
        * duration[None, :, None, None]
        * age[None, None, :, None]
        * kind[None, None, None, :]
    )


def prior_weight(events: Floats, expected: Floats) -> float:
    """ν: the number of events that the prior counts for, from how far states scatter beyond chance."""
    used = expected > 0.5
    excess = float((((events - expected) ** 2 - expected)[used]).sum())
    square = float((expected[used] ** 2).sum())
    if square == 0 or excess <= 0:
        return _MOST_WEIGHT
    return float(np.clip(square / excess, _LEAST_WEIGHT, _MOST_WEIGHT))


def shrunk(events: Floats, exposure: Floats) -> Floats:
    """The chance a month of each state, shape (672,), between 0 and 0.9; never 0 where nothing was seen."""
    prior = main_effects(events, exposure)
    weight = prior_weight(events, exposure * prior)
    return np.minimum((events + weight) / (exposure + weight / prior), MOST_A_MONTH)
