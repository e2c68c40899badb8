"""What waits, put into a sentence: the deadline first, then whose it is, then what is the matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from placements.choices import LEGAL_STATUSES, in_words, placement_type
from placements.models import (
    Breach,
    Child,
    FamilyTimePlan,
    MissingSpell,
    Notice,
    PeriodOfCare,
    Placement,
    Reservation,
)
from placements.notices import working_days_after
from placements.presenters import words
from placements.work.querysets import CONNECTED_PERSON_FOR, EMERGENCY_WORKING_DAYS, UNLAWFUL_SETTING
from sufficiency.core.periods import birthday
from sufficiency.core.work import Line, deadline_words


def of_child(child: Child, day: date, *, when: str, rest: str, **more: Any) -> Line:
    """A row about a child: name and age, leading to the child's page."""
    return Line(
        when=when,
        title=f"{words.name(child)}, {words.age(child, day)}",
        href=reverse("placements:child-detail", args=[child.public_id]),
        rest=rest,
        shows=child,
        **more,
    )


def by(deadline: date, day: date) -> dict[str, Any]:
    """The deadline, in words, and whether it has passed."""
    return {"when": deadline_words(deadline, day), "late": deadline < day, "deadline": deadline}


def clock(since: date, day: date) -> dict[str, Any]:
    """'Day 3': counted from the first, and always late, for it should not be."""
    return {"when": f"Day {(day - since).days + 1:,}", "late": True, "deadline": since}


def waiting(child: Any, day: date) -> Line:
    planned = f" A place is planned from {words.day(child.planned_from)}." if child.planned_from else ""
    rest = f"has no home recorded since {words.day(child.since)}.{planned}"
    # As "Today" elsewhere: of the day in the title of the list.
    return of_child(child, day, when="Tonight", late=True, deadline=child.since, rest=rest)


def unlawful(placement: Placement, day: date) -> Line:
    recorded = [one.words for one in placement.breaches.all() if one.rule in UNLAWFUL_SETTING]
    said = " ".join(recorded) or "Under 16: nobody under 16 may be placed there."
    kind = placement_type(placement.code)
    rest = f"is placed since {words.day(placement.dates.lower)}: {kind[0].lower()}{kind[1:]}. {said}"
    return of_child(placement.child, day, rest=rest, **clock(placement.dates.lower, day))


def over_emergency_limit(placement: Placement, day: date) -> Line:
    limit = working_days_after(placement.dates.lower, EMERGENCY_WORKING_DAYS)
    rest = (
        f"was placed with {words.place(placement)} in an emergency, outside the terms of approval: "
        f"{EMERGENCY_WORKING_DAYS} working days at most."
    )
    return of_child(placement.child, day, rest=rest, **by(limit, day))


def notice_given(placement: Any, day: date) -> Line:
    rest = f"lives with {words.place(placement)}, whose carers gave notice."
    if placement.ends is None:
        return of_child(placement.child, day, when="No end given", rest=rest)
    return of_child(placement.child, day, rest=rest, **by(placement.ends, day))


def connected_person(breach: Breach, day: date) -> Line:
    rest = (
        "lives with a connected person whose approval is not on file: 16 weeks of temporary approval at most."
    )
    return of_child(breach.child, day, rest=rest, **by(breach.since + CONNECTED_PERSON_FOR, day))


def breach(one: Breach, day: date) -> Line:
    return of_child(one.child, day, rest=f"is placed against a rule. {one.words}", **clock(one.since, day))


def missing(spell: MissingSpell, day: date) -> Line:
    rest = f"has been {spell.get_kind_label().lower()} since {words.day(spell.started_on)}."
    return of_child(spell.child, day, rest=rest, **clock(spell.started_on, day))


def order_ending(status: Any, day: date) -> Line:
    order = in_words(status.code, LEGAL_STATUSES)
    rest = f"has an order that ends: {order}, since {words.day(status.dates.lower)}."
    return of_child(status.child, day, rest=rest, **by(status.ends, day))


def notice_to_send(notice: Notice, day: date) -> Line:
    line = of_child(
        notice.child,
        day,
        rest="was placed or moved; still to be told:",
        items=(f"{notice.to[0].lower()}{notice.to[1:]}",),
        **by(notice.due_on, day),
    )
    return Line(**{**vars(line), "href": reverse("placements:deed-detail", args=[notice.deed.public_id])})


def review(child: Any, day: date) -> Line:
    last = (
        f"the last on record was on {words.day(child.last_review)}."
        if child.last_review
        else "none is on record."
    )
    return of_child(
        child, day, rest=f"has a review of the care plan due: {last}", **by(child.review_due, day)
    )


def family_time_review(plan: FamilyTimePlan, day: date) -> Line:
    """Whom the plan is about is on its own page."""
    assert plan.next_review_on is not None
    last = f"the last was on {words.day(plan.reviewed_on)}." if plan.reviewed_on else "none is on record."
    line = of_child(
        plan.child,
        day,
        rest=f"has a plan of family time to be reviewed: {last}",
        **by(plan.next_review_on, day),
    )
    return replace(line, href=reverse("placements:child-family-time", args=[plan.child.public_id]))


def no_life_story(child: Any, day: date) -> Line:
    """No deadline: no law names one."""
    line = of_child(
        child,
        day,
        when=f"In care since {words.day(child.care_began)}",
        rest="has no life-story work on record.",
    )
    return replace(line, href=reverse("placements:child-life-story", args=[child.public_id]))


def turning_18(child: Child, day: date) -> Line:
    return of_child(child, day, rest="turns 18.", **by(birthday(child.date_of_birth, 18), day))


def reservation_ending(kept: Reservation, day: date) -> Line:
    rest = f"has a place kept at {kept.household} that ends ({kept.get_kind_display().lower()})."
    return of_child(kept.child, day, rest=rest, **by(kept.dates.upper, day))


def not_linked(placement: Placement, day: date) -> Line:
    since = placement.dates.lower
    kind = placement_type(placement.code)
    rest = f"has a home that is not linked yet: {kind[0].lower()}{kind[1:]}."
    return of_child(placement.child, day, when=f"Since {words.day(since)}", deadline=since, rest=rest)


def came(period: PeriodOfCare, day: date) -> Line:
    return of_child(period.child, day, rest="came into care.", **_happened(period.dates.lower, day))


def left(period: PeriodOfCare, day: date) -> Line:
    return of_child(period.child, day, rest="left care.", **_happened(period.dates.upper, day))


def moved(placement: Placement, day: date) -> Line:
    kind = placement_type(placement.code)
    rest = f"moved: {kind[0].lower()}{kind[1:]}."
    return of_child(placement.child, day, rest=rest, **_happened(placement.dates.lower, day))


def _happened(on: date, day: date) -> dict[str, Any]:
    when = {day: "Today", day - timedelta(days=1): "Yesterday"}.get(on, f"{on:%A}, {on.day} {on:%B}")
    return {"when": when, "deadline": on}
