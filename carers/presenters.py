"""A household as pages and files show it: the same words in both, and no address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from carers.models import Carer, Check, Confirmation, Hold, Household, HouseholdReview, Terms
from carers.words import counted, in_words, listed


def for_list(households: QuerySet[Household], *, day: date) -> QuerySet[Household]:
    """With all that a row says of `day`, in a number of queries that does not grow with the list."""
    primary = Carer.objects.filter(household=OuterRef("pk"), is_primary=True).order_by("-dates")
    latest = Confirmation.objects.filter(household=OuterRef("pk")).order_by("-at", "-pk")
    outstanding = HouseholdReview.objects.outstanding().filter(household=OuterRef("pk"))
    return (
        households.select_related("supervising_worker")
        .annotate(
            name_order=Subquery(primary.values("last_name")[:1]),
            confirmed_at=Subquery(latest.values("at")[:1]),
            places_today=Subquery(
                Terms.objects.terms_on(day).filter(household=OuterRef("pk")).values("places")[:1]
            ),
            review_due_on=Subquery(outstanding.values("due_on")[:1]),
        )
        .prefetch_related(
            "carers",
            Prefetch("terms", Terms.objects.terms_on(day), to_attr="terms_today"),
            Prefetch("holds", Hold.objects.in_force_on(day), to_attr="holds_today"),
        )
    )


def names(household: Household, *, day: date) -> str:
    """'Ama and Tom Mensah', 'Ama Mensah and Tom Bray': the carers of `day`, or of the last day of the approval."""
    ended = household.approved.upper
    known_on = day if ended is None else min(day, ended - timedelta(days=1))
    people = [one for one in household.carers.all() if known_on in one.dates]
    people.sort(key=lambda one: (not one.is_primary, one.last_name, one.first_name))
    if len(people) > 1 and len({one.last_name for one in people}) == 1:
        return f"{listed(one.first_name for one in people)} {people[0].last_name}"
    return listed(str(one) for one in people)


def hold_words(hold: Hold) -> str:
    """'All places on hold until 3 May 2026: Holiday'."""
    which = "All places" if hold.places is None else counted(hold.places, "place")
    until = f" until {in_words(hold.dates.upper)}" if hold.dates.upper else ""
    return f"{which} on hold{until}: {hold.get_reason_display()}"


def confirmation_words(said: Confirmation | None) -> str:
    """'2 places free, not before 3 May 2026. Confirmed by Olive Officer at 16:45 on 31 March 2026.'"""
    if said is None:
        return "Nobody has asked the carers yet."
    at = timezone.localtime(said.at)
    parts = []
    if said.places_free is not None:
        parts.append(
            "no place free" if said.places_free == 0 else f"{counted(said.places_free, 'place')} free"
        )
    if said.not_before:
        parts.append(f"not before {in_words(said.not_before)}")
    what = ", ".join(parts)
    lead = f"{what[0].upper()}{what[1:]}. " if what else ""
    return f"{lead}Confirmed by {said.by} at {at:%H:%M} on {in_words(at.date())}."


def terms_line(terms: Terms, *, day: date) -> dict[str, Any]:
    """One entry of the timeline of terms."""
    first, last = terms.dates.lower, terms.dates.upper
    return {
        "words": terms.in_words,
        "when": f"From {in_words(first)}" + (f" until {in_words(last)}" if last else ""),
        "note": terms.note,
        "state": "Present"
        if first <= day and (last is None or day < last)
        else "To come"
        if first > day
        else "",
    }


def check_state(check: Check, *, day: date) -> tuple[str, str]:
    """The word and colour of its tag."""
    if check.expires_on is None:
        return "Does not run out", "grey"
    left = (check.expires_on - day).days
    if left <= 0:
        return "Ran out", "red"
    return (f"{counted(left, 'day')} left", "yellow") if left <= 90 else ("Holds", "green")


def due_state(due_on: date, *, day: date) -> tuple[str, str]:
    """The word and colour of the tag of a review that is due."""
    left = (due_on - day).days
    if left < 0:
        return f"{counted(-left, 'day')} overdue", "red"
    if left == 0:
        return "Due today", "yellow"
    return f"In {counted(left, 'day')}", "yellow" if left <= 28 else "grey"
