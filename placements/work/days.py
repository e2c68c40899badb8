"""Days that a rule of work looks from or up to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sufficiency.core.periods import birthday, months_before


def latest_with(moves: Callable[[date], date], *, by: date) -> date:
    """The latest day that `moves` leads to `by` or before; it leads from a later day to none that is earlier."""
    day = by
    while moves(day) > by:
        day -= timedelta(days=1)
    return day


def born_to_be(age: int, first: date, last: date) -> tuple[date, date]:
    """The first and last birth dates of those who reach the age from `first` to `last`, both included."""
    a_day = timedelta(days=1)
    earliest, latest = months_before(first, 12 * age), months_before(last, 12 * age)
    # About 29 February a birthday and the day so many years before it part by a day.
    if birthday(earliest - a_day, age) >= first:
        earliest -= a_day
    elif birthday(earliest, age) < first:
        earliest += a_day
    return earliest, latest


def latest_start_over(limit: Callable[[date], date], day: date) -> date:
    """The latest day on which something began whose limit had passed on `day`: `limit` gives the last day allowed."""
    began = day
    while limit(began) >= day:
        began -= timedelta(days=1)
    return began
