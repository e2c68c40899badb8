"""Forecasts in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from forecasting.models import ForecastFutures, ForecastLine, ForecastRun
from sufficiency.core.periods import months_after, year_end
from sufficiency.indicators.formatting import number

AGES = {"0": "Under 1", "1-4": "1 to 4", "5-9": "5 to 9", "10-15": "10 to 15", "16-17": "16 and 17"}
PLACEMENTS = {
    "kinship_fostering": "Fostering with relatives or friends",
    "in_house_fostering": "Fostering with our own carers",
    "agency_fostering": "Fostering through agencies",
    "residential": "Residential",
    "supported": "Supported accommodation",
    "with_parents": "Placed with parents",
    "for_adoption": "Placed for adoption",
    "other": "Other",
}
# The sentence on top speaks of the first 31 March that is at least so far ahead.
_AHEAD_MONTHS = 6
# 'About 1 in 83' would claim too much: beyond this, tens.
_EXACT_UP_TO = 20
# To elected members the range is told in tens.
_ROUGHLY = 10
# Below this the range would tell of single children.
_TOO_FEW = 20

_IN_WORDS = {1: "one", 2: "two", 3: "three", 4: "four"}


def month(day: date) -> str:
    """'March 2027'."""
    return f"{day:%B %Y}"


def month_end(day: date) -> str:
    """'March 2027' for the last day of a month, '22 November 2026' for any other."""
    return month(day) if (day + timedelta(days=1)).day == 1 else f"{day.day} {month(day)}"


def spoken_of(days: Sequence[date], extract: date) -> date:
    """Of the month ends told, the first 31 March at least half a year ahead; the last one where none is."""
    earliest = months_after(extract, _AHEAD_MONTHS)
    return next((day for day in days if day >= earliest and day == year_end(day.year)), days[-1])


def between(low: int, high: int) -> str:
    """'470 to 540', or one number."""
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def children(count: int) -> str:
    return "1 child" if count == 1 else f"{number(count)} children"


def expected(line: ForecastLine, futures: ForecastFutures) -> str:
    """'In March 2027 we expect 470 to 540 children (8 chances in 10); one chance in five of more than 530.'"""
    fifth = exceeded_by_share(futures.totals, 0.2)
    return (
        f"In {month(line.on)} we expect {between(line.low80, line.high80)} children (8 chances in 10); "
        f"one chance in five of more than {number(fifth)}."
    )


def roughly(line: ForecastLine) -> str:
    """One band, in tens, for those who are told no exact figures."""
    if line.low80 < _TOO_FEW:
        return "The number is too small to be told here without telling of single children."
    low = _ROUGHLY * (line.low80 // _ROUGHLY)
    high = _ROUGHLY * -(-line.high80 // _ROUGHLY)
    return f"In {month(line.on)} the council expects to look after {between(low, high)} children (8 chances in 10)."


def more_than(totals: Sequence[int], limit: int) -> float:
    """The share of futures above a number, from 0 to 1. `totals` are in order."""
    return (len(totals) - bisect_right(totals, limit)) / len(totals)


def exceeded_by_share(totals: Sequence[int], share: float) -> int:
    """The smallest number that no more than this share of futures exceeds."""
    return totals[len(totals) - 1 - int(share * len(totals))]


def chance(share: float) -> str:
    """'about 1 in 5 (19%)'; certainty is never claimed."""
    if share < 0.005:
        return "less than 1 in 100"
    if share > 0.995:
        return "more than 99 in 100"
    percent = round(100 * share)
    if percent >= 10:
        return f"about {_of_ten(share)} ({percent}%)"
    tries = round(1 / share)
    return f"about 1 in {tries if tries <= _EXACT_UP_TO else round(tries, -1)} ({percent}%)"


def _of_ten(share: float) -> str:
    tries = {
        (1, 2),
        (1, 3),
        (2, 3),
        (1, 4),
        (3, 4),
        *((n, 5) for n in range(1, 5)),
        *((n, 10) for n in (1, 3, 7, 9)),
    }
    above, below = min(
        sorted(tries, key=lambda pair: pair[1]), key=lambda pair: abs(pair[0] / pair[1] - share)
    )
    return f"{above} in {below}"


def homes(count: int) -> str:
    """Of children beyond homes: '12 homes too few', '1 home to spare', 'just as many homes as children'."""
    if not count:
        return "just as many homes as children"
    one = "home" if abs(count) == 1 else "homes"
    return f"{number(abs(count))} {one} {'too few' if count > 0 else 'to spare'}"


def difference(count: int) -> str:
    """'12 short', '5 to spare', 'just enough'."""
    if not count:
        return "just enough"
    return f"{number(count)} short" if count > 0 else f"{number(-count)} to spare"


def differences(low: int, high: int) -> str:
    """'60 to 79 to spare', '3 to 12 short', '5 to spare to 12 short'."""
    if low == high:
        return difference(low)
    if high < 0:
        return f"{number(-high)} to {number(-low)} to spare"
    return f"{number(low)} to {number(high)} short" if low > 0 else f"{difference(low)} to {difference(high)}"


def asker(run: ForecastRun) -> str:
    """For whom a forecast was made: 'for Ada Lee'; 'by itself' where a load led to it and nobody asked."""
    return "by itself" if run.asked_by.is_system else f"for {run.asked_by}"
