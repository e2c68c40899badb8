"""Reviews of approval, and checks that run out."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from carers.actions.approvals import REVIEW_MONTHS, review_in_time
from carers.actions.guards import require_to_keep
from carers.actions.refusals import AlreadyDone, DatesNotPossible
from carers.codes import OF_THE_HOME, CheckKind
from carers.models import Carer, Check, Household, HouseholdReview
from carers.words import in_words
from sufficiency.core import audit
from sufficiency.core.models import User
from sufficiency.core.periods import months_after
from sufficiency.core.stale import take


@transaction.atomic
def record_review(
    *,
    review: HouseholdReview,
    version: int,
    held_on: date,
    by: User,
    outcome: str = "",
    panel_on: date | None = None,
    decided_on: date | None = None,
    next_due_on: date | None = None,
) -> HouseholdReview:
    """Record that a review was held and, then or later, what was decided. When it is first recorded as held,
    the next one becomes due: on `next_due_on`, or a year later (reg 28(2) of the 2011 regulations).

    Raises `PermissionDenied`, `StaleEdit` and `DatesNotPossible`.
    """
    household = review.household
    require_to_keep(by, household.authority)
    review = take(review, version=version)
    for day, field, what in ((panel_on, "panel_on", "panel"), (decided_on, "decided_on", "decision")):
        if day is not None and day < held_on:
            raise DatesNotPossible(
                f"The {what} must be on or after {in_words(held_on)}, when the review was held", field=field
            )
    if (decided_on is None) != (not outcome):
        raise DatesNotPossible(
            "Give both the day of the decision and what was decided, or neither while it is open",
            field="outcome" if decided_on else "decided_on",
        )
    was_outstanding = review.held_on is None
    review.held_on, review.panel_on = held_on, panel_on
    review.decided_on, review.outcome = decided_on, outcome
    review.save(update_fields=["held_on", "panel_on", "decided_on", "outcome", "version"])
    if was_outstanding:
        due = next_due_on or months_after(held_on, REVIEW_MONTHS)
        review_in_time(due, after=held_on, within_a_year_of=held_on, field="next_due_on")
        HouseholdReview.objects.create(household=household, due_on=due)
    audit.record(
        by=by,
        action="record review",
        on=household,
        authority=household.authority,
        held_on=held_on.isoformat(),
        outcome=outcome,
    )
    return review


@transaction.atomic
def record_check(
    *,
    household: Household,
    carer: Carer | None,
    kind: str,
    done_on: date,
    expires_on: date | None,
    by: User,
) -> Check:
    """Record a check of a carer, or (None) of the home; it holds until (and not on) `expires_on`, if that is given.

    Raises `PermissionDenied`, `DatesNotPossible`, and `AlreadyDone` where that check of that day is on record.
    """
    require_to_keep(by, household.authority)
    label = CheckKind(kind).label
    if (carer is None) != (kind in OF_THE_HOME):
        raise DatesNotPossible(
            f"{label} is checked of {'the home' if kind in OF_THE_HOME else 'a carer: choose which'}",
            field="of_whom",
        )
    if expires_on is not None and expires_on <= done_on:
        raise DatesNotPossible(
            f"It must run out after {in_words(done_on)}, when it was done", field="expires_on"
        )
    try:
        with transaction.atomic():
            check = Check.objects.create(
                household=household, carer=carer, kind=kind, done_on=done_on, expires_on=expires_on
            )
    except IntegrityError:
        raise AlreadyDone(f"{label} of {in_words(done_on)} is on record already", field="done_on") from None
    audit.record(
        by=by,
        action="record check",
        on=household,
        authority=household.authority,
        kind=kind,
        done_on=done_on.isoformat(),
    )
    return check
