"""Places against children: what is open, what is held by young people who stay put, and the chance of being short."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.engine.inputs import Capacity
from forecasting.engine.kinds import KINDS, Days, Floats


@dataclass(frozen=True)
class Places:
    """`blocked`: places held by young people who are not looked after any more, (months + 1, paths, 8)."""

    capacity: tuple[Capacity, ...]
    blocked: Floats


@dataclass(frozen=True)
class Gap:
    """Children beyond usable places (below 0: places to spare) of one kind, (months + 1, paths)."""

    kind: int
    short: Floats

    @property
    def chance(self) -> Floats:
        """Of being short, by month end."""
        return np.asarray((self.short > 0).mean(axis=1))


def usable(capacity: tuple[Capacity, ...], days: Days) -> Floats:
    """Places times what can be filled, by month end and kind, (months + 1, 8)."""
    found = np.zeros((len(days), KINDS))
    for each in capacity:
        found[days >= each.opens_on, each.kind] += each.places * each.fill_rate
    return found


def gaps(stock: Floats, days: Days, places: Places) -> list[Gap]:
    """For each kind whose places are known; of the others nothing can be said. `stock` (months + 1, paths, 5, 8)."""
    open_ = usable(places.capacity, days)
    return [
        Gap(kind, stock[..., kind].sum(axis=2) + places.blocked[..., kind] - open_[:, kind][:, None])
        for kind in sorted({each.kind for each in places.capacity})
    ]


def staying(turning_18: npt.NDArray[np.int32], share: Floats) -> Floats:
    """Of those who turn 18 in the months, (months + 1, paths, 8), the share that stays, by month, expected."""
    return np.asarray(turning_18 * share[:, None, None])


def blocked_by_staying_put(staying_on: Floats, months: int) -> Floats:
    """Places held at each month end by those who began to stay within the last `months`."""
    held = np.cumsum(staying_on, axis=0)
    held[months:] -= held[:-months].copy() if months else held
    return held
