"""Rows that stand to periods of care, legal statuses, placements and temporary moves.

A reported boundary stays a boundary. Everything a row says is carried by a spell that begins or ends at
one of its boundaries, so that the same rows can be written out again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from placements.codes import CHANGES_LEGAL_STATUS, CHANGES_PLACEMENT, SHORT_BREAKS, STARTED, TEMPORARY
from placements.models import PeriodOfCare

# Of the returns' columns, those that make a placement another.
_PLACE = ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN", "HOME_POST")


@dataclass
class Timelines:
    """Spells column-wise; `start` and `end` are days, `OPEN` for none.

    Legal statuses and placements name their period, and temporary moves their placement, by position.
    `queries` are positions in the rows given, with why.
    """

    periods: pd.DataFrame
    legal_statuses: pd.DataFrame
    placements: pd.DataFrame
    temporary_moves: pd.DataFrame
    # Rows of temporary moves that did not return to the placement they left, and so are placements.
    returned_elsewhere: np.ndarray


def derive(rows: pd.DataFrame) -> Timelines:
    """The timelines of rows that stand: in order of child and day, with `end` and `end_inferred`."""
    marks = _Marks(rows)
    periods = _spells(rows, marks.period)
    short = np.isin(rows["LS"].to_numpy(object)[periods.first], list(SHORT_BREAKS))
    kinds = np.where(short, PeriodOfCare.Kind.SHORT_BREAKS.value, PeriodOfCare.Kind.LOOKED_AFTER.value)
    legal = _spells(rows, marks.legal)
    placed = _spells(rows, marks.place)
    period_number = np.cumsum(marks.period) - 1
    return Timelines(
        periods=periods.frame.assign(
            kind=kinds.astype(object), start_known=~marks.unseen_start[periods.first]
        ),
        legal_statuses=legal.frame.assign(
            period=period_number[legal.first],
            code=_text(rows, "LS", legal.first),
            need=_text(rows, "CIN", legal.first),
            reason_for_change=_text(rows, "REASON_PLACE_CHANGE", legal.last),
            start_known=_known(marks, legal.first, CHANGES_LEGAL_STATUS),
        ),
        placements=placed.frame.assign(
            period=period_number[placed.first],
            code=_text(rows, "PLACE", placed.first),
            provider=_text(rows, "PLACE_PROVIDER", placed.first),
            urn=_text(rows, "URN", placed.first),
            home_postcode=_text(rows, "HOME_POST", placed.first),
            postcode=_text(rows, "PL_POST", placed.first),
            reason_for_change=_text(rows, "REASON_PLACE_CHANGE", placed.last),
            start_known=_known(marks, placed.first, CHANGES_PLACEMENT),
        ),
        temporary_moves=_moves(rows, marks),
        returned_elsewhere=np.flatnonzero(marks.elsewhere),
    )


class _Marks:
    """For each row, which timelines it begins a spell on."""

    def __init__(self, rows: pd.DataFrame) -> None:
        count = len(rows)
        child = rows["child"].to_numpy(np.int64)
        rne = rows["RNE"].to_numpy(object)
        first_of_child = _changes(child)
        short = np.isin(rows["LS"].to_numpy(object), list(SHORT_BREAKS))
        gap = _shifted(rows["end"].to_numpy(np.int64)) < rows["decom"].to_numpy(np.int64)
        self.rne = rne
        self.period = first_of_child | (rne == STARTED) | gap | _changes(short)
        # The child's very first row, where it is no start: what began, began on that day or before it.
        self.unseen_start = first_of_child & (rne != STARTED)
        self._find_moves(rows)

        stated = self.period | _in(rne, CHANGES_LEGAL_STATUS)
        self.legal = stated | _changes(rows["LS"]) | _changes(rows["CIN"])
        place_differs = np.logical_or.reduce(
            [_changes(rows[name]) for name in _PLACE] + [np.zeros(count, bool)]
        )
        new_place = self.period | _in(rne, CHANGES_PLACEMENT) | place_differs
        # What changes nothing and says nothing of what changed is still a boundary, on both timelines.
        neither = ~self.legal & ~new_place & ~self.resumes
        self.legal = self.legal | neither
        new_place = new_place | neither
        self.place = new_place & ~self.overlay & ~self.resumes
        self.move = self.overlay & (new_place | ~_shifted_flag(self.overlay))

    def _find_moves(self, rows: pd.DataFrame) -> None:
        """Runs of temporary codes: which lie over the placement before them, and which row resumes it."""
        count = len(rows)
        temporary = _in(rows["PLACE"].to_numpy(object), TEMPORARY)
        self.overlay = np.zeros(count, dtype=bool)
        self.resumes = np.zeros(count, dtype=bool)
        self.elsewhere = np.zeros(count, dtype=bool)
        if not temporary.any():
            return
        begins = temporary & (~_shifted_flag(temporary) | self.period)
        ends = temporary & np.append(~temporary[1:] | self.period[1:], True)
        first, last = np.flatnonzero(begins), np.flatnonzero(ends)
        leading = self.period[first]
        following = np.minimum(last + 1, count - 1)
        nothing_follows = (last + 1 >= count) | self.period[following]
        before = np.maximum(first - 1, 0)
        returns = np.ones(len(first), dtype=bool)
        for name in ("PLACE", "PLACE_PROVIDER"):
            values = rows[name].to_numpy(object)
            returns &= values[before] == values[following]
        postcodes = rows["PL_POST"].to_numpy(object)
        returns &= np.array(
            [_same_postcode(postcodes[a], postcodes[b]) for a, b in zip(before, following, strict=True)],
            dtype=bool,
        )
        over = ~leading & (nothing_follows | returns)
        resumed = ~leading & ~nothing_follows & returns
        lengths = last - first + 1
        runs = np.repeat(np.arange(len(first)), lengths)
        positions = np.flatnonzero(temporary)
        self.overlay[positions] = over[runs]
        self.elsewhere[positions] = ~over[runs]
        self.resumes[last[resumed] + 1] = True


def _same_postcode(one: str, other: str) -> bool:
    return one == other or one.replace(" ", "").upper() == other.replace(" ", "").upper()


@dataclass
class _Spells:
    first: np.ndarray
    last: np.ndarray
    frame: pd.DataFrame


def _spells(rows: pd.DataFrame, begins: np.ndarray) -> _Spells:
    """Spells from each row that begins one to the row before the next."""
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(rows)) - 1 if len(first) else first
    return _Spells(first, last, _spell_frame(rows, first, last))


def _spell_frame(rows: pd.DataFrame, first: np.ndarray, last: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "child": rows["child"].to_numpy(np.int64)[first],
            "start": rows["decom"].to_numpy(np.int64)[first],
            "end": rows["end"].to_numpy(np.int64)[last],
            "start_known": np.ones(len(first), dtype=bool),
            "reason_started": _text(rows, "RNE", first),
            "reason_ended": _text(rows, "REC", last),
            "end_inferred": rows["end_inferred"].to_numpy(bool)[last],
        }
    )


def _moves(rows: pd.DataFrame, marks: _Marks) -> pd.DataFrame:
    first = np.flatnonzero(marks.move)
    # A move ends before the next move, and where its run does.
    overlay_ends = marks.overlay & np.append(~marks.overlay[1:] | marks.move[1:], True)[: len(rows)]
    last = np.flatnonzero(overlay_ends)
    before = np.maximum(first - 1, 0)
    leaves = ~marks.overlay[before]
    following = np.minimum(last + 1, len(rows) - 1)
    resumed = marks.resumes[following] & (last + 1 < len(rows))
    placement = np.cumsum(marks.place) - 1

    def paused(name: str) -> np.ndarray:
        return np.where(leaves, _text(rows, name, before), "")

    def on_return(name: str) -> np.ndarray:
        return np.where(resumed, _text(rows, name, following), "")

    return _spell_frame(rows, first, last).assign(
        placement=placement[first],
        code=_text(rows, "PLACE", first),
        provider=_text(rows, "PLACE_PROVIDER", first),
        urn=_text(rows, "URN", first),
        home_postcode=_text(rows, "HOME_POST", first),
        postcode=_text(rows, "PL_POST", first),
        reason_for_change=_text(rows, "REASON_PLACE_CHANGE", last),
        reason_left=paused("REASON_PLACE_CHANGE"),
        reason_placement_paused=paused("REC"),
        pause_inferred=leaves & rows["end_inferred"].to_numpy(bool)[before],
        reason_placement_resumed=on_return("RNE"),
        urn_resumed=on_return("URN"),
        home_postcode_resumed=on_return("HOME_POST"),
        postcode_resumed=on_return("PL_POST"),
    )


def _text(rows: pd.DataFrame, column: str, positions: np.ndarray) -> np.ndarray:
    return rows[column].to_numpy(object)[positions]


def _known(marks: _Marks, first: np.ndarray, changing: frozenset[str]) -> np.ndarray:
    """Whether a spell is known to have begun where it does: a first row says so if its RNE changed this timeline."""
    return ~marks.unseen_start[first] | _in(marks.rne[first], changing)


def _changes(values: pd.Series | np.ndarray) -> np.ndarray:
    """True where a value differs from the one before, and at the first."""
    array = np.asarray(values)
    changed = np.ones(len(array), dtype=bool)
    changed[1:] = array[1:] != array[:-1]
    return changed


def _shifted(values: np.ndarray) -> np.ndarray:
    return np.concatenate([values[:1], values[:-1]])


def _shifted_flag(values: np.ndarray) -> np.ndarray:
    """Whether the row before has the flag; False for the first."""
    return np.concatenate([np.zeros(min(1, len(values)), dtype=bool), values[:-1]])


def _in(values: np.ndarray, members: frozenset[str]) -> np.ndarray:
    return pd.Series(values, dtype=object).isin(members).to_numpy(bool)
