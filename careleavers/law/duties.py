"""What is owed to a young person of a category, by when, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from careleavers.codes import Category
from careleavers.law.category import in_words
from sufficiency.core.periods import birthday, months_after

# Children Act 1989 s23CZB came into force on this day (Children and Social Work Act 2017 s3).
SUPPORT_TO_25_BEGAN = date(2018, 4, 1)


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
    return _due(on, day, f"Last agreed or reviewed on {in_words(last)}", _PLAN_SOURCE)


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
        return _due(on, day, f"Moved in on {in_words(moved_in)}, and no visit since is on record", source)
    if last_seen is None:
        return Due(State.UNKNOWN, "No day on which they were seen is on record here", source=source)
    return _due(months_after(last_seen, 2), day, f"Last seen on {in_words(last_seen)}", source)


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
