"""Which year a return speaks of, and what its name says of it."""

from __future__ import annotations

import re

import pandas as pd

from sufficiency.core.periods import year_ending
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, day_of, days

_SPAN = re.compile(r"(?<!\d)(20\d\d)[\W_]?(?:20)?(\d\d)(?!\d)")
_SINGLE = re.compile(r"(?<!\d)20\d\d(?!\d)")


def year_of(episodes: pd.DataFrame) -> int | None:
    """The return year of the last day that the Episodes speak of; None where no date can be read.

    An episode that ceases on D is out on D, so the last day it speaks of is the day before: an episode
    that ceases on 1 April belongs to the year that ended the day before.
    """
    begun, ceased = days(episodes["DECOM"]), days(episodes["DEC"])
    ceased = ceased[ceased != NO_DAY] - 1
    begun = begun[begun != NO_DAY]
    if not len(begun) and not len(ceased):
        return None
    last = max([*begun.max(initial=NO_DAY, keepdims=True), *ceased.max(initial=NO_DAY, keepdims=True)])
    return year_ending(day_of(last))


def hint(label: str) -> tuple[str, int] | None:
    """The year that a folder's or file's name speaks of, as written and as the year in which it ends."""
    for span in _SPAN.finditer(label):
        if int(span[2]) == (int(span[1]) + 1) % 100:
            return span[0], int(span[1]) + 1
    single = _SINGLE.search(label)
    return (single[0], int(single[0])) if single else None


def difference(label: str, year: int) -> str | None:
    """A warning where a name's year is not the one the dates give."""
    hinted = hint(label)
    if hinted is None or hinted[1] == year:
        return None
    return (
        f"“{label}” speaks of {hinted[0]}, but its dates belong to the year ending 31 March {year}; "
        "it is taken as that year's return. Give the year yourself if that is wrong."
    )
