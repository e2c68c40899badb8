"""A provider's home in words and in a table: the kinds of placement there, and how the stays went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from carers.words import counted, in_words
from placements import choices
from placements.providers.stays import LEFT_CARE, Stay, Year, median_days
from sufficiency.core.models import Authority


def kinds(codes: Iterable[str]) -> list[str]:
    """The types of placement in words, in the order of the alphabet."""
    return sorted({choices.placement_type(code) for code in codes})


def how_many(number: int, authority: Authority) -> str:
    """'3 children of Northmere live there today'."""
    if not number:
        return f"No child of {authority} lives there today"
    live = "lives" if number == 1 else "live"
    return f"{counted(number, 'child', 'children')} of {authority} {live} there today"


def lead(stays: Sequence[Stay]) -> str:
    """'8 children have lived there, in 9 stays. 6 stays have ended; half lasted 120 days or less.'"""
    if not stays:
        return "No child has come yet."
    children = len({one.child for one in stays})
    ended = [one for one in stays if one.left]
    come = f"{counted(children, 'child has', 'children have')} lived there, in {counted(len(stays), 'stay')}."
    if not ended:
        return f"{come} None has ended."
    days = median_days(ended)
    lasted = "how long they lasted is not known" if days is None else f"half lasted {_days(days)} or less"
    if len(ended) == 1:
        lasted = "how long it lasted is not known" if days is None else f"it lasted {_days(days)}"
    return f"{come} {counted(len(ended), 'stay has', 'stays have')} ended; {lasted}."


def last_came(stays: Sequence[Stay]) -> str | None:
    """'31 March 2026', 'Nobody yet'; None where there is no stay of which the first day is known."""
    if not stays:
        return "Nobody yet"
    known = [one.came for one in stays if one.came_known]
    return in_words(max(known)) if known else None


def _days(days: float) -> str:
    number = _number(days)
    return f"{number} {'day' if number == '1' else 'days'}"


def _number(days: float) -> str:
    """'120', '120.5': the middle of an even number of stays may lie between two days."""
    return f"{days:,.0f}" if days == int(days) else f"{days:,.1f}"


def table(years: Sequence[Year], stays: Sequence[Stay], authority: Authority, *, on: date) -> dict[str, Any]:
    """By year ending 31 March, the latest first, as `_components/figure_table.html` has it."""
    return {
        "caption": "Stays by year",
        "hide_caption": True,
        "columns": [
            {"text": "Year to 31 March", "numeric": False},
            {"text": "Began", "numeric": True},
            {"text": "Ended", "numeric": True},
            {"text": "Median days of those that ended", "numeric": True},
            {"text": "How they ended", "numeric": False},
        ],
        "rows": [{"cells": _cells(one, is_present=not place, on=on)} for place, one in enumerate(years)],
        "notes": list(_notes(years, stays, authority)),
    }


def _cells(year: Year, *, is_present: bool, on: date) -> list[str | None]:
    nothing = "none ended" if year.is_covered else None
    middle = nothing if not year.ended else None
    return [
        f"{year.year}, up to {in_words(on)}"
        if is_present and (on.month, on.day) != (3, 31)
        else str(year.year),
        _at_least(year.began, year.is_covered),
        _at_least(year.ended, year.is_covered),
        middle if year.median_days is None else _number(year.median_days),
        "; ".join(f"{_how(how)}: {number}" for how, number in year.how) or nothing,
    ]


def _at_least(number: int, is_covered: bool) -> str | None:
    """What no return tells of is not nought."""
    if is_covered:
        return f"{number:,}"
    return f"at least {number:,}" if number else None


def _how(how: str) -> str:
    if how == LEFT_CARE:
        return "Left care"
    return choices.in_words(how, choices.REASONS_FOR_CHANGE) if how else "Reason not recorded"


def _notes(years: Sequence[Year], stays: Sequence[Stay], authority: Authority) -> Iterable[str]:
    yield (
        "A stay goes from the day a child came until the day they left, whatever changed on paper between. A child "
        "who came twice has two."
    )
    yield f"Children of {authority} alone: of those whom other councils place there nothing is known here."
    unknown = sum(not one.came_known for one in stays)
    if unknown:
        yield (
            f"Of {counted(unknown, 'stay')} the first day is not known: in no year does it count as begun, and it is "
            "left out of the median."
        )
    if not all(one.is_covered for one in years):
        yield (
            "‘At least’ and ‘not known’: records of that year are not complete, because no return of it is loaded and "
            "nobody said that placements are kept here from its beginning."
        )
