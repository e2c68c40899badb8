"""Forms about files with names: lists long enough to be asked for, and a request that waits."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from carers.models import Household
from placements.models import Child, PeriodOfCare
from sufficiency.core.access import Role
from sufficiency.core.files.limits import MOST_AT_ONCE
from sufficiency.core.models import FileRequest
from sufficiency.core.periods import months_before
from tests.guards.place import Place
from tests.guards.scene import Given, Scene, of

_NUMBERS = count(1)
_MANY = range(MOST_AT_ONCE + 1)


def _children(place: Place) -> tuple[Given, Given]:
    """Seventeen and in care for a year: children and young people in one."""
    born = months_before(place.today, 17 * 12 + 6)
    children = Child.objects.bulk_create(
        Child(authority=place.authority, number=f"M{next(_NUMBERS):05d}", date_of_birth=born) for _ in _MANY
    )
    since = place.today - timedelta(days=400)
    PeriodOfCare.objects.bulk_create(
        PeriodOfCare(child=child, kind="looked_after", dates=(since, None), reason_started="S")
        for child in children
    )
    return {}, {}


def _households(place: Place) -> tuple[Given, Given]:
    since = place.today - timedelta(days=400)
    Household.objects.bulk_create(
        Household(authority=place.authority, reference=f"M{next(_NUMBERS):05d}", approved=(since, None))
        for _ in _MANY
    )
    return {}, {}


def _request(place: Place) -> tuple[Given, Given]:
    asked = FileRequest.objects.create(
        authority=place.authority,
        of=FileRequest.Of.CHILDREN,
        chosen={"who": "all"},
        narrowed_to="Who: Everyone, left care too",
        rows=len(_MANY),
        reason="For the yearly check of the records",
        asked_by=place.officer,
    )
    return of(asked, decision="approved")


SCENES: dict[str, Scene] = {
    "files:request": Scene(Role.PLACEMENT_MANAGER, _request),
    "placements:child-list-ask": Scene(Role.PLACEMENT_OFFICER, _children),
    "careleavers:young-people-ask": Scene(Role.PLACEMENT_MANAGER, _children),
    "carers:household-list-ask": Scene(Role.FOSTERING_ADMIN, _households),
}
