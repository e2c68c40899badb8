"""Fields that another system keeps, and a council of which it has told."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Coverage
from sufficiency.core.models import Authority, FieldGroup, Owner
from sufficiency.core.ownership import set_owner
from sufficiency.core.system_user import system_user
from tests.factories import AuthorityFactory

TODAY = date(2026, 5, 20)
# The last extract told of the days up to this one.
TOLD = date(2026, 5, 10)


def keep_there(authority: Authority, *groups: FieldGroup, from_on: date = date(2025, 4, 1)) -> None:
    for group in groups:
        set_owner(
            authority=authority,
            group=group,
            owner=Owner.CASE_SYSTEM,
            from_on=from_on,
            reason="Agreed",
            by=system_user("test"),
        )


def told_of() -> Authority:
    """A council whose extracts tell of the days from 1 April to the last told."""
    found = AuthorityFactory()
    Coverage.objects.create(
        authority=found, dates=DateRange(date(2026, 4, 1), TOLD + timedelta(days=1)), source="SSDA903 extract"
    )
    return found
