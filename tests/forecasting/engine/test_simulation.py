"""The simulation against its slow twin, and what must hold on every path."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.engine import simulation
from forecasting.engine.errors import BadValue
from forecasting.engine.expected import expected_flow
from forecasting.engine.forecast import fit, forecast
from forecasting.engine.inputs import KnownArrivals, KnownLeavers, as_known_on
from forecasting.engine.kinds import FOR_ADOPTION
from forecasting.engine.months import month_ends_after
from forecasting.engine.no_change import random_walk
from forecasting.engine.panel import make_panel
from forecasting.engine.plan import Plan
from forecasting.engine.shocks import draw_shocks
from forecasting.engine.simulation import simulate
from sufficiency.core.periods import age_on

from .oracle import simulated
from .small import inputs_of, ordinary_lives

BANDS = ((0, 0), (1, 4), (5, 9), (10, 15), (16, 17))


def plan_of(fitted, months: int, paths: int, seed: int = 3) -> Plan:
    extract = fitted.inputs.extract_on
    return Plan(
        now=fitted.now,
        days=np.concatenate([[extract], month_ends_after(extract, months)]),
        rates=fitted.rates,
        shocks=draw_shocks(fitted.rates, fitted.inputs.priors, months, paths, seed),
        entry_scale=np.ones(months),
        known_leavers=KnownLeavers(),
        known_arrivals=KnownArrivals(),
        seed=seed,
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_slow_twin_gives_the_same_children(fitted, seed):
    plan = plan_of(fitted, months=30, paths=3, seed=seed)
    # Those who come and leave within a month are drawn apart.
    entries = replace(plan.rates.entries, passing=np.zeros(5))
    plan = replace(plan, rates=replace(plan.rates, entries=entries))
    fast = simulate(plan)
    stock, left, adults = simulated(plan)
    np.testing.assert_array_equal(fast.stock, stock)
    np.testing.assert_array_equal(fast.reasons.sum(axis=2), left)
    np.testing.assert_array_equal(fast.turning_18.sum(axis=2), adults)


def test_stock_starts_and_ceases_agree_on_every_path(baseline):
    raw = baseline.raw
    totals = raw.totals
    np.testing.assert_array_equal(totals[:-1] + raw.starts[1:] - raw.ceases[1:], totals[1:])
    np.testing.assert_array_equal(raw.reasons.sum(axis=2) + raw.turning_18.sum(axis=2), raw.ceases)
    assert (raw.stock >= 0).all()


def test_without_chance_of_leaving_only_birthdays_take_children_out(fitted):
    """So nobody is 18, and each is gone with the month end that follows the birthday."""
    rates = replace(
        fitted.rates,
        leaving=np.zeros_like(fitted.rates.leaving),
        entries=replace(fitted.rates.entries, monthly=np.zeros(2), passing=np.zeros(5)),
    )
    plan = replace(plan_of(fitted, months=60, paths=2), rates=rates)
    made = simulate(plan)
    for month, day in enumerate(plan.days):
        ages = [age_on(born, day.astype(object)) for born in plan.now.born.astype(object)]
        by_band = [sum(low <= age <= high for age in ages) for low, high in BANDS]
        assert made.stock[month].sum(axis=2).tolist() == [by_band, by_band]


def test_the_mean_of_paths_is_the_expected_flow(fitted):
    months = 24
    plan = plan_of(fitted, months, paths=1_500)
    calm = replace(
        plan.shocks, entries=np.ones_like(plan.shocks.entries), leaving=np.ones_like(plan.shocks.leaving)
    )
    made = simulate(replace(plan, shocks=calm))
    flow = expected_flow(fitted.rates, fitted.now, months).stock(np.ones(months))
    found = made.stock[-1].mean(axis=0)
    error = made.stock[-1].std(axis=0) / np.sqrt(plan.paths)
    # Of forty cells hardly any may lie five errors off; months of age against birthdays are worth a little.
    assert (np.abs(found - flow[-1]) < 5 * error + 0.02 * flow[-1] + 0.05).all()


def test_the_same_seed_gives_the_same_numbers_and_another_does_not(fitted, baseline):
    again = forecast(fitted, months=36, paths=200, seed=7)
    np.testing.assert_array_equal(again.stock, baseline.stock)
    np.testing.assert_array_equal(again.raw.stock, baseline.raw.stock)
    assert (forecast(fitted, months=36, paths=200, seed=8).raw.stock != baseline.raw.stock).any()


def test_parts_of_the_paths_are_put_together(fitted, monkeypatch):
    plan = plan_of(fitted, months=6, paths=50)
    monkeypatch.setattr(simulation, "_AT_ONCE", 1)
    made = simulate(plan)
    assert made.stock.shape[1] == made.starts.shape[1] == 50
    totals = made.totals
    np.testing.assert_array_equal(totals[:-1] + made.starts[1:] - made.ceases[1:], totals[1:])
    assert len({tuple(path) for path in totals.T}) > 25


def test_categories_add_to_the_total_on_every_path(baseline):
    total = baseline.stock.sum(axis=(2, 3))
    np.testing.assert_allclose(baseline.stock.sum(axis=3).sum(axis=2), total, rtol=1e-9)
    np.testing.assert_allclose(baseline.stock.sum(axis=2).sum(axis=2), total, rtol=1e-9)
    assert (baseline.stock >= 0).all()
    assert np.isfinite(baseline.stock).all()


def test_the_range_of_the_total_is_that_of_the_random_walk_about_the_middle(baseline):
    lessons = baseline.fitted.lessons
    for month in (12, 36):
        middle = baseline.anchor.centre[month].sum()
        variance = lessons.total_variance * baseline.years[month]
        walk = random_walk(middle, variance, lessons.total_freedom)
        found = np.quantile(baseline.stock[month].sum(axis=(1, 2)), (0.025, 0.1, 0.5, 0.9, 0.975))
        np.testing.assert_allclose(found, np.quantile(walk, (0.025, 0.1, 0.5, 0.9, 0.975)), rtol=0.01)


def test_recalibration_keeps_the_order_of_the_paths(baseline):
    raw, total = baseline.raw.totals[24], baseline.stock[24].sum(axis=(1, 2))
    order = np.argsort(total)
    assert (np.diff(raw[order]) >= 0).all()


def test_a_day_within_a_month_begins_with_a_part_of_it(world):
    fitted = fit(as_known_on(world, np.datetime64("2022-03-21", "D")))
    made = forecast(fitted, months=3, paths=200)
    assert made.days.astype(str).tolist() == ["2022-03-21", "2022-03-31", "2022-04-30", "2022-05-31"]
    flows = made.raw.starts.mean(axis=1)
    assert flows[1] < 0.6 * flows[2]


def test_a_known_leaver_leaves_and_a_known_arrival_comes(fitted):
    inputs = fitted.inputs
    child = int(inputs.periods.child[fitted.now.period[np.argmax(fitted.now.born)]])
    may = np.array(["2022-05-15"], dtype="datetime64[D]")
    known = replace(
        inputs,
        known_leavers=KnownLeavers(np.array([child]), may, np.array([1.0])),
        known_arrivals=KnownArrivals(may, np.array([1.0]), np.array([0]), np.array([FOR_ADOPTION])),
    )
    before = forecast(fitted, months=3, paths=100, seed=5)
    after = forecast(fit(known), months=3, paths=100, seed=5)
    difference = after.raw.totals - before.raw.totals
    # The arrival is there on every path (less who leaves at once); the leaver is out wherever they still were.
    assert (difference[:2] == 0).all()
    assert after.raw.starts[2].mean() == pytest.approx(before.raw.starts[2].mean() + 1)
    assert 0.9 < (after.raw.ceases[2] - before.raw.ceases[2]).mean() <= 1.0


@pytest.mark.parametrize(("months", "paths"), [(0, 100), (200, 100), (12, 5), (12, 1_000_000)])
def test_sizes_that_cannot_be_are_refused(fitted, months, paths):
    with pytest.raises(BadValue, match="asked for"):
        forecast(fitted, months=months, paths=paths)


def test_an_authority_with_three_children_has_a_forecast_too():
    made = forecast(fit(inputs_of(ordinary_lives())), months=12, paths=100)
    assert make_panel(inputs_of(ordinary_lives())).totals[-1] == 3
    assert np.isfinite(made.stock).all()
    middle = np.median(made.stock[12].sum(axis=(1, 2)))
    assert middle >= 1
    assert middle <= 6
