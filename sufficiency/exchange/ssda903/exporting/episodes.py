"""Timelines to episodes: the intersection of legal status and placement, overlaid by temporary moves.

What a return brought goes out as it came. Of what people entered, RNE and REC follow from what begins and
what goes on.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from placements.codes import CHANGES_PLACEMENT, CONTINUES, STARTED
from sufficiency.core.models import Authority
from sufficiency.core.periods import return_year
from sufficiency.exchange.ssda903.applying.copying import day_texts
from sufficiency.exchange.ssda903.exporting.spells import Spells, read_spells
from sufficiency.exchange.ssda903.overlaps import OPEN, key
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, number_of

_PLACE_COLUMNS = {
    "PLACE": "code",
    "PLACE_PROVIDER": "provider",
    "URN": "urn",
    "HOME_POST": "home_postcode",
    "PL_POST": "postcode",
}


def episodes_of(authority: Authority, year: int) -> pd.DataFrame:
    """The Episodes of a return year: `child` (primary key) and DfE's columns but CHILD, dates as yyyy-mm-dd.

    `if_it_came`: ended before the year by what follows, so it is the year's only if its return had it, open.
    """
    window = return_year(year)
    pieces = _Pieces(read_spells(authority, window), window.start, window.end)
    return pieces.frame()


class _Pieces:
    """Stretches of time in which neither legal status nor place changes."""

    def __init__(self, spells: dict[str, Spells], first: date, last: date) -> None:
        self.periods, self.legal = spells["periods"], spells["legal"]
        self.placements, self.moves = spells["placements"], spells["moves"]
        self.last = number_of(last)
        child, start = self._cuts()
        moments = key(child, start)
        legal, placement = self.legal.at(moments), self.placements.at(moments)
        covered = (legal >= 0) | (placement >= 0)
        self.child, self.start, self.moment = child[covered], start[covered], moments[covered]
        self.in_legal, self.in_placement = legal[covered], placement[covered]
        self.in_period, self.in_move = self.periods.at(self.moment), self.moves.at(self.moment)
        self.end = self._ends()
        self.end_moment = key(self.child, self.end)
        self.before = self.end < number_of(first)

    def _cuts(self) -> tuple[np.ndarray, np.ndarray]:
        """Every day on which something begins or ends, by child and day."""
        children, cuts = [], []
        for spells in (self.legal, self.placements, self.moves):
            for name in ("start", "end"):
                day = spells.frame[name].to_numpy(np.int64)
                children.append(spells.frame["child"].to_numpy(np.int64)[day < OPEN])
                cuts.append(day[day < OPEN])
        child, day = np.concatenate(children), np.concatenate(cuts)
        _, kept = np.unique(key(child, day), return_index=True)
        return child[kept], day[kept]

    def _ends(self) -> np.ndarray:
        """Where each piece ends: the first end of what covers it, or the next piece."""
        following = np.full(len(self.child), OPEN, dtype=np.int64)
        same = self.child[1:] == self.child[:-1]
        following[:-1][same] = self.start[1:][same]
        ends = [following] + [
            spells.take("end", positions, OPEN).astype(np.int64)
            for spells, positions in (
                (self.legal, self.in_legal),
                (self.placements, self.in_placement),
                (self.moves, self.in_move),
            )
        ]
        return np.minimum.reduce(ends)

    def frame(self) -> pd.DataFrame:
        rec, reason, inferred = self._how_it_ended()
        blank_end = (self.end > self.last) | inferred
        # An end after the year is not known to its return yet; one that no return gave goes out as it came.
        later = (self.end > self.last) & (self.end < OPEN) & ~inferred
        spoken_of = (self.start <= self.last) & (~self.before | inferred)
        return pd.DataFrame(
            {
                "child": self.child,
                "DECOM": day_texts(self.start),
                "RNE": self._why_it_began(),
                "LS": self.legal.take("code", self.in_legal, ""),
                "CIN": self.legal.take("need", self.in_legal, ""),
                **self._place(),
                "DEC": np.where(blank_end, "", day_texts(np.where(blank_end, NO_DAY, self.end))),
                "REC": np.where(later, "", rec),
                "REASON_PLACE_CHANGE": np.where(later, "", reason),
                "if_it_came": self.before,
            }
        )[spoken_of]

    def _place(self) -> dict[str, np.ndarray]:
        """The move's cells while it lasts; after it, those with which the placement resumed."""
        resumed = self._move_before()
        cells = {}
        for column, name in _PLACE_COLUMNS.items():
            value = self.placements.take(name, self.in_placement, "")
            if name in ("urn", "home_postcode", "postcode"):
                value = np.where(resumed >= 0, self.moves.take(f"{name}_resumed", resumed, ""), value)
            cells[column] = np.where(self.in_move >= 0, self.moves.take(name, self.in_move, ""), value)
        return cells

    def _move_before(self) -> np.ndarray:
        """The last move of the same placement that a return brought and that has ended; -1 for none."""
        if not len(self.moves.frame):
            return np.full(len(self.child), -1)
        found = np.searchsorted(self.moves.ends, self.moment, side="right") - 1
        placement = self.placements.take("id", self.in_placement, -1)
        same = (found >= 0) & (self.moves.take("placement_id", found, -2) == placement)
        brought = self.moves.take("is_live", found, 1) == 0
        return np.where(same & brought, found, -1)

    def _why_it_began(self) -> np.ndarray:
        legal = _where(self.in_legal, self.legal.take("start", self.in_legal, NO_DAY) == self.start)
        placement = _where(
            self.in_placement, self.placements.take("start", self.in_placement, NO_DAY) == self.start
        )
        move = _where(self.in_move, self.moves.take("start", self.in_move, NO_DAY) == self.start)
        returned = self._ends_at(self.moves, self.moment)
        returned = _where(returned, (placement < 0) & (self.in_move < 0))
        rne = np.full(len(self.child), "", dtype=object)
        live = np.zeros(len(self.child), dtype=bool)
        for spells, positions, column in (
            (self.legal, legal, "reason_started"),
            (self.moves, returned, "reason_placement_resumed"),
            (self.placements, placement, "reason_started"),
            (self.moves, move, "reason_started"),
        ):
            there = positions >= 0
            rne[there] = spells.take(column, positions, "")[there]
            live |= spells.take("is_live", positions, 0) == 1
        if not live.any():
            return rne
        placed_as = self.placements.take("reason_started", placement, "")
        began = self.periods.take("start", self.in_period, NO_DAY) == self.start
        new_place = (placement >= 0) | (move >= 0) | (returned >= 0)
        kept_carer = np.isin(placed_as.astype(str), ["T", "U"])
        worked_out = np.select(
            [
                began,
                (legal >= 0) & new_place & kept_carer,
                (legal >= 0) & new_place,
                new_place & kept_carer,
                new_place,
            ],
            [STARTED, "U", "B", "T", "P"],
            "L",
        )
        # At the first row of an authority's records, what was entered says more than that it began.
        stated = np.isin(placed_as.astype(str), sorted(CHANGES_PLACEMENT)) & ~began & (legal < 0)
        return np.where(live, np.where(stated, placed_as, worked_out), rne)

    def _ends_at(self, spells: Spells, moments: np.ndarray) -> np.ndarray:
        """Position of the spell that ends at each child and day; -1 for none."""
        if not len(spells.frame):
            return np.full(len(moments), -1)
        found = np.minimum(np.searchsorted(spells.ends, moments), len(spells.ends) - 1)
        return np.where(spells.ends[found] == moments, found, -1)

    def _starts_at(self, spells: Spells, moments: np.ndarray) -> np.ndarray:
        if not len(spells.frame):
            return np.full(len(moments), -1)
        found = np.minimum(np.searchsorted(spells.starts, moments), len(spells.starts) - 1)
        return np.where(spells.starts[found] == moments, found, -1)

    def _how_it_ended(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """REC, reason for change, and whether the end was taken from what follows."""
        legal = _where(self.in_legal, self.legal.take("end", self.in_legal, NO_DAY) == self.end)
        placement = _where(
            self.in_placement, self.placements.take("end", self.in_placement, NO_DAY) == self.end
        )
        move = _where(self.in_move, self.moves.take("end", self.in_move, NO_DAY) == self.end)
        paused = _where(self._starts_at(self.moves, self.end_moment), (self.in_move < 0) & (self.end < OPEN))
        rec = np.full(len(self.child), "", dtype=object)
        reason = np.full(len(self.child), "", dtype=object)
        inferred = np.zeros(len(self.child), dtype=bool)
        live = np.zeros(len(self.child), dtype=bool)
        for spells, positions, names in (
            (self.legal, legal, ("reason_ended", "reason_for_change", "end_inferred")),
            (self.placements, placement, ("reason_ended", "reason_for_change", "end_inferred")),
            (self.moves, paused, ("reason_placement_paused", "reason_left", "pause_inferred")),
            (self.moves, move, ("reason_ended", "reason_for_change", "end_inferred")),
        ):
            there = positions >= 0
            rec[there] = spells.take(names[0], positions, "")[there]
            reason[there] = spells.take(names[1], positions, "")[there]
            inferred[there] = spells.take(names[2], positions, False)[there].astype(bool)
            live |= spells.take("is_live", positions, 0) == 1
        if not live.any():
            return rec, reason, inferred
        period_ends = self.periods.take("end", self.in_period, OPEN) == self.end
        left = self.periods.take("reason_ended", self.in_period, "")
        worked_out = np.where(
            self.end == OPEN, "", np.where(period_ends, np.where(left == "", rec, left), CONTINUES)
        )
        return np.where(live, worked_out, rec), reason, inferred & ~live


def _where(positions: np.ndarray, holds: np.ndarray) -> np.ndarray:
    return np.where(holds, positions, -1)
