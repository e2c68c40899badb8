"""Columns to and from PostgreSQL by COPY: the fastest way there is, and the least memory."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from django.db import connection

from sufficiency.exchange.ssda903.overlaps import OPEN
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, day_of

_NULL = "\\N"
_SPECIAL = re.compile(r"[\\\t\n\r]")
# Rows turned to text at a time, and bytes handed to the database at a time.
_ROWS, _BLOCK = 8192, 256 * 1024


def copy_in(table: str, columns: Mapping[str, Sequence | np.ndarray]) -> None:
    """Append rows to a table; each column whole numbers, booleans or ready text, None for null."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', _Lines([*columns.values()]), size=_BLOCK)


class _Lines(io.RawIOBase):
    """Rows turned to text as they are asked for, so that the database writes some while others are made."""

    def __init__(self, columns: list[Sequence | np.ndarray]) -> None:
        self._columns, self._at, self._left = columns, 0, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and self._at < len(self._columns[0]):
            part = [_texts(column[self._at : self._at + _ROWS]) for column in self._columns]
            self._at += _ROWS
            self._left += ("\n".join(map("\t".join, zip(*part, strict=True))) + "\n").encode()
        block, self._left = self._left[:size], self._left[size:]
        return block


def _texts(values: Sequence | np.ndarray) -> list[str]:
    listed = values.tolist() if isinstance(values, np.ndarray) else list(values)
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        return list(map(str, listed))
    distinct = set(listed)
    try:
        plain = not _SPECIAL.search("".join(distinct))
    except TypeError:  # Nulls or booleans are among them.
        plain = False
    if plain:
        return listed
    escaped = {value: _NULL if value is None else _escape(value) for value in distinct}
    return [escaped[value] for value in listed]


def _escape(value: str | bool) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    text = str(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def copy_out(query: str, names: Sequence[str], *, whole_numbers: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of a query as a frame of text, with whole-number columns as such. Null and blank are both blank."""
    body = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv)", body)
    body.seek(0)
    kinds = {name: np.int64 if name in whole_numbers else object for name in names}
    if not body.getbuffer().nbytes:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
    return pd.read_csv(body, header=None, names=list(names), dtype=kinds, na_filter=False, low_memory=False)


def day_texts(days: np.ndarray) -> np.ndarray:
    """Days as yyyy-mm-dd; None for `NO_DAY`."""
    numbers, distinct = pd.factorize(np.asarray(days, dtype=np.int64))
    words = np.array([None if day == NO_DAY else day_of(day).isoformat() for day in distinct], dtype=object)
    return words[numbers] if len(numbers) else np.empty(0, dtype=object)


def range_texts(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Half-open ranges as PostgreSQL writes them."""
    first = "[" + day_texts(start).astype(object) + ","
    last = np.where(end == OPEN, "", day_texts(np.where(end == OPEN, 0, end))).astype(object) + ")"
    return first + last


def range_of(start: date, end: date | None) -> str:
    return f"[{start.isoformat()},{end.isoformat() if end else ''})"


# SQL for a day as a number and for the ends of a range, as the frames have them.
def day_sql(column: str) -> str:
    return f"coalesce({column} - date '1970-01-01', {NO_DAY})"


def end_sql(column: str) -> str:
    return f"coalesce(upper({column}) - date '1970-01-01', {OPEN})"


def new_public_ids(count: int) -> list[str]:
    """Random UUIDs (version 4), in order, so that their index grows at its end.

    Some builds of PostgreSQL open the system's source of randomness for each one that they make.
    """
    numbers = np.frombuffer(os.urandom(16 * count), dtype=np.uint8).reshape(count, 16).copy()
    numbers[:, 6] = numbers[:, 6] & 0x0F | 0x40
    numbers[:, 8] = numbers[:, 8] & 0x3F | 0x80
    text = numbers.tobytes().hex()
    return sorted(text[at : at + 32] for at in range(0, len(text), 32))


def new_ids(table: str, count: int) -> np.ndarray:
    """Fresh primary keys of a table."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_serial_sequence(%s, 'id')", [table])
        drawn = f"select nextval('{cursor.fetchone()[0]}') as id from generate_series(1, {int(count)})"
        # Numbers in a row need not be sent one by one; others may draw at the same time, and then they are not.
        cursor.execute(f"select min(id), max(id) from ({drawn}) drawn")
        first, last = cursor.fetchone()
    if count and last - first + 1 == count:
        return np.arange(first, last + 1, dtype=np.int64)
    return copy_out(drawn, ["id"], whole_numbers=["id"])["id"].to_numpy(np.int64)
