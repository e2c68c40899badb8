"""What a council may do, or what may happen to it: each lever dated, ramped, with a low, central and high strength.

Levers say what they change in the month's chances (`effects_of`) or in the numbers afterwards (`scenario.py`). Ages are
places in `kinds.AGES`, kinds places in `kinds.PLACEMENTS`; None is all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from forecasting.engine.effects import Added, Effects
from forecasting.engine.errors import BadValue
from forecasting.engine.estimation import Rates
from forecasting.engine.kinds import AGENCY, FINE_AGES, IN_HOUSE, KINDS, SHOWN_AGE, STREAMS, Days, Floats
from forecasting.engine.months import DAYS_IN_A_MONTH


class Strength(Enum):
    LOW, CENTRAL, HIGH = range(3)


@dataclass(frozen=True)
class Size:
    """How strong a lever is thought to be, at the least, in the middle and at the most."""

    low: float
    central: float
    high: float

    def at(self, strength: Strength) -> float:
        return (self.low, self.central, self.high)[strength.value]


@dataclass(frozen=True)
class When:
    """From a day on, in full after `ramp_months` (0: at once), until `ends_on` if given."""

    starts_on: np.datetime64
    ramp_months: int = 0
    ends_on: np.datetime64 | None = None

    def share(self, days: Days) -> Floats:
        """How much of the lever is on in each month that ends on `days[1:]`, from 0 to 1, shape (months,)."""
        lengths = np.diff(days).astype(np.int64)
        here = np.clip((days[1:] - self.starts_on).astype(np.int64) + 1, 0, lengths) / lengths
        before = max(int((days[0] - self.starts_on).astype(np.int64)) + 1, 0) / DAYS_IN_A_MONTH
        on = np.clip((before + np.cumsum(here)) / (self.ramp_months + 1), 0.0, 1.0)
        if self.ends_on is not None:
            on = np.where(days[1:] > self.ends_on, 0.0, on)
        return np.asarray(on)


@dataclass(frozen=True)
class EntryRate:
    """Arrivals change by a share (-0.2: a fifth fewer), of some ages and first placements; none that seek asylum.

    Edge-of-care work that averts a share of arrivals after a delay is one that starts later, with a minus.
    """

    change: Size
    when: When
    ages: tuple[int, ...] | None = None
    kinds: tuple[int, ...] | None = None


@dataclass(frozen=True)
class ExitRate:
    """The chance of leaving care before 18 changes by a share: home, guardianship, adoptions that were waiting."""

    change: Size
    when: When
    ages: tuple[int, ...] | None = None
    kinds: tuple[int, ...] | None = None


@dataclass(frozen=True)
class StepDown:
    """A share of the children in residential homes who move in a year, on top of the usual, to `to`."""

    yearly_share: Size
    when: When
    to: int = IN_HOUSE
    ages: tuple[int, ...] | None = None


@dataclass(frozen=True)
class AsylumArrivals:
    """So many asylum-seeking children a year more (or, with a minus, fewer) than the rates tell."""

    yearly: Size
    when: When


@dataclass(frozen=True)
class Recruitment:
    """Net new homes of the council's own; each has `places`, of which `fill_rate` are filled by children who would
    otherwise be with agencies. The ramp spreads the homes."""

    homes: Size
    when: When
    places: float = 1.5
    fill_rate: float = 0.8
    instead_of: int = AGENCY
    to: int = IN_HOUSE


@dataclass(frozen=True)
class StayingPut:
    """Of those who turn 18 in fostering a share stay, for so many months: not looked after, but in the place."""

    share: Size
    when: When
    months: int = 12


@dataclass(frozen=True)
class Inflation:
    """Prices rise by a share a year from a day on, of some kinds."""

    yearly: Size
    when: When
    kinds: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Opening:
    """Places of a kind that open (or, with a minus, close)."""

    kind: int
    places: Size
    when: When
    fill_rate: float = 0.9


Lever = EntryRate | ExitRate | StepDown | AsylumArrivals | Recruitment | StayingPut | Inflation | Opening


@dataclass(frozen=True)
class Scenario:
    """Levers that are pulled together, all at one strength."""

    name: str
    levers: tuple[Lever, ...]
    strength: Strength = Strength.CENTRAL


def effects_of(scenario: Scenario, rates: Rates, days: Days) -> Effects:
    """What the levers do to arrivals, leaving and stepping down. Raises `BadValue` for a lever that cannot be."""
    months = len(days) - 1
    entry = np.ones((months, STREAMS, FINE_AGES, KINDS))
    leaving = np.ones((months, STREAMS, FINE_AGES, KINDS))
    down = np.zeros((months, FINE_AGES))
    down_to: set[int] = set()
    added: list[Added] = []
    for lever in scenario.levers:
        on = lever.when.share(days)
        match lever:
            case EntryRate():
                where = _where(lever.ages, lever.kinds)
                entry[:, 0] *= _factor(lever.change.at(scenario.strength), on)[:, None, None] ** where
            case ExitRate():
                where = _where(lever.ages, lever.kinds)
                leaving *= (_factor(lever.change.at(scenario.strength), on)[:, None, None] ** where)[:, None]
            case StepDown():
                share = lever.yearly_share.at(scenario.strength)
                if not 0 <= share < 1:
                    raise BadValue(f"A share of {share} of the children in homes cannot step down in a year.")
                monthly = 1 - (1 - share * on) ** (1 / 12)
                down += monthly[:, None] * _where(lever.ages, None).max(axis=1)
                down_to.add(lever.to)
            case AsylumArrivals():
                _arrive(lever.yearly.at(scenario.strength), on, rates, entry, added)
    if len(down_to) > 1:
        raise BadValue(
            "Children step down from homes to one kind of placement in a scenario, not to several."
        )
    return Effects(
        entry=entry if (entry != 1).any() else None,
        leaving=leaving if (leaving != 1).any() else None,
        stepping_down=down if down.any() else None,
        stepping_to=down_to.pop() if down_to else 0,
        added=tuple(added),
    )


def _where(ages: tuple[int, ...] | None, kinds: tuple[int, ...] | None) -> Floats:
    """1 where a lever acts, shape (7 age classes, 8 kinds)."""
    here = np.ones((FINE_AGES, KINDS))
    if ages is not None:
        here[~np.isin(SHOWN_AGE, ages)] = 0.0
    if kinds is not None:
        here[:, [kind for kind in range(KINDS) if kind not in kinds]] = 0.0
    return here


def _factor(change: float, on: Floats) -> Floats:
    if not -1 <= change <= 2:
        raise BadValue(f"A change by {change:.0%} is out of reach: from -100% to +200%.")
    # A factor of 0 to the power of 0 is 1, so elsewhere nothing changes.
    return np.asarray(1.0 + change * on)


def _arrive(yearly: float, on: Floats, rates: Rates, entry: Floats, added: list[Added]) -> None:
    usual = float(rates.entries.monthly[1])
    if yearly >= 0:
        if yearly:
            added.append(Added(monthly=yearly / 12 * on, stream=1, share=rates.entries.share[1]))
    elif usual > 0:
        entry[:, 1] *= np.maximum(1.0 + yearly / 12 / usual * on, 0.0)[:, None, None]
