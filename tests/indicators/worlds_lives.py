"""Made-up lives in care, as they truly went: rows in order, before any return states them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.indicators.oracle_codes import TEMPORARY
from tests.indicators.returns import LOCATIONS, NOT_IN_DIRECTORY
from tests.indicators.worlds_choosing import Chooser

OLD_PLACES = [
    "Q2",
    "Q2",
    "Q2",
    "Q1",
    "K2",
    "K1",
    "H5",
    "P1",
    "P2",
    "P3",
    "R1",
    "R3",
    "R5",
    "S1",
    "A4",
    "A5",
    "M2",
    "Z1",
]
NEW_PLACES = [
    "U6",
    "U4",
    "U6",
    "U5",
    "U3",
    "U1",
    "U2",
    "K2",
    "K1",
    "H5",
    "P1",
    "P2",
    "P3",
    "R1",
    "R2",
    "S1",
    "A6",
    "A3",
    "Z1",
]
PROVIDERS = ["PR1", "PR1", "PR4", "PR4", "PR2", "PR5", "PR3"]
STATUSES = ["V2", "C1", "C2", "C2", "E1", "D1", "L2", "L1", "J1", "J2"]
EXITS = ["E4A", "E4B", "E11", "E12", "E3", "E5", "E8", "E41"]


@dataclass(frozen=True)
class Stay:
    """One true row: an end of None is open."""

    start: date
    end: date | None
    rne: str
    ls: str
    cin: str
    place: str
    provider: str
    home_post: str
    pl_post: str
    urn: str = ""
    rec: str = ""

    @property
    def temporary(self) -> bool:
        return self.place in TEMPORARY


@dataclass(frozen=True)
class Child:
    """Who the child is, with the true rows."""

    number: str
    sex: str
    born: date
    ethnic: str
    stays: tuple[Stay, ...]
    uasc: bool = False
    uasc_ceased: date | None = None
    matched: date | None = None


def child(choose: Chooser, number: str, first: date, last: date) -> Child:
    """A child with a life in care that may begin before the first day the returns cover."""
    entry = first + timedelta(days=choose.between(0, (last - first).days + 900) - 900)
    born = birth_date(choose, entry, choose.between(0, 17))
    uasc = choose.chance(10)
    home = "" if uasc and choose.chance(70) else _home(choose)
    stays = _adopted(choose, entry, home) if choose.chance(12) else _life(choose, entry, last, home)
    stays = [stay for stay in stays if stay.start <= last]
    return Child(
        number=number,
        sex=choose.pick(("1", "2")) if last < date(2024, 4, 1) else choose.pick(("M", "F", "U")),
        born=born,
        ethnic=choose.pick(["WBRI", "MWBC", "ABAN", "CHNE", "BAFR", "OOTH", "REFU", "NOBT", "WROM"]),
        stays=tuple(stays),
        uasc=uasc,
        uasc_ceased=entry + timedelta(days=choose.between(100, 900)) if uasc and choose.chance(50) else None,
        matched=_matched(choose, stays),
    )


def birth_date(choose: Chooser, day: date, age: int) -> date:
    """A birth date of someone of about that age on the day; at times 29 February, 31 March or 1 April."""
    born = day - timedelta(days=age * 365 + age // 4 + choose.between(0, 364))
    special = choose.pick((None, None, None, None, None, (2, 29), (3, 31), (4, 1)))
    if special == (2, 29):
        return date(born.year // 4 * 4, 2, 29)
    return min(born.replace(month=special[0], day=special[1]) if special else born, day)


def _life(choose: Chooser, entry: date, last: date, home: str) -> list[Stay]:
    stays: list[Stay] = []
    start = entry
    for _ in range(choose.pick((1, 1, 2, 3))):
        stays += _period(choose, start, last, home)
        end = stays[-1].end
        if end is None or end > last:
            break
        start = end + timedelta(days=choose.pick((1, 0, 5, 40, 200)))
    return stays


def _adopted(choose: Chooser, entry: date, home: str) -> list[Stay]:
    """From carers through a placement order to adopters and out."""
    base = Stay(entry, None, "S", "C1", "N1", "Q2", "PR1", home, _postcode(choose))
    ordered = replace(base, rne="L", ls="E1")
    placed = replace(ordered, rne="P", place="A4", pl_post=_postcode(choose))
    if choose.chance(30):
        placed = replace(ordered, rne="T", place="A5")
    stays = [base, ordered, placed]
    if choose.chance(20):
        stays = [base, replace(placed, ls="C1")]
    day = entry
    for index, stay in enumerate(stays):
        end = day + timedelta(days=choose.between(10, 300))
        stays[index] = replace(stay, start=day, end=end, rec="X1")
        day = end
    stays[-1] = replace(stays[-1], rec=choose.pick(("E12", "E11")))
    return stays


def _period(choose: Chooser, start: date, last: date, home: str) -> list[Stay]:
    """One period of care: a chain of rows, at times with a gap or a change of kind inside it."""
    short_break = choose.chance(8)
    first = Stay(
        start=start,
        end=None,
        rne="S",
        ls=choose.pick(("V4", "V3")) if short_break else choose.pick(STATUSES),
        cin=f"N{choose.between(1, 8)}",
        place=_place_code(choose, start),
        provider=_provider(choose),
        home_post=home,
        pl_post=_postcode(choose),
    )
    if choose.chance(3):
        first = _temporary(choose, first)
    stays = [first]
    for _ in range(0 if short_break else choose.between(0, 5)):
        stays[-1] = replace(stays[-1], end=stays[-1].start + timedelta(days=_length(choose)), rec="X1")
        if stays[-1].end > last:
            break
        stays.append(_next(choose, stays))
    stays[-1] = _ending(choose, stays[-1])
    if short_break and stays[-1].end and choose.chance(30):
        stays[-1] = replace(stays[-1], rec="X1")
        rne = choose.pick(("S", "L"))
        kept_in = replace(stays[-1], start=stays[-1].end, end=None, rne=rne, ls="V2", rec="")
        stays.append(_ending(choose, kept_in))
    return stays


def _ending(choose: Chooser, stay: Stay) -> Stay:
    """The last row of a period: open, ended by an exit, or ended without one being said."""
    if choose.chance(45):
        return replace(stay, end=None, rec="")
    rec = choose.pick((*EXITS, *EXITS, "X1", ""))
    end = stay.start + timedelta(days=_length(choose))
    if choose.chance(10):
        end = max(date(end.year, 3, 31), stay.start + timedelta(days=1))
    return replace(stay, end=end, rec=rec)


def _next(choose: Chooser, stays: list[Stay]) -> Stay:
    """The row after the last, which has an end."""
    before = stays[-1]
    base = replace(before, start=before.end, end=None, rec="", rne="P")
    if before.temporary:
        return _after_temporary(choose, stays, base)
    kind = choose.pick(["L", "P", "P", "T", "B", "U", "temporary", "temporary", "gap", "odd"])
    if kind == "temporary":
        return _temporary(choose, base)
    if kind == "L":
        return replace(base, rne="L", ls=choose.pick(STATUSES))
    if kind == "odd":
        # A reason that does not fit: a new row with nothing changed, or a field changed against its reason.
        return replace(base, rne=choose.pick(["P", "L"]), provider=_provider(choose))
    if kind == "gap":
        later = before.end + timedelta(days=choose.between(1, 30))
        return replace(base, start=later, rne=choose.pick(["P", "S", "L"]), pl_post=_postcode(choose))
    moved = replace(
        base,
        rne=kind,
        place=_place_code(choose, base.start),
        provider=_provider(choose),
        pl_post=_postcode(choose),
        urn=choose.pick(("", "", "SC000123", "1234567")),
    )
    if choose.chance(4):
        moved = replace(moved, home_post=_home(choose))
    return replace(moved, ls=choose.pick(STATUSES)) if kind in "BU" else moved


def _temporary(choose: Chooser, stay: Stay) -> Stay:
    return replace(stay, place=choose.pick(sorted(TEMPORARY)), provider="", pl_post="", urn="")


def _after_temporary(choose: Chooser, stays: list[Stay], base: Stay) -> Stay:
    """Back to where the child was (perhaps under another status), elsewhere, or on another such move."""
    if choose.chance(12):
        return _temporary(choose, replace(base, rne=choose.pick(["P", "L"])))
    home = next((stay for stay in reversed(stays) if not stay.temporary), None)
    if home is None or choose.chance(20):
        place, provider = _place_code(choose, base.start), _provider(choose)
        return replace(base, place=place, provider=provider, pl_post=_postcode(choose))
    back = replace(
        home, start=base.start, end=None, rec="", ls=base.ls, rne=choose.pick(["P", "P", "P", "B", "U"])
    )
    if back.rne in "BU":
        back = replace(back, ls=choose.pick(STATUSES))
    return replace(back, pl_post=back.pl_post.replace(" ", "")) if choose.chance(20) else back


def _length(choose: Chooser) -> int:
    """Days in one row: a few, some weeks, or years."""
    return choose.between(*choose.pick(((1, 10), (20, 90), (60, 400), (300, 1100))))


def _place_code(choose: Chooser, day: date) -> str:
    return choose.pick(OLD_PLACES if day < date(2015, 4, 1) else NEW_PLACES)


def _provider(choose: Chooser) -> str:
    return "" if choose.chance(6) else choose.pick(PROVIDERS)


def _postcode(choose: Chooser) -> str:
    odd = choose.between(0, 99)
    if odd >= 94:
        return ""
    if odd >= 90:
        return NOT_IN_DIRECTORY
    code = choose.pick(sorted(LOCATIONS))
    return f"{code[:-3]} {code[-3:]}"


def _home(choose: Chooser) -> str:
    return "SO14 7LY" if choose.chance(60) else _postcode(choose)


def _matched(choose: Chooser, stays: list[Stay]) -> date | None:
    """The day of the adoption match, where there is an adoption and the day was written down."""
    if not any(stay.rec in ("E11", "E12") for stay in stays) or choose.chance(15):
        return None
    return stays[0].start + timedelta(days=choose.between(0, 900))
