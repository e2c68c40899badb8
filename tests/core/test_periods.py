"""Dates and ages, against answers worked out by hand and against a count day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sufficiency.core.periods import (
    Window,
    age_on,
    birthday,
    months_before,
    return_year,
    year_ending,
    year_label,
    year_to,
    years_to,
)

DAYS = st.dates(date(1980, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2013, 3, 31), 2013),
        (date(2013, 4, 1), 2014),
        (date(2012, 12, 31), 2013),
        (date(2013, 1, 1), 2013),
    ],
)
def test_year_ending(day, year):
    assert year_ending(day) == year
    assert day in return_year(year)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 30, date(2023, 9, 30)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2013, 1, 15), 1, date(2012, 12, 15)),
    ],
)
def test_months_are_clamped_to_the_month_end(day, months, expected):
    assert months_before(day, months) == expected


def test_the_year_to_a_day_includes_both_ends():
    assert year_to(date(2013, 3, 31)) == Window(date(2012, 4, 1), date(2013, 3, 31))
    assert year_to(date(2013, 12, 31)) == Window(date(2013, 1, 1), date(2013, 12, 31))
    assert year_to(date(2024, 2, 29)) == Window(date(2023, 3, 1), date(2024, 2, 29))
    assert years_to(date(2013, 3, 31), 3).start == date(2010, 4, 1)


@pytest.mark.parametrize(
    ("age", "day"), [(16, date(2012, 2, 29)), (18, date(2014, 3, 1)), (21, date(2017, 3, 1))]
)
def test_a_leap_day_birthday_falls_on_1_march_in_common_years(age, day):
    born = date(1996, 2, 29)
    assert birthday(born, age) == day
    assert age_on(born, day) == age
    assert age_on(born, day - timedelta(days=1)) == age - 1


@given(born=DAYS, lived=st.integers(0, 11_000))
def test_age_counts_the_birthdays_that_have_come(born, lived):
    day = born + timedelta(days=lived)
    reached = [age for age in range(1, 40) if birthday(born, age) <= day]
    assert age_on(born, day) == len(reached)


def test_the_label_of_a_return_year():
    assert year_label(2013) == "2012/13"
    assert year_label(2000) == "1999/00"
