"""Young people who turned 18 in care and are not yet 25: those of the past seven years and those to come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.forecast import Forecast
from forecasting.engine.kinds import ADULT, Floats
from forecasting.engine.months import birthday, completed_months, months_after

_UNTIL = 12 * (25 - ADULT)


@dataclass(frozen=True)
class CareLeavers:
    """`number`: aged 18 to 24, (months + 1, paths). `months_told`: how much of the seven years before the extract the
    records cover; where it is less than 84, those who turned 18 earlier are missing from the number."""

    number: Floats
    months_told: int


def care_leavers(made: Forecast) -> CareLeavers:
    """Counted are those in care on the day before their 18th birthday; who left earlier than that is not."""
    inputs = made.fitted.inputs
    told = int(completed_months(np.asarray(inputs.window_from), np.asarray(inputs.extract_on)))
    months = min(told, _UNTIL)
    born = inputs.children.born[inputs.periods.child]
    adult = birthday(born, ADULT)
    there = (inputs.periods.start < adult) & ~(inputs.periods.end < adult)
    there &= (adult > months_after(inputs.extract_on, -months)) & (adult <= inputs.extract_on)
    ago = completed_months(adult[there], np.asarray(inputs.extract_on))
    past = np.bincount(np.minimum(ago, _UNTIL - 1), minlength=_UNTIL).astype(float)
    coming = np.cumsum(made.raw.turning_18.sum(axis=2), axis=0).astype(float)
    number = coming.copy()
    for month in range(len(made.days)):
        number[month] += past[: max(_UNTIL - month, 0)].sum()
        if month > _UNTIL:
            number[month] -= coming[month - _UNTIL]
    return CareLeavers(number=number, months_told=months)
