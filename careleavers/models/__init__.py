from careleavers.models.contact import Contact, PlanReview
from careleavers.models.living import Accommodation, Activity
from careleavers.models.papers import Document, PersonToRing
from careleavers.models.reported import YearlyContact
from careleavers.models.young_person import LeavingCareRecord, PersonalAdviser, YoungPerson

__all__ = [
    "Accommodation",
    "Activity",
    "Contact",
    "Document",
    "LeavingCareRecord",
    "PersonToRing",
    "PersonalAdviser",
    "PlanReview",
    "YearlyContact",
    "YoungPerson",
]
