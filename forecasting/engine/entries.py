"""Who comes into care in a month: how many, of what age, where to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.kinds import (
    ADULT_MONTHS,
    AGES,
    FINE_AGES,
    KINDS,
    STREAMS,
    Floats,
    Ints,
    fine_age,
)

# Months read, and after how many a month counts half (FORECASTING.md, section 3).
WINDOW, HALF_LIFE = 48, 24
_FINE = fine_age(np.arange(ADULT_MONTHS))
_ARRIVALS_OF_THE_USUAL = 6.0


@dataclass(frozen=True)
class EntryRates:
    """`monthly`: children a month who are still in care at its end, by stream (others, asylum-seeking), shape (2,).

    `share`: of age in completed months at that month end and placement, shape (2, 216, 8), each stream adds to 1.
    `dispersion`: variance of a month's number over its mean (1 = chance alone; brothers and sisters come
    together). `seen`: arrivals that the rate rests on, after weighting, shape (2,). `passing`: children a month who
    come and leave before its end, by shown age, shape (5,).
    """

    monthly: Floats
    share: Floats
    dispersion: Floats
    seen: Floats
    passing: Floats


def month_weights(columns: Ints, last: int, window: int, half_life: float) -> Floats:
    """Weights of month ends, 1 for the last, halved every `half_life` months, 0 outside the window."""
    ago = last - columns
    return np.where((ago >= 0) & (ago < window), 0.5 ** (ago / half_life), 0.0)


def entry_rates(
    column: Ints, stream: Ints, age_months: Ints, kind: Ints, passing: Floats, last: int
) -> EntryRates:
    """Rates from arrivals up to the month end `last`. Columns count month ends, 1 being the first that has a month."""
    months = np.arange(max(1, last - WINDOW + 1), last + 1)
    month_weight = month_weights(months, last, WINDOW, HALF_LIFE)
    weight = month_weights(column, last, WINDOW, HALF_LIFE)
    total_weight = month_weight.sum()
    monthly = np.bincount(stream, weights=weight, minlength=STREAMS) / total_weight
    used = weight > 0
    counts = np.zeros((STREAMS, last + 1))
    np.add.at(counts, (stream[used], column[used]), 1.0)
    return EntryRates(
        monthly=monthly,
        share=_shares(stream, age_months, kind, weight),
        dispersion=np.array([_dispersion(counts[each, months]) for each in range(STREAMS)]),
        seen=monthly * total_weight**2 / (month_weight**2).sum(),
        passing=np.asarray((passing[months] * month_weight[:, None]).sum(axis=0) / total_weight).reshape(
            len(AGES)
        ),
    )


def _dispersion(counts: Floats) -> float:
    """From one month to the next, so that slow swings are not taken for brothers and sisters."""
    mean = counts.mean()
    if len(counts) < 12 or mean < 0.3:
        return 1.2
    return float(np.clip((np.diff(counts) ** 2).mean() / (2 * mean), 1.0, 3.0))


def _shares(stream: Ints, age_months: Ints, kind: Ints, weight: Floats) -> Floats:
    """By age class and placement with Dirichlet smoothing, and within a class by year (the first by month)."""
    fine = fine_age(age_months)
    cell = (stream * FINE_AGES + fine) * KINDS + kind
    seen = np.bincount(cell, weights=weight, minlength=STREAMS * FINE_AGES * KINDS)
    seen = seen.reshape(STREAMS, FINE_AGES, KINDS)
    by_age = seen.sum(axis=2) + np.array([[0.5] * FINE_AGES, [0.01] * 4 + [0.3, 0.8, 0.8]])
    by_age /= by_age.sum(axis=1, keepdims=True)
    usual = seen.sum(axis=1, keepdims=True) + 0.25
    usual = usual / usual.sum(axis=2, keepdims=True)
    placed = seen + _ARRIVALS_OF_THE_USUAL * usual
    placed /= placed.sum(axis=2, keepdims=True)
    return np.asarray(
        (by_age[:, _FINE] * _within_class(stream, age_months, weight))[:, :, None] * placed[:, _FINE]
    )


def _within_class(stream: Ints, age_months: Ints, weight: Floats) -> Floats:
    """Shape (2, 216): how a class's arrivals lie over its months, each class adding to 1."""
    seen = np.bincount(stream * ADULT_MONTHS + age_months, weights=weight, minlength=STREAMS * ADULT_MONTHS)
    seen = seen.reshape(STREAMS, ADULT_MONTHS)
    # By whole years but in the first, where a child of two weeks is not one of eleven months.
    years = np.repeat(np.arange(ADULT_MONTHS // 12), 12)
    yearly = np.stack([np.bincount(years, weights=row) for row in seen]) / 12
    smooth = yearly[:, years] + 0.05
    smooth[:, :12] = seen[:, :12] + 0.5
    for each in range(FINE_AGES):
        months = np.flatnonzero(each == _FINE)
        smooth[:, months] /= smooth[:, months].sum(axis=1, keepdims=True)
    return smooth
