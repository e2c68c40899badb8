from placements.models.child import Allocation, Child, RestrictedGrant
from placements.models.closed import AccessProposal, Connection, Opening
from placements.models.coverage import Coverage
from placements.models.events import (
    AdoptionDecision,
    AdoptionOrder,
    MissingSpell,
    Review,
    UnaccompaniedStatus,
)
from placements.models.homes import Home
from placements.models.spells import LegalStatus, PeriodOfCare, Placement, TemporaryMove

__all__ = [
    "AccessProposal",
    "AdoptionDecision",
    "AdoptionOrder",
    "Allocation",
    "Child",
    "Connection",
    "Coverage",
    "Home",
    "LegalStatus",
    "MissingSpell",
    "Opening",
    "PeriodOfCare",
    "Placement",
    "RestrictedGrant",
    "Review",
    "TemporaryMove",
    "UnaccompaniedStatus",
]
