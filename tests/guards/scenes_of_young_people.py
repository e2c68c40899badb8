"""The forms of young people's records, and of who leaves when."""

from __future__ import annotations

from datetime import timedelta

from careleavers.models import Document, LeavingCareRecord, PersonToRing
from placements.models import Child, KnownChange
from sufficiency.core.access import Role
from tests.guards.place import Place
from tests.guards.scene import Given, Scene, of

_MANAGER = Role.PLACEMENT_MANAGER


def _on_record(place: Place) -> Child:
    """Of whom something was recorded before: what an edit may overwrite."""
    person = place.young_person()
    LeavingCareRecord.objects.create(child_id=person.pk)
    return person


def _about_one(**given: str) -> Scene:
    return Scene(_MANAGER, lambda place: of(_on_record(place), **given))


def _paper(place: Place) -> tuple[Given, Given]:
    person = place.young_person()
    Document.objects.create(
        child_id=person.pk, kind="passport", state="applied", entered_by=place.people[_MANAGER]
    )
    return {"public_id": person.public_id, "kind": "passport"}, {"expires_on": ""}


def _somebody_to_ring(place: Place) -> tuple[Given, Given]:
    return of(
        PersonToRing.objects.create(
            child_id=place.young_person().pk,
            relation="self",
            telephone="07700 900123",
            entered_by=place.people[_MANAGER],
        )
    )


def _expected(place: Place) -> tuple[Given, Given]:
    return of(
        KnownChange.objects.create(
            authority=place.authority,
            child=place.placed(),
            direction="leaving",
            kind="home",
            month=(place.today + timedelta(days=62)).replace(day=1),
            how_sure="likely",
            said_in="review",
            said_by="The reviewing officer",
            said_on=place.today,
            entered_by=place.officer,
        )
    )


def _leaving(place: Place) -> tuple[Given, Given]:
    then = place.today + timedelta(days=70)
    return {}, {"child": place.placed().number, "number": "", "when": f"{then:%m/%Y}"}


def _arrival(place: Place) -> tuple[Given, Given]:
    then = place.today + timedelta(days=70)
    return {}, {"child": "", "number": "2", "when": f"{then:%m/%Y}"}


SCENES: dict[str, Scene] = {
    "careleavers:visit": _about_one(),
    "careleavers:accommodation": _about_one(),
    "careleavers:activity": _about_one(),
    "careleavers:plan": _about_one(next_on=""),
    "careleavers:adviser": _about_one(),
    "careleavers:category": _about_one(),
    "careleavers:document": Scene(_MANAGER, _paper),
    "careleavers:to-ring": _about_one(telephone="07700 900124"),
    "careleavers:to-ring-remove": Scene(_MANAGER, _somebody_to_ring),
    "expected:leaving-new": Scene(Role.PLACEMENT_OFFICER, _leaving),
    "expected:arrival-new": Scene(Role.PLACEMENT_OFFICER, _arrival),
    "expected:withdraw": Scene(Role.PLACEMENT_OFFICER, _expected),
}
