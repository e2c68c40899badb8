"""What the carers say is free, and when somebody last asked them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from carers.actions.refusals import TermsNotPossible
from carers.models import Confirmation, Household
from sufficiency.core import audit
from sufficiency.core.access import Action, may, require
from sufficiency.core.models import User


@transaction.atomic
def confirm_vacancy(
    *,
    household: Household,
    on: date,
    by: User,
    places_free: int | None = None,
    not_before: date | None = None,
) -> Confirmation:
    """Record that `by` asked the carers on `on` (today): what is free as they say, and from which day.

    For those who keep carer records and for those who place children. Raises `PermissionDenied`, and
    `TermsNotPossible` where more is said to be free than the terms allow.
    """
    if not may(by, Action.RECORD_PLACEMENTS, household.authority):
        require(by, Action.KEEP_CARER_RECORDS, household.authority)
    terms = household.terms.terms_on(on).first()
    allowed = terms.places if terms else 0
    if places_free is not None and places_free > allowed:
        raise TermsNotPossible(
            f"The terms of approval allow {allowed} {'place' if allowed == 1 else 'places'}: "
            "no more can be free. Enter that many at most, or change the terms first.",
            field="places_free",
        )
    said = Confirmation.objects.create(
        household=household, by=by, places_free=places_free, not_before=not_before
    )
    audit.record(
        by=by,
        action="confirm vacancy",
        on=household,
        authority=household.authority,
        places_free=places_free,
        not_before=not_before and not_before.isoformat(),
    )
    return said
