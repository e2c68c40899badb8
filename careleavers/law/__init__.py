"""What the law says of young people leaving care, worked out from dates: small functions, each with its source.

What cannot be told from what is on record is *unknown*, with the reason in words. Unknown is never in time.
"""

from careleavers.law.category import Care, Judgement, Stay, category_on, has_thirteen_weeks
from careleavers.law.duties import Due, State, contact_due, is_owed, plan_due, support_ends

__all__ = [
    "Care",
    "Due",
    "Judgement",
    "State",
    "Stay",
    "category_on",
    "contact_due",
    "has_thirteen_weeks",
    "is_owed",
    "plan_due",
    "support_ends",
]
