"""Random small authorities as lists of returns, consistent from year to year save where a mistake is made.

`worlds()` is for hypothesis. `random_world` makes large ones from a seed, for tests of speed.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.indicators.returns import Return, text
from tests.indicators.worlds_choosing import Chooser, Drawn, Seeded
from tests.indicators.worlds_lives import Child, Stay, birth_date, child
from tests.indicators.worlds_mistakes import as_first_stated, as_sent


@dataclass(frozen=True)
class World:
    """Returns in loading order, and days on which to count."""

    returns: list[Return]
    days: list[date]


@st.composite
def worlds(draw: DrawFn, most_children: int = 12) -> World:
    """Two to four consecutive years, at times an extract, and one to so many children."""
    choose = Drawn(draw)
    return _world(choose, children=choose.between(1, most_children), years=choose.between(2, 4))


def random_world(seed: int, children: int, years: int) -> World:
    """A world of any size; the same seed makes the same one."""
    return _world(Seeded(seed), children, years)


def _world(choose: Chooser, children: int, years: int) -> World:
    first_year = choose.between(2009, 2022)
    ends = [date(first_year + number, 3, 31) for number in range(years)]
    if choose.chance(25):
        extract = choose.pick((date(ends[-1].year - 1, 12, 31), date(ends[-1].year - 1, 9, 15)))
        ends = [*ends[:-1], extract, *([ends[-1]] if choose.chance(50) else [])]
    first, last = date(first_year - 1, 4, 1), ends[-1]
    returns = [
        Return(end, {table: [] for table in ("Header", "Episodes", "UASC", "OC3", "AD1")}) for end in ends
    ]
    for number in range(children):
        _tell(choose, child(choose, str(1001 + number), first, last), returns)
    for number in range(max(1, children // 4)):
        _tell_leaver(choose, str(900001 + number), birth_date(choose, last, choose.between(17, 22)), returns)
    # Every as-at date, and one day that may lie a little outside what the returns cover.
    days = [*ends, first + timedelta(days=choose.between(0, (last - first).days + 40) - 20)]
    if choose.chance(20):
        returns.reverse()
    return World(returns, days)


def _tell(choose: Chooser, one: Child, returns: list[Return]) -> None:
    """Write the child into the returns."""
    known_from = choose.between(1, len(returns)) if choose.chance(25) else 0
    before = as_first_stated(choose, one.stays) if known_from else one.stays
    dropped = 1 if choose.chance(6) else 0  # a first row that no return ever had
    absent = returns[-1] if choose.chance(4) else None
    for position, each in enumerate(returns):
        stays = before if position < known_from else one.stays
        rows = [_as_at(stay, each.as_at) for stay in stays[dropped:] if _belongs(stay, each)]
        if not rows or each is absent:
            continue
        each.add("Header", one.number, one.sex, text(one.born), one.ethnic)
        for stay in as_sent(choose, rows):
            each.add("Episodes", one.number, *_cells(stay))
        _tell_rest(one, each)


def _belongs(stay: Stay, one: Return) -> bool:
    """Whether the row was in force in the return's year, up to its date."""
    year_began = date(one.year - 1, 4, 1)
    return stay.start <= one.as_at and (stay.end is None or stay.end >= year_began)


def _as_at(stay: Stay, day: date) -> Stay:
    """The row as known on the day: an end after it is not known yet."""
    return replace(stay, end=None, rec="") if stay.end is not None and stay.end > day else stay


def _cells(stay: Stay) -> tuple[str, ...]:
    return (
        text(stay.start),
        stay.rne,
        stay.ls,
        stay.cin,
        stay.place,
        stay.provider,
        text(stay.end),
        stay.rec,
        "CARPL" if stay.rec == "X1" else "",
        stay.home_post,
        stay.pl_post,
        stay.urn,
    )


def _tell_rest(one: Child, each: Return) -> None:
    """The child's rows in the other files."""
    year_began = date(each.year - 1, 4, 1)
    if one.uasc and (one.uasc_ceased is None or one.uasc_ceased >= year_began):
        ceased = one.uasc_ceased if one.uasc_ceased and one.uasc_ceased <= each.as_at else None
        each.add("UASC", one.number, one.sex, text(one.born), text(ceased))
    for stay in one.stays:
        if stay.rec in ("E11", "E12") and stay.end and year_began <= stay.end <= each.as_at:
            decided, matched = text(stay.start), text(one.matched)
            each.add("AD1", one.number, text(one.born), decided, matched, "0", "2", "MF", "L11")


def _tell_leaver(choose: Chooser, number: str, born: date, returns: list[Return]) -> None:
    """A care leaver of whom only the OC3 files speak."""
    for each in returns:
        each.add("Header", number, choose.pick(("1", "2")) if each.year < 2025 else "F", text(born), "WBRI")
        in_touch = choose.pick(["YES", "YES", "NO", "REFU", "NREQ", "DIED", "RHOM"])
        activity = choose.pick(["F1", "P2", "F3", "F4", "P5", "G4", "G5", "G6", "0"])
        accommodation = choose.pick(
            [
                "B1",
                "C1",
                "D1",
                "D2",
                "E1",
                "G1",
                "H2",
                "K1",
                "R2",
                "S2",
                "T1",
                "U1",
                "U2",
                "V2",
                "W2",
                "X2",
                "Y1",
                "Z1",
                "0",
            ]
        )
        if in_touch in ("DIED", "RHOM"):
            activity = accommodation = "0"
        each.add("OC3", number, text(born), in_touch, activity, accommodation)
