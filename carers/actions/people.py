"""Who the carers of a household are."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from carers.actions.guards import require_to_keep
from carers.actions.refusals import DatesNotPossible, NotApproved
from carers.models import Carer, Household
from carers.words import in_words
from sufficiency.core import audit
from sufficiency.core.models import User
from sufficiency.core.stale import take


@transaction.atomic
def add_carer(*, household: Household, first_name: str, last_name: str, joined_on: date, by: User) -> Carer:
    """Add someone who was approved in a household that is on record; never the primary carer at once.

    Raises `PermissionDenied` and `NotApproved`.
    """
    require_to_keep(by, household.authority)
    household = Household.objects.select_for_update().get(pk=household.pk)
    if joined_on not in household.approved:
        raise NotApproved(
            f"The household is not approved on {in_words(joined_on)}. Correct the date.", field="joined_on"
        )
    carer = Carer.objects.create(
        household=household,
        first_name=first_name,
        last_name=last_name,
        dates=DateRange(joined_on, household.approved.upper),
    )
    audit.record(
        by=by,
        action="add carer",
        on=carer,
        authority=household.authority,
        joined_on=joined_on.isoformat(),
    )
    return carer


@transaction.atomic
def change_carer(
    *,
    carer: Carer,
    version: int,
    first_name: str,
    last_name: str,
    is_primary: bool,
    left_on: date | None,
    by: User,
) -> Carer:
    """Correct a carer's names, make them the primary carer, or record that they left (not a carer from `left_on`).

    There is always a primary carer: making another one takes it from the present one. Raises `PermissionDenied`,
    `StaleEdit` and `DatesNotPossible`.
    """
    household = carer.household
    require_to_keep(by, household.authority)
    household = Household.objects.select_for_update().get(pk=household.pk)
    carer = take(carer, version=version)
    if left_on is not None and left_on <= carer.dates.lower:
        raise DatesNotPossible(
            f"They must leave after {in_words(carer.dates.lower)}, when they became a carer", field="left_on"
        )
    if carer.is_primary and (not is_primary or left_on):
        raise DatesNotPossible(
            "Make another carer the one to ring first, then change this one. If nobody is left, end the approval.",
            field="left_on" if left_on else "is_primary",
        )
    if is_primary and not carer.is_primary:
        if left_on is not None:
            raise DatesNotPossible("Someone who left cannot be the one to ring first", field="is_primary")
        for other in household.carers.filter(is_primary=True, dates__overlap=carer.dates):
            other.is_primary = False
            other.version += 1
            other.save(update_fields=["is_primary", "version"])
    carer.first_name, carer.last_name, carer.is_primary = first_name, last_name, is_primary
    if left_on is not None:
        carer.dates = DateRange(carer.dates.lower, left_on)
    carer.save(update_fields=["first_name", "last_name", "is_primary", "dates", "version"])
    audit.record(
        by=by,
        action="change carer",
        on=carer,
        authority=household.authority,
        is_primary=is_primary,
        left_on=left_on and left_on.isoformat(),
    )
    return carer
