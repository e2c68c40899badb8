"""Households as carer records show them, with who lives there: what is truly free, and why not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from carers.models import Household
from carers.places import Places
from carers.views import households, writing_approval
from placements.models import Child, Placement
from placements.occupancy import Occupancy, occupancies
from placements.presenters import words
from placements.views.page import beside, person


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


def approval_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End an approval, told how many children live there."""
    return writing_approval.approval_end(request, public_id, places_of=places_of)
