"""The little that somebody needs tonight: where the child is, whom to ring, the risks that are recorded."""

from __future__ import annotations

from datetime import date

from placements import codes
from placements.models import Allocation, Child, Connection, Placement, PlaceToAvoid
from sufficiency.core.access import Role
from sufficiency.core.models import User

_KINDS = (
    ("With relatives or friends who foster", codes.KINSHIP_FOSTERING),
    ("With foster carers", codes.OTHER_FOSTERING),
    ("Placed for adoption: ask the adoption team", codes.PLACED_FOR_ADOPTION),
    ("In supported accommodation", codes.SUPPORTED_ACCOMMODATION),
    ("With parents", frozenset({"P1"})),
    ("In a children's home", frozenset({"K1", "K2"})),
    ("In another residential setting", codes.OTHER_RESIDENTIAL),
)
NOT_RECORDED = "not recorded here: look in the case system, or ask the emergency duty team"


def emergency_rows(child: Child, *, day: date) -> list[dict[str, str]]:
    """Rows for a summary list. No address: that has its own page, with a reason."""
    placement = (
        Placement.objects.filter(child=child).in_force_on(day).select_related("home", "household").first()
    )
    return [
        {"key": "Where the child is", "value": _where(placement)},
        {"key": "Since", "value": f"{placement.dates.lower:%-d %B %Y}" if placement else NOT_RECORDED},
        {"key": "Social worker", "value": _workers(child, day) or NOT_RECORDED},
        {"key": "Managers on the books", "value": _managers(child, day) or NOT_RECORDED},
        {"key": "Known risks", "value": _risks(child, day)},
    ]


def _where(placement: Placement | None) -> str:
    if placement is None:
        return NOT_RECORDED
    label = next((words for words, members in _KINDS if placement.code in members), "Other placement")
    if placement.code in codes.PLACED_FOR_ADOPTION:
        return label
    place = placement.home or placement.household
    return f"{label}: {place}" if place else f"{label}; home not yet linked"


def _workers(child: Child, day: date) -> str:
    found = Allocation.objects.filter(child=child, dates__contains=day).select_related("worker")
    return ", ".join(str(one.worker) for one in found)


def _managers(child: Child, day: date) -> str:
    managers = User.objects.filter(
        memberships__authority=child.authority_id,
        memberships__role=Role.PLACEMENT_MANAGER,
        memberships__dates__contains=day,
        is_active=True,
    )
    return ", ".join(str(one) for one in managers.order_by("last_name", "pk")[:3])


def _risks(child: Child, day: date) -> str:
    told = []
    if child.is_restricted:
        told.append("The record is restricted: tell nobody that there is one, and not where the child is.")
    if Connection.objects.filter(child=child).standing().exists():
        told.append("Somebody who works here is connected with the child.")
    if PlaceToAvoid.objects.filter(child=child).in_force_on(day).exists():
        told.append("There is a location to avoid: ask the duty manager before the child goes anywhere else.")
    told.append(f"Others: {NOT_RECORDED}.")
    return " ".join(told)
