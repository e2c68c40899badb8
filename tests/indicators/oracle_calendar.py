"""Dates for the oracle: written apart from the product's own, on purpose."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def parse_date(text: str | None) -> date | None:
    """The date written as dd/mm/yyyy or yyyy-mm-dd; None for blank or unreadable text."""
    text = (text or "").strip()
    try:
        if "/" in text:
            day, month, year = text.split("/")
            return date(int(year), int(month), int(day)) if len(year) == 4 else None
        if "-" in text:
            return date.fromisoformat(text)
    except ValueError:
        return None
    return None


def months_before(day: date, months: int) -> date:
    """The same day so many calendar months earlier, clamped to the month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_day_of_year_to(day: date, years: int = 1) -> date:
    """A, the first day of the year (or of so many years) ending on the day."""
    return months_before(day, 12 * years) + DAY


def birthday(born: date, age: int) -> date:
    """The day the age is reached; someone born on 29 February reaches it on 1 March in common years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Whole years of age on the day, the birthday itself included."""
    age = day.year - born.year
    while birthday(born, age) > day:
        age -= 1
    return age


def return_year_end(day: date) -> date:
    """The 31 March on or after the day."""
    this = date(day.year, 3, 31)
    return this if day <= this else date(day.year + 1, 3, 31)


def return_year_start(day: date) -> date:
    """The 1 April on or before the day."""
    return date(return_year_end(day).year - 1, 4, 1)
