"""Figures as text: the one place that rounds, half up, from numerator and denominator where there are both.

Pure: from a measurement or a number to words. `number`, `percent` and `figure` take numbers that others computed
or printed; `text` takes a measurement.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sufficiency.indicators.base import Category, Measurement, Unit

NOT_KNOWN = "not known"

_AFTER = {
    Unit.CHILDREN: ("child", "children"),
    Unit.YOUNG_PEOPLE: ("young person", "young people"),
    Unit.DAYS: ("day", "days"),
    Unit.RATE: ("for every 10,000", "for every 10,000"),
}

Number = float | int | Decimal | Fraction


def half_up(value: Number, places: int = 0) -> Decimal:
    """Rounded to decimal places, halves away from nought: 12.5 is 13, 0.25 to one place is 0.3.

    A fraction is rounded exactly. A float is taken as the shortest decimal that means it, so that 0.15 is 0.15.
    """
    if isinstance(value, Fraction):
        scaled = abs(value) * 10**places
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(whole if value >= 0 else -whole).scaleb(-places)
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def exact(measurement: Measurement) -> Fraction | int | float | None:
    """The value before any rounding: as a fraction where numerator and denominator say what it is."""
    above, below = measurement.numerator, measurement.denominator
    if measurement.value is None or above is None or not below:
        return measurement.value
    scale = {Unit.PERCENT: 100, Unit.RATE: 10_000, Unit.DAYS: 1}.get(measurement.unit)
    return measurement.value if scale is None else Fraction(scale * above, below)


def number(value: Number) -> str:
    """'1,204'."""
    return f"{half_up(value):,}"


def percent(value: Number) -> str:
    """'78%', '0.2%'; 'under 0.1%' where one decimal would make nought of what is more."""
    if 0 < value < 1:
        small = half_up(value, 1)
        return f"{small}%" if small else "under 0.1%"
    return f"{half_up(value)}%"


def figure(value: Number, unit: Unit | str) -> str:
    """A value in the form of its unit."""
    return percent(value) if unit == Unit.PERCENT else number(value)


def value_text(measurement: Measurement) -> str:
    """'482', '77%', 'not known'."""
    value = exact(measurement)
    return NOT_KNOWN if value is None else figure(value, measurement.unit)


def text(measurement: Measurement) -> str:
    """'482 children', '77%', '102 for every 10,000', '1 day', 'not known'."""
    value = value_text(measurement)
    if measurement.value is None or measurement.unit is Unit.PERCENT:
        return value
    one, many = _AFTER[measurement.unit]
    return f"{value} {one if value == '1' else many}"


def category_text(line: Category) -> str:
    """'49 (10%)', '9 of 12 (75%)', '0'."""
    if line.percent is None:
        return number(line.value)
    if line.denominator is not None:
        return f"{number(line.value)} of {number(line.denominator)} ({percent(line.percent)})"
    return f"{number(line.value)} ({percent(line.percent)})"
