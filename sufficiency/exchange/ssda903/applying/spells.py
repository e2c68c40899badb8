"""The four timelines written as sets: what is new, what changed, what is gone; the rest is not touched.

A period of care must hold what lies in it, and a placement its temporary moves, at each statement. So outer
spells are first widened to hold both what is there and what comes, then the inner ones are written, then the
outer ones take their final dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.db import connection

from sufficiency.exchange.ssda903.applying.copying import (
    copy_in,
    copy_out,
    end_sql,
    new_public_ids,
    range_texts,
)
from sufficiency.exchange.ssda903.applying.differences import Difference, difference, mark_changed

SPELL = ("start", "end", "start_known", "reason_started", "reason_ended", "end_inferred")


@dataclass(frozen=True)
class Timeline:
    """A table of spells: its columns beside those that every spell has, and what it lies in."""

    name: str
    table: str
    own: tuple[str, ...]
    outer: str | None = None
    constraint: str = ""

    @property
    def outer_key(self) -> str | None:
        return f"{self.outer}_id" if self.outer else None


PERIODS = Timeline(
    "periods_of_care", "placements_periodofcare", ("kind",), constraint="one_period_of_care_at_a_time"
)
LEGAL_STATUSES = Timeline(
    "legal_statuses",
    "placements_legalstatus",
    ("code", "need", "reason_for_change"),
    "period",
    "one_legal_status_at_a_time",
)
PLACEMENTS = Timeline(
    "placements",
    "placements_placement",
    ("code", "provider", "urn", "home_postcode", "postcode", "reason_for_change", "miles", "located_in"),
    "period",
    "one_placement_at_a_time",
)
MOVES = Timeline(
    "temporary_moves",
    "placements_temporarymove",
    (
        "code",
        "provider",
        "urn",
        "home_postcode",
        "postcode",
        "reason_for_change",
        "reason_left",
        "reason_placement_paused",
        "pause_inferred",
        "reason_placement_resumed",
        "urn_resumed",
        "home_postcode_resumed",
        "postcode_resumed",
    ),
    "placement",
    "one_temporary_move_at_a_time",
)
ALL = (PERIODS, LEGAL_STATUSES, PLACEMENTS, MOVES)
_BOOLEAN = frozenset({"start_known", "end_inferred", "pause_inferred"})
_TYPES = {
    "miles": "numeric",
    "start_known": "boolean",
    "end_inferred": "boolean",
    "pause_inferred": "boolean",
}


def existing_spells(timeline: Timeline) -> pd.DataFrame:
    """Every spell of the children named by `set_derived_children`, live ones too (`is_live`)."""
    # `entered` by a person stays so; `is_live` also says of others that they are to be left alone.
    whole = ["id", "child", "start", "end", "is_live", "entered"]
    names = [
        "id",
        "child",
        "start",
        "end",
        "is_live",
        "entered",
        "start_known",
        "reason_started",
        "reason_ended",
        "end_inferred",
    ]
    columns = [
        "s.id",
        "s.child_id",
        "lower(s.dates) - date '1970-01-01'",
        end_sql("s.dates"),
        *["(s.entered_by_id is not null)::int"] * 2,
        *(f"s.{name}" for name in names[6:]),
        *(f"s.{name}" for name in timeline.own),
    ]
    if timeline.outer_key:
        columns.append(f"s.{timeline.outer_key}")
        whole.append("outer_id")
    names = names + list(timeline.own) + (["outer_id"] if timeline.outer_key else [])
    frame = copy_out(
        f"select {', '.join(columns)} from {timeline.table} s "
        "where s.child_id in (select id from derived_children) order by s.child_id, s.dates",
        names,
        whole_numbers=whole,
    )
    for name in _BOOLEAN & set(names):
        frame[name] = (frame[name] == "t").to_numpy(bool)
    return frame


def set_derived_children(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("create temporary table if not exists derived_children (id bigint) on commit drop")
        cursor.execute("truncate derived_children")
        copy_in("derived_children", {"id": np.asarray(ids, dtype=np.int64)})
        cursor.execute("analyze derived_children")


def compare(wanted: dict[str, pd.DataFrame], existing: dict[str, pd.DataFrame]) -> dict[str, Difference]:
    """Differences of all four timelines, with inner spells pointing at their outer one's primary key."""
    found: dict[str, Difference] = {}
    for timeline in ALL:
        there = existing[timeline.name]
        there = there[there["is_live"] == 0]
        one = difference(wanted[timeline.name], there, key=("child", "start"), table=timeline.table)
        columns = [*SPELL[1:], *timeline.own]
        if timeline.outer:
            outer = found[PERIODS.name if timeline.outer == "period" else PLACEMENTS.name]
            positions = one.wanted[timeline.outer].to_numpy(np.int64)
            ids = outer.wanted["id"].to_numpy(np.int64)
            inside = positions >= 0
            outer_ids = np.where(inside, ids[np.where(inside, positions, 0)] if len(ids) else 0, -positions)
            one.wanted["outer_id"] = outer_ids
            columns.append("outer_id")
        mark_changed(one, columns)
        found[timeline.name] = one
    return found


def write(found: dict[str, Difference]) -> None:
    """Write all differences, in an order in which each statement leaves every outer spell holding its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"set constraints {', '.join(timeline.constraint for timeline in ALL)} deferred")
    placements_meanwhile = _meanwhile(found[PLACEMENTS.name])
    periods_meanwhile = _hold(_meanwhile(found[PERIODS.name]), placements_meanwhile)
    periods_meanwhile = _hold(periods_meanwhile, _final(found[LEGAL_STATUSES.name]))
    _delete(MOVES, found[MOVES.name].gone)
    _write(PERIODS, found[PERIODS.name], periods_meanwhile)
    _delete(LEGAL_STATUSES, found[LEGAL_STATUSES.name].gone)
    _write(LEGAL_STATUSES, found[LEGAL_STATUSES.name], _final(found[LEGAL_STATUSES.name]))
    _write(PLACEMENTS, found[PLACEMENTS.name], placements_meanwhile)
    _write(MOVES, found[MOVES.name], _final(found[MOVES.name]))
    _delete(PLACEMENTS, found[PLACEMENTS.name].gone)
    _settle(PLACEMENTS, found[PLACEMENTS.name], placements_meanwhile)
    _settle(PERIODS, found[PERIODS.name], periods_meanwhile)
    _delete(PERIODS, found[PERIODS.name].gone)
    with connection.cursor() as cursor:
        cursor.execute(f"set constraints {', '.join(timeline.constraint for timeline in ALL)} immediate")


def _final(found: Difference) -> pd.DataFrame:
    columns = ["id", "start", "end", *(["outer_id"] if "outer_id" in found.wanted.columns else [])]
    return found.wanted[columns]


def _meanwhile(found: Difference) -> pd.DataFrame:
    """Ids and dates wide enough for what is there and what comes. Matched spells begin on the same day."""
    dates = _final(found).copy()
    end = dates["end"].to_numpy(np.int64).copy()
    at = found.before.index.to_numpy()
    end[at] = np.maximum(end[at], found.before["end"].to_numpy(np.int64))
    dates["end"] = end
    return dates


def _hold(outer: pd.DataFrame, inner: pd.DataFrame) -> pd.DataFrame:
    """Outer dates widened to hold the inner ones that will point at them."""
    if not len(inner) or not len(outer):
        return outer
    furthest = inner.groupby("outer_id")["end"].max()
    needed = outer["id"].map(furthest).fillna(0).to_numpy(np.int64)
    return outer.assign(end=np.maximum(outer["end"].to_numpy(np.int64), needed))


def _cells(timeline: Timeline, wanted: pd.DataFrame, end: np.ndarray) -> dict[str, np.ndarray]:
    cells = {
        "id": wanted["id"].to_numpy(np.int64),
        "dates": range_texts(wanted["start"].to_numpy(np.int64), end),
        **{name: wanted[name].to_numpy() for name in SPELL[2:]},
        **{name: wanted[name].to_numpy() for name in timeline.own},
    }
    if timeline.outer_key:
        cells[timeline.outer_key] = wanted["outer_id"].to_numpy(np.int64)
    if "miles" in cells:
        cells["miles"] = np.where(cells["miles"] == "", None, cells["miles"])
    return cells


def _write(timeline: Timeline, found: Difference, dates: pd.DataFrame) -> None:
    """New spells, and those changed ones that need not wait until what lies in them has been written."""
    end = dates["end"].to_numpy(np.int64)
    new = found.wanted[found.is_new]
    if len(new):
        cells = {"child_id": new["child"].to_numpy(np.int64), **_cells(timeline, new, end[found.is_new])}
        if timeline is PLACEMENTS:
            cells["public_id"] = np.array(new_public_ids(len(new)), dtype=object)
        copy_in(timeline.table, cells)
    changed = found.is_changed & ~_waits(found, end)
    _update(timeline, found.wanted[changed], end[changed])
    # What did not change itself may still have to be wider meanwhile.
    wider = ~found.is_new & ~found.is_changed & (end != found.wanted["end"].to_numpy(np.int64))
    _move(timeline, found.wanted[wider], end[wider])


def _settle(timeline: Timeline, found: Difference, meanwhile: pd.DataFrame) -> None:
    """Give the spells that waited, or were wider meanwhile, their final dates."""
    final = found.wanted["end"].to_numpy(np.int64)
    end = meanwhile["end"].to_numpy(np.int64)
    waits = _waits(found, end)
    _update(timeline, found.wanted[waits], final[waits])
    wider = ~waits & (end != final)
    _move(timeline, found.wanted[wider], final[wider])


def _waits(found: Difference, meanwhile: np.ndarray) -> np.ndarray:
    """Changed spells that are wide enough as they are and end sooner: one change, after what lies in them."""
    waits = np.zeros(len(found.wanted), dtype=bool)
    at = found.before.index.to_numpy()
    final = found.wanted["end"].to_numpy(np.int64)[at]
    waits[at] = (meanwhile[at] > final) & (meanwhile[at] <= found.before["end"].to_numpy(np.int64))
    return waits


def _update(timeline: Timeline, changed: pd.DataFrame, end: np.ndarray) -> None:
    if not len(changed):
        return
    cells = _cells(timeline, changed, end)
    kinds = {"id": "bigint", "dates": "daterange", **_TYPES}
    if timeline.outer_key:
        kinds[timeline.outer_key] = "bigint"
    _by_staging(timeline.table, cells, {name: kinds.get(name, "text") for name in cells})


def _move(timeline: Timeline, moved: pd.DataFrame, end: np.ndarray) -> None:
    if len(moved):
        cells = {
            "id": moved["id"].to_numpy(np.int64),
            "dates": range_texts(moved["start"].to_numpy(np.int64), end),
        }
        _by_staging(timeline.table, cells, {"id": "bigint", "dates": "daterange"})


def _by_staging(table: str, cells: dict[str, np.ndarray], kinds: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
        cursor.execute(f"create temporary table staged ({columns}) on commit drop")
        copy_in("staged", cells)
        settings = ", ".join(f'"{name}" = w."{name}"' for name in cells if name != "id")
        cursor.execute(f"update {table} s set {settings} from staged w where w.id = s.id")
        cursor.execute("drop table staged")


def _delete(timeline: Timeline, gone: pd.DataFrame) -> None:
    if len(gone):
        with connection.cursor() as cursor:
            cursor.execute(f"delete from {timeline.table} where id = any(%s)", [gone["id"].tolist()])
