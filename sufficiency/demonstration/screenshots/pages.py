"""Which pages are pictured, who looks at them and at which record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from carers.models import Household
from placements.models import Child, PeriodOfCare, Placement, SiblingLink
from sufficiency.core.models import Authority
from sufficiency.core.periods import months_before
from sufficiency.exchange.models import Import

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class Picture:
    """One page: its file's name, what it is and says, who looks (a sign-in), where, and what they have done there."""

    name: str
    title: str
    says: str
    sign_in: str
    address: Callable[[Authority, date], str | None]
    first: Callable[[Page], None] | None = None


def _at(address: str) -> Callable[[Authority, date], str | None]:
    return lambda authority, day: address


def _child(authority: Authority, day: date) -> str | None:
    """Who lives in one of our households with the most to tell; else whoever has moved most."""
    now = {"child": OuterRef("pk"), "dates__contains": day}
    found = (
        Child.objects.filter(
            Exists(PeriodOfCare.objects.filter(**now, kind="looked_after")),
            authority=authority,
            is_restricted=False,
            date_of_birth__gt=months_before(day, 216),
        )
        .annotate(
            at_home=Exists(Placement.objects.filter(**now).exclude(household=None)),
            has_siblings=Exists(
                SiblingLink.objects.filter(Q(child=OuterRef("pk")) | Q(sibling=OuterRef("pk")))
            ),
            moves=Count("placements"),
        )
        .filter(moves__lte=6)
        .order_by("-at_home", "-has_siblings", "-moves", "pk")
        .first()
    )
    return f"/children/{found.public_id}/" if found else None


def _log(authority: Authority, day: date) -> str | None:
    """The form of whoever has waited longest; where nobody waits, of a move."""
    waits = Child.objects.filter(authority=authority, is_restricted=False).waiting_for_a_home_on(day).first()
    if waits:
        return f"/children/{waits.public_id}/log/"
    child = _child(authority, day)
    return f"{child}move/" if child else None


def _household(authority: Authority, day: date) -> str | None:
    """One with terms that changed, and children there."""
    found = (
        Household.objects.filter(authority=authority, approved__contains=day)
        .annotate(
            there=Count("placements", filter=Q(placements__dates__contains=day), distinct=True),
            changes=Count("terms", distinct=True),
        )
        .filter(there__lte=3)
        .order_by("-changes", "-there", "pk")
        .first()
    )
    return f"/homes/{found.public_id}/" if found else None


def _return(authority: Authority, day: date) -> str | None:
    """A load that is read and waits to be applied; else the last one."""
    loads = Import.objects.filter(authority=authority).order_by("-started_at")
    found = loads.filter(status=Import.Status.READY).first() or loads.first()
    return f"/returns/{found.public_id}/" if found else None


def _trail(authority: Authority, day: date) -> str | None:
    child = _child(authority, day)
    return f"/audit/records/{child.split('/')[2]}/" if child else None


def _choose_the_first_home(page: Page) -> None:
    page.get_by_role("radio", name="Planned", exact=True).check()
    # The line that says what will be recorded is asked for as soon as a home is chosen.
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#homes").get_by_role("radio").first.check()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


# In the order of docs/screens.md. The trail comes last: by then the others have looked at the child.
PICTURES: Sequence[Picture] = (
    Picture(
        "work",
        "Work, for a placement officer",
        "What waits, the most urgent first; each row leads to where it is settled.",
        "officer",
        _at("/"),
    ),
    Picture(
        "child",
        "A child",
        "Where the child is now, what can be done next, and the care line to scale and in words.",
        "officer",
        _child,
    ),
    Picture(
        "log-a-placement",
        "Log a placement, or move",
        "Homes with places truly free and about how far; before anything is saved it says what will be recorded.",
        "officer",
        _log,
        _choose_the_first_home,
    ),
    Picture(
        "homes",
        "Homes",
        "Our own households: terms in words, what is free and why not, when somebody last asked.",
        "carers",
        _at("/homes/"),
    ),
    Picture(
        "household",
        "A household",
        "Places today, terms over time, reviews and checks; the address stays apart.",
        "carers",
        _household,
    ),
    Picture(
        "dashboard",
        "Dashboard",
        "Six figures of any day on one screen; each leads to its definition and to the children behind it.",
        "manager",
        _at("/dashboard/"),
    ),
    Picture(
        "indicator",
        "An indicator",
        "One figure: its history, how it is counted, its target, where it is printed.",
        "manager",
        _at("/indicators/cla.number/"),
    ),
    Picture(
        "return",
        "Bring in a return",
        "What was found, what changes and what was set aside, before it is applied and after.",
        "analyst",
        _return,
    ),
    Picture(
        "young-people",
        "Young people",
        "Care leavers by what is due: contact, plan, a home that suits.",
        "manager",
        _at("/young-people/"),
    ),
    Picture(
        "who-leaves-when",
        "Who leaves when",
        "Known leavings, arrivals and 18th birthdays of the next twelve months, each number a list.",
        "manager",
        _at("/who-leaves-when/"),
    ),
    Picture(
        "morning-note",
        "The Director's morning note",
        "The night in numbers, noughts included, to be read on a phone.",
        "director",
        _at("/"),
    ),
    Picture(
        "who-looked",
        "Who has looked",
        "Everybody who saw a record: when, in which role, from where. Nobody can change it.",
        "auditor",
        _trail,
    ),
)
