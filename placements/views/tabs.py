"""The pages of one child that stand beside each other, and the name at their top."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from placements.models import Child
from placements.open_to import reaches
from placements.presenters import words
from placements.views.page import person
from sufficiency.core.access import Action

_TABS = (
    ("child-detail", "Where the child lives"),
    ("child-family-time", "Family time and places"),
    ("child-life-story", "Life story"),
)


def tabs(request: HttpRequest, child: Child, *, here: str) -> list[dict[str, Any]]:
    """Links to the child's pages for who may see more than the first; nothing for others."""
    if not reaches(person(request), Action.SEE_FAMILY_TIME, child):
        return []
    return [
        {"text": text, "href": reverse(f"placements:{name}", args=[child.public_id]), "is_here": name == here}
        for name, text in _TABS
    ]


def top_of(request: HttpRequest, child: Child, *, here: str, today: date) -> dict[str, Any]:
    """What each of the pages begins with."""
    return {
        "page_title": words.name(child),
        "breadcrumbs": [{"text": "Children", "href": reverse("placements:child-list")}],
        "child": child,
        "tabs": tabs(request, child, here=here),
        "identity": [
            {"key": "Number", "value": child.number or "None yet"},
            {"key": "Age", "value": words.age(child, today)},
            {"key": "Born", "value": words.day(child.date_of_birth)},
        ],
    }


def back_to(child: Child, name: str) -> list[dict[str, str]]:
    """Breadcrumbs of a form that belongs to one of these pages."""
    return [
        {"text": "Children", "href": reverse("placements:child-list")},
        {"text": words.name(child), "href": reverse(f"placements:{name}", args=[child.public_id])},
    ]
