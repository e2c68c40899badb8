"""Households for tests. Every carer and address is made up; postcodes are real so that places can be located."""

from __future__ import annotations

from datetime import date
from itertools import count

from carers.actions import approve_household, change_address
from carers.actions.terms import TermsWanted
from carers.models import Household
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from tests.people import someone

_NUMBERS = count(1)
APPROVED_ON = date(2024, 5, 1)
# What must appear nowhere but on the page that reveals it.
CANARIES = {
    "line_1": "77 Canary Quay",
    "line_2": "Budgerigar Mews",
    "town": "Linnetborough",
    "postcode": "SO14 7LY",
    "phone": "07700 900876",
}


def admin_of(authority: Authority) -> User:
    return someone(authority, Role.FOSTERING_ADMIN)


def approved(authority: Authority, *, by: User | None = None, **changes) -> Household:
    """A household with two carers, 2 places for children of 0 to 10, approved on 1 May 2024."""
    number = next(_NUMBERS)
    wanted = {
        "carers": [("Ama", f"Mensah{number}"), ("Tom", f"Mensah{number}")],
        "approved_on": APPROVED_ON,
        "kind": "general",
        "terms": TermsWanted(places=2, youngest=0, oldest=10),
        "area": "SO16",
        "supervising_worker": None,
        "today": date(2024, 5, 2),
    }
    return approve_household(authority=authority, by=by or admin_of(authority), **{**wanted, **changes})


def with_address(household: Household, *, by: User, version: int = 0) -> Household:
    change_address(household=household, version=version, by=by, **CANARIES)
    household.refresh_from_db()
    return household
