"""Rows as they were kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from django.db import connection

from sufficiency.exchange.models import KeptColumn, KeptRows, ReturnFile


def kept_rows(file: ReturnFile, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The rows of a file that were not set aside, under their row numbers; all columns, or those named."""
    names = list(file.columns if columns is None else columns)
    cells = dict(KeptColumn.objects.filter(file=file, name__in=names).values_list("name", "cells"))
    held = KeptRows.objects.filter(file=file).first()
    index = pd.Index(held.numbers if held else [], name="row", dtype="int64")
    frame = pd.DataFrame(
        {name: cells.get(name, []) for name in names}, index=index, columns=names, dtype=object
    )
    return frame[~index.isin(held.set_aside)] if held and held.set_aside else frame


def children_of_rows(files: Iterable[int], rows: Iterable[int]) -> dict[tuple[int, int], str]:
    """Whose the rows with these numbers are, by file and row."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select file_id, number, child from (
                select r.file_id, unnest(r.numbers) as number, unnest(c.cells) as child
                from exchange_keptrows r join exchange_keptcolumn c on c.file_id = r.file_id and c.name = 'CHILD'
                where r.file_id = any(%s)
            ) held where number = any(%s)""",
            [list(files), list(rows)],
        )
        return {(file, row): child for file, row, child in cursor.fetchall()}
