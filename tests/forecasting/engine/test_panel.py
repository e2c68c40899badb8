"""The panel, counted by hand, and against a plain count of days."""

from __future__ import annotations

import numpy as np

from forecasting.engine.inputs import as_known_on
from forecasting.engine.kinds import AGENCY, IN_HOUSE, OTHER, RESIDENTIAL, SUPPORTED, state_of
from forecasting.engine.panel import OUT, in_care_at, make_panel
from sufficiency.core.periods import age_on

from .small import Life, inputs_of, ordinary_lives


def column_of(panel, day: str) -> int:
    return int(np.flatnonzero(panel.days == np.datetime64(day, "D"))[0])


def test_a_life_month_by_month():
    life = Life("2010-06-15", "2022-01-31", "2022-06-30", IN_HOUSE, [("2022-03-31", AGENCY)])
    panel = make_panel(inputs_of([life]))
    at = column_of(panel, "2021-12-31")
    # Ends on 30 June, so out on it; with the agency from 31 March on.
    assert panel.kind[0, at : at + 7].tolist() == [OUT, IN_HOUSE, IN_HOUSE, AGENCY, AGENCY, AGENCY, OUT]
    assert panel.totals[at : at + 7].tolist() == [0, 1, 1, 1, 1, 1, 0]
    assert panel.arrivals.column.tolist() == [at + 1]
    assert panel.arrivals.age_months.tolist() == [139]
    assert panel.leavings.column.tolist() == [at + 6]
    # Five months at risk: one move, one leaving; three months of care are reached at the end of April.
    assert panel.steps.after.tolist() == [IN_HOUSE, AGENCY, AGENCY, AGENCY, OUT]
    classes = [state_of(0, 3, duration, kind) for duration, kind in
               ((0, IN_HOUSE), (0, IN_HOUSE), (0, AGENCY), (0, AGENCY), (1, AGENCY))]  # fmt: skip
    assert panel.steps.state.tolist() == [int(each) for each in classes]


def test_an_eighteenth_birthday_is_no_leaving():
    panel = make_panel(inputs_of([Life("2005-05-10", "2022-01-15", "2023-05-10", SUPPORTED)]))
    assert not (panel.steps.after == OUT).any()
    assert panel.totals[column_of(panel, "2023-04-30")] == 1
    assert panel.totals[column_of(panel, "2023-05-31")] == 0
    assert len(panel.leavings.column) == 0


def test_one_who_is_still_there_after_18_is_not_counted():
    panel = make_panel(inputs_of([Life("2005-05-10", "2022-01-15", None, SUPPORTED)]))
    assert panel.totals[-1] == 0


def test_a_stay_between_two_month_ends_passes_through():
    panel = make_panel(inputs_of([Life("2015-05-10", "2022-01-05", "2022-01-20")]))
    assert panel.totals.sum() == 0
    assert panel.passing[column_of(panel, "2022-01-31")].tolist() == [0, 0, 1, 0, 0]


def test_days_without_a_placement_count_as_other():
    inputs = inputs_of([Life("2015-05-10", "2022-01-05", None, RESIDENTIAL)])
    placed = inputs.placements
    placed.start[0] = np.datetime64("2022-02-10", "D")
    panel = make_panel(inputs)
    assert panel.kind[0, column_of(panel, "2022-01-31")] == OTHER
    assert panel.kind[0, column_of(panel, "2022-02-28")] == RESIDENTIAL


def test_an_unknown_start_says_nothing_of_time_in_care():
    panel = make_panel(inputs_of([Life("2015-05-10", "2021-04-01", None, start_known=False)]))
    assert len(panel.steps.state) == 0
    assert len(panel.arrivals.column) == 0
    assert panel.totals[-1] == 1


def test_stock_is_the_plain_count_of_a_generated_authority(world):
    panel = make_panel(world)
    for column in (0, 40, panel.last):
        day = panel.days[column]
        counted = sum(
            bool(start <= day and not end <= day and age_on(born.astype(object), day.astype(object)) < 18)
            for start, end, born in zip(
                world.periods.start, world.periods.end, world.children.born[world.periods.child], strict=True
            )
        )
        assert panel.totals[column] == counted
        assert len(in_care_at(panel, column)) == counted


def test_what_was_known_earlier_holds_no_later_fact(world):
    day = np.datetime64("2021-09-30", "D")
    known = as_known_on(world, day)
    for table in (known.periods, known.placements):
        assert (table.start <= day).all()
        assert not (table.end > day).any()
    assert (known.children.born <= day).all()
    assert make_panel(known).totals[-1] == make_panel(world).totals[list(make_panel(world).days).index(day)]


def test_the_ordinary_lives_are_three_in_care():
    assert make_panel(inputs_of(ordinary_lives())).totals[-1] == 3
