"""Dates of the engine against Python's own calendar."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from forecasting.engine.months import birthday, completed_months, month_ends_after, months_after
from sufficiency.core import periods

DATES = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def day(value: date) -> np.ndarray:
    return np.asarray(np.datetime64(value, "D"))


@given(born=DATES, years=st.integers(0, 25))
def test_birthdays_are_those_of_the_registers(born, years):
    assert birthday(day(born), years).astype(object) == periods.birthday(born, years)


@given(born=DATES, other=DATES)
def test_completed_months_make_the_age_in_years(born, other):
    born, other = sorted((born, other))
    assert completed_months(day(born), day(other)) // 12 == periods.age_on(born, other)


def test_months_after_stays_within_the_month():
    start = np.datetime64("2024-01-31", "D")
    assert months_after(start, np.array([0, 1, 13])).astype(str).tolist() == [
        "2024-01-31",
        "2024-02-29",
        "2025-02-28",
    ]
    assert months_after(np.datetime64("2024-03-31", "D"), -1) == np.datetime64("2024-02-29", "D")


def test_month_ends_follow_the_day():
    ends = month_ends_after(np.datetime64("2024-01-31", "D"), 3).astype(str).tolist()
    assert ends == ["2024-02-29", "2024-03-31", "2024-04-30"]
    assert month_ends_after(np.datetime64("2024-02-10", "D"), 1)[0] == np.datetime64("2024-02-29", "D")
