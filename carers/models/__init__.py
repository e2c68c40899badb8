from carers.models.address import HouseholdAddress
from carers.models.approval import Hold, Terms
from carers.models.household import Carer, Confirmation, Household
from carers.models.oversight import Check, HouseholdReview

__all__ = [
    "Carer",
    "Check",
    "Confirmation",
    "Hold",
    "Household",
    "HouseholdAddress",
    "HouseholdReview",
    "Terms",
]
