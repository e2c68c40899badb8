"""Levers pulled on a forecast: the same futures, and what is different in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from forecasting.engine.capacity import Places, blocked_by_staying_put, staying
from forecasting.engine.forecast import Forecast, with_effects
from forecasting.engine.inputs import Capacity
from forecasting.engine.kinds import FOSTERING, KINDS, Floats
from forecasting.engine.levers import (
    Inflation,
    Opening,
    Recruitment,
    Scenario,
    StayingPut,
    When,
    effects_of,
)
from forecasting.engine.months import months_after


@dataclass(frozen=True)
class Played:
    """A scenario beside its baseline, path by path. `rerouted`: children in own homes instead of with agencies,
    (months + 1, paths). `places`: what is open, and what young people who stay put hold. `price_factor`: by month end
    and kind, (months + 1, 8)."""

    scenario: Scenario
    baseline: Forecast
    made: Forecast
    rerouted: Floats
    places: Places
    price_factor: Floats

    @property
    def difference(self) -> Floats:
        """Scenario minus baseline, children on paths, (months + 1, paths, 5, 8)."""
        return np.asarray(self.made.stock - self.baseline.stock)


def play(baseline: Forecast, scenario: Scenario) -> Played:
    """The scenario on the baseline's own random numbers: without levers nothing differs, on any path."""
    effects = effects_of(scenario, baseline.fitted.rates, baseline.days)
    made = with_effects(baseline, effects)
    stock, rerouted = _rerouted(made, scenario)
    made = replace(made, stock=stock)
    return Played(
        scenario=scenario,
        baseline=baseline,
        made=made,
        rerouted=rerouted,
        places=_places(made, scenario),
        price_factor=_price_factor(made, scenario),
    )


def _rerouted(made: Forecast, scenario: Scenario) -> tuple[Floats, Floats]:
    stock = made.stock.copy()
    all_moved = np.zeros(stock.shape[:2])
    for lever in scenario.levers:
        if isinstance(lever, Recruitment):
            places = lever.homes.at(scenario.strength) * lever.places * lever.fill_rate
            on = np.concatenate([[0.0], lever.when.share(made.days)])
            # Fewer homes send children to agencies, as many as are in them.
            source, target = (lever.instead_of, lever.to) if places >= 0 else (lever.to, lever.instead_of)
            there = stock[..., source].sum(axis=2)
            moved = np.minimum(abs(places) * on[:, None], there)
            by_age = (
                stock[..., source]
                * np.divide(moved, there, out=np.zeros_like(there), where=there > 0)[..., None]
            )
            stock[..., source] -= by_age
            stock[..., target] += by_age
            all_moved += np.sign(places) * moved
    return stock, all_moved


def _places(made: Forecast, scenario: Scenario) -> Places:
    capacity = list(made.fitted.inputs.capacity)
    blocked = np.zeros((*made.stock.shape[:2], KINDS))
    for lever in scenario.levers:
        match lever:
            case Opening():
                # In as many steps as the ramp has months.
                each = lever.places.at(scenario.strength) / (lever.when.ramp_months + 1)
                capacity += [
                    Capacity(lever.kind, each, lever.fill_rate, opens_on)
                    for opens_on in _openings(lever.when)
                ]
            case Recruitment():
                each = lever.homes.at(scenario.strength) * lever.places / (lever.when.ramp_months + 1)
                capacity += [
                    Capacity(lever.to, each, lever.fill_rate, opens_on) for opens_on in _openings(lever.when)
                ]
            case StayingPut():
                on = np.concatenate([[0.0], lever.when.share(made.days)])
                stay = staying(made.raw.turning_18, lever.share.at(scenario.strength) * on)
                blocked[..., list(FOSTERING)] += blocked_by_staying_put(stay, lever.months)[
                    ..., list(FOSTERING)
                ]
    return Places(capacity=tuple(capacity), blocked=blocked)


def _openings(when: When) -> list[np.datetime64]:
    """A day in each month of the ramp."""
    return list(months_after(when.starts_on, np.arange(when.ramp_months + 1)))


def _price_factor(made: Forecast, scenario: Scenario) -> Floats:
    factor = np.ones((len(made.days), KINDS))
    for lever in scenario.levers:
        if isinstance(lever, Inflation):
            years = np.maximum((made.days - lever.when.starts_on).astype(np.int64) / 365.25, 0.0)
            kinds = range(KINDS) if lever.kinds is None else lever.kinds
            factor[:, list(kinds)] *= ((1 + lever.yearly.at(scenario.strength)) ** years)[:, None]
    return factor
