from placements.models.child import Allocation, Child, RestrictedGrant
from placements.models.closed import AccessProposal, Connection, Opening
from placements.models.coverage import Coverage
from placements.models.deeds import Breach, Deed, Notice
from placements.models.events import (
    AdoptionDecision,
    AdoptionOrder,
    MissingSpell,
    Review,
    UnaccompaniedStatus,
)
from placements.models.expected import KnownChange
from placements.models.family_time import FamilyTimePlan
from placements.models.handover import HandoverNote
from placements.models.homes import Home
from placements.models.life_story import LifeStoryWork
from placements.models.occupants import OtherOccupant, Reservation
from placements.models.places import ImportantPlace, PlaceToAvoid
from placements.models.siblings import SiblingLink
from placements.models.spells import LegalStatus, PeriodOfCare, Placement, TemporaryMove

__all__ = [
    "AccessProposal",
    "AdoptionDecision",
    "AdoptionOrder",
    "Allocation",
    "Breach",
    "Child",
    "Connection",
    "Coverage",
    "Deed",
    "FamilyTimePlan",
    "HandoverNote",
    "Home",
    "ImportantPlace",
    "KnownChange",
    "LegalStatus",
    "LifeStoryWork",
    "MissingSpell",
    "Notice",
    "Opening",
    "OtherOccupant",
    "PeriodOfCare",
    "PlaceToAvoid",
    "Placement",
    "Reservation",
    "RestrictedGrant",
    "Review",
    "SiblingLink",
    "TemporaryMove",
    "UnaccompaniedStatus",
]
