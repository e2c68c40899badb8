"""What waits in the carer records: reviews, checks, approvals, holds, and homes that nobody has asked of late."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from carers.models import Check, Hold, Household, HouseholdReview
from carers.words import in_words
from sufficiency.core.access import Action, Role
from sufficiency.core.models import User
from sufficiency.core.work import HOMES, Asked, Line, Risk, Rule, deadline_words, register

# How far ahead each looks.
_AHEAD = timedelta(days=90)
_SOON = timedelta(days=14)
# What is free is to be true this afternoon: a home that nobody asked for a week is asked again.
CONFIRMED_FOR = timedelta(days=7)

_KEEPS = frozenset({Role.FOSTERING_ADMIN})
_WATCHES = frozenset({Role.FOSTERING_ADMIN, Role.PLACEMENT_MANAGER})
_PLACES = frozenset({Role.FOSTERING_ADMIN, Role.PLACEMENT_OFFICER, Role.PLACEMENT_MANAGER})


def _of_household(household: Household, day: date, *, deadline: date, rest: str, href: str = "") -> Line:
    return Line(
        when=deadline_words(deadline, day),
        title=household.reference,
        href=href or household.get_absolute_url(),
        rest=rest,
        late=deadline < day,
        deadline=deadline,
    )


def _households(asked: Asked) -> Any:
    return Household.objects.visible_to(asked.user).filter(authority=asked.authority)


def _kept(model: Any, asked: Asked, *related: str) -> Any:
    records = model.objects.visible_to(asked.user).filter(household__authority=asked.authority)
    return records.select_related("household", *related)


def _mine(found: QuerySet[Any], user: User, day: date) -> QuerySet[Any]:
    path = "supervising_worker" if found.model is Household else "household__supervising_worker"
    return found.filter(**{path: user})


def _reviews(asked: Asked) -> Any:
    return _kept(HouseholdReview, asked).of_approved_on(asked.day).due_by(asked.day + _AHEAD)


def _review(review: HouseholdReview, day: date) -> Line:
    return _of_household(
        review.household, day, deadline=review.due_on, rest="has a review of the approval due."
    )


def _checks(asked: Asked) -> Any:
    found = _kept(Check, asked, "carer").of_approved_on(asked.day).expiring_by(asked.day + _AHEAD)
    return found.order_by("expires_on", "pk")


def _check(check: Check, day: date) -> Line:
    assert check.expires_on is not None
    kind = check.get_kind_display()
    kind = kind if kind[:2].isupper() else f"{kind[0].lower()}{kind[1:]}"
    verb = "ran out" if check.expires_on <= day else "runs out"
    return _of_household(
        check.household, day, deadline=check.expires_on, rest=f"has a check that {verb}: {kind}."
    )


def _approval(household: Household, day: date) -> Line:
    return _of_household(
        household, day, deadline=household.approved.upper, rest="is approved no longer from then."
    )


def _hold(hold: Hold, day: date) -> Line:
    which = "all places" if hold.places is None else f"{hold.places} on hold"
    rest = f"comes off hold ({which}): ask what is free."
    return _of_household(hold.household, day, deadline=hold.dates.upper, rest=rest)


def _unconfirmed(asked: Asked) -> Any:
    since = timezone.make_aware(datetime.combine(asked.day - CONFIRMED_FOR, time()))
    asked_of = _households(asked).approved_on(asked.day).not_wholly_on_hold_on(asked.day)
    return asked_of.not_confirmed_since(since)


def _not_confirmed(household: Any, day: date) -> Line:
    if household.said_at is None:
        return Line(
            "Never asked", household.reference, household.get_absolute_url(), "was never asked what is free."
        )
    said = timezone.localtime(household.said_at).date()
    rest = f"last said on {in_words(said)} what is free."
    return _of_household(household, day, deadline=said + CONFIRMED_FOR, rest=rest)


RULES = (
    Rule(
        "household-reviews",
        HOMES,
        Risk.DUTY,
        "review of a household due",
        "reviews of households due",
        Action.SEE_HOMES,
        _WATCHES,
        find=_reviews,
        line=_review,
        mine=_mine,
        why="Within a year of approval, then at least once a year: Fostering Services (England) Regulations 2011, "
        "reg 28.",
        href=lambda: reverse("carers:review-list"),
    ),
    Rule(
        "checks",
        HOMES,
        Risk.DUTY,
        "check that runs out",
        "checks that run out",
        Action.KEEP_CARER_RECORDS,
        _KEEPS,
        find=_checks,
        line=_check,
        mine=_mine,
        why="The last of each kind counts.",
        href=lambda: reverse("carers:check-list"),
    ),
    Rule(
        "approvals",
        HOMES,
        Risk.DUTY,
        "approval that ends",
        "approvals that end",
        Action.SEE_HOMES,
        _WATCHES,
        find=lambda asked: _households(asked).approval_ending_by(asked.day + _AHEAD, day=asked.day),
        line=_approval,
        mine=_mine,
        why="Who lives there needs another home, or the approval goes on.",
    ),
    Rule(
        "holds",
        HOMES,
        Risk.COMING,
        "hold that ends",
        "holds that end",
        Action.SEE_HOMES,
        _PLACES,
        find=lambda asked: _kept(Hold, asked).ending_by(asked.day + _SOON, day=asked.day),
        line=_hold,
        mine=_mine,
        why="Places come back when a hold ends.",
    ),
    Rule(
        "unconfirmed",
        HOMES,
        Risk.COMING,
        f"household not asked for {CONFIRMED_FOR.days} days what is free",
        f"households not asked for {CONFIRMED_FOR.days} days what is free",
        Action.SEE_HOMES,
        _PLACES,
        find=_unconfirmed,
        line=_not_confirmed,
        mine=_mine,
        why="The list of homes is as true as the last time somebody asked.",
        href=lambda: reverse("carers:household-list"),
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
