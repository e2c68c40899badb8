"""What the law says of young people leaving care, worked out from dates: small functions, each with its source.

What cannot be told from what is on record is *unknown*, with the reason in words. Unknown is never in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from careleavers.codes import Category
from sufficiency.core.periods import age_on, birthday, months_after

ONE_DAY = timedelta(days=1)
# 13 weeks (Care Planning, Placement and Case Review (England) Regulations 2010, reg 40(1)).
PRESCRIBED_DAYS = 91
# Children Act 1989 s23CZB came into force on this day (Children and Social Work Act 2017 s3).
SUPPORT_TO_25_BEGAN = date(2018, 4, 1)

# Why care ended: home to somebody with parental responsibility; under a special guardianship order.
RETURNED_HOME = frozenset({"E4", "E4A", "E4B"})
SPECIAL_GUARDIANSHIP = frozenset({"E43", "E44", "E45", "E46", "E47", "E48"})


@dataclass(frozen=True)
class Stay:
    """One period of being looked after, short breaks left out (reg 40(2)); `end` is the day they were out."""

    start: date
    end: date | None
    start_known: bool = True
    reason_ended: str = ""

    def days_within(self, first: date, last: date) -> int:
        """Days of it from `first` to `last`, both included."""
        end = min(self.end or date.max, last + ONE_DAY)
        return max((end - max(self.start, first)).days, 0)

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Care:
    """What the records tell of somebody's time in care."""

    born: date
    stays: Sequence[Stay] = ()
    # From when the council's records are complete; None where nobody says so.
    recorded_from: date | None = None
    # A return told that they were at home for six months or more (RHOM).
    six_months_at_home: bool = False

    def on(self, day: date) -> Stay | None:
        """The stay that covers the day."""
        return next((stay for stay in self.stays if stay.covers(day)), None)

    def last_ended_by(self, day: date) -> Stay | None:
        ended = [stay for stay in self.stays if stay.end is not None and stay.end <= day]
        return max(ended, key=lambda stay: stay.start, default=None)


@dataclass(frozen=True)
class Judgement:
    """A category, or None with why there is none; `known` is False where it cannot be told."""

    category: Category | None
    why: str
    source: str = ""
    known: bool = True


def _unknown(why: str) -> Judgement:
    return Judgement(None, why, known=False)


def _in_words(day: date) -> str:
    return f"{day:%-d %B %Y}"


def has_thirteen_weeks(care: Care, day: date) -> bool | None:
    """Looked after for 13 weeks in all since 14, up to and including `day`; None where it cannot be told.

    Children Act 1989 Sch 2 para 19B(2)(b); Care Planning Regulations 2010 reg 40(1).
    """
    fourteen = birthday(care.born, 14)
    if sum(stay.days_within(fourteen, day) for stay in care.stays) >= PRESCRIBED_DAYS:
        return True
    if any(not stay.start_known and fourteen < stay.start <= day for stay in care.stays):
        return None
    if care.recorded_from is None or care.recorded_from > fourteen:
        return None
    return False


def is_eligible(care: Care, day: date) -> bool | None:
    """16 or 17, looked after, with the 13 weeks, of which some are after 16. None where it cannot be told.

    Children Act 1989 Sch 2 para 19B.
    """
    if not 16 <= age_on(care.born, day) < 18 or care.on(day) is None:
        return False
    return has_thirteen_weeks(care, day)


def category_on(care: Care, day: date) -> Judgement:
    """What the Act calls them on the day, as far as dates tell."""
    age = age_on(care.born, day)
    if age < 16:
        return Judgement(None, "Under 16.")
    if age >= 25:
        return Judgement(None, "25 or over: no duty of the Act goes on.")
    if not care.stays:
        return _unknown("No time in care is on record here.")
    if age < 18:
        return _at_16_or_17(care, day)
    return _at_18_or_more(care, day, age)


_CANNOT_COUNT = (
    "Whether they were looked after for 13 weeks since 14 cannot be told: the record begins later."
)


def _at_16_or_17(care: Care, day: date) -> Judgement:
    if care.on(day):
        eligible = is_eligible(care, day)
        if eligible is None:
            return _unknown(_CANNOT_COUNT)
        if eligible:
            return Judgement(
                Category.ELIGIBLE,
                "16 or 17, looked after, with 13 weeks in care since 14.",
                "Children Act 1989 Sch 2 para 19B; Care Planning Regulations 2010 reg 40",
            )
        return Judgement(None, "Looked after, but not yet for 13 weeks since 14.")
    return _after_leaving_at_16_or_17(care, day) or _left_before_16(care, day)


def _after_leaving_at_16_or_17(care: Care, day: date) -> Judgement | None:
    """Of somebody under 18 who left at 16 or 17; None where they left before."""
    last = care.last_ended_by(day)
    if last is None or last.end is None or last.end <= birthday(care.born, 16):
        return None
    eligible = is_eligible(care, last.end - ONE_DAY)
    if eligible is None:
        return _unknown(_CANNOT_COUNT)
    if not eligible or care.six_months_at_home:
        return _qualifying()
    if last.reason_ended in RETURNED_HOME and months_after(last.end, 6) <= day:
        return _unknown(
            f"Went home on {_in_words(last.end)}: after six months at home a child is no longer relevant, and "
            "nobody has written down whether they are still there (Care Leavers Regulations 2010 reg 3)."
        )
    return Judgement(
        Category.RELEVANT,
        f"16 or 17, left care on {_in_words(last.end)}, eligible until then.",
        "Children Act 1989 s23A",
    )


def _at_18_or_more(care: Care, day: date, age: int) -> Judgement:
    eighteen = birthday(care.born, 18)
    # Out of care on the birthday itself: looked after on attaining 18.
    at_18 = any(stay.start < eighteen and (stay.end is None or stay.end >= eighteen) for stay in care.stays)
    if at_18:
        was_eligible = is_eligible(care, eighteen - ONE_DAY)
        if was_eligible is None:
            return _unknown(_CANNOT_COUNT)
        if was_eligible:
            return _former_relevant("Looked after on turning 18, and eligible just before.")
        return _qualifying_until_21(age)
    before = _after_leaving_at_16_or_17(care, eighteen - ONE_DAY)
    if before is None:
        return _left_before_16(care, day)
    if not before.known:
        return before
    if before.category is Category.RELEVANT:
        return _former_relevant("A relevant child until 18.")
    return _qualifying_until_21(age)


def _left_before_16(care: Care, day: date) -> Judgement:
    last = care.last_ended_by(day)
    if last and last.reason_ended in SPECIAL_GUARDIANSHIP:
        if age_on(care.born, day) >= 21:
            return _qualifying_until_21(21)
        return Judgement(
            Category.QUALIFYING,
            "Left care under a special guardianship order; if it is or was in force at 18.",
            "Children Act 1989 s24(1A), (1B)",
        )
    return Judgement(None, "Left care before 16.")


def _former_relevant(why: str) -> Judgement:
    return Judgement(Category.FORMER_RELEVANT, why, "Children Act 1989 s23C(1)")


def _qualifying() -> Judgement:
    return Judgement(
        Category.QUALIFYING,
        "Looked after at 16 or 17, but neither eligible nor relevant.",
        "Children Act 1989 s24(2)",
    )


def _qualifying_until_21(age: int) -> Judgement:
    if age < 21:
        return _qualifying()
    return Judgement(None, "21 or over; help with education or training alone may go on (s24B).")


# What is due, and when.


class State(StrEnum):
    OVERDUE = "overdue"
    IN_TIME = "in time"
    UNKNOWN = "not known"
    NOT_ASKED = "not asked by law"


@dataclass(frozen=True)
class Due:
    """Whether something is owed, by when, and where that is written."""

    state: State
    why: str
    on: date | None = None
    source: str = ""


_PLAN_SOURCE = "Care Leavers (England) Regulations 2010 reg 7(2)"
_VISIT_SOURCE = "Care Leavers (England) Regulations 2010 reg 8(2)"
_STANDARD = "Children Act 1989 s23B(1), s23C(2): keep in touch; two months is the council's own standard"


def is_owed(category: Category | None, *, known: bool, age: int, asks_for_support: bool | None) -> Due | None:
    """None where plan and contact are owed; else why not, or why it cannot be told.

    Relevant: s23B. Former relevant: s23C(6), until 21; from then to 25 on request (s23CZB, s23CA).
    """
    if category is None:
        if known:
            return Due(State.NOT_ASKED, "No category of care leaver")
        return Due(State.UNKNOWN, "Not known whether it is owed: the category is not known")
    if category is Category.QUALIFYING:
        return Due(State.NOT_ASKED, "Qualifying: advice when they ask, no interval", source="s24A")
    if category is Category.FORMER_RELEVANT and age >= 21:
        if asks_for_support is None:
            return Due(State.UNKNOWN, "21 or over: not known whether they ask for support", source="s23CZB")
        if not asks_for_support:
            return Due(State.NOT_ASKED, "21 or over, and asks for no support", source="s23CZB")
    return None


def _due(on: date, day: date, why: str, source: str) -> Due:
    return Due(State.OVERDUE if on < day else State.IN_TIME, why, on, source)


def plan_due(last: date | None, agreed_next: date | None, day: date) -> Due:
    """The pathway plan is reviewed at intervals of not more than six months (reg 7(2)), or sooner if so agreed.

    Of an eligible child with the care plan (Care Planning Regulations 2010 reg 33 and 43).
    """
    if last is None:
        return Due(State.UNKNOWN, "No plan is on record here", source=_PLAN_SOURCE)
    latest = months_after(last, 6)
    on = min(latest, agreed_next) if agreed_next else latest
    return _due(on, day, f"Last agreed or reviewed on {_in_words(last)}", _PLAN_SOURCE)


def contact_due(
    last_seen: date | None,
    day: date,
    *,
    moved_in: date | None = None,
    provided_by_council: bool | None = None,
) -> Due:
    """When the adviser is next to see them.

    Where the council provides the accommodation: within 7 days of its start, then at intervals of not more than
    two months (reg 8(2)). Elsewhere the law names no interval; the council's own standard is the same two months.
    """
    source = _VISIT_SOURCE if provided_by_council else _STANDARD
    if provided_by_council and moved_in and (last_seen is None or last_seen < moved_in):
        on = moved_in + timedelta(days=7)
        return _due(on, day, f"Moved in on {_in_words(moved_in)}, and no visit since is on record", source)
    if last_seen is None:
        return Due(State.UNKNOWN, "No day on which they were seen is on record here", source=source)
    return _due(months_after(last_seen, 2), day, f"Last seen on {_in_words(last_seen)}", source)


def support_ends(category: Category | None, born: date, day: date) -> list[tuple[str, date, str]]:
    """Until when what is owed: in words, the first day on which it no longer is, and the source."""
    eighteen, twenty_one, twenty_five = (birthday(born, age) for age in (18, 21, 25))
    if category is Category.ELIGIBLE:
        first = ("Looked after, until", eighteen, "Children Act 1989 s22")
        return [first, *_former_relevant_support(twenty_one, twenty_five, day)]
    if category is Category.RELEVANT:
        first = ("Adviser, plan, home and money, until", eighteen, "Children Act 1989 s23B")
        return [first, *_former_relevant_support(twenty_one, twenty_five, day)]
    if category is Category.FORMER_RELEVANT:
        return _former_relevant_support(twenty_one, twenty_five, day)
    if category is Category.QUALIFYING:
        return [
            ("Advice and help when they ask, until", twenty_one, "Children Act 1989 s24A"),
            ("Help with education or training, until", twenty_five, "Children Act 1989 s24B(3)"),
        ]
    return []


def _former_relevant_support(twenty_one: date, twenty_five: date, day: date) -> list[tuple[str, date, str]]:
    to_25 = (
        ("Adviser and support when they ask, until", twenty_five, "Children Act 1989 s23CZB")
        if day >= SUPPORT_TO_25_BEGAN
        else ("Adviser while in education or training, until", twenty_five, "Children Act 1989 s23CA")
    )
    return [("Adviser, plan and keeping in touch, until", twenty_one, "Children Act 1989 s23C(6)"), to_25]
