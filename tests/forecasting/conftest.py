"""What the tests of the forecast share: one generated authority, learned from once."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.backtest.memoryless import make_memoryless
from forecasting.engine.forecast import Fitted, Forecast, fit, forecast
from forecasting.engine.inputs import Inputs, as_known_on


@pytest.fixture(scope="session")
def world() -> Inputs:
    """An authority of some 200 children up to March 2026, from a seed that `make backtest` does not score."""
    return make_memoryless(1004).inputs


@pytest.fixture(scope="session")
def fitted(world: Inputs) -> Fitted:
    return fit(as_known_on(world, np.datetime64("2022-03-31", "D")))


@pytest.fixture(scope="session")
def baseline(fitted: Fitted) -> Forecast:
    return forecast(fitted, months=36, paths=200, seed=7)
