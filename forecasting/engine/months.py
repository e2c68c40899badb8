"""Months and birthdays on arrays of days (datetime64[D])."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from forecasting.engine.kinds import Days, Ints

DAYS_IN_A_MONTH = 365.2425 / 12


def _month_and_day(days: Days) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    month = days.astype("datetime64[M]")
    return month, days - month.astype("datetime64[D]")


def months_after(day: npt.ArrayLike, months: npt.ArrayLike) -> Days:
    """The same day of the month so many months on; the month's last day where it has no such day."""
    start, into = _month_and_day(np.asarray(day, dtype="datetime64[D]"))
    there = start + np.asarray(months).astype("timedelta64[M]")
    first = there.astype("datetime64[D]")
    last = (there + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum(first + into, last)


def completed_on(since: Days, months: npt.ArrayLike) -> Days:
    """The first day on which so many whole months have passed, as `completed_months` counts them."""
    start, into = _month_and_day(since)
    there = start + np.asarray(months).astype("timedelta64[M]")
    return np.asarray(there.astype("datetime64[D]") + into)


def birthday(born: Days, years: int) -> Days:
    """The day on which an age is reached; a 29 February birthday falls on 1 March in common years."""
    return completed_on(born, 12 * years)


def completed_months(since: Days, day: Days) -> Ints:
    """Whole months from one day to another, by days of the month; broadcasts."""
    month, into = _month_and_day(since)
    other, other_into = _month_and_day(day)
    return ((other - month).astype(np.int64) - (other_into < into)).astype(np.int64)


def month_ends_after(day: np.datetime64, count: int) -> Days:
    """The next `count` last days of months after the day."""
    month = (day + np.timedelta64(1, "D")).astype("datetime64[M]")
    following = month + np.arange(1, count + 1).astype("timedelta64[M]")
    return following.astype("datetime64[D]") - np.timedelta64(1, "D")
