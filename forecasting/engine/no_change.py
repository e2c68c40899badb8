"""The forecast that is hard to beat: the last number, with a range as wide as numbers of the kind have wandered."""

from __future__ import annotations

import numpy as np
from scipy import stats

from forecasting.engine.errors import BadValue, TooLittleHistory
from forecasting.engine.kinds import Floats
from forecasting.engine.priors import PooledPriors, Spread, yearly_variance

_SAMPLE = 999


def random_walk(last: float, variance: float, freedom: float, size: int = _SAMPLE) -> Floats:
    """Equally likely values, shape (size,): logarithms about the last by Student's t, scaled to the variance."""
    levels = (np.arange(size) + 0.5) / size
    steps = stats.t.ppf(levels, freedom) * np.sqrt(variance)
    # Nobody at all may become somebody.
    return np.asarray(max(last, 0.5) * np.exp(steps))


def from_year_ends(
    numbers: Floats, years: float, priors: PooledPriors | None = None, spread: Spread | None = None
) -> Floats:
    """The range `years` after the last of these year-end numbers, which are a year apart, as `random_walk` has it.

    All that can be said where there are no children's records. Raises `TooLittleHistory` without a number,
    `BadValue` for one that is not above 0.
    """
    priors = priors or PooledPriors()
    numbers = np.asarray(numbers, dtype=float)
    if not len(numbers):
        raise TooLittleHistory("At least one number at a year-end is needed for a range.")
    if not (np.isfinite(numbers) & (numbers > 0)).all():
        raise BadValue("Numbers at year-ends must be above 0. Leave out a year that is not known.")
    changes = np.diff(np.log(numbers))
    spread = spread or priors.total
    variance, freedom = yearly_variance(spread, priors.prior_years, float(numbers[-1]), changes)
    return random_walk(float(numbers[-1]), variance * float(spread.over(np.asarray(years))), freedom)
