"""An officer, children and homes for tests of the placement desk. Everyone is made up."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from carers.models import Household, HouseholdAddress, Terms
from placements.actions import Destination, How, start_care
from placements.models import Child, Deed
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from tests.people import someone

TODAY = date(2026, 5, 20)
_APPROVED = DateRange(date(2020, 1, 1), None)


def officer(authority: Authority) -> User:
    return someone(authority, Role.PLACEMENT_OFFICER)


def household(authority: Authority, reference: str = "F100", *, places: int = 2, **terms) -> Household:
    """An approved household for children from birth to 17."""
    made = Household.objects.create(
        authority=authority, reference=reference, approved=_APPROVED, area="SO16", located_in="E06000045"
    )
    Terms.objects.create(
        household=made, dates=_APPROVED, places=places, **{"youngest": 0, "oldest": 17, **terms}
    )
    HouseholdAddress.objects.create(
        household=made, line_1="1 Invented Row", town="Nowhere", postcode="SO16 4XE"
    )
    return made


def child(authority: Authority, number: str = "N1", born: date = date(2016, 4, 2), **fields) -> Child:
    made = Child.objects.create(
        authority=authority, number=number, first_name="Wren", date_of_birth=born, **fields
    )
    made.refresh_from_db()
    return made


def how(on: date = TODAY, *, already: bool = True, today: date = TODAY) -> How:
    return How(on=on, today=today, already=already, planning="planned")


def in_care(
    who: Child, where: Household | None, *, by: User, since: date = TODAY - timedelta(days=100)
) -> Deed:
    """The child in care since that day, under an interim care order."""
    return start_care(
        child=who,
        version=who.version,
        how=how(since, today=max(TODAY, since)),
        destination=Destination(household=where, code="" if where else "U6", home_postcode="SO14 7LY"),
        legal_status="C1",
        need="N1",
        by=by,
    )
