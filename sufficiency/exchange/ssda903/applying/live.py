"""What people entered stands: derived spells make room for it, and never close, move or recode it.

A derived spell that runs into a live one ends where that begins; one that begins inside a live one is not
written. A period of care that holds live entries is kept as long as they need it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from placements.codes import CONTINUES
from placements.models import PeriodOfCare, Placement
from sufficiency.exchange.ssda903.applying.dependants import referred_to
from sufficiency.exchange.ssda903.applying.spells import LEGAL_STATUSES, MOVES, PERIODS, PLACEMENTS

_HELD = {PERIODS.name: PeriodOfCare, PLACEMENTS.name: Placement}


@dataclass
class _Wanted:
    """A derived spell on its way to the register: where in its frame it stands, and what it lies in."""

    position: int
    start: int
    end: int
    # Position of the derived spell it lies in; None once it lies in `outer_id`, a spell that stays as it is.
    outer: int | None = None
    outer_id: int | None = None
    is_shortened: bool = False
    # A period of care that a live entry needs longer than the returns say.
    is_lengthened: bool = False


@dataclass
class _There:
    id: int
    start: int
    end: int
    is_live: bool
    outer_id: int


@dataclass
class _Child:
    wanted: dict[str, list[_Wanted]] = field(default_factory=dict)
    there: dict[str, list[_There]] = field(default_factory=dict)

    def live(self, name: str) -> list[_There]:
        return [one for one in self.there[name] if one.is_live]


def mark_held(spells: dict[str, pd.DataFrame], there: dict[str, pd.DataFrame]) -> None:
    """Count as live the spells that returns no longer state and that something else refers to."""
    for name, model in _HELD.items():
        frame = there[name]
        stated = pd.MultiIndex.from_frame(spells[name][["child", "start"]])
        gone = ~pd.MultiIndex.from_frame(frame[["child", "start"]]).isin(stated) & (frame["is_live"] == 0)
        if gone.any():
            held = referred_to(model, frame.loc[gone, "id"].tolist())
            there[name] = frame.assign(is_live=frame["is_live"].where(~frame["id"].isin(held), 1))


def children_with_live_entries(there: dict[str, pd.DataFrame]) -> list[int]:
    return sorted({child for frame in there.values() for child in frame.loc[frame["is_live"] == 1, "child"]})


def make_room(
    children: list[int], spells: dict[str, pd.DataFrame], there: dict[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """The spells to write, with those of `children` fitted round what people entered.

    What has to stay for the sake of live entries is counted as live in `there`.
    """
    fitted: dict[str, list[_Wanted]] = {name: [] for name in spells}
    stays: dict[str, set[int]] = {name: set() for name in spells}
    positions = {
        name: (spells[name].groupby("child").indices, there[name].groupby("child").indices) for name in spells
    }
    for child in children:
        one = _gather(child, spells, there, positions)
        _fit(one)
        for name, wanted in one.wanted.items():
            fitted[name] += wanted
            stays[name] |= {spell.id for spell in one.live(name)}
    for name, ids in stays.items():
        frame = there[name]
        there[name] = frame.assign(is_live=frame["is_live"].where(~frame["id"].isin(ids), 1))
    return _rebuilt(children, spells, fitted)


def _gather(
    child: int,
    spells: dict[str, pd.DataFrame],
    there: dict[str, pd.DataFrame],
    positions_of: dict[str, tuple[dict, dict]],
) -> _Child:
    one = _Child()
    for timeline in (PERIODS, LEGAL_STATUSES, PLACEMENTS, MOVES):
        frame = spells[timeline.name]
        wanted_at, there_at = positions_of[timeline.name]
        positions = wanted_at.get(child, [])
        rows = frame.iloc[positions]
        outer = rows[timeline.outer].tolist() if timeline.outer else [None] * len(rows)
        one.wanted[timeline.name] = [
            _Wanted(int(at), int(start), int(end), outer=inside)
            for at, start, end, inside in zip(positions, rows["start"], rows["end"], outer, strict=True)
        ]
        rows = there[timeline.name].iloc[there_at.get(child, [])]
        outer_ids = rows["outer_id"] if timeline.outer else rows["id"]
        one.there[timeline.name] = [
            _There(int(pk), int(start), int(end), bool(live), int(inside))
            for pk, start, end, live, inside in zip(
                rows["id"], rows["start"], rows["end"], rows["is_live"], outer_ids, strict=True
            )
        ]
    return one


def _fit(one: _Child) -> None:
    _keep_what_holds_live_moves(one)
    _keep_periods_that_hold_live_entries(one)
    periods = one.wanted[PERIODS.name] = _round(one.wanted[PERIODS.name], one.live(PERIODS.name))
    for name in (LEGAL_STATUSES.name, PLACEMENTS.name):
        clear = _round(one.wanted[name], one.live(name))
        one.wanted[name] = _inside(clear, periods, one.live(PERIODS.name))
    clear = _round(one.wanted[MOVES.name], one.live(MOVES.name))
    one.wanted[MOVES.name] = _inside(clear, one.wanted[PLACEMENTS.name], one.live(PLACEMENTS.name))


def _keep_what_holds_live_moves(one: _Child) -> None:
    stated = {wanted.start: wanted.end for wanted in one.wanted[PLACEMENTS.name]}
    for move in one.live(MOVES.name):
        for placement in one.there[PLACEMENTS.name]:
            if placement.id == move.outer_id and stated.get(placement.start, move.start) < move.end:
                placement.is_live = True


def _keep_periods_that_hold_live_entries(one: _Child) -> None:
    """A period with live entries keeps its key and lasts as long as they do; else it stays as it is."""
    for period in one.there[PERIODS.name]:
        if period.is_live:
            continue
        inside = [
            spell
            for name in (LEGAL_STATUSES.name, PLACEMENTS.name)
            for spell in one.live(name)
            if spell.outer_id == period.id
        ]
        if not inside:
            continue
        needed = max(spell.end for spell in inside)
        stated = [wanted for wanted in one.wanted[PERIODS.name] if wanted.start == period.start]
        starts = [wanted.start for wanted in one.wanted[PERIODS.name]]
        starts += [other.start for other in one.live(PERIODS.name)]
        if not stated or any(period.start < start < needed for start in starts):
            period.is_live = True
        elif stated[0].end < needed:
            stated[0].end, stated[0].is_lengthened = needed, True


def _round(wanted: list[_Wanted], live: list[_There]) -> list[_Wanted]:
    """What is left of derived spells before the first live one that each runs into."""
    clear = []
    for spell in wanted:
        first = min(
            (one.start for one in live if one.start < spell.end and spell.start < one.end), default=None
        )
        if first is None:
            clear.append(spell)
        elif spell.start < first:
            spell.end, spell.is_shortened = first, True
            clear.append(spell)
    return clear


def _inside(spells: list[_Wanted], outers: list[_Wanted], live_outers: list[_There]) -> list[_Wanted]:
    """Inner spells within what they lie in now: their own outer spell, or a live one in its place."""
    by_position = {outer.position: outer for outer in outers}
    kept = []
    for spell in spells:
        own = by_position.get(spell.outer) if spell.outer is not None else None
        if own is not None and spell.start < own.end:
            limit = own.end
        else:
            instead = next((one for one in live_outers if one.start <= spell.start < one.end), None)
            if instead is None:
                continue
            spell.outer, spell.outer_id, limit = None, instead.id, instead.end
        if limit < spell.end:
            spell.end, spell.is_shortened = limit, True
        kept.append(spell)
    return kept


def _rebuilt(
    children: list[int], spells: dict[str, pd.DataFrame], fitted: dict[str, list[_Wanted]]
) -> dict[str, pd.DataFrame]:
    """Frames without what was not kept, and with new ends and new positions of outer spells."""
    rebuilt: dict[str, pd.DataFrame] = {}
    moved_to: dict[str, np.ndarray] = {}
    for timeline in (PERIODS, LEGAL_STATUSES, PLACEMENTS, MOVES):
        frame = spells[timeline.name].copy()
        kept = ~frame["child"].isin(children).to_numpy(bool)
        outer = frame[timeline.outer].to_numpy(np.int64).copy() if timeline.outer else None
        if outer is not None and timeline.outer:
            outer = moved_to[timeline.outer][outer] if len(outer) else outer
        columns = {name: frame[name].to_numpy().copy() for name in ("end", "reason_ended", "end_inferred")}
        for spell in fitted[timeline.name]:
            at = spell.position
            kept[at] = True
            if spell.is_shortened or spell.is_lengthened:
                columns["end"][at] = spell.end
                columns["end_inferred"][at] = False
                columns["reason_ended"][at] = CONTINUES if spell.is_shortened else ""
            if spell.outer_id is not None and outer is not None:
                outer[at] = -spell.outer_id
        frame = frame.assign(**columns)
        if timeline.outer:
            frame[timeline.outer] = outer
        rebuilt[timeline.name] = frame[kept].reset_index(drop=True)
        moved_to[_SINGULAR.get(timeline.name, "")] = np.where(kept, np.cumsum(kept) - 1, -1)
    return rebuilt


_SINGULAR = {PERIODS.name: "period", PLACEMENTS.name: "placement"}
