"""Columns to and from PostgreSQL by COPY: the fastest way there is, and the least memory."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from django.db import connection

from sufficiency.exchange.ssda903.overlaps import OPEN
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, day_of

_NULL = "\\N"
# Rows turned to text at a time: a few dozen megabytes.
_CHUNK = 100_000


def copy_in(table: str, columns: Mapping[str, Sequence | np.ndarray]) -> None:
    """Append rows to a table; each column a sequence of ready text, None for null."""
    texts = [_texts(column) for column in columns.values()]
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        for at in range(0, len(texts[0]), _CHUNK):
            rows = map("\t".join, zip(*(column[at : at + _CHUNK] for column in texts), strict=True))
            body = io.BytesIO(("\n".join(rows) + "\n").encode())
            cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', body)


def _texts(values: Sequence | np.ndarray) -> list[str]:
    array = np.asarray(values)
    if array.dtype == bool:
        return np.where(array, "t", "f").tolist()
    if array.dtype.kind in "iu":
        return array.astype(str).tolist() if len(array) < 1000 else list(map(str, array.tolist()))
    escaped = {value: _NULL if value is None else _escape(value) for value in dict.fromkeys(array.tolist())}
    return [escaped[value] for value in array.tolist()]


def _escape(value) -> str:
    if value is True or value is False:
        return "t" if value else "f"
    text = str(value)
    if "\\" in text or "\t" in text or "\n" in text or "\r" in text:
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text


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


def new_ids(table: str, count: int) -> np.ndarray:
    """Fresh primary keys of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)", [table, count]
        )
        return np.fromiter((row[0] for row in cursor.fetchall()), dtype=np.int64, count=count)
