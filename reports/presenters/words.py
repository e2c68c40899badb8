"""A measurement in the words of a page: its value, its unit, the days it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from reports import printing
from sufficiency.indicators import catalogue, formatting
from sufficiency.indicators.base import Measurement, Span, Unit
from sufficiency.indicators.wording import in_words

FAMILIES = {
    "cla": "Children looked after",
    "placements": "Where children live",
    "stability": "Stability",
    "adoption": "Adoption",
    "leavers": "Care leavers",
}


def value_text(measurement: Measurement | None) -> str | None:
    """'482', '77%'; None where it is not known."""
    if measurement is None or measurement.value is None:
        return None
    return formatting.value_text(measurement)


def plain(value: float | int | Decimal | None, unit: Unit | str) -> str | None:
    """A number in the form of its unit; None where it is not known."""
    return None if value is None else formatting.figure(value, unit)


def unit_words(measurement: Measurement) -> str:
    """What stands after the value: 'children', 'for every 10,000'; nothing after a percentage."""
    return formatting.text(measurement).removeprefix(formatting.value_text(measurement)).strip()


def when(key: str, day: date) -> str:
    """'at 31 March 2013', 'in the year to 31 March 2013'."""
    match catalogue.get(key).span:
        case Span.YEAR:
            return f"in the year to {in_words(day)}"
        case Span.THREE_YEARS:
            return f"in the three years to {in_words(day)}"
        case Span.RETURN:
            return f"in the return year, up to {in_words(day)}"
        case _:
            return f"at {in_words(day)}"


def short_date(day: date) -> str:
    """'31 Mar 2013', in one piece."""
    return printing.column_date(day).replace(" ", "\N{NO-BREAK SPACE}")


def title_when(key: str, day: date) -> str:
    """'Children looked after at 31 March 2013'."""
    title = catalogue.get(key).title
    return f"{title.removesuffix(' in the year')} {when(key, day)}"


def records(number: int, singular: str = "record", plural: str = "records") -> str:
    """'1 record', '482 records'."""
    return f"{formatting.number(number)} {singular if number == 1 else plural}"


def points(number: Decimal | int) -> str:
    return f"{number} point" if number == 1 else f"{number} points"


def listed(parts: Iterable[str]) -> str:
    return printing.listed(list(parts))
