"""Made-up lives in care, as they truly went: rows in order, before any return states them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.indicators.oracle_calendar import DAY, months_before
from tests.indicators.oracle_codes import TEMPORARY
from tests.indicators.worlds_choosing import Chooser
from tests.indicators.worlds_places import EXITS, STATUSES, any_home, any_place, any_postcode, any_provider


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
    entry = _entry(choose, first, last)
    born = birth_date(choose, entry, choose.between(0, 17))
    if (entry.month, entry.day) == (2, 28) and (entry.year - 1) % 4 == 0:
        # The day before the first, or the fifth, birthday of someone born on 29 February.
        born = date(entry.year - choose.pick((1, 5)), 2, 29)
    uasc = choose.chance(10)
    home = "" if uasc and choose.chance(70) else any_home(choose)
    stays = _adopted(choose, entry, home) if choose.chance(12) else _life(choose, entry, last, home)
    stays = [stay for stay in stays if stay.start <= last]
    return Child(
        number=number,
        sex=choose.pick(("1", "2")) if last < date(2024, 4, 1) else choose.pick(("M", "F", "U")),
        born=born,
        ethnic=choose.pick(["WBRI", "MWBC", "ABAN", "CHNE", "BAFR", "OOTH", "REFU", "NOBT", "WROM"]),
        stays=tuple(stays),
        uasc=uasc,
        uasc_ceased=_uasc_ceased(choose, entry, last) if uasc and choose.chance(60) else None,
        matched=_matched(choose, stays),
    )


def _entry(choose: Chooser, first: date, last: date) -> date:
    """Any day from two and a half years before the first to the last; at times one on which a rule turns."""
    if choose.chance(12):
        return choose.pick(
            (
                months_before(last, 30),
                months_before(last, 30) + DAY,
                months_before(last, 12) + DAY,
                date(last.year - (last.year - 1) % 4, 2, 28),
            )
        )
    return first + timedelta(days=choose.between(0, (last - first).days + 900) - 900)


def _uasc_ceased(choose: Chooser, entry: date, last: date) -> date:
    ceased = entry + timedelta(days=choose.between(100, 900))
    return last if choose.chance(25) and last > entry else ceased


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
    base = Stay(entry, None, "S", "C1", "N1", "Q2", "PR1", home, any_postcode(choose))
    ordered = replace(base, rne="L", ls="E1")
    placed = replace(ordered, rne="P", place="A4", pl_post=any_postcode(choose))
    if choose.chance(30):
        placed = replace(ordered, rne="T", place="A5")
    stays = [base, ordered, placed]
    if choose.chance(20):
        stays = [base, replace(placed, ls="C1")]
    day = entry
    for index, stay in enumerate(stays):
        end = day + timedelta(days=choose.between(*choose.pick(((10, 300), (400, 900)))))
        stays[index] = replace(stay, start=day, end=end, rec="X1")
        day = end
    stays[-1] = replace(stays[-1], rec=choose.pick(("E12", "E11")))
    if choose.chance(30):
        stays[-1] = replace(stays[-1], end=None, rec="")
    return stays


def _period(choose: Chooser, start: date, last: date, home: str) -> list[Stay]:
    """One period of care: a chain of rows, at times with a gap or a change of kind inside it."""
    short_break = choose.chance(12)
    first = Stay(
        start=start,
        end=None,
        rne="S",
        ls=choose.pick(("V4", "V3")) if short_break else choose.pick(STATUSES),
        cin=f"N{choose.between(1, 8)}",
        place=any_place(choose, start),
        provider=any_provider(choose),
        home_post=home,
        pl_post=any_postcode(choose),
    )
    if choose.chance(3):
        first = _temporary(choose, first)
    stays = [first]
    for _ in range(0 if short_break else choose.between(0, 5)):
        stays[-1] = replace(stays[-1], end=_change(choose, stays[-1].start), rec="X1")
        if stays[-1].end > last:
            break
        stays.append(_next(choose, stays))
    stays[-1] = _ending(choose, stays[-1])
    if short_break and stays[-1].end and choose.chance(60):
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
    return replace(stay, end=_change(choose, stay.start), rec=rec)


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
        return replace(base, rne=choose.pick(["P", "L", ""]), provider=any_provider(choose))
    if kind == "gap":
        later = before.end + timedelta(days=choose.between(1, 30))
        return replace(base, start=later, rne=choose.pick(["P", "S", "L"]), pl_post=any_postcode(choose))
    moved = replace(
        base,
        rne=kind,
        place=any_place(choose, base.start),
        provider=any_provider(choose),
        pl_post=any_postcode(choose),
        urn=choose.pick(("", "", "SC000123", "1234567")),
    )
    if choose.chance(4):
        moved = replace(moved, home_post=any_home(choose))
    return replace(moved, ls=choose.pick(STATUSES)) if kind in "BU" else moved


def _temporary(choose: Chooser, stay: Stay) -> Stay:
    return replace(stay, place=choose.pick(sorted(TEMPORARY)), provider="", pl_post="", urn="")


def _after_temporary(choose: Chooser, stays: list[Stay], base: Stay) -> Stay:
    """Back to where the child was (perhaps under another status), elsewhere, or on another such move."""
    if choose.chance(12):
        return _temporary(choose, replace(base, rne=choose.pick(["P", "L"])))
    home = next((stay for stay in reversed(stays) if not stay.temporary), None)
    if home is None or choose.chance(20):
        place, provider = any_place(choose, base.start), any_provider(choose)
        return replace(base, place=place, provider=provider, pl_post=any_postcode(choose))
    back = replace(
        home, start=base.start, end=None, rec="", ls=base.ls, rne=choose.pick(["P", "P", "P", "B", "U"])
    )
    if back.rne in "BU":
        back = replace(back, ls=choose.pick(STATUSES))
    return replace(back, pl_post=back.pl_post.replace(" ", "")) if choose.chance(20) else back


def _change(choose: Chooser, start: date) -> date:
    """The day of the next change; at times the last or first day of a return's year."""
    end = start + timedelta(days=_length(choose))
    if choose.chance(10):
        turn = date(end.year, 3, 31) + choose.pick((timedelta(0), DAY))
        return max(turn, start + DAY)
    return end


def _length(choose: Chooser) -> int:
    """Days in one row: a few, some weeks, or years."""
    return choose.between(*choose.pick(((1, 10), (20, 90), (60, 400), (300, 1100))))


def _matched(choose: Chooser, stays: list[Stay]) -> date | None:
    """The day of the adoption match, where there is an adoption and the day was written down."""
    if not any(stay.rec in ("E11", "E12") for stay in stays) or choose.chance(15):
        return None
    return stays[0].start + timedelta(days=choose.between(0, 900))
