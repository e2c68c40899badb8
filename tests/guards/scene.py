"""What a scene is: who sends a form, about which record, and the answers that a machine cannot guess."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sufficiency.core.access import Role
from tests.guards.place import Place

Given = Mapping[str, Any]


@dataclass
class Set:
    """A scene as it is set for one council: the parts of the address, the answers, the page that has the form."""

    parts: Given
    given: Given
    page: str


@dataclass(frozen=True)
class Scene:
    """`prepare` makes the records and says the parts of the address and the answers that must be told.

    Nobody is signed in where there is no role. `ends` is the status of the answer that tells it was carried out.
    """

    role: Role | None
    prepare: Callable[[Place], tuple[Given, Given] | tuple[Given, Given, str]] = lambda place: ({}, {})
    ends: int = 302

    def set(self, name: str, place: Place) -> Set:
        parts, given, *page = self.prepare(place)
        return Set(parts, given, page[0] if page else reverse(name, kwargs=parts))


def of(record: Any, **given: Any) -> tuple[Given, Given]:
    return {"public_id": record.public_id}, given
