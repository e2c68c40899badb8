"""Running the rules over one return."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from .columns import NotInThisReturn
from .context import Return
from .placing import Placing
from .registry import At, Rule

FINDINGS = ["table", "row", "number", "column", "code", "value", "message"]


def run(
    rules: Iterable[Rule],
    tables: dict[str, pd.DataFrame],
    *,
    year: int,
    as_at: date,
    previous: dict[str, pd.DataFrame] | None = None,
    placing: Placing | None = None,
    providers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every breach of `rules` in one return: a row each, with `FINDINGS` as its columns.

    `tables` are frames of texts, as read or as exported; `previous` those of the year before. `as_at` is the
    31 March of the return, or the day of an extract. A rule whose tables or columns did not come, or which
    needs places or providers that are not given, says nothing.
    """
    held = Return(tables, year=year, as_at=as_at, placing=placing, providers=providers, previous=previous)
    parts = []
    for each in rules:
        if not each.in_force(year):
            continue
        try:
            found = each.findings(held)
        except NotInThisReturn:
            continue
        parts += [_listed(held, each, at) for at in found if at.rows.any()]
    if not parts:
        return pd.DataFrame(
            {name: pd.Series(dtype="int64" if name == "row" else object) for name in FINDINGS}
        )
    return pd.concat(parts, ignore_index=True)


def _listed(held: Return, each: Rule, at: At) -> pd.DataFrame:
    table = held[at.table]
    rows = np.flatnonzero(at.rows)
    values = table[at.column].values(rows) if at.column in table else np.full(len(rows), "", dtype=object)
    numbers = table["CHILD"].values(rows) if "CHILD" in table else np.full(len(rows), "", dtype=object)
    return pd.DataFrame(
        {
            "table": np.full(len(rows), at.table, dtype=object),
            "row": table.row_numbers[rows],
            "number": numbers,
            "column": np.full(len(rows), at.column, dtype=object),
            "code": np.full(len(rows), each.code, dtype=object),
            "value": values,
            "message": _messages(each.message, values),
        },
        columns=FINDINGS,
    )


def _messages(message: str, values: np.ndarray) -> np.ndarray:
    if "{value}" not in message:
        return np.full(len(values), message, dtype=object)
    numbers, distinct = pd.factorize(values)
    texts = [message.replace("{value}", f"“{value}”" if value else "nothing") for value in distinct]
    return np.array(texts, dtype=object)[numbers]
