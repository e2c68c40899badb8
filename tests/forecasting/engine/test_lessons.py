"""How far the total follows the flows: as far as an authority's own past is sure of it, and no further."""

from __future__ import annotations

import numpy as np

from forecasting.engine.lessons import _Case, _total_weight

# Of a year's log change, as of an authority of middle size.
VARIANCE = 0.0053


def _cases(number: int, *, step: float, followed: float) -> list[_Case]:
    """Past forecasts of a year that spoke of `step` on logarithms, of which a share came."""
    last, shape = np.full((5, 8), 10.0), np.ones((5, 8))
    signs = np.where(np.arange(number) % 2, 1, -1)
    return [
        _Case(12, last, last * np.exp(sign * step) * shape, last * np.exp(sign * step * followed))
        for sign in signs
    ]


def test_without_a_past_the_total_does_not_change():
    assert _total_weight([], VARIANCE) == 0.0


def test_a_few_years_that_chance_may_explain_do_not_move_it():
    # A best guess above 0, and less than its standard deviation from it.
    assert _total_weight(_cases(8, step=0.05, followed=1.0), VARIANCE) == 0.0


def test_a_long_past_that_followed_the_flows_moves_it_and_one_that_did_not_never_does():
    sure = _total_weight(_cases(80, step=0.3, followed=1.0), VARIANCE)
    assert 0.8 < sure < 1.0
    assert _total_weight(_cases(80, step=0.3, followed=0.0), VARIANCE) == 0.0
    assert _total_weight(_cases(80, step=0.3, followed=-1.0), VARIANCE) == 0.0


def test_more_of_the_same_past_is_followed_further():
    weights = [
        _total_weight(_cases(number, step=0.15, followed=1.0), VARIANCE) for number in (4, 16, 64, 256)
    ]
    assert weights == sorted(weights)
    assert weights[0] < weights[-1]
