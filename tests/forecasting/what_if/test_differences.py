"""Costs and homes short of a scenario: the engine's sums, future by future, before they are put in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from forecasting.engine.costs import yearly_costs
from forecasting.engine.forecast import Forecast
from forecasting.engine.inputs import Capacity, UnitCost
from forecasting.engine.kinds import AGENCY, IN_HOUSE, PLACEMENTS, RESIDENTIAL
from forecasting.engine.levers import (
    EntryRate,
    Inflation,
    Opening,
    Recruitment,
    Scenario,
    Size,
    StayingPut,
    Strength,
    When,
)
from forecasting.engine.scenario import play
from forecasting.presenters.differences import fewer_between, money, plain, signed
from forecasting.what_if.trying import _of_prices, costs, homes_short, lines_of

SINCE = np.datetime64("2022-04-01", "D")
SOON = When(SINCE)


def _size(value: float) -> Size:
    return Size(value / 2, value, 1.5 * value)


@pytest.fixture
def priced(baseline) -> Forecast:
    """Two kinds have a price, and our own homes are counted."""
    prices = tuple(UnitCost(kind, weekly, SINCE) for kind, weekly in ((AGENCY, 900.0), (IN_HOUSE, 400.0)))
    places = (Capacity(IN_HOUSE, 60, 1.0, SINCE),)
    fitted = replace(
        baseline.fitted, inputs=replace(baseline.fitted.inputs, unit_costs=prices, capacity=places)
    )
    return replace(baseline, fitted=fitted)


@pytest.mark.parametrize("strength", Strength)
def test_costs_are_differences_of_sums_on_each_future(priced, strength):
    played = play(
        priced,
        Scenario("x", (Recruitment(_size(4), SOON), Inflation(_size(0.1), SOON, kinds=(AGENCY,))), strength),
    )
    prices = priced.fitted.inputs.unit_costs
    before = yearly_costs(priced.stock, priced.days, prices)
    after = yearly_costs(played.made.stock, priced.days, prices, played.price_factor)
    kept = [line for line in lines_of(played, strength) if line.measure == "cost"]
    assert [line.on for line in kept] == [date(year, 3, 31) for year in (2023, 2024, 2025)]
    for line, one, other in zip(kept, before, after, strict=True):
        wanted = np.quantile(other.paths - one.paths, (0.1, 0.5, 0.9))
        np.testing.assert_allclose(
            [float(line.low80), float(line.middle), float(line.high80)], wanted, atol=0.5
        )
        assert line.strength == strength.name.lower()
    [remark] = _of_prices(priced)
    assert "residential" in remark
    assert "agencies" not in remark


def test_prices_that_rise_cost_more_and_homes_won_cost_less(priced):
    for levers, sign in (((Inflation(_size(0.1), SOON),), 1), ((Recruitment(_size(4), SOON),), -1)):
        for _, pounds in costs(play(priced, Scenario("x", levers))):
            assert (sign * pounds > 0).all()


def test_without_prices_no_cost_is_told(baseline):
    played = play(baseline, Scenario("x", (EntryRate(_size(-0.2), SOON),)))
    assert costs(played) == []
    assert "No prices" in " ".join(_of_prices(baseline))


def test_homes_short_fall_by_what_opens_and_rise_by_what_is_held(priced):
    opened = dict(homes_short(play(priced, Scenario("x", (Opening(IN_HOUSE, _size(10), SOON, 0.9),)))))
    assert list(opened) == [IN_HOUSE]
    assert (opened[IN_HOUSE][0] == 0).all()
    np.testing.assert_allclose(opened[IN_HOUSE][1:], -9.0)
    # Of kinds whose homes are not counted the difference is known all the same.
    other = dict(homes_short(play(priced, Scenario("x", (Opening(RESIDENTIAL, _size(4), SOON, 1.0),)))))
    np.testing.assert_allclose(other[RESIDENTIAL][1:], -4.0)
    held = dict(homes_short(play(priced, Scenario("x", (StayingPut(Size(1, 1, 1), SOON, 12),)))))
    turned = priced.raw.turning_18[..., IN_HOUSE]
    np.testing.assert_allclose(held[IN_HOUSE][24], turned[13:25].sum(axis=0))


def test_every_month_age_and_placement_has_its_line(priced):
    lines = list(lines_of(play(priced, Scenario("x", (EntryRate(_size(-0.2), SOON),))), Strength.CENTRAL))
    counted = {(line.measure, line.age, line.placement): 0 for line in lines}
    assert len(counted) == 1 + 5 + len(PLACEMENTS) + 1 + 1
    assert len({(line.measure, line.age, line.placement, line.on) for line in lines}) == len(lines)
    assert all(line.low80 <= line.middle <= line.high80 for line in lines)


def test_differences_in_words():
    assert [signed(one) for one in (-12.44, 3, 0, -0.04, 1200.2)] == ["−12.4", "+3", "0", "0", "+1,200"]
    assert plain(-0.25) == "0.3"
    assert fewer_between(-17.9, -8) == "8 to 17.9 fewer"
    assert fewer_between(-1.2, 3) == "1.2 fewer to 3 more"
    assert fewer_between(2, 2) == "2 more"
    assert [money(one) for one in (0, -1_234_567, 9_876.4)] == ["£0", "−£1,235,000", "+£9,876"]
