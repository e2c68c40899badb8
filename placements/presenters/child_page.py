"""What the child's page shows, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from placements.choices import (
    NEEDS,
    REASONS_CARE_ENDED,
    REASONS_FOR_CHANGE,
    TEMPORARY_MOVES,
    in_words,
    legal_status,
    placement_type,
)
from placements.models import Breach, Child, Deed, LegalStatus, PeriodOfCare, Placement, TemporaryMove
from placements.presenters import words
from placements.presenters.care_line import CareLine, care_line
from placements.situation import Situation, situations
from sufficiency.core.access import Action, may
from sufficiency.core.models import User

# Entries of the timeline that stand open.
_LATEST = 12


@dataclass(frozen=True)
class Event:
    """One entry of the timeline under the care line."""

    anchor: str
    title: str
    when: str
    by: str
    details: list[str]
    tag: str
    sort: tuple


@dataclass(frozen=True)
class ChildPage:
    now: Situation
    line: CareLine | None
    events: list[Event]
    facts: list[dict[str, Any]]
    identity: list[dict[str, str]]
    breaches: list[dict[str, str]]
    siblings: list[dict[str, str]]
    # Those of them whose names are shown.
    siblings_shown: list[Child]
    workers: list[str]
    actions: list[dict[str, str]]
    # Whether the first of the actions is the page's green button.
    has_button: bool
    last_deed: Deed | None

    @property
    def latest(self) -> list[Event]:
        return self.events[:_LATEST]

    @property
    def earlier(self) -> list[Event]:
        """Of a long history: opened when asked for, or by a link of the care line."""
        return self.events[_LATEST:]


def child_page(child: Child, *, user: User, today: date) -> ChildPage:
    """Everything of the page, for those who may open the child."""
    periods = _numbered(
        PeriodOfCare.objects.filter(child=child).select_related("entered_by").order_by("dates")
    )
    statuses = _numbered(
        LegalStatus.objects.filter(child=child).select_related("entered_by").order_by("dates")
    )
    placements = _numbered(
        Placement.objects.filter(child=child)
        .select_related("entered_by", "household", "home", "child__authority")
        .order_by("dates")
    )
    moves = _numbered(
        TemporaryMove.objects.filter(child=child).select_related("entered_by").order_by("dates")
    )
    siblings = list(Child.objects.visible_to(user).siblings_of(child.pk).order_by("date_of_birth"))
    there = situations([child, *siblings], on=today)
    now = there[child.pk]
    writes = may(user, Action.RECORD_PLACEMENTS, child.authority)
    corrects = may(user, Action.CORRECT_CHILDREN, child.authority)
    return ChildPage(
        now=now,
        line=care_line(periods, statuses, placements, moves, today=today),
        events=_events(periods, statuses, placements, moves, today),
        facts=_facts(now, placements, sees_homes=may(user, Action.SEE_HOMES, child.authority)),
        identity=_identity(now),
        breaches=[_breach(one, today) for one in Breach.objects.filter(child=child, cleared_on=None)],
        siblings_shown=siblings,
        siblings=[_sibling(one, there[one.pk], today) for one in siblings],
        workers=[
            str(one.worker)
            for one in child.allocations.filter(dates__contains=today).select_related("worker")
        ],
        actions=[*(_actions(now) if writes else []), *(_corrections(child) if corrects else [])],
        has_button=writes,
        last_deed=child.deeds.filter(undone_at=None).order_by("-at", "-pk").first() if writes else None,
    )


def _numbered(spells: Any) -> list[Any]:
    """Each told apart on the page by a number that says nothing elsewhere."""
    found = list(spells)
    for number, spell in enumerate(found, start=1):
        spell.pk_in_page = number
    return found


def _identity(now: Situation) -> list[dict[str, str]]:
    child, today = now.child, now.day
    legal = now.legal_status
    days = now.days_looked_after
    looked_after = "Not looked after today"
    if now.period is not None:
        looked_after = "Not known" if days is None else f"{days:,} {'day' if days == 1 else 'days'}"
        if days is None:
            looked_after = f"Since {words.day(now.period.dates.lower)} or before"
    return [
        {"key": "Number", "value": child.number or "None yet"},
        {"key": "Age", "value": words.age(child, today)},
        {"key": "Born", "value": words.day(child.date_of_birth)},
        {"key": "Legal status", "value": legal_status(legal.code) if legal else "None today"},
        {"key": "Looked after", "value": looked_after},
    ]


def _facts(now: Situation, placements: Sequence[Placement], *, sees_homes: bool) -> list[dict[str, Any]]:
    placement = next((one for one in placements if now.placement and one.pk == now.placement.pk), None)
    if placement is None:
        return []
    home = placement.household or placement.home
    rows: list[dict[str, Any]] = [
        {
            "key": "Home",
            "value": words.place(placement),
            "href": home.get_absolute_url() if sees_homes and home else "",
        },
        {"key": "Type", "value": placement_type(placement.code)},
        {"key": "Since", "value": words.day(placement.dates.lower)},
        {"key": "How far", "value": words.miles(placement)},
        {"key": "Where", "value": words.inside_or_outside(placement)},
        {"key": "Planned or an emergency", "value": placement.get_planning_display()},
    ]
    if placement.as_told:
        rows.insert(1, {"key": "As told", "value": placement.as_told})
    if now.away:
        rows.append(
            {
                "key": "Away",
                "value": f"{in_words(now.away.code, TEMPORARY_MOVES)}, since {words.day(now.away.dates.lower)}",
            }
        )
    if now.planned:
        rows.append(
            {"key": "Planned", "value": f"{words.place(now.planned)}, {words.day(now.planned.dates.lower)}"}
        )
    return rows


def _breach(breach: Breach, today: date) -> dict[str, str]:
    days = (today - breach.since).days
    return {
        "words": breach.words,
        "since": f"Day {days + 1}: since {words.day(breach.since)}."
        if days >= 0
        else f"From {words.day(breach.since)}.",
    }


def _sibling(sibling: Child, now: Situation, today: date) -> dict[str, str]:
    where = "not in care today" if now.period is None else "no placement today"
    if now.placement:
        where = words.place(now.placement)
    return {
        "text": f"{words.name(sibling)}, {words.age(sibling, today)}",
        "href": reverse("placements:child-detail", args=[sibling.public_id]),
        "where": where,
    }


_LABELS = {
    "start": "Log a start of care",
    "place": "Log a placement",
    "move": "Move",
    "end": "End care",
    "end-placement": "End the placement only",
    "legal-status": "Change legal status",
    "away": "Away for a while",
    "back": "Back again",
    "siblings": "Add a brother or sister",
}


def _actions(now: Situation) -> list[dict[str, str]]:
    """The first of them is the page's green button."""
    names = {
        "not in care": ["start"],
        "no placement": ["place", "legal-status", "end"],
        "placed": ["move", "end", "legal-status", "back" if now.away else "away", "end-placement"],
    }[now.state]
    return [
        {"text": _LABELS[name], "href": reverse(f"placements:child-{name}", args=[now.child.public_id])}
        for name in [*names, "siblings"]
    ]


def _corrections(child: Child) -> list[dict[str, str]]:
    return [
        {"text": text, "href": reverse(f"placements:child-{name}", args=[child.public_id])}
        for name, text in (("number", "Change the number"), ("merge", "Merge another record into this one"))
    ]


def _events(
    periods: Sequence[PeriodOfCare],
    statuses: Sequence[LegalStatus],
    placements: Sequence[Placement],
    moves: Sequence[TemporaryMove],
    today: date,
) -> list[Event]:
    events = [
        _event(
            one, "period", 0, one.get_kind_display(), [_ended(one, REASONS_CARE_ENDED, "Left care")], today
        )
        for one in periods
    ]
    events += [
        _event(
            one,
            "status",
            1,
            legal_status(one.code),
            [f"Need: {in_words(one.need, NEEDS).lower()}" if one.need else ""],
            today,
        )
        for one in statuses
    ]
    for one in placements:
        details = [
            words.place(one),
            ", ".join(filter(None, [words.miles(one), words.inside_or_outside(one)])),
            _changed(one.reason_for_change),
        ]
        events.append(_event(one, "placement", 2, placement_type(one.code), details, today))
    events += [
        _event(
            one,
            "away",
            3,
            f"Away: {in_words(one.code, TEMPORARY_MOVES).lower()}",
            ["The place is kept"],
            today,
        )
        for one in moves
    ]
    return sorted(events, key=lambda event: event.sort, reverse=True)


def _event(spell: Any, look: str, order: int, title: str, details: list[str], today: date) -> Event:
    first, last = spell.dates.lower, spell.dates.upper
    begun = words.day(first) if spell.start_known else f"On or before {words.day(first)}"
    when = (
        f"{begun} to {words.day(last)}"
        if last
        else f"From {words.day(first)}"
        if spell.start_known
        else f"{begun}, until now"
    )
    if first > today:
        tag = "Planned"
    else:
        tag = "" if last and last <= today else "Now"
    return Event(
        anchor=f"{look}-{spell.pk_in_page}",
        title=title,
        when=when,
        by=f"entered by {spell.entered_by}" if spell.entered_by else "from a return",
        details=[one for one in details if one],
        tag=tag,
        sort=(first, -order),
    )


def _ended(period: PeriodOfCare, reasons: dict[str, str], lead: str) -> str:
    if not period.reason_ended or period.dates.upper is None:
        return ""
    return f"{lead}: {in_words(period.reason_ended, reasons).lower()}"


def _changed(code: str) -> str:
    return f"Ended: {in_words(code, REASONS_FOR_CHANGE).lower()}" if code else ""
