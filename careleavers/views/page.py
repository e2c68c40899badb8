"""What every page of young people begins with: may they, who, which day."""

from __future__ import annotations

from datetime import date
from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from careleavers import presenters
from careleavers.models import YoungPerson
from placements.day_of_records import day_of_records
from sufficiency.core import access_log
from sufficiency.core.access import Action, Reach, may
from sufficiency.core.current import current_authority
from sufficiency.core.models import Authority, User


def reader(request: HttpRequest) -> User:
    """Who asks: nobody reaches these pages without signing in."""
    return cast(User, request.user)


def authority_open_to(request: HttpRequest, action: Action) -> Authority:
    """The authority worked in, if the person may do `action` there for anybody at all; else 403 in words."""
    authority = current_authority(request)
    if not may(request.user, action, authority, at_least=Reach.ALLOCATED):
        raise PermissionDenied(
            f"Your role in {authority} does not let you do this: {action.label.lower()}. "
            "Ask your system administrator if you need it."
        )
    return authority


def person_open_to(request: HttpRequest, action: Action, public_id: UUID) -> YoungPerson:
    """A young person whose record the reader may see, or write: 403 without the action, 404 out of scope.

    Written down before it is shown. Raises `AccessNotLogged`.
    """
    authority = authority_open_to(request, action)
    people = YoungPerson.objects.visible_to(request.user).within_reach(request.user, action)
    known = people.filter(authority=authority).known_on(today_of(authority))
    person = get_object_or_404(known.select_related("authority"), public_id=public_id)
    reading = action is Action.SEE_YOUNG_PEOPLE
    access_log.shown(request, "young person" if reading else "form about a young person", [person])
    return person


def today_of(authority: Authority) -> date:
    return day_of_records(authority, today=timezone.localdate())


def to_the_list() -> list[dict[str, str]]:
    return [{"text": "Young people", "href": reverse("careleavers:young-people")}]


def to_the_record(person: YoungPerson) -> list[dict[str, str]]:
    """Breadcrumbs of a page that belongs to a record."""
    return [*to_the_list(), {"text": presenters.name(person), "href": person.get_absolute_url()}]
