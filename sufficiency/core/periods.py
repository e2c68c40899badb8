"""Return years, windows and ages: the one place that knows what a date means.

All dates are civil dates in Europe/London. Spells are half-open: a spell that ends on D is out on D.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Window:
    """A run of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def year_ending(day: date) -> int:
    """The return year that `day` falls in: the year of the 31 March on or after it."""
    return day.year if (day.month, day.day) <= (3, 31) else day.year + 1


def year_end(year: int) -> date:
    """31 March of `year`."""
    return date(year, 3, 31)


def return_year(year: int) -> Window:
    """1 April to 31 March, of the return year that ends in `year`."""
    return Window(date(year - 1, 4, 1), year_end(year))


def year_to(day: date) -> Window:
    """The year to `day`: from one year less a day before it, both included."""
    return Window(months_before(day, 12) + timedelta(days=1), day)


def years_to(day: date, years: int) -> Window:
    """The `years` years to `day`, both ends included."""
    return Window(months_before(day, 12 * years) + timedelta(days=1), day)


def months_before(day: date, months: int) -> date:
    """`day` moved back by calendar months, clamped to the month's end: 31 March less 30 months is 30 September."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """`day` moved on by calendar months, clamped to the month's end."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def birthday(date_of_birth: date, age: int) -> date:
    """The day on which someone reaches `age`, at its start; 1 March for a 29 February birth in common years.

    Age is attained at the start of the anniversary (Family Law Reform Act 1969 s9).
    """
    year = date_of_birth.year + age
    if (date_of_birth.month, date_of_birth.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return date_of_birth.replace(year=year)


def age_on(date_of_birth: date, day: date) -> int:
    """Age in whole years on `day`; negative before birth."""
    age = day.year - date_of_birth.year
    return age if birthday(date_of_birth, age) <= day else age - 1


def year_label(year: int) -> str:
    """'2012/13' for the return year ending 31 March 2013."""
    return f"{year - 1}/{year % 100:02d}"
