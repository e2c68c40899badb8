"""Fields that another system keeps."""

from __future__ import annotations

from datetime import date

from sufficiency.core.models import FieldGroup, Owner
from sufficiency.core.ownership import set_owner
from sufficiency.core.system_user import system_user

TODAY = date(2026, 5, 20)


# The last extract told of the days up to this one.
TOLD = date(2026, 5, 10)


def keep_there(authority, *groups: FieldGroup, from_on: date = date(2026, 4, 1)) -> None:
    for group in groups:
        set_owner(
            authority=authority,
            group=group,
            owner=Owner.CASE_SYSTEM,
            from_on=from_on,
            reason="Agreed",
            by=system_user("test"),
        )
