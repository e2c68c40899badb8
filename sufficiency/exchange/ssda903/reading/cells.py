"""Cells made comparable: text trimmed, codes in capitals, dates as yyyy-mm-dd where they can be read.

Works on the distinct values of a column, which are few, so that a file of a million cells costs little.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from sufficiency.exchange.ssda903 import limits
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.tables import TABLES

_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 00:00(?::00)?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
# Line ends, tabs and other control characters inside a cell are blanks.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def tidy(name: str, table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every cell tidied and wholly blank rows left out. Raises `ReturnRefused`."""
    known = TABLES[table]
    tidied = {}
    for column in frame.columns:
        change: Callable[[str], str]
        if column in known.dates:
            change = iso_date
        elif column in known.codes:
            change = _code
        else:
            change = _trimmed
        tidied[column] = _each_distinct(name, frame[column], change)
    result = pd.DataFrame(tidied, index=frame.index, columns=list(frame.columns), dtype=object)
    return result[~_blank(result)] if len(result.columns) else result


def _blank(frame: pd.DataFrame) -> np.ndarray:
    """Rows without anything in them; as a rule the first column shows that there are none."""
    blank = np.ones(len(frame), dtype=bool)
    for column in frame.columns:
        blank &= (frame[column] == "").to_numpy(bool)
        if not blank.any():
            break
    return blank


def _each_distinct(name: str, column: pd.Series, change: Callable[[str], str]) -> np.ndarray:
    numbers, distinct = pd.factorize(column.to_numpy(object))
    longest = max(map(len, distinct), default=0)
    if longest > limits.CELL_CHARACTERS:
        at = next(number for number, value in enumerate(distinct) if len(value) == longest)
        row = column.index[int(np.argmax(numbers == at))]
        raise ReturnRefused(
            f"{name} has {longest:,} characters in one cell (row {row:,}, column {column.name}). "
            "Correct that cell and send the file again."
        )
    changed = np.empty(len(distinct), dtype=object)
    changed[:] = [change(value) for value in distinct]
    return changed[numbers]


def _trimmed(text: str) -> str:
    return text.strip() if text.isprintable() else _CONTROLS.sub(" ", text).strip()


def _code(text: str) -> str:
    return _trimmed(text).upper()


@lru_cache(maxsize=100_000)
def iso_date(text: str) -> str:
    """A date as dd/mm/yyyy or ISO given as yyyy-mm-dd; any other text as it came, trimmed."""
    text = _trimmed(text)
    match = _BRITISH.fullmatch(text)
    if match:
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    else:
        match = _ISO.fullmatch(text)
        if not match:
            return text
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not limits.EARLIEST_YEAR <= year <= limits.LATEST_YEAR:
        return text
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def days(column: pd.Series | np.ndarray) -> np.ndarray:
    """Tidied dates as days since 1970-01-01; `NO_DAY` where blank or unreadable."""
    numbers, distinct = pd.factorize(np.asarray(column, dtype=object))
    as_days = np.array([_day(text) for text in distinct] or [NO_DAY], dtype=np.int64)
    return as_days[numbers] if len(numbers) else np.empty(0, np.int64)


NO_DAY = -(2**31)
_EPOCH = date(1970, 1, 1).toordinal()
_TIDY = re.compile(r"\d{4}-\d{2}-\d{2}")


@lru_cache(maxsize=100_000)
def _day(text: str) -> int:
    if not _TIDY.fullmatch(text) or not limits.EARLIEST_YEAR <= int(text[:4]) <= limits.LATEST_YEAR:
        return NO_DAY
    try:
        return date.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:
        return NO_DAY


def day_of(day: int) -> date:
    """The date of a number of days since 1970-01-01."""
    return date.fromordinal(int(day) + _EPOCH)


def number_of(day: date) -> int:
    """The days since 1970-01-01 of a date."""
    return day.toordinal() - _EPOCH
