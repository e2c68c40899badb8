"""Children as the latest current return's Header has them. What people entered is left alone."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from django.db import connection

from placements.models import Child
from sufficiency.core.models import Authority
from sufficiency.exchange.ssda903.applying.copying import (
    copy_in,
    copy_out,
    day_sql,
    day_texts,
    new_ids,
    new_public_ids,
)
from sufficiency.exchange.ssda903.applying.current_rows import AFFECTED, current_rows
from sufficiency.exchange.ssda903.applying.dependants import referred_to
from sufficiency.exchange.ssda903.applying.speaking import AtHand
from sufficiency.exchange.ssda903.code_sets import known_codes
from sufficiency.exchange.ssda903.reading.cells import days

_COLUMNS = ("DOB", "SEX", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
_UPN_CHARACTERS = 13
IDENTITY = ("date_of_birth", "sex", "ethnicity", "upn", "is_mother", "mothers_child_born_on")


def wanted_children(authority: Authority, at_hand: AtHand | None = None) -> pd.DataFrame:
    """One row for each affected child in a current Header: number, as_at and the identity the latest gives."""
    rows = current_rows(authority, "Header", _COLUMNS, at_hand)
    order = np.lexsort((rows["row"], -rows["as_at"].to_numpy(np.int64)))
    latest = rows.iloc[order].drop_duplicates("number").sort_values("number").reset_index(drop=True)
    return pd.DataFrame(
        {
            "number": latest["number"].to_numpy(object),
            "as_at": latest["as_at"].to_numpy(np.int64),
            "date_of_birth": days(latest["DOB"]),
            "sex": _known(latest["SEX"], "SEX"),
            "ethnicity": _known(latest["ETHNIC"], "ETHNIC"),
            "upn": _as_object(text if len(text) <= _UPN_CHARACTERS else "" for text in latest["UPN"]),
            "is_mother": _as_object(
                {"1": "t", "1.0": "t", "0": "f", "0.0": "f"}.get(x, "") for x in latest["MOTHER"]
            ),
            "mothers_child_born_on": days(latest["MC_DOB"]),
        }
    )


def _known(column: pd.Series, field: str) -> np.ndarray:
    """A code in some year's list, else blank: not reported in a form that can be counted."""
    codes = known_codes(field)
    return _as_object(text if text in codes else "" for text in column)


def _as_object(values: Iterable[str]) -> np.ndarray:
    listed = list(values)
    result = np.empty(len(listed), dtype=object)
    result[:] = listed
    return result


def existing_children(authority: Authority) -> pd.DataFrame:
    """Affected children already there: id, number, identity, and whether a person entered the record."""
    return copy_out(
        f"""select id, number, {day_sql("date_of_birth")}, sex, ethnicity, upn, is_mother,
            {day_sql("mothers_child_born_on")}, (entered_by_id is not null)::int
            from placements_child where authority_id = {int(authority.pk)}
            and number in (select number from {AFFECTED}) order by number""",
        ["id", "number", *IDENTITY, "is_live"],
        whole_numbers=["id", "date_of_birth", "mothers_child_born_on", "is_live"],
    )


def write_children(authority: Authority, wanted: pd.DataFrame, existing: pd.DataFrame) -> dict[str, int]:
    """Add and correct; counts of both. `wanted` gains the column id."""
    both = wanted[["number"]].merge(existing, on="number", how="left")
    is_new = both["id"].isna().to_numpy(bool)
    ids = both["id"].fillna(0).to_numpy(np.int64).copy()
    ids[is_new] = new_ids("placements_child", int(is_new.sum()))
    wanted["id"] = ids
    _insert(authority, wanted[is_new])
    differs = np.logical_or.reduce([(both[name] != wanted[name]).to_numpy(bool) for name in IDENTITY])
    imported = (both["is_live"] == 0).to_numpy(bool)
    _update(wanted[differs & ~is_new & imported])
    return {"new": int(is_new.sum()), "corrected": int((differs & ~is_new & imported).sum())}


def _cells(wanted: pd.DataFrame) -> dict[str, np.ndarray]:
    return {
        "id": wanted["id"].to_numpy(np.int64),
        "date_of_birth": day_texts(wanted["date_of_birth"]),
        "sex": wanted["sex"].to_numpy(object),
        "ethnicity": wanted["ethnicity"].to_numpy(object),
        "upn": wanted["upn"].to_numpy(object),
        "is_mother": wanted["is_mother"].replace({"": None}).to_numpy(object),
        "mothers_child_born_on": day_texts(wanted["mothers_child_born_on"]),
    }


def _insert(authority: Authority, wanted: pd.DataFrame) -> None:
    if len(wanted):
        count = len(wanted)
        copy_in(
            "placements_child",
            {
                **_cells(wanted),
                "authority_id": np.full(count, authority.pk, dtype=np.int64),
                "number": wanted["number"].to_numpy(object),
                "public_id": new_public_ids(count),
                "first_name": [""] * count,
                "last_name": [""] * count,
            },
        )


def _update(wanted: pd.DataFrame) -> None:
    if not len(wanted):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table corrected_children (id bigint, date_of_birth date, sex text, ethnicity text, "
            "upn text, is_mother boolean, mothers_child_born_on date) on commit drop"
        )
        copy_in("corrected_children", _cells(wanted))
        cursor.execute(
            f"update placements_child c set {', '.join(f'{name} = w.{name}' for name in IDENTITY)} "
            "from corrected_children w where w.id = c.id"
        )
        cursor.execute("drop table corrected_children")


def remove_children(ids: list[int]) -> int:
    """Take out children that no return names any more and that nobody has written anything of; how many."""
    brought = Child.objects.filter(pk__in=ids, entered_by=None).values_list("pk", flat=True)
    gone = sorted(set(brought) - referred_to(Child, ids))
    with connection.cursor() as cursor:
        for told in ("exchange_liveconflict", "exchange_replacedentry"):
            cursor.execute(f"delete from {told} where child_id = any(%s)", [gone])
        cursor.execute("delete from placements_child where id = any(%s)", [gone])
    return len(gone)
