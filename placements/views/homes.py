"""Households as carer records show them, with who lives there: what is truly free, and why not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from carers import presenters
from carers.models import Household
from carers.places import Places
from carers.views import households, writing_approval
from carers.views.page import household_open_to
from placements.match import NOTHING, Surroundings, surroundings_of
from placements.models import Child, Placement
from placements.occupancy import Occupancy, occupancies
from placements.presenters import words
from placements.situation import Situation, situations
from placements.views.page import beside, person
from placements.views.stays import address_for
from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.search import kept

# More than these and somebody types more of the name.
_MOST_TO_PLACE = 20


def places_of(chosen: Collection[Household], day: date) -> dict[int, Places]:
    """By the households' keys. One query."""
    asked = Household.objects.filter(pk__in=[one.pk for one in chosen])
    return {one.household.pk: _places(one) for one in occupancies(asked, on=day)}


def _places(occupancy: Occupancy) -> Places:
    return Places(
        approved=occupancy.approved,
        free=occupancy.usable,
        over=occupancy.over,
        living=occupancy.living + occupancy.held,
        why_not=tuple(reason.in_words for reason in occupancy.reasons),
    )


def children_there(request: HttpRequest, household: Household, day: date) -> list[dict[str, str]]:
    """Children who live there and whose record the reader may open, as links. Written down before they are shown."""
    there = Placement.objects.in_force_on(day).filter(household=household)
    children = list(
        Child.objects.visible_to(person(request))
        .filter(authority=household.authority, pk__in=there.values("child_id"))
        .order_by("date_of_birth", "pk")
    )
    beside(request, children)
    return [
        {
            "text": f"{words.name(one)}, {words.age(one, day)}",
            "href": reverse("placements:child-detail", args=[one.public_id]),
        }
        for one in children
    ]


def household_list(request: HttpRequest) -> HttpResponse:
    """Our own households, with what is free in each."""
    return households.household_list(request, places_of=places_of)


def household_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One household, with who lives there."""
    return households.household_detail(request, public_id, places_of=places_of, children_there=children_there)


@require_safe
def household_place(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which child goes there: those without a home first, and whoever is searched for. Each leads to the form."""
    household = household_open_to(request, Action.RECORD_PLACEMENTS, public_id)
    today, authority = timezone.localdate(), household.authority
    if household.approved is None or today not in household.approved:
        return redirect(household)
    searched = kept.searched(request, kept.TO_PLACE)
    visible = Child.objects.visible_to(person(request)).filter(authority=authority)
    if searched:
        found = visible.search(searched).order_by("last_name", "first_name", "number", "pk")
    else:
        found = visible.waiting_for_a_home_on(today)
    children = list(found[: _MOST_TO_PLACE + 1])
    shown = children[:_MOST_TO_PLACE]
    there = situations(shown, on=today)
    around = surroundings_of(shown, on=today)
    access_log.shown(request, "household to place a child in", [household])
    access_log.shown(request, "children to place", shown, authority=authority)
    return render(
        request,
        "placements/household_place.html",
        {
            "page_title": "Place a child here",
            "page_caption": presenters.names(household, day=today) or household.reference,
            "page_source": " · ".join(_as_approved(household, today)),
            "back_link": {"href": household.get_absolute_url(), "text": household.reference},
            "household": household,
            "searched": searched,
            "children": [
                _to_place(there[one.pk], around.get(one.pk, NOTHING), household, today) for one in shown
            ],
            "more": len(children) > len(shown),
        },
    )


def _as_approved(household: Household, today: date) -> list[str]:
    """What is free, and for whom the carers are approved."""
    free = places_of([household], today)[household.pk].in_words
    return [free[:1].upper() + free[1:], *(one.in_words for one in household.terms.in_force_on(today))]


def _to_place(now: Situation, around: Surroundings, household: Household, today: date) -> dict[str, str]:
    child = now.child
    where = {
        "placed": f"lives at {words.place(now.placement)}" if now.placement else "",
        "no placement": "waits for a home",
        "not in care": "not in care",
    }[now.state]
    name = words.name(child)
    if now.placement and now.placement.household_id == household.pk:
        return {"name": name, "href": "", "words": f"{words.age(child, today)} · lives here now"}
    return {
        "name": name,
        "href": address_for(now, household),
        "words": " · ".join(filter(None, [words.age(child, today), where, around.how_far(household.area)])),
        "warning": around.warning(household.area),
    }


def approval_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End an approval, told how many children live there."""
    return writing_approval.approval_end(request, public_id, places_of=places_of)
