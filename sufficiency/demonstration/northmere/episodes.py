"""The episodes of a stay: the intersection of legal status, placement and short times away, as the return has them."""

from __future__ import annotations

from dataclasses import dataclass

from sufficiency.demonstration.northmere.moves import REGISTERED_FROM
from sufficiency.demonstration.northmere.people import Child, Move, Stay


@dataclass(slots=True)
class Episode:
    """One row of the return, half-open; `rec` X1 where another follows."""

    start: int
    end: int
    rne: str
    status: str
    place: str
    provider: str
    urn: str
    postcode: str
    rec: str
    reason: str = ""


def episodes_of(child: Child, stay: Stay) -> list[Episode]:
    """In order. What changes on one day is told by one row."""
    days = {day for day, _ in stay.statuses} | {move.start for move in stay.moves}
    for move in stay.moves:
        for away in move.away:
            days |= {away.start, away.end}
    ordered = sorted(days)
    told: list[Episode] = []
    before: tuple[str, Move, object] | None = None
    for at, start in enumerate(ordered):
        end = ordered[at + 1] if at + 1 < len(ordered) else stay.end
        status = stay.status_on(start)
        move = next(one for one in stay.moves if one.start <= start < one.end)
        absent = next((one for one in move.away if one.start <= start < one.end), None)
        rne = _rne(before, status, move, absent)
        if told:
            told[-1].reason = _reason(before, rne, absent)
        place, provider, urn = move.code, move.provider, _urn(move)
        if absent is not None:
            place, provider, urn = absent.code, "", ""
        rec = "X1" if at + 1 < len(ordered) else stay.exit
        told.append(Episode(start, end, rne, status, place, provider, urn, move.postcode, rec))
        before = (status, move, absent)
    return told


def _urn(move: Move) -> str:
    """Ofsted's number, as returns of that time had it."""
    return "" if move.code == "H5" and move.start < REGISTERED_FROM else move.urn


def _rne(before: tuple[str, Move, object] | None, status: str, move: Move, away: object) -> str:
    if before is None:
        return "S"
    was, where, was_away = before
    if was_away is not away and where is move:
        return "P"
    if where is move:
        return "L"
    same_carer = move.opens == "T"
    if was != status:
        return "U" if same_carer else "B"
    return "T" if same_carer else "P"


def _reason(before: tuple[str, Move, object] | None, rne: str, away: object) -> str:
    """Why the placement changed; none around a temporary move, none where the legal status alone changed."""
    if before is None or rne == "L" or away is not None or before[2] is not None:
        return ""
    return "PLACE" if rne in ("T", "U") else before[1].reason_left
