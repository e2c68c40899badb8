"""Which pages are pictured, who looks at them and at which record."""

from __future__ import annotations

import contextlib
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
    """One page: its file's name, who looks (a sign-in), where it is, and what they have done there."""

    name: str
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
    return found and f"/children/{found.public_id}/"


def _log(authority: Authority, day: date) -> str | None:
    """The form of whoever has waited longest; where nobody waits, of a move."""
    waits = Child.objects.filter(authority=authority, is_restricted=False).waiting_for_a_home_on(day).first()
    if waits:
        return f"/children/{waits.public_id}/log/"
    child = _child(authority, day)
    return child and f"{child}move/"


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
    return found and f"/homes/{found.public_id}/"


def _return(authority: Authority, day: date) -> str | None:
    """A load that is read and waits to be applied; else the last one."""
    loads = Import.objects.filter(authority=authority).order_by("-started_at")
    found = loads.filter(status=Import.Status.READY).first() or loads.first()
    return found and f"/returns/{found.public_id}/"


def _trail(authority: Authority, day: date) -> str | None:
    child = _child(authority, day)
    return child and f"/audit/records/{child.split('/')[2]}/"


def _choose_the_first_home(page: Page) -> None:
    page.locator("#homes").get_by_role("radio").first.check()
    page.get_by_role("radio", name="Planned", exact=True).check()
    with contextlib.suppress(Exception):
        page.locator("#will-be-recorded", has_text="Goes to").or_(
            page.locator("#will-be-recorded", has_text="Moves from")
        ).wait_for(timeout=3000)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


# In the order of docs/screens.md. The trail comes last: by then the others have looked at the child.
PICTURES: Sequence[Picture] = (
    Picture("work", "officer", _at("/")),
    Picture("child", "officer", _child),
    Picture("log-a-placement", "officer", _log, _choose_the_first_home),
    Picture("homes", "carers", _at("/homes/")),
    Picture("household", "carers", _household),
    Picture("dashboard", "manager", _at("/dashboard/")),
    Picture("indicator", "manager", _at("/indicators/cla.number/")),
    Picture("return", "analyst", _return),
    Picture("young-people", "manager", _at("/young-people/")),
    Picture("who-leaves-when", "manager", _at("/who-leaves-when/")),
    Picture("morning-note", "director", _at("/")),
    Picture("who-looked", "auditor", _trail),
)
