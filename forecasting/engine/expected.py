"""What the rates lead to on average, without chance: the flow forecast that anchoring and backtests work with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forecasting.engine.estimation import Rates
from forecasting.engine.kinds import (
    ADULT_MONTHS,
    AGES,
    KINDS,
    SHAPE,
    SHOWN_AGE,
    STREAMS,
    Floats,
    Ints,
    duration_class,
    fine_age,
)
from forecasting.engine.panel import InCare

_AGE_MONTHS = np.arange(ADULT_MONTHS)


@dataclass(frozen=True)
class Flow:
    """Expected children by shown age and kind. `staying`: of those in care now, 0 to `months` on, shape
    (months + 1, 5, 8). `kernel`: of one month's arrivals so many months later, by stream, (months, 2, 5, 8).
    """

    staying: Floats
    kernel: Floats

    def stock(self, entry_scale: Floats) -> Floats:
        """Shape (months + 1, 5, 8), where the arrivals of month t are `entry_scale[t - 1]` times the usual number."""
        months = len(self.kernel)
        kernel = self.kernel.sum(axis=1)
        stock = self.staying.copy()
        for month in range(1, months + 1):
            stock[month] += np.tensordot(entry_scale[:month][::-1], kernel[:month], axes=1)
        return stock


def expected_flow(rates: Rates, now: InCare, months: int) -> Flow:
    """The flow from those in care now, and of those who will come."""
    staying = np.zeros((months + 1, len(AGES), KINDS))
    alike, mass = _gathered(now)
    for month, shown, there in _carried(rates, alike, mass, months + 1):
        np.add.at(staying[month], shown, there)
    kernel = np.zeros((months, STREAMS, len(AGES), KINDS))
    monthly = rates.entries.monthly[:, None, None]
    new = (rates.entries.share * monthly).reshape(STREAMS * ADULT_MONTHS, KINDS)
    stream, age = np.repeat(np.arange(STREAMS), ADULT_MONTHS), np.tile(_AGE_MONTHS, STREAMS)
    newcomers = np.stack([stream, age, np.zeros_like(age)])
    for month, shown, there in _carried(rates, newcomers, new, months):
        for each in range(STREAMS):
            mine = newcomers[0] == each
            np.add.at(kernel[month, each], shown[mine], there[mine])
    return Flow(staying=staying, kernel=kernel)


def _gathered(now: InCare) -> tuple[Ints, Floats]:
    """Children who are alike in stream, months of age and months in care (to 48) are carried together."""
    duration = np.minimum(now.duration_months, 48)
    code = (now.stream * ADULT_MONTHS + now.age_months) * 49 + duration
    codes, which = np.unique(code, return_inverse=True)
    mass = np.zeros((len(codes), KINDS))
    np.add.at(mass, (which, now.kind), 1.0)
    return np.stack([codes // 49 // ADULT_MONTHS, codes // 49 % ADULT_MONTHS, codes % 49]), mass


def _carried(rates: Rates, alike: Ints, mass: Floats, count: int) -> Iterator[tuple[int, Ints, Floats]]:
    """Month by month: its number, the shown age of each row, and what is left of each row by kind."""
    stream, age_months, duration = alike
    leaving, moving = rates.leaving.reshape(SHAPE), rates.moving.reshape(SHAPE)
    mass = mass.copy()
    for month in range(count):
        age = age_months + month
        mass[age >= ADULT_MONTHS] = 0.0
        fine = fine_age(age)
        yield month, SHOWN_AGE[fine], mass
        here = duration_class(duration + month)
        moves = moving[stream, here, fine]
        leaves = np.minimum(leaving[stream, here, fine], 1.0 - moves)
        going = mass * moves
        mass = mass * (1.0 - moves - leaves) + np.einsum(
            "rf,rft->rt", going, rates.destination[stream, fine], optimize=True
        )
