"""Numbers, dates and lists as documents print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sufficiency.indicators.base import Unit
from sufficiency.indicators.formatting import figure, number, percent
from sufficiency.indicators.protected import Shown, State
from sufficiency.indicators.wording import in_words

HIDDEN = "c"
NOT_KNOWN = "not known"
NOT_HELD = "-"
NOBODY = "nobody"

ROUNDING = (
    "Counts are exact. Percentages and rates are worked out from exact counts and rounded half up: "
    "percentages to whole numbers, or to one decimal where they are above 0 and under 1; rates and days to "
    "whole numbers. Rounded percentages may not add to 100."
)

# Control signs, halves of a pair, and two that are no characters: no file of ours can hold them.
_NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def shown(figure_: Shown, unit: Unit | str) -> str:
    """A protected figure: its value, "c" where hidden, "not known" where nobody can say."""
    if figure_.state is State.HIDDEN:
        return HIDDEN
    if figure_.value is None:
        return NOT_KNOWN
    return figure(figure_.value, unit)


def printable(text: str) -> str:
    """The text without signs that a file cannot hold."""
    return _NO_TEXT.sub("", text)


def column_date(day: date) -> str:
    """'31 Mar 2013', for a column's heading."""
    return f"{day.day} {day:%b %Y}"


def children(count: int | float) -> str:
    """'1 child', '482 children'."""
    return "1 child" if count == 1 else f"{number(count)} children"


def were(count: int | float) -> str:
    return "was" if count == 1 else "were"


def listed(parts: Sequence[str]) -> str:
    """'a, b and c'."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def change(difference: float, unit: Unit) -> str:
    """'28 more', '3 percentage points fewer', 'no change'."""
    way = "more" if difference > 0 else "fewer"
    points = figure(abs(difference), Unit.RATE if unit is Unit.PERCENT else unit)
    if points == "0":
        return "no change"
    if unit is Unit.PERCENT:
        return f"{points} percentage point{'' if points == '1' else 's'} {way}"
    return f"{points} {way}"


def sentence(text: str) -> str:
    """With a capital first letter, whatever follows left as it is."""
    return text[:1].upper() + text[1:]


__all__ = [
    "HIDDEN",
    "NOBODY",
    "NOT_HELD",
    "NOT_KNOWN",
    "ROUNDING",
    "change",
    "children",
    "column_date",
    "figure",
    "in_words",
    "listed",
    "number",
    "percent",
    "printable",
    "sentence",
    "shown",
    "were",
]
