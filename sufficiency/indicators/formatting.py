"""Figures as text: the one place that rounds, half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from sufficiency.indicators.base import Unit


def _rounded(value: float | Decimal, places: str) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(places), rounding=ROUND_HALF_UP)


def number(value: float | int | Decimal) -> str:
    """'1,204'."""
    return f"{_rounded(value, '1'):,}"


def percent(value: float | Decimal) -> str:
    """'78%', '0.2%'."""
    if 0 < value < 1:
        small = _rounded(value, "0.1")
        return f"{small}%" if small else "under 0.1%"
    return f"{_rounded(value, '1')}%"


def figure(value: float | int | Decimal, unit: Unit | str) -> str:
    """A value in the form of its unit."""
    return percent(value) if unit == Unit.PERCENT else number(value)
