"""Ages and stretches of days over whole columns."""

from __future__ import annotations

import numpy as np

from .columns import Dates, Mask, Whole

DAY = np.timedelta64(1, "D")


def birthday(born: Dates, age: int) -> Dates:
    """The day `age` is reached; a 29 February birthday falls on 1 March in common years."""
    month = born.astype("datetime64[M]")
    days_into_month = born - month.astype("datetime64[D]")
    return (month + np.timedelta64(12 * age, "M")).astype("datetime64[D]") + days_into_month


def age_on(born: Dates, day: np.datetime64) -> Whole:
    """Whole years of age on `day`; 0 where the date of birth is unknown."""
    month = born.astype("datetime64[M]")
    months = (day.astype("datetime64[M]") - month).astype(np.int64)
    day_of_month = (born - month.astype("datetime64[D]")).astype(np.int64)
    on = int((day - day.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64))
    return np.where(np.isnat(born), 0, (months - (day_of_month > on)) // 12)


def days(start: Dates, end: Dates) -> Whole:
    """Days from `start` to `end`; 0 where either is unknown."""
    length = (end - start).astype("timedelta64[D]")
    return np.where(np.isnat(length), 0, length.astype(np.int64))


def or_else(dates: Dates, otherwise: np.datetime64) -> Dates:
    """`dates`, with `otherwise` where there is none."""
    return np.where(np.isnat(dates), otherwise, dates)


def between(dates: Dates, first: np.datetime64, last: np.datetime64) -> Mask:
    """Dates from `first` to `last`, both included."""
    return (dates >= first) & (dates <= last)
