"""The rows of the current returns, read back as frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from django.db import connection

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Return, ReturnFile
from sufficiency.exchange.ssda903.applying.copying import copy_in
from sufficiency.exchange.ssda903.applying.kept_rows import kept_rows
from sufficiency.exchange.ssda903.applying.speaking import AtHand, children_in
from sufficiency.exchange.ssda903.reading.cells import number_of
from sufficiency.exchange.ssda903.tables import EPISODES, HEADER

AFFECTED = "affected_children"


def set_affected(numbers: Iterable[str]) -> None:
    """Name the children that are derived again, for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table if not exists {AFFECTED} (number text) on commit drop")
        cursor.execute(f"truncate {AFFECTED}")
        copy_in(AFFECTED, {"number": np.array(sorted(set(numbers)), dtype=object)})
        cursor.execute(f"analyze {AFFECTED}")


def numbers_in(returns: Sequence[int], at_hand: AtHand | None = None) -> set[str]:
    """The children that returns name, in rows that were not set aside."""
    numbers: set[str] = set()
    for tables in (at_hand or {}).values():
        numbers.update(*(frame["CHILD"].unique() for frame in tables.values() if "CHILD" in frame.columns))
    others = [pk for pk in returns if pk not in (at_hand or {})]
    for file in ReturnFile.objects.filter(of_return__in=others, rows__gt=0):
        numbers.update(kept_rows(file, ["CHILD"])["CHILD"].unique())
    return numbers


def current_rows(
    authority: Authority, table: str, columns: Sequence[str], at_hand: AtHand | None = None
) -> pd.DataFrame:
    """Rows of the affected children in the current returns, without those set aside, nor those of an extract
    about a child whom a newer extract of the same year names.

    Beside the columns asked for: `number`, `row` and `as_at`, a day. A column that a file did not have is
    blank.
    """
    files = ReturnFile.objects.filter(
        of_return__authority=authority, of_return__is_current=True, table=table, rows__gt=0
    ).order_by("of_return__as_at")
    parts = []
    newer = _newer_extracts(authority)
    for file in files.select_related("of_return"):
        there = [column for column in columns if column in file.columns]
        if at_hand and file.of_return_id in at_hand:
            part = _named(at_hand[file.of_return_id][table], there)
        else:
            kept = kept_rows(file, ["CHILD", *there])
            part = _named(kept[kept["CHILD"].isin(_affected())], there)
        for one in newer.get(file.of_return_id, ()):
            told = children_in(one, EPISODES if table == EPISODES else HEADER, at_hand)
            part = part[~part["number"].isin(told)]
        if len(part):
            parts.append(
                part.assign(
                    **{column: "" for column in columns if column not in there},
                    as_at=number_of(file.of_return.as_at),
                )
            )
    if not parts:
        empty = {name: pd.Series(dtype=object) for name in ("number", *columns)}
        return pd.DataFrame({"row": pd.Series(dtype=np.int64), **empty, "as_at": pd.Series(dtype=np.int64)})
    whole = pd.concat(parts, ignore_index=True)
    return whole.astype(dict.fromkeys(("number", *columns), object))


def _newer_extracts(authority: Authority) -> dict[int, list[Return]]:
    """For each current extract, the newer ones of its year."""
    extracts = list(Return.objects.filter(authority=authority, is_current=True, is_extract=True))
    return {
        one.pk: [each for each in extracts if each.year == one.year and each.as_at > one.as_at]
        for one in extracts
    }


def _named(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": frame.index.to_numpy(np.int64),
            "number": frame["CHILD"].to_numpy(object),
            **{column: frame[column].to_numpy(object) for column in columns},
        }
    )


def _affected() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"select number from {AFFECTED}")
        return {number for (number,) in cursor.fetchall()}
