"""The council's own fostering households on a day, and the places in them that a child could take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carers.codes import HouseholdKind
from carers.models import Household
from placements.free_places import free_places
from sufficiency.core.models import Authority

# Kinds whose children live in in-house fostering. Connected persons care for the children they know alone.
_FOSTERING = (HouseholdKind.GENERAL, HouseholdKind.PARENT_AND_CHILD)


@dataclass(frozen=True)
class Homes:
    households: int
    free: int


def on(authority: Authority, day: date) -> Homes:
    """Households approved on the day, and the places that `placements.free_places` finds in them. Two queries."""
    free = free_places(authority, on=day)
    ours = Household.objects.filter(pk__in=list(free), kind__in=_FOSTERING).values_list("pk", flat=True)
    return Homes(len(ours), sum(free[one] for one in ours))
