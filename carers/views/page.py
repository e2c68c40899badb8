"""What every page of carer records begins with, and a page with a form of theirs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from carers import presenters
from carers.models import Household
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority, FieldGroup
from sufficiency.core.ownership import why_read_only
from sufficiency.core.writing import Writing


def household_open_to(request: HttpRequest, action: Action, public_id: UUID) -> Household:
    """A household of that authority; another authority's is not found."""
    authority = authority_open_to(request, action)
    households = Household.objects.visible_to(request.user).filter(authority=authority)
    return get_object_or_404(
        households.select_related("authority", "supervising_worker"), public_id=public_id
    )


def to_the_homes() -> list[dict[str, str]]:
    return [{"text": "Homes", "href": reverse("carers:household-list")}]


def to_household(household: Household) -> list[dict[str, str]]:
    """Breadcrumbs of a page that belongs to a household."""
    return [*to_the_homes(), {"text": household.reference, "href": household.get_absolute_url()}]


def read_only(authority: Authority) -> str:
    """Why nobody may type a carer record here, where the case system keeps them; else nothing."""
    return why_read_only(authority, FieldGroup.HOMES, on=timezone.localdate()) or ""


def writing(*, about: Household | None = None, **page: Any) -> Writing:
    """A page with a form that writes: about a household, or about none on record yet."""
    day = timezone.localdate()
    return Writing(
        breadcrumbs=to_household(about) if about else to_the_homes(),
        caption=presenters.names(about, day=day) if about else "",
        shows=about,
        **page,
    )
