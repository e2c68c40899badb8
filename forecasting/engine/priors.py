"""What is known from other authorities, before this one's own records are read: named figures with their source."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from forecasting.engine.kinds import AGES, PLACEMENTS, Floats


@dataclass(frozen=True)
class Spread:
    """Variance of the change of the logarithm of a number over a year: `level + per_child ÷ number`.

    Over more or fewer years it is multiplied by years to the power `growth`: 1 for a random walk, less for numbers that
    come back.
    """

    level: float
    per_child: float
    growth: float = 1.0

    def variance(self, number: float) -> float:
        """Over one year, from a number of children."""
        return self.level + self.per_child / max(number, 4.0)

    def over(self, years: Floats) -> Floats:
        """What the yearly variance is multiplied by."""
        return np.asarray(np.power(years, self.growth))


# Fitted by weighted least squares to DfE's figures. Totals: 142 authorities, 2019 to 2025 (905 yearly changes).
# Placements: "Children looked after: placement and distance", authorities, 2021 to 2025, numbers of 5 and more
# (from 100 to 660 changes each); growth from the changes over two years against one.
_TOTAL = Spread(0.0017, 1.41)
_AGE = Spread(_TOTAL.level, _TOTAL.per_child, 0.8)
_PLACEMENTS = {
    # DfE prints fostering as one; its parts exchange children, so their level is that of children's homes.
    "kinship_fostering": Spread(0.0051, 1.39, 0.8),
    "in_house_fostering": Spread(0.0051, 1.39, 0.8),
    "agency_fostering": Spread(0.0051, 1.39, 0.8),
    "residential": Spread(0.0051, 1.00),
    # The printed level is 0.158, most of it the change of the rules in October 2023: a third is taken.
    "supported": Spread(0.05, 0.68, 0.3),
    "with_parents": Spread(0.0238, 1.77, 0.5),
    # Growth printed: 0.1. The printed level is 0.092, with a fall throughout the years 2021 to 2025: half is taken.
    "for_adoption": Spread(0.046, 1.24, 0.3),
    "other": Spread(0.0661, 0.64, 0.3),
}


@dataclass(frozen=True)
class PooledPriors:
    """Figures of English authorities that stand in where one's own are few.

    `total`, `ages`, `placements`: spread of yearly changes. DfE prints no ages by authority; theirs is the total's,
    growing with years as that of fostering, because a part of the whole comes back (an assumption). `prior_years`: how
    many years of an authority's own changes they weigh (FORECASTING.md, section 2: 10 degrees of freedom).
    `entry_noise`, `exit_noise`: standard deviation of a year's mean logarithm beyond chance; from the same section,
    √(0.218² − 0.111²) ÷ √2 and √(0.170² − 0.111²) ÷ √2, because a change of two years holds both their noises.
    `entry_drift`, `exit_drift`: yearly steps that stay (an assumption: a third of the noise). `noise_memory`: what is
    left of the noise a month later (an assumption). `noise_together`: correlation of entries' and exits' noise (an
    assumption).
    """

    total: Spread = _TOTAL
    ages: tuple[Spread, ...] = (_AGE,) * len(AGES)
    placements: tuple[Spread, ...] = field(default=tuple(_PLACEMENTS[kind] for kind in PLACEMENTS))
    prior_years: float = 10.0
    entry_noise: float = 0.133
    exit_noise: float = 0.091
    entry_drift: float = 0.05
    exit_drift: float = 0.03
    noise_memory: float = 0.85
    noise_together: float = 0.3


def yearly_variance(
    prior: Spread, prior_years: float, number: float, own_changes: Floats
) -> tuple[float, float]:
    """The variance of a yearly log change, the pooled one blended with an authority's own, and its degrees of freedom.

    Own changes are of years that do not overlap; those not known (nan) are left out.
    """
    own = own_changes[np.isfinite(own_changes)]
    freedom = prior_years + len(own)
    return (prior_years * prior.variance(number) + float((own**2).sum())) / freedom, freedom
