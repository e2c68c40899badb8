"""How a figure has moved, in words: better or worse only where a direction is good or bad."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.presenters import words
from sufficiency.indicators import catalogue, formatting
from sufficiency.indicators.base import Direction, Measurement, Span, Unit
from sufficiency.indicators.wording import in_words

# With fewer, one child moves a percentage by more than two points.
FEWEST_FOR_A_PERCENTAGE = 50
# Counts of so few say little, and their changes nothing.
FEWEST_FOR_A_COUNT = 6


@dataclass(frozen=True)
class Change:
    text: str
    judgement: str = ""


def change(now: Measurement, before: Measurement, *, then: str = "") -> Change | None:
    """'14 more than at 31 March 2012', or than `then` in words; None where either is not known."""
    if now.value is None or before.value is None:
        return None
    then = then or _then(now.key, before.as_at)
    difference = Decimal(str(now.value)) - Decimal(str(before.value))
    moved = formatting.half_up(abs(difference))
    if not moved:
        return Change(f"{'Much the' if difference else 'The'} same as {then}")
    more = difference > 0
    amount = words.points(moved) if now.unit is Unit.PERCENT else f"{moved:,}"
    comparison = "more" if more else "fewer" if now.unit is not Unit.PERCENT else "less"
    return Change(f"{amount} {comparison} than {then}", _judgement(now, before, more=more))


def short_change(now: Measurement, before: Measurement) -> str | None:
    """'+14', '−2 points', '0'; for the cell of a table whose heading says since when."""
    if now.value is None or before.value is None:
        return None
    difference = Decimal(str(now.value)) - Decimal(str(before.value))
    moved = formatting.half_up(abs(difference))
    if not moved:
        return "0"
    amount = words.points(moved) if now.unit is Unit.PERCENT else f"{moved:,}"
    return f"{'+' if difference > 0 else '−'}{amount}"


def small_numbers(measurement: Measurement) -> str:
    """A mark where the numbers are too small to mean much, or nothing."""
    if measurement.value is None:
        return ""
    if measurement.unit is Unit.PERCENT:
        asked = measurement.denominator or 0
        if 0 < asked < FEWEST_FOR_A_PERCENTAGE:
            weight = formatting.half_up(100 / asked)
            return f"Small numbers: of {asked}, one is {words.points(weight)}"
        return ""
    counted = measurement.denominator if measurement.unit is Unit.DAYS else measurement.value
    if measurement.unit is not Unit.RATE and 0 < (counted or 0) < FEWEST_FOR_A_COUNT:
        return "Small numbers"
    return ""


def _then(key: str, day: date) -> str:
    span = catalogue.get(key).span
    return f"in the year to {in_words(day)}" if span is Span.YEAR else f"at {in_words(day)}"


def _judgement(now: Measurement, before: Measurement, *, more: bool) -> str:
    better = catalogue.get(now.key).better
    if better is Direction.NEITHER or small_numbers(now) or small_numbers(before):
        return ""
    return "better" if more == (better is Direction.HIGHER) else "worse"
