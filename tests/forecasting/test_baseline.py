"""The engine's numbers under version control: they change only on purpose.

To take new ones on purpose: `python -m pytest tests/forecasting/test_baseline.py` says what is found; write it into
`baseline.json`, and say in the commit why it changed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forecasting.engine.forecast import Forecast
from forecasting.engine.summary import series

BASELINE = Path(__file__).with_name("baseline.json")


def found(baseline: Forecast) -> dict[str, list[list[float]]]:
    """Low 95, low 80, middle, high 80, high 95 of each series after one, two and three years."""
    return {
        each.name: [[round(float(value), 1) for value in each.quantiles[month]] for month in (12, 24, 36)]
        for each in series(baseline)
    }


def test_the_numbers_are_those_of_the_last_change(baseline):
    known = json.loads(BASELINE.read_text())
    now = found(baseline)
    assert known.keys() == now.keys(), json.dumps(now)
    for name, years in known.items():
        for year, (old, new) in enumerate(zip(years, now[name], strict=True), start=1):
            assert new == pytest.approx(old, abs=0.15), (
                f"{name} after {year} years; all found: {json.dumps(now)}"
            )
