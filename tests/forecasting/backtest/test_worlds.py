"""The generators differ in kind, and are what they say."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.backtest.lasting import make_lasting
from forecasting.backtest.memoryless import make_memoryless
from forecasting.backtest.worlds import END, TOLD_FROM, World
from forecasting.engine.checks import check
from forecasting.engine.kinds import FOR_ADOPTION, SHAPE, STATES
from forecasting.engine.panel import OUT, make_panel


@pytest.fixture(scope="module", params=[make_lasting, make_memoryless], ids=["lasting", "memoryless"])
def world(request) -> World:
    return request.param(1001)


def leaving_by_time_in_care(made: World) -> np.ndarray:
    """The chance a month by class of time in care; asylum-seeking children and adopters' left out."""
    steps = make_panel(made.inputs, most_months=160).steps
    stream, duration, _, kind = np.unravel_index(np.arange(STATES), SHAPE)
    used = ((stream == 0) & (kind != FOR_ADOPTION))[steps.state]
    group = duration[steps.state[used]]
    return np.bincount(group, weights=steps.after[used] == OUT) / np.bincount(group)


def test_records_are_whole_and_within_their_years(world):
    check(world.inputs)
    inputs = world.inputs
    assert inputs.extract_on == np.datetime64(END, "D")
    assert not (inputs.periods.end <= np.datetime64(TOLD_FROM, "D")).any()
    born = inputs.children.born[inputs.periods.child]
    assert (inputs.periods.start >= born).all()
    periods, placements = inputs.periods, inputs.placements
    assert (placements.start >= periods.start[placements.period]).all()
    assert not (placements.end > periods.end[placements.period]).any()
    # Every day of a period has just one placement.
    assert (np.bincount(placements.period) >= 1).all()
    long = np.datetime64(END, "D") + 1
    days = np.where(np.isnat(placements.end), long, placements.end) - placements.start
    whole = np.where(np.isnat(periods.end), long, periods.end) - periods.start
    assert (np.bincount(placements.period, weights=days.astype(int)) == whole.astype(int)).all()


def test_one_forgets_and_the_other_does_not():
    forgets, remembers = (
        leaving_by_time_in_care(make_memoryless(1001)),
        leaving_by_time_in_care(make_lasting(1001)),
    )
    assert forgets.max() / forgets.min() < 1.5
    assert remembers.max() / remembers.min() > 3


@pytest.mark.parametrize("make", [make_lasting, make_memoryless])
def test_the_same_seed_makes_the_same_world(make):
    one, two = make(1002).inputs, make(1002).inputs
    assert (one.children.born == two.children.born).all()
    assert (one.placements.start == two.placements.start).all()
    assert len(make(1003).inputs.periods) != len(one.periods)


def test_the_number_in_care_wanders_as_it_does_in_england():
    changes = []
    for make in (make_lasting, make_memoryless):
        for seed in (1001, 1004):
            totals = make_panel(make(seed).inputs, most_months=160).totals
            changes.append(np.diff(np.log(totals[::-1][::12])))
    spread = np.concatenate(changes).std()
    assert 0.03 < spread < 0.12
