"""The rows of the current returns, read back as frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from django.db import connection

from sufficiency.core.models import Authority
from sufficiency.exchange.models import ReturnFile
from sufficiency.exchange.ssda903.applying.copying import copy_in, copy_out
from sufficiency.exchange.ssda903.reading.cells import number_of

AFFECTED = "affected_children"


def set_affected(numbers: Iterable[str]) -> None:
    """Name the children that are derived again, for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table if not exists {AFFECTED} (number text) on commit drop")
        cursor.execute(f"truncate {AFFECTED}")
        copy_in(AFFECTED, {"number": np.array(sorted(set(numbers)), dtype=object)})
        cursor.execute(f"analyze {AFFECTED}")


def numbers_in(returns: Sequence[int]) -> set[str]:
    """The children that returns name, in rows that were not set aside."""
    if not returns:
        return set()
    ids = ",".join(str(int(pk)) for pk in returns)
    frame = copy_out(
        "select distinct 0, r.number from exchange_returnrow r join exchange_returnfile f on f.id = r.file_id "
        f"where f.of_return_id in ({ids}) and not r.is_set_aside",
        ["nothing", "number"],
        whole_numbers=["nothing"],
    )
    return set(frame["number"])


def current_rows(
    authority: Authority, table: str, columns: Sequence[str], *, of_affected: bool = True
) -> pd.DataFrame:
    """Rows of a table in the current returns that were not set aside, with `number`, `as_at` and `row`.

    `as_at` is a day; a column that a file did not have is blank.
    """
    files = ReturnFile.objects.filter(
        of_return__authority=authority, of_return__is_current=True, table=table, rows__gt=0
    ).order_by("of_return__as_at")
    where = f" and r.number in (select number from {AFFECTED})" if of_affected else ""
    parts = []
    for file in files.values("pk", "columns", "of_return__as_at"):
        there = [column for column in columns if column in file["columns"]]
        cells = "".join(f", r.cells[{file['columns'].index(column) + 1}]" for column in there)
        part = copy_out(
            f"select r.row, r.number{cells} from exchange_returnrow r "
            f"where r.file_id = {int(file['pk'])} and not r.is_set_aside{where} order by r.row",
            ["row", "number", *there],
            whole_numbers=["row"],
        )
        if len(part):
            parts.append(
                part.assign(
                    **{column: "" for column in columns if column not in there},
                    as_at=number_of(file["of_return__as_at"]),
                )
            )
    if not parts:
        empty = {name: pd.Series(dtype=object) for name in ("number", *columns)}
        return pd.DataFrame({"row": pd.Series(dtype=np.int64), **empty, "as_at": pd.Series(dtype=np.int64)})
    whole = pd.concat(parts, ignore_index=True)
    return whole.astype(dict.fromkeys(("number", *columns), object))
