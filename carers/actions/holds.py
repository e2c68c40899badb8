"""Places kept back for a while, and given free again."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from carers.actions.refusals import AlreadyDone, DatesNotPossible, NotApproved
from carers.models import Hold, Household
from carers.words import in_words
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.stale import take


@transaction.atomic
def hold(
    *,
    household: Household,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    by: User,
    places: int | None = None,
) -> Hold:
    """Keep places back from `starts_on` until (and not on) `ends_on`, or until released. No number: all of them.

    Raises `PermissionDenied`, `DatesNotPossible`, `NotApproved`, and `AlreadyDone` where all are on hold then.
    """
    require(by, Action.KEEP_CARER_RECORDS, household.authority)
    household = Household.objects.select_for_update().get(pk=household.pk)
    if ends_on is not None and ends_on <= starts_on:
        raise DatesNotPossible(
            f"The hold must end after {in_words(starts_on)}, when it begins", field="ends_on"
        )
    terms = household.terms.terms_on(starts_on).first()
    if terms is None:
        raise NotApproved(
            f"The household has no terms of approval on {in_words(starts_on)}, so there is no place to hold",
            field="starts_on",
        )
    if places is not None and places > terms.places:
        raise DatesNotPossible(
            f"The household has {terms.places} places: hold that many at most, or leave the box empty for all",
            field="places",
        )
    try:
        with transaction.atomic():
            made = Hold.objects.create(
                household=household,
                dates=DateRange(starts_on, ends_on),
                reason=reason,
                places=places,
                entered_by=by,
            )
    except IntegrityError:
        raise AlreadyDone(
            "All places are on hold already in that time. Release that hold first, or choose other dates.",
            field="starts_on",
        ) from None
    audit.record(
        by=by,
        action="hold places",
        on=household,
        authority=household.authority,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on and ends_on.isoformat(),
        reason=reason,
        places=places,
    )
    return made


@transaction.atomic
def release(*, hold: Hold, version: int, released_on: date, by: User) -> Hold | None:
    """Give the places free again from `released_on`; a hold that had not begun by then is taken away (None).

    Raises `PermissionDenied`, `StaleEdit`, and `AlreadyDone` where it had ended by then.
    """
    household = hold.household
    require(by, Action.KEEP_CARER_RECORDS, household.authority)
    hold = take(hold, version=version)
    if hold.dates.upper is not None and hold.dates.upper <= released_on:
        raise AlreadyDone(f"This hold ended on {in_words(hold.dates.upper)}. There is nothing to release.")
    audit.record(
        by=by,
        action="release places",
        on=household,
        authority=household.authority,
        released_on=released_on.isoformat(),
    )
    if hold.dates.lower >= released_on:
        hold.delete()
        return None
    hold.dates = DateRange(hold.dates.lower, released_on)
    hold.save(update_fields=["dates", "version"])
    return hold
