"""How a young person's situation is put into words, the same on the list, the record and in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from careleavers import law
from careleavers.codes import Category, ContactOutcome, DocumentKind
from careleavers.models import (
    Accommodation,
    Activity,
    Contact,
    Document,
    PlanReview,
    YoungPerson,
)
from careleavers.situation import Situation
from sufficiency.core.writing import day_in_words

NOT_KNOWN = "not known"
_COLOURS = {law.State.OVERDUE: "red", law.State.IN_TIME: "green", law.State.UNKNOWN: "yellow"}
_RUNS_OUT_SOON = 90


def name(person: YoungPerson) -> str:
    """First and last name; without them the number, which is all that a return brings."""
    full = f"{person.first_name} {person.last_name}".strip()
    return full or (f"Child {person.number}" if person.number else "No name or number yet")


def category(situation: Situation) -> str:
    """In a word or two; 'not known' where it cannot be told, 'none' where there is none."""
    if situation.category:
        return Category(situation.category).label
    return "none" if situation.derived.known else NOT_KNOWN


def suitable(situation: Situation) -> str:
    living = situation.living
    if not living.words:
        return NOT_KNOWN
    if not living.is_judged:
        return "not judged"
    return {True: "yes", False: "no", None: NOT_KNOWN}[living.is_suitable]


def lives(situation: Situation) -> str:
    living = situation.living
    if not living.words:
        return NOT_KNOWN
    since = f", since {day_in_words(living.since)}" if living.since else ""
    told = f" ({living.source})" if living.source.startswith("return") else ""
    return f"{living.words}{since}{told}"


def activity(situation: Situation) -> str:
    words, source = situation.activity
    if not words:
        return NOT_KNOWN
    return f"{words} ({source})" if source else words


def due(one: law.Due) -> str:
    """'Overdue since 3 May 2026', 'by 3 July 2026', 'not known', 'not asked by law'."""
    if one.on is None:
        return one.state.value
    if one.state is law.State.OVERDUE:
        return f"overdue since {day_in_words(one.on)}"
    return f"by {day_in_words(one.on)}"


def due_beside_tag(one: law.Due) -> str:
    """What stands beside the tag of a state: since when or by when; where there is no day, why."""
    if one.on is None:
        return one.why
    return f"{'since' if one.state is law.State.OVERDUE else 'by'} {day_in_words(one.on)}"


def due_tag(one: law.Due) -> dict[str, str]:
    """A state in a word, and its colour; grey where nothing is asked."""
    words = {law.State.OVERDUE: "Overdue", law.State.IN_TIME: "In time", law.State.UNKNOWN: "Not known"}
    return {"text": words.get(one.state, "Not asked"), "colour": _COLOURS.get(one.state, "grey")}


def adviser(situation: Situation) -> str:
    return str(situation.adviser) if situation.adviser else "none on record"


@dataclass(frozen=True)
class Event:
    """An entry of a timeline."""

    title: str
    when: str
    lines: tuple[str, ...] = ()
    by: str = ""


def _run(first: date, end: date | None) -> str:
    return f"{day_in_words(first)} to {day_in_words(end)}" if end else f"since {day_in_words(first)}"


def accommodation_event(one: Accommodation) -> Event:
    lines = [
        {True: "Suitable", False: "Not suitable", None: "Not known whether suitable"}[one.is_suitable]
        + (f": {one.why}" if one.why else "")
        if one.kind not in "GHR"
        else "Not judged from afar"
    ]
    if one.provided_by_council is not None:
        lines.append("Provided by the council" if one.provided_by_council else "Not provided by the council")
    return Event(
        one.get_kind_display(), _run(one.dates.lower, one.dates.upper), tuple(lines), str(one.entered_by)
    )


def activity_event(one: Activity) -> Event:
    return Event(one.get_kind_display(), _run(one.dates.lower, one.dates.upper), by=str(one.entered_by))


def contact_event(one: Contact) -> Event:
    lines = [ContactOutcome(one.outcome).label, *([one.note] if one.note else [])]
    return Event(one.get_kind_display(), day_in_words(one.on), tuple(lines), str(one.by))


def plan_event(one: PlanReview) -> Event:
    part = {True: "The young person took part", False: "The young person did not take part"}
    lines = [part[one.took_part]] if one.took_part is not None else []
    if one.next_on:
        lines.append(f"Next agreed for {day_in_words(one.next_on)}")
    return Event(one.get_step_display(), day_in_words(one.on), tuple(lines), str(one.entered_by))


def documents(held: Iterable[Document], day: date) -> list[dict[str, str]]:
    """Every kind of paper: a word, a colour and until when; what nobody recorded is not known."""
    found = {one.kind: one for one in held}
    rows = []
    for kind in DocumentKind:
        state = _document(found[kind], day) if kind in found else ("Not known", "grey", "")
        rows.append(
            {
                "kind": kind.value,
                "title": kind.label,
                **dict(zip(("text", "colour", "until"), state, strict=True)),
            }
        )
    return rows


def _document(one: Document, day: date) -> tuple[str, str, str]:
    if one.state != "held":
        return one.get_state_display(), "yellow" if one.state == "applied" else "red", ""
    if one.expires_on is None:
        return "Has it", "green", ""
    until = day_in_words(one.expires_on)
    if one.expires_on < day:
        return "Expired", "red", f"on {until}"
    if (one.expires_on - day).days <= _RUNS_OUT_SOON:
        return "Expires soon", "yellow", f"holds until {until}"
    return "Has it", "green", f"holds until {until}"


def identity(situation: Situation) -> Iterator[dict[str, Any]]:
    """The facts of the identity bar."""
    person, day = situation.person, situation.day
    yield {"key": "Age", "value": str(situation.age)}
    yield {"key": "Number", "value": person.number or "none yet"}
    yield {"key": "Category", "value": category(situation)}
    last = situation.care.last_ended_by(day)
    if situation.is_looked_after:
        yield {"key": "Care", "value": "Looked after now"}
    elif last and last.end:
        yield {"key": "Care", "value": f"Left on {day_in_words(last.end)}"}
    else:
        yield {"key": "Care", "value": "Not on record here"}
    coming = situation.next_milestone
    if coming:
        yield {"key": f"Turns {coming[0]}", "value": day_in_words(coming[1])}
    yield {"key": "Personal adviser", "value": adviser(situation)}


def owed(situation: Situation) -> list[dict[str, Any]]:
    """What is due, with the reason and the law's source."""
    return [
        {
            "title": title,
            "words": due_beside_tag(one) if one.on else "",
            "tag": due_tag(one),
            "why": one.why,
            "source": one.source,
        }
        for title, one in (("Contact", situation.contact), ("Pathway plan review", situation.plan))
    ]


def category_lines(situation: Situation) -> list[str]:
    """What the dates give and what somebody said, side by side."""
    found = situation.derived
    given = Category(found.category).label if found.category else ("none" if found.known else NOT_KNOWN)
    lines = [f"By the dates on record: {given}. {found.why}" + (f" ({found.source})" if found.source else "")]
    record = situation.record
    if situation.said and record and record.category_said_on:
        lines.insert(
            0,
            f"Said by {record.category_said_by} on {day_in_words(record.category_said_on)}: "
            f"{situation.said.label}. Source: {record.category_source}.",
        )
    return lines


def support(situation: Situation) -> list[dict[str, str]]:
    """Until when support is owed."""
    ends = law.support_ends(situation.category, situation.person.date_of_birth, situation.day)
    return [
        {
            "words": f"{words} {day_in_words(end)}",
            "source": source,
            "ended": "ended" if end <= situation.day else "",
        }
        for words, end, source in ends
    ]


def reported_rows(situation: Situation) -> list[dict[str, str]]:
    """What each return told, as it told it."""
    return [
        {
            "as_at": day_in_words(one.as_at),
            "in_touch": one.in_touch_in_words,
            "living": one.accommodation_in_words or NOT_KNOWN,
            "suitable": {True: "yes", False: "no", None: NOT_KNOWN}[one.is_suitable],
            "activity": one.activity_in_words or NOT_KNOWN,
        }
        for one in situation.reports
    ]
