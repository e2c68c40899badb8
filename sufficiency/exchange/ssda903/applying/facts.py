"""Records beside the timelines, written as sets."""

from __future__ import annotations

import numpy as np
import pandas as pd
from django.db import connection

from sufficiency.core.models import Authority
from sufficiency.exchange.ssda903.applying.copying import copy_in, copy_out, day_sql, day_texts
from sufficiency.exchange.ssda903.applying.current_rows import current_rows
from sufficiency.exchange.ssda903.applying.speaking import AtHand
from sufficiency.exchange.ssda903.deriving.facts import DAYS, FACTS, Fact, records


def write_facts(
    authority: Authority, child_ids: dict[str, int], at_hand: AtHand | None = None
) -> dict[str, int]:
    """Bring the records of the affected children to what the current returns say.

    Gives, by table, how many children have such records.
    """
    return {fact.table: _write(fact, _rows(fact, authority, at_hand), child_ids) for fact in FACTS}


def _rows(fact: Fact, authority: Authority, at_hand: AtHand | None) -> pd.DataFrame:
    """The rows that make a fact's records: its own table's, then those of children who are only flagged."""
    own = current_rows(authority, fact.table, fact.needs, at_hand)
    if fact.flag is None:
        return own
    table, column = fact.flag
    flags = current_rows(authority, table, (column,), at_hand)
    flagged = flags[flags[column] == "1"].drop(columns=column)
    return (
        pd.concat([own, flagged.assign(**dict.fromkeys(fact.needs, ""))], ignore_index=True)
        if len(flagged)
        else own
    )


def _write(fact: Fact, rows: pd.DataFrame, child_ids: dict[str, int]) -> int:
    children = rows["number"].map(child_ids)
    wanted = records(fact, rows[children.notna()].assign(child=children.dropna().astype(np.int64)))
    table = fact.model._meta.db_table
    columns = [name for name in wanted.columns if name != "child"]
    existing = copy_out(
        f"select id, child_id, {', '.join(day_sql(name) if name in DAYS else name for name in columns)} "
        f"from {table} where child_id in (select id from derived_children)",
        ["id", "child", *columns],
        whole_numbers=["id", "child", *(name for name in columns if name in DAYS)],
    )
    texts = wanted.assign(**{name: _as_text(wanted[name]) for name in columns if name not in DAYS})
    new = texts
    if len(existing):
        both = texts.merge(existing, on=["child", *columns], how="outer", indicator=True)
        # A record that differs is taken out and written anew: nothing refers to these.
        gone = both.loc[both["_merge"] == "right_only", "id"].astype(np.int64).tolist()
        with connection.cursor() as cursor:
            cursor.execute(f"delete from {table} where id = any(%s)", [gone])
        new = both[both["_merge"] == "left_only"]
    if len(new):
        cells = {
            "child_id": new["child"].to_numpy(np.int64),
            **{
                name: day_texts(new[name].to_numpy(np.int64))
                if name in DAYS
                else _null_blank(fact, name, new[name])
                for name in columns
            },
        }
        copy_in(table, cells)
    return int(wanted["child"].nunique())


def _as_text(values: pd.Series) -> np.ndarray:
    words = {True: "t", False: "f", None: ""}
    return np.array([words.get(value, value) for value in values], dtype=object)


def _null_blank(fact: Fact, name: str, values: pd.Series) -> np.ndarray:
    """Blank as null in columns that know no blank."""
    array = values.to_numpy(object)
    if fact.model._meta.get_field(name).get_internal_type() == "BooleanField":
        return np.array([value or None for value in array], dtype=object)
    return array
