"""The rows of the current returns, read back as frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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


# Rows of returns still in memory from their reading, by the return's key and table; set-aside rows left out.
AtHand = Mapping[int, Mapping[str, pd.DataFrame]]


def numbers_in(returns: Sequence[int], at_hand: AtHand | None = None) -> set[str]:
    """The children that returns name, in rows that were not set aside."""
    numbers: set[str] = set()
    for tables in (at_hand or {}).values():
        numbers.update(*(frame["CHILD"].unique() for frame in tables.values() if "CHILD" in frame.columns))
    others = [int(pk) for pk in returns if pk not in (at_hand or {})]
    if others:
        frame = copy_out(
            "select distinct 0, r.number from exchange_returnrow r join exchange_returnfile f on f.id = r.file_id "
            f"where f.of_return_id in ({','.join(map(str, others))}) and not r.is_set_aside",
            ["nothing", "number"],
            whole_numbers=["nothing"],
        )
        numbers.update(frame["number"])
    return numbers


def current_rows(
    authority: Authority, table: str, columns: Sequence[str], at_hand: AtHand | None = None
) -> pd.DataFrame:
    """Rows of the affected children in the current returns, without those set aside.

    Beside the columns asked for: `number`, `row` and `as_at`, a day. A column that a file did not have is
    blank.
    """
    files = ReturnFile.objects.filter(
        of_return__authority=authority, of_return__is_current=True, table=table, rows__gt=0
    ).order_by("of_return__as_at")
    parts = []
    for file in files.values("pk", "columns", "of_return", "of_return__as_at"):
        there = [column for column in columns if column in file["columns"]]
        if at_hand and file["of_return"] in at_hand:
            part = _from_memory(at_hand[file["of_return"]][table], there)
        else:
            part = _from_database(file["pk"], file["columns"], there)
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


def _from_memory(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """All rows: every child of a return just read is affected."""
    return pd.DataFrame(
        {
            "row": frame.index.to_numpy(np.int64),
            "number": frame["CHILD"].to_numpy(object),
            **{column: frame[column].to_numpy(object) for column in columns},
        }
    )


def _from_database(file: int, there: Sequence[str], columns: list[str]) -> pd.DataFrame:
    cells = "".join(f", r.cells[{there.index(column) + 1}]" for column in columns)
    return copy_out(
        f"select r.row, r.number{cells} from exchange_returnrow r where r.file_id = {int(file)} "
        f"and not r.is_set_aside and r.number in (select number from {AFFECTED}) order by r.row",
        ["row", "number", *columns],
        whole_numbers=["row"],
    )
