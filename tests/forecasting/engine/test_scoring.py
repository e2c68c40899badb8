"""Scores by hand, the range from year-ends, and the words of the verdict."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.backtest.gates import southampton_gates
from forecasting.engine.backtest import Line, backtest, origins_of, summarised, verdict
from forecasting.engine.no_change import from_year_ends
from forecasting.engine.scoring import measures, score


def test_a_certain_forecast_scores_its_error():
    scored = score(np.full(9, 100.0), 104.0)
    assert scored.crps == pytest.approx(4.0)
    assert scored.error == -4.0
    assert not scored.covered95
    assert scored.width80 == 0.0


def test_crps_is_that_of_its_definition():
    sample = np.array([1.0, 4.0, 9.0, 2.0])
    plain = np.abs(sample - 5).mean() - np.abs(sample[:, None] - sample[None, :]).mean() / 2
    assert score(sample, 5.0).crps == pytest.approx(plain)


def test_measures_stand_beside_no_change():
    sample = np.linspace(90, 110, 101)
    model, walk = (
        [score(sample, 95.0), score(sample, 120.0)],
        [score(sample - 10, 95.0), score(sample - 10, 120.0)],
    )
    found = measures(model, walk)
    assert found.mae == pytest.approx(12.5)
    assert found.bias == pytest.approx(-7.5)
    assert found.mase == pytest.approx(12.5 / 17.5)
    assert found.coverage80 == 0.5


def test_the_southampton_forecast_of_2012_would_have_held():
    gates = southampton_gates()
    assert [gate.met for gate in gates] == [True, True, True], gates


def test_the_range_from_year_ends_grows_with_time_and_keeps_its_middle():
    one, three = (from_year_ends(np.array([420.0, 400.0, 410.0]), years) for years in (1.0, 3.0))
    assert np.median(one) == pytest.approx(410)
    assert np.std(np.log(three)) == pytest.approx(np.sqrt(3) * np.std(np.log(one)), rel=1e-6)


def test_a_backtest_scores_only_what_has_come(world):
    origins = np.array(["2025-03-31", "2013-03-31"], dtype="datetime64[D]")
    cases = backtest(world, origins, horizons=(6, 12, 24), paths=50)
    # From 2013 there is too little history, from March 2025 two years have not come.
    assert {(str(case.origin), case.months) for case in cases} == {("2025-03-31", 6), ("2025-03-31", 12)}
    lines = summarised(cases)
    assert {line.group for line in lines} >= {"total", "ages", "placements", "age:16-17"}
    total = next(line for line in lines if line.group == "total" and line.months == 12)
    assert total.no_change.mase == 1.0 or np.isnan(total.no_change.mase)
    assert "For the total the forecast was" in verdict(lines)


def test_origins_reach_back_to_two_years_of_records(world):
    origins = origins_of(world)
    assert len(origins) == 24
    assert origins[0] == np.datetime64("2025-12-31")
    assert len(origins_of(world, most=100)) == 48


def test_the_verdict_says_better_alike_and_worse():
    sample = np.linspace(90, 110, 101)
    near, far = [score(sample, 104.0)], [score(sample, 112.0)]
    lines = [
        Line("total", 12, measures(near, far), measures(far, far)),
        Line("total", 24, measures(far, far), measures(far, far)),
        Line("total", 36, measures(far, near), measures(near, near)),
    ]
    assert verdict(lines) == (
        "For the total the forecast was better than no change at 12 months; no better than no change at 24 months; "
        "worse than no change at 36 months."
    )
    assert "too short" in verdict([])
