"""Costs, places, care leavers and the planner, by hand on paths that are given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.engine.capacity import Places, gaps, usable
from forecasting.engine.care_leavers import care_leavers
from forecasting.engine.costs import yearly_costs
from forecasting.engine.errors import BadValue
from forecasting.engine.inputs import Capacity, UnitCost
from forecasting.engine.kinds import AGENCY, IN_HOUSE, RESIDENTIAL
from forecasting.engine.planner import Goal, in_words, recruit
from forecasting.engine.summary import chance_of_more_than, series
from sufficiency.core.periods import birthday

DAYS = np.array(["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"], dtype="datetime64[D]")


def stock_of(kind: int, numbers: list[list[float]]) -> np.ndarray:
    """Months × paths of children aged 10 to 15 in one kind."""
    stock = np.zeros((len(numbers), len(numbers[0]), 5, 8))
    stock[:, :, 3, kind] = numbers
    return stock


def test_a_years_cost_by_hand():
    costs = (
        UnitCost(AGENCY, 700.0, np.datetime64("2020-01-01")),
        UnitCost(AGENCY, 1_400.0, np.datetime64("2024-05-01")),
    )
    stock = stock_of(AGENCY, [[10, 0], [12, 0], [12, 0], [12, 2]])
    found = yearly_costs(stock, DAYS, costs)
    assert [(each.year, each.months) for each in found] == [(2023, 1), (2024, 2)]
    assert found[0].paths.tolist() == pytest.approx([11 * 31 * 100, 0])
    assert found[1].paths.tolist() == pytest.approx([12 * 30 * 100 + 12 * 31 * 200, 1 * 31 * 200])
    assert found[0].unpriced == ()


def test_children_without_a_price_are_named_not_free():
    stock = stock_of(AGENCY, [[10]] * 4) + stock_of(RESIDENTIAL, [[1]] * 4)
    found = yearly_costs(stock, DAYS, (UnitCost(AGENCY, 700.0, np.datetime64("2020-01-01")),))
    assert found[0].unpriced == ("residential",)
    with pytest.raises(BadValue, match="Enter unit costs"):
        yearly_costs(stock, DAYS, ())


def test_a_gap_by_hand():
    capacity = (
        Capacity(RESIDENTIAL, 10, 0.9, np.datetime64("2020-01-01")),
        Capacity(RESIDENTIAL, 2, 0.5, np.datetime64("2024-04-15")),
    )
    assert usable(capacity, DAYS)[:, RESIDENTIAL].tolist() == [9, 9, 10, 10]
    places = Places(capacity, np.zeros((4, 2, 8)))
    (gap,) = gaps(stock_of(RESIDENTIAL, [[8, 9], [8, 10], [10, 11], [12, 12]]), DAYS, places)
    assert gap.kind == RESIDENTIAL
    assert gap.short.tolist() == [[-1, 0], [-1, 1], [0, 1], [2, 2]]
    assert gap.chance.tolist() == [0, 0.5, 0.5, 1]


def test_the_planner_finds_the_fewest_homes(baseline):
    goal = Goal(target=30, by=np.datetime64("2023-03-31", "D"), places=1.5, fill_rate=0.8)
    answer = recruit(baseline, goal)
    there = baseline.stock[12][..., AGENCY].sum(axis=1)
    for confidence, homes in answer.homes.items():
        assert (there - homes * 1.2 <= goal.target + 1e-9).mean() >= confidence
        assert homes == 0 or (there - (homes - 1) * 1.2 <= goal.target).mean() < confidence
    assert list(answer.homes.values()) == sorted(answer.homes.values())
    assert sum(answer.children_by_age.values()) <= answer.homes[0.8] * 1.2 + 1e-9
    assert answer.saves_yearly is None
    assert f"{answer.homes[0.8]} net homes" in in_words(goal, answer)


def test_the_planner_says_what_it_saves_and_when_nothing_is_needed(baseline):
    costs = tuple(
        UnitCost(kind, weekly, np.datetime64("2020-01-01"))
        for kind, weekly in ((AGENCY, 1_000.0), (IN_HOUSE, 400.0))
    )
    fitted = replace(baseline.fitted, inputs=replace(baseline.fitted.inputs, unit_costs=costs))
    priced = replace(baseline, fitted=fitted)
    by = np.datetime64("2023-03-31", "D")
    saved = recruit(priced, Goal(30, by)).saves_yearly
    assert saved is not None
    assert saved[1] == pytest.approx(
        recruit(priced, Goal(30, by)).homes[0.8] * 1.2 * 600 * 365.2425 / 7, rel=0.01
    )
    assert "No further homes" in in_words(Goal(10_000, by), recruit(priced, Goal(10_000, by)))
    with pytest.raises(BadValue, match="not within the forecast"):
        recruit(priced, Goal(30, np.datetime64("2035-01-01", "D")))


def test_care_leavers_are_those_who_turned_18_in_seven_years(baseline, world):
    found = care_leavers(baseline)
    assert found.months_told == 84
    born = world.children.born[world.periods.child]
    day = np.datetime64("2022-03-31", "D")
    eighteen = [birthday(each.astype(object), 18) for each in born]
    known = sum(
        start.astype(object) < adult <= day.astype(object)
        and adult > day.astype(object).replace(year=2015)
        and not (end < np.datetime64(adult))
        for start, end, adult in zip(world.periods.start, world.periods.end, eighteen, strict=True)
    )
    assert (found.number[0] == known).all()
    later = found.number[12] - baseline.raw.turning_18[1:13].sum(axis=(0, 2))
    assert len(set(later.tolist())) == 1
    assert later[0] <= known


def test_series_have_the_names_of_the_contract(baseline):
    names = [each.name for each in series(baseline)]
    assert names[:6] == ["total", "age:0", "age:1-4", "age:5-9", "age:10-15", "age:16-17"]
    assert names[6:] == [
        *("placement:kinship_fostering", "placement:in_house_fostering", "placement:agency_fostering"),
        *("placement:residential", "placement:supported", "placement:with_parents", "placement:for_adoption"),
        *("placement:other", "leavers:turning_18"),
    ]
    total = series(baseline)[0]
    assert (np.diff(total.quantiles, axis=1) >= 0).all()
    assert total.quantiles[0].tolist() == [total.no_change] * 5
    assert len(series(baseline, crossed=True)) == 15 + 40


def test_the_chance_of_more_is_the_share_of_paths():
    assert chance_of_more_than(np.array([[1.0, 2.0, 3.0, 4.0]]), 2.0).tolist() == [0.5]
