from placements.models.child import Allocation, Child, RestrictedGrant
from placements.models.coverage import Coverage
from placements.models.events import (
    AdoptionDecision,
    AdoptionOrder,
    MissingSpell,
    Review,
    UnaccompaniedStatus,
)
from placements.models.expected import KnownChange
from placements.models.homes import Home
from placements.models.spells import LegalStatus, PeriodOfCare, Placement, TemporaryMove

__all__ = [
    "AdoptionDecision",
    "AdoptionOrder",
    "Allocation",
    "Child",
    "Coverage",
    "Home",
    "KnownChange",
    "LegalStatus",
    "MissingSpell",
    "PeriodOfCare",
    "Placement",
    "RestrictedGrant",
    "Review",
    "TemporaryMove",
    "UnaccompaniedStatus",
]
