"""What cannot carry a forecast is refused by name, with a sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.engine import errors
from forecasting.engine.checks import check
from forecasting.engine.inputs import Capacity, KnownLeavers, UnitCost
from forecasting.engine.no_change import from_year_ends

from .small import Life, inputs_of, ordinary_lives


def test_ordinary_records_pass():
    check(inputs_of(ordinary_lives()))


def test_two_returns_are_enough_and_one_is_not():
    lives = ordinary_lives()
    check(inputs_of(lives, window=np.datetime64("2022-04-01", "D")))
    with pytest.raises(errors.TooLittleHistory, match=r"24 months .* there are 12\. .* range for the total"):
        check(inputs_of(lives, window=np.datetime64("2023-04-01", "D")))


def test_a_gap_year():
    lives = [life for life in ordinary_lives() if not life.start.startswith("2021")]
    lives = [
        replace(life, end=None) if life.end and life.end.startswith("2021-02") else life for life in lives
    ]
    lives = [replace(life, start="2022-04-20") if life.start == "2022-01-05" else life for life in lives]
    with pytest.raises(errors.GapInHistory, match="between 2021-03-31 and 2022-03-31"):
        check(inputs_of(lives))


@pytest.mark.parametrize(
    ("life", "told"),
    [
        (Life("2024-06-01", "2023-06-10"), "1 dates of birth"),
        (Life("2010-06-01", "2024-06-10"), "1 starts of care"),
        (Life("2010-06-01", "2023-06-10", "2024-04-01"), "1 ends of care"),
    ],
)
def test_dates_after_the_extract(life, told):
    with pytest.raises(errors.DatesAfterExtract, match=told):
        check(inputs_of([*ordinary_lives(), life]))


def test_nobody_in_care():
    with pytest.raises(errors.NobodyInCare, match="2024-03-31"):
        check(inputs_of([replace(life, end=life.end or "2024-02-01") for life in ordinary_lives()]))


def test_unknown_starts():
    lives = [replace(life, start_known=life.end is not None) for life in ordinary_lives()]
    with pytest.raises(errors.UnknownStarts, match="3 of 3"):
        check(inputs_of(lives))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"unit_costs": (UnitCost(0, -5.0, np.datetime64("2024-01-01")),)}, "weekly cost of -5"),
        ({"unit_costs": (UnitCost(0, float("nan"), np.datetime64("2024-01-01")),)}, "weekly cost of nan"),
        ({"capacity": (Capacity(1, 5, 1.5, np.datetime64("2024-01-01")),)}, "filled at 1.5"),
        (
            {
                "known_leavers": KnownLeavers(
                    np.array([0]), np.array(["2024-05-01"], "datetime64[D]"), np.array([1.2])
                )
            },
            "between 0 and 1",
        ),
    ],
)
def test_absurd_values(changes, told):
    with pytest.raises(errors.BadValue, match=told):
        check(replace(inputs_of(ordinary_lives()), **changes))


def test_a_placement_that_ends_before_it_begins():
    with pytest.raises(errors.BadValue, match="end on or before the day they begin"):
        check(inputs_of([*ordinary_lives(), Life("2010-06-01", "2023-06-10", "2023-06-10")]))


@pytest.mark.parametrize("numbers", [[300, 0, 310], [300, float("nan")]])
def test_year_ends_that_cannot_be(numbers):
    with pytest.raises(errors.BadValue, match="above 0"):
        from_year_ends(np.array(numbers), 1.0)


def test_no_year_end_at_all():
    with pytest.raises(errors.TooLittleHistory):
        from_year_ends(np.array([]), 1.0)
