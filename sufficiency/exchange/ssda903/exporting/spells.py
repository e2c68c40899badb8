"""Spells of an authority as frames, those that the return of a year can speak of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sufficiency.core.models import Authority
from sufficiency.core.periods import Window
from sufficiency.exchange.ssda903.applying.copying import copy_out, end_sql
from sufficiency.exchange.ssda903.overlaps import key

_SPELL = ("reason_started", "reason_ended", "end_inferred", "reason_for_change")
_PLACE = ("code", "provider", "urn", "home_postcode", "postcode")
_BOOLEAN = ("end_inferred", "pause_inferred")


# Children of whom some return left an episode open that something else follows: it may lie long before the
# year and yet stand in its return, open as ever.
_LEFT_OPEN = " union ".join(
    f"select child_id from {table} where {flag}"
    for table, flag in (
        ("placements_legalstatus", "end_inferred"),
        ("placements_placement", "end_inferred"),
        ("placements_temporarymove", "end_inferred or pause_inferred"),
    )
)


@dataclass
class Spells:
    """Spells in order of child and first day; `at` finds the one that covers a day."""

    frame: pd.DataFrame
    starts: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Spells:
        child = frame["child"].to_numpy(np.int64)
        return cls(
            frame, key(child, frame["start"].to_numpy(np.int64)), key(child, frame["end"].to_numpy(np.int64))
        )

    def at(self, moments: np.ndarray) -> np.ndarray:
        """Position of the spell that covers each child and day; -1 for none."""
        found = np.searchsorted(self.starts, moments, side="right") - 1
        covered = (found >= 0) & (self.ends[np.maximum(found, 0)] > moments) if len(self.ends) else found >= 0
        return np.where(covered, found, -1)

    def take(self, column: str, positions: np.ndarray, otherwise: str | int | bool) -> np.ndarray:
        """A column at positions, with another value where the position is -1."""
        if not len(self.frame):
            return np.full(len(positions), otherwise, dtype=object if isinstance(otherwise, str) else None)
        values = self.frame[column].to_numpy()
        return np.where(positions >= 0, values[np.maximum(positions, 0)], otherwise)


def read_spells(authority: Authority, year: Window) -> dict[str, Spells]:
    """Periods, legal statuses and placements that touch the year, and every move of those placements."""
    touches = (
        f"c.authority_id = {int(authority.pk)} and lower(s.dates) <= date '{year.end}' "
        f"and (upper_inf(s.dates) or upper(s.dates) >= date '{year.start}' or s.child_id in ({_LEFT_OPEN}))"
    )
    return {
        "periods": _read(
            "placements_periodofcare", touches, ("reason_started", "reason_ended", "end_inferred", "kind")
        ),
        "legal": _read("placements_legalstatus", touches, (*_SPELL, "code", "need")),
        "placements": _read("placements_placement", touches, (*_SPELL, *_PLACE)),
        "moves": _read(
            "placements_temporarymove",
            "s.placement_id in (select s.id from placements_placement s join placements_child c on c.id = s.child_id "
            f"where {touches})",
            (
                *_SPELL,
                *_PLACE,
                "reason_left",
                "reason_placement_paused",
                "pause_inferred",
                "reason_placement_resumed",
                "urn_resumed",
                "home_postcode_resumed",
                "postcode_resumed",
                "placement_id",
            ),
        ),
    }


def _read(table: str, where: str, columns: tuple[str, ...]) -> Spells:
    whole = ["id", "child", "start", "end", "is_live"]
    frame = copy_out(
        f"select s.id, s.child_id, lower(s.dates) - date '1970-01-01', {end_sql('s.dates')}, "
        f"(s.entered_by_id is not null)::int, {', '.join(f's.{name}' for name in columns)} "
        f"from {table} s join placements_child c on c.id = s.child_id where {where} order by s.child_id, s.dates",
        [*whole, *columns],
        whole_numbers=[*whole, *(["placement_id"] if "placement_id" in columns else [])],
    )
    for name in _BOOLEAN:
        if name in columns:
            frame[name] = (frame[name] == "t").to_numpy(bool)
    return Spells.of(frame)
