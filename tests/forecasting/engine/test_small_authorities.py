"""Authorities of a few children, drawn at random: whole forecasts, and never a nan."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecasting.engine.care_leavers import care_leavers
from forecasting.engine.errors import UnknownStarts
from forecasting.engine.forecast import fit, forecast
from forecasting.engine.levers import EntryRate, ExitRate, Recruitment, Scenario, Size, StepDown, When
from forecasting.engine.scenario import play
from forecasting.engine.summary import series
from sufficiency.core.periods import birthday

from .small import Life, inputs_of, ordinary_lives

LAST = date(2024, 3, 31)
SOON = When(np.datetime64("2024-06-01", "D"), ramp_months=3)


@st.composite
def lives(draw) -> Life:
    start = draw(st.dates(date(2019, 1, 1), LAST))
    born = start - timedelta(days=draw(st.integers(0, 18 * 365 - 1)))
    end = start + timedelta(days=draw(st.integers(1, 1_500)))
    end = min(end, birthday(born, 18))
    kinds = st.integers(0, 7)
    middle = start + (end - start) / 2
    moves = (
        [(str(middle), draw(kinds))]
        if draw(st.booleans()) and start < middle < end and middle <= LAST
        else []
    )
    return Life(
        born=str(born),
        start=str(start),
        end=str(end) if start < end <= LAST else None,
        kind=draw(kinds),
        moves=moves,
        asylum=draw(st.booleans()),
        start_known=draw(st.integers(0, 9)) > 0,
        reason=draw(st.integers(-1, 3)),
    )


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(lives(), min_size=1, max_size=25))
def test_small_authorities(drawn):
    try:
        fitted = fit(inputs_of([*ordinary_lives(), *drawn]))
    except UnknownStarts:
        return
    made = forecast(fitted, months=18, paths=50)
    check(made)
    levers = (
        EntryRate(Size(-0.2, -0.4, -1.0), SOON),
        ExitRate(Size(0.2, 0.5, 1.0), SOON),
        StepDown(Size(0.1, 0.3, 0.6), SOON),
        Recruitment(Size(1, 3, 5), SOON),
    )
    check(play(made, Scenario("all", levers)).made)


def check(made) -> None:
    assert np.isfinite(made.stock).all()
    assert (made.stock >= 0).all()
    totals = made.raw.totals
    np.testing.assert_array_equal(totals[:-1] + made.raw.starts[1:] - made.raw.ceases[1:], totals[1:])
    for each in series(made, crossed=True):
        assert np.isfinite(each.quantiles).all(), each.name
    assert np.isfinite(care_leavers(made).number).all()
    assert (care_leavers(made).number >= 0).all()
