"""The forecast: from inputs, a horizon, a number of paths and a seed to paths of children by age and placement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.anchoring import Anchor, anchor
from forecasting.engine.checks import check
from forecasting.engine.effects import NO_EFFECTS, Effects
from forecasting.engine.errors import BadValue
from forecasting.engine.estimation import Rates, estimate
from forecasting.engine.expected import expected_flow
from forecasting.engine.inputs import Inputs, KnownLeavers
from forecasting.engine.kinds import Days, Floats
from forecasting.engine.lessons import Lessons, learn
from forecasting.engine.months import month_ends_after
from forecasting.engine.panel import InCare, Panel, in_care_at, make_panel
from forecasting.engine.plan import Paths, Plan
from forecasting.engine.recalibration import recalibrate
from forecasting.engine.shocks import draw_shocks
from forecasting.engine.simulation import simulate

MOST_MONTHS, FEWEST_PATHS, MOST_PATHS = 120, 50, 5_000


@dataclass(frozen=True)
class Fitted:
    """Everything that is learned from the records, before any future is drawn."""

    inputs: Inputs
    panel: Panel
    now: InCare
    rates: Rates
    lessons: Lessons


@dataclass(frozen=True)
class Forecast:
    """Futures by month end (0 is the day of the extract) and path.

    `stock`: children by shown age and kind after anchoring and recalibration, shape (months + 1, paths, 5, 8), not
    whole. `raw`: the paths as simulated, whole children, on which stock + starts - ceases = stock. `no_change`: the
    numbers on the day of the extract, shape (5, 8).
    """

    fitted: Fitted
    days: Days
    seed: int
    stock: Floats
    raw: Paths
    anchor: Anchor
    effects: Effects
    no_change: Floats

    @property
    def years(self) -> Floats:
        """Of each month end since the day of the extract, shape (months + 1,)."""
        return years_of(self.days)


def years_of(days: Days) -> Floats:
    return np.asarray((days - days[0]).astype(np.int64) / 365.25)


def fit(inputs: Inputs) -> Fitted:
    """Checks and learns. Raises a kind of `errors.BadInput` with a sentence for people."""
    check(inputs)
    panel = make_panel(inputs)
    return Fitted(
        inputs=inputs,
        panel=panel,
        now=in_care_at(panel, panel.last),
        rates=estimate(panel),
        lessons=learn(panel, inputs.priors),
    )


def forecast(fitted: Fitted, months: int, paths: int = 1_000, seed: int = 1) -> Forecast:
    """The forecast itself, without levers; the same arguments give the same numbers on every run."""
    if not 1 <= months <= MOST_MONTHS:
        raise BadValue(f"A forecast reaches 1 to {MOST_MONTHS} months; {months} were asked for.")
    if not FEWEST_PATHS <= paths <= MOST_PATHS:
        raise BadValue(f"A forecast needs {FEWEST_PATHS} to {MOST_PATHS} paths; {paths} were asked for.")
    days = np.concatenate([[fitted.inputs.extract_on], month_ends_after(fitted.inputs.extract_on, months)])
    now = fitted.panel.stock[fitted.panel.last]
    anchored = anchor(expected_flow(fitted.rates, fitted.now, months), now, fitted.lessons)
    raw = simulate(_plan(fitted, days, paths, seed, anchored, NO_EFFECTS))
    return Forecast(
        fitted=fitted,
        days=days,
        seed=seed,
        stock=recalibrate(raw.stock, anchored.centre, fitted.lessons, fitted.inputs.priors, years_of(days)),
        raw=raw,
        anchor=anchored,
        effects=NO_EFFECTS,
        no_change=now,
    )


def with_effects(baseline: Forecast, effects: Effects) -> Forecast:
    """The same futures with levers pulled: the same random numbers, so the difference to the baseline is theirs alone.

    The difference of whole children is added to the baseline's recalibrated paths, in the proportion in which these
    differ from the simulated ones, and never below nobody.
    """
    paths = baseline.raw.starts.shape[1]
    raw = simulate(_plan(baseline.fitted, baseline.days, paths, baseline.seed, baseline.anchor, effects))
    before = np.maximum(baseline.raw.totals, 1)
    scale = baseline.stock.sum(axis=(2, 3)) / before
    changed = baseline.stock + (raw.stock - baseline.raw.stock) * scale[:, :, None, None]
    return Forecast(
        fitted=baseline.fitted,
        days=baseline.days,
        seed=baseline.seed,
        stock=np.maximum(changed, 0.0),
        raw=raw,
        anchor=baseline.anchor,
        effects=effects,
        no_change=baseline.no_change,
    )


def _plan(fitted: Fitted, days: Days, paths: int, seed: int, anchored: Anchor, effects: Effects) -> Plan:
    inputs, months = fitted.inputs, len(days) - 1
    return Plan(
        now=fitted.now,
        days=days,
        rates=fitted.rates,
        shocks=draw_shocks(fitted.rates, inputs.priors, months, paths, seed),
        entry_scale=np.full(months, anchored.entry_scale),
        known_leavers=_rows_of_known(inputs, fitted.now),
        known_arrivals=inputs.known_arrivals,
        seed=seed,
        effects=effects,
    )


def _rows_of_known(inputs: Inputs, now: InCare) -> KnownLeavers:
    """Known leavers by their place among those in care; who is not in care any more is left out."""
    known = inputs.known_leavers
    child = inputs.periods.child[now.period]
    place = {int(each): row for row, each in enumerate(child)}
    there = np.array([int(each) in place for each in known.child], dtype=bool)
    return KnownLeavers(
        child=np.array([place[int(each)] for each in known.child[there]], dtype=np.int64),
        day=known.day[there],
        chance=known.chance[there],
    )
