"""What levers do to the month's chances; the simulation reads only this, month by month (0 is the first)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.kinds import (
    RESIDENTIAL,
    SHAPE,
    STATES,
    Floats,
)


@dataclass(frozen=True)
class Added:
    """Arrivals on top of the rates: so many a month, shape (months,), of a stream, with shares (216, 8)."""

    monthly: Floats
    stream: int
    share: Floats


@dataclass(frozen=True)
class Effects:
    """Factors by month, stream, age class and placement, shape (months, 2, 7, 8); None where nothing changes.

    `entry` multiplies arrivals (by their first placement), `leaving` the chance to leave care before 18.
    `stepping_down`: an added chance a month of leaving residential homes for `stepping_to`, by age class,
    shape (months, 7).
    """

    entry: Floats | None = None
    leaving: Floats | None = None
    stepping_down: Floats | None = None
    stepping_to: int = 0
    added: tuple[Added, ...] = ()

    def leaving_factor(self, month: int) -> Floats | float:
        """By state, shape (672,), or 1."""
        if self.leaving is None:
            return 1.0
        wide = np.broadcast_to(self.leaving[month][:, None, :, :], SHAPE)
        return np.asarray(wide.reshape(STATES))

    def stepping_down_chance(self, month: int) -> Floats | None:
        """By state, shape (672,): nothing but in residential homes."""
        if self.stepping_down is None:
            return None
        chance = np.zeros(SHAPE)
        chance[:, :, :, RESIDENTIAL] = self.stepping_down[month][None, None, :]
        return chance.reshape(STATES)

    def entry_factor(self, month: int) -> Floats | None:
        """Shape (2, 7, 8)."""
        return None if self.entry is None else np.asarray(self.entry[month])

    def most_entries(self) -> float:
        """The largest factor on arrivals, at least 1."""
        return 1.0 if self.entry is None else max(1.0, float(self.entry.max()))


NO_EFFECTS = Effects()
