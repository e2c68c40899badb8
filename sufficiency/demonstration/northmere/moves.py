"""Where the children of Northmere live one after the other: kinds of home, when they change, short times away."""

from __future__ import annotations

import random
from datetime import date

from sufficiency.demonstration.northmere import chances
from sufficiency.demonstration.northmere.chances import by_age, drawn
from sufficiency.demonstration.northmere.people import Away, Child, Move, Stay

_CODES = {
    "kin": "U3", "foster": "U6", "home": "K2", "supported": "K3", "parents": "P1", "secure": "K1", "school": "S1",
    "mother and baby": "R3", "hospital": "R2", "prison": "R5", "adoption": "A6",
}  # fmt: skip
_LONG_TERM = {"U3": "U1", "U6": "U4"}
# Mean days until a child moves on, by how many homes came before.
_LASTS = {
    "kin": (420, 500, 600),
    "foster": (60, 130, 210),
    "home": (200, 330, 520),
    "supported": (300, 380, 420),
}
_SHARE_SETTLED = {"kin": 0.8, "foster": 0.63, "home": 0.3}
_LASTS_OTHERWISE = {"mother and baby": 100, "hospital": 35, "secure": 85, "school": 700, "prison": 400}
# K3 took the place of H5 on this day, with the return for 2024-25.
K3_FROM = date(2024, 4, 1).toordinal()
# Supported accommodation is registered, and its Ofsted number told, from this day (SI 2023/416).
REGISTERED_FROM = date(2023, 10, 28).toordinal()
# E45 to E48 took the place of E43 and E44 with the return for 2017-18.
_GUARDIANS_TOLD_APART_FROM = date(2017, 4, 1).toordinal()
_AWAY = {"T1": ((2, 20), 22), "T2": ((4, 14), 30), "T3": ((4, 14), 30), "T4": ((1, 6), 18)}
_SHARE_WITH_TIME_AWAY = 0.05


def give_moves(rng: random.Random, child: Child, stay: Stay) -> None:
    """The placements of a stay, without a gap."""
    days = _boundaries(rng, child, stay)
    for at, (start, kind) in enumerate(days):
        end = days[at + 1][0] if at + 1 < len(days) else stay.end
        move = Move(start, end, kind, _CODES[kind], "S" if at == 0 else "P")
        if at + 1 < len(days):
            move.reason_left = drawn(rng, chances.REASONS)
        if kind == "adoption":
            before = stay.moves[-1]
            if before.kind == "foster" and rng.random() < 0.18:
                move.code, move.opens, before.code = "A5", "T", "U5"
        stay.moves.append(move)
    for move in list(stay.moves):
        _settle(rng, stay, move)
    for move in stay.moves:
        _time_away(rng, stay, move)
    if stay.way == "guardian":
        stay.exit = _guardian(rng, stay)


def _guardian(rng: random.Random, stay: Stay) -> str:
    """Which special guardianship: former foster carers are those whom the child lived with last."""
    kind = stay.moves[-1].kind
    if stay.end < _GUARDIANS_TOLD_APART_FROM:
        return "E43" if kind in ("kin", "foster") else "E44"
    if kind == "kin":
        return "E45"
    return drawn(rng, {"E46": 55, "E47": 30, "E48": 15} if kind == "foster" else {"E47": 70, "E48": 30})


def _boundaries(rng: random.Random, child: Child, stay: Stay) -> list[tuple[int, str]]:
    """First day and kind of each home."""
    if stay.way == "remand":
        return [(stay.start, rng.choice(["prison", "secure", "foster"]))]
    last = stay.placed or stay.end
    found: list[tuple[int, str]] = []
    day = stay.start
    home_from = _with_parents_from(rng, child, stay)
    while day < min(last, home_from):
        kind = _kind(rng, child, day, found)
        found.append((day, kind))
        day += 3 + _lasts(rng, kind, len(found) - 1)
        day = _grown_older(rng, child, found[-1], day)
    if home_from < last:
        found.append((home_from, "parents"))
    if stay.placed:
        found.append((stay.placed, "adoption"))
    return found


def _lasts(rng: random.Random, kind: str, before: int) -> int:
    """Days until the next move. Families that a child settles in go on for years; other homes seldom do."""
    lasts = _LASTS.get(kind)
    mean: float = lasts[min(before, len(lasts) - 1)] if lasts else _LASTS_OTHERWISE[kind]
    if rng.random() < _SHARE_SETTLED.get(kind, 0) * (0.45 if before == 0 else 1):
        mean = 2_900
    return round(rng.expovariate(1 / mean))


def _kind(rng: random.Random, child: Child, day: int, before: list[tuple[int, str]]) -> str:
    age = child.age(day)
    if child.unaccompanied:
        return drawn(rng, by_age(chances.KINDS_UNACCOMPANIED, age))
    if (
        child.family.kin
        and (not before or before[-1][1] != "kin")
        and rng.random() < (0.6 if before else 0.75)
    ):
        return "kin"
    # Who lives in a home or on their own mostly goes on doing so.
    if before and before[-1][1] in ("home", "supported") and age >= 10 and rng.random() < 0.6:
        return "supported" if age >= 16 and rng.random() < 0.6 else before[-1][1]
    kind = drawn(rng, by_age(chances.KINDS, age))
    # Nobody under 13 is in a secure home without the Secretary of State's approval.
    return "home" if kind == "secure" and age < 13.2 else kind


def _grown_older(rng: random.Random, child: Child, here: tuple[int, str], day: int) -> int:
    """The next move, brought forward for some of those who leave a home at sixteen or seventeen."""
    since, kind = here
    sixteen = child.born + round(16.15 * 365.2425)
    if (
        kind in ("home", "foster")
        and since < sixteen < day
        and rng.random() < (0.6 if kind == "home" else 0.34)
    ):
        return sixteen + rng.randint(0, 420)
    return day


def _with_parents_from(rng: random.Random, child: Child, stay: Stay) -> int:
    """The day from which a child under an order lives with the parents before it ends; else the end of the stay."""
    share = {"home later": 0.5, "grown up": 0.07, "home soon": 0.05}.get(stay.way, 0.0)
    if child.unaccompanied or rng.random() >= share:
        return stay.end
    day = stay.end - round(rng.uniform(0.2, 0.5) * (stay.end - stay.start))
    return day if day > stay.start + 20 and stay.status_on(day) in ("C1", "C2") else stay.end


def _settle(rng: random.Random, stay: Stay, move: Move) -> None:
    """A change of the placement's status with the same carers: long term, or the code that took another's place."""
    at = stay.moves.index(move)
    if move.code == "K3" and move.start < K3_FROM:
        move.code = "H5"
        for day, code in ((REGISTERED_FROM, "H5"), (K3_FROM, "K3")):
            if move.start < day < move.end:
                move = _split(stay, stay.moves.index(move), day, code)
        return
    if move.code in _LONG_TERM and stay.way in ("grown up", "home later") and move.end - move.start > 500:
        day = move.start + rng.randint(150, 480)
        if rng.random() < 0.62:
            _split(stay, at, day, _LONG_TERM[move.code])


def _split(stay: Stay, at: int, day: int, code: str) -> Move:
    """The later of the two."""
    move = stay.moves[at]
    later = Move(day, move.end, move.kind, code, "T", move.reason_left)
    move.end, move.reason_left = day, "PLACE"
    stay.moves.insert(at + 1, later)
    return later


def _time_away(rng: random.Random, stay: Stay, move: Move) -> None:
    """A week or two in hospital or on holiday, within one placement and one legal status."""
    months = min(move.end - move.start, 1_400) / 365
    if move.kind not in ("foster", "kin", "home") or rng.random() > _SHARE_WITH_TIME_AWAY * months:
        return
    code = drawn(rng, {name: weight for name, (_, weight) in _AWAY.items()})
    if code == "T3" and move.kind == "home":
        code = "T2"
    length = rng.randint(*_AWAY[code][0])
    room = move.end - move.start - length - 30
    if room <= 0:
        return
    start = move.start + 15 + rng.randrange(room)
    changes = [day for day, _ in stay.statuses]
    if not any(start - 1 <= day <= start + length + 1 for day in changes):
        move.away.append(Away(start, start + length, code))
