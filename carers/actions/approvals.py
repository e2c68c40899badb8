"""A household's approval from beginning to end, and its terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Length

from carers.actions.guards import require_to_keep
from carers.actions.refusals import DatesNotPossible, NotApproved, ReferenceTaken, TermsNotPossible
from carers.actions.terms import TermsWanted
from carers.models import Carer, Household, HouseholdReview, Terms
from carers.words import in_words
from sufficiency.core import audit
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import months_after
from sufficiency.core.stale import take

# Reviews are at most a year apart (Fostering Services (England) Regulations 2011, reg 28(2)).
REVIEW_MONTHS = 12
_GIVEN = re.compile(r"H(\d{4,9})")


@transaction.atomic
def approve_household(
    *,
    authority: Authority,
    carers: Sequence[tuple[str, str]],
    approved_on: date,
    kind: str,
    terms: TermsWanted,
    area: str,
    supervising_worker: User | None,
    today: date,
    by: User,
    review_due_on: date | None = None,
    reference: str = "",
    from_a_file: bool = False,
) -> Household:
    """Add a household with its carers (first and last names; the first is the primary one) and its terms.

    Without `review_due_on` the first review is due a year after the approval, which must then be no longer ago;
    without `reference` one is given. Raises `PermissionDenied`, `ReferenceTaken` and `DatesNotPossible`.
    """
    require_to_keep(by, authority, from_a_file=from_a_file)
    due = review_due(review_due_on, approved_on=approved_on, today=today)
    # One at a time for each authority, so that references are given once.
    Authority.objects.select_for_update().get(pk=authority.pk)
    reference = reference.strip() or _next_reference(authority)
    if authority.households.filter(reference=reference).exists():
        raise ReferenceTaken(
            f"Another household has the reference {reference}. Use another, or leave it empty to be given one.",
            field="reference",
        )
    household = Household.objects.create(
        authority=authority,
        reference=reference,
        kind=kind,
        approved=DateRange(approved_on, None),
        supervising_worker=supervising_worker,
        area=area,
    )
    for place, (first_name, last_name) in enumerate(carers):
        Carer.objects.create(
            household=household,
            first_name=first_name,
            last_name=last_name,
            is_primary=place == 0,
            dates=household.approved,
        )
    terms.for_household(household, first=approved_on, last=None, by=by).save()
    HouseholdReview.objects.create(household=household, due_on=due)
    audit.record(
        by=by,
        action="approve household",
        on=household,
        authority=authority,
        approved_on=approved_on.isoformat(),
        kind=kind,
        places=terms.places,
        carers=len(carers),
    )
    return household


@transaction.atomic
def change_terms(
    *,
    household: Household,
    version: int,
    starts_on: date,
    terms: TermsWanted,
    by: User,
    from_a_file: bool = False,
) -> Household:
    """New terms from `starts_on`, as the panel recommended; the present ones end that day and are kept.

    Raises `PermissionDenied`, `StaleEdit`, `NotApproved`, and `TermsNotPossible` where terms that begin on that
    day or later are on record.
    """
    require_to_keep(by, household.authority, from_a_file=from_a_file)
    household = take(household, version=version)
    approved = household.approved
    if starts_on < approved.lower or (approved.upper and starts_on >= approved.upper):
        raise NotApproved(
            f"The household is approved from {in_words(approved.lower)}"
            + (f" until {in_words(approved.upper)}" if approved.upper else "")
            + ", so terms cannot begin outside that time. Correct the date.",
            field="starts_on",
        )
    last = Terms.objects.filter(household=household).order_by("-dates").first()
    if last is not None and last.dates.lower >= starts_on:
        raise TermsNotPossible(
            f"The new terms must begin after {in_words(last.dates.lower)}, when the last terms on record began",
            field="starts_on",
        )
    if last is not None and (last.dates.upper is None or last.dates.upper > starts_on):
        last.dates = DateRange(last.dates.lower, starts_on)
        last.version += 1
        last.save(update_fields=["dates", "version"])
    terms.for_household(household, first=starts_on, last=approved.upper, by=by).save()
    household.save(update_fields=["version"])
    audit.record(
        by=by,
        action="change terms",
        on=household,
        authority=household.authority,
        starts_on=starts_on.isoformat(),
        places=terms.places,
    )
    return household


@transaction.atomic
def change_details(
    *,
    household: Household,
    version: int,
    kind: str,
    area: str,
    supervising_worker: User | None,
    by: User,
    from_a_file: bool = False,
) -> Household:
    """Correct the kind, the area and the supervising worker. The area stays that of the address, if there is one.

    Raises `PermissionDenied` and `StaleEdit`.
    """
    require_to_keep(by, household.authority, from_a_file=from_a_file)
    household = take(household, version=version)
    household.kind = kind
    household.supervising_worker = supervising_worker
    if not household.located_in:
        household.area = area
    household.save(update_fields=["kind", "supervising_worker", "area", "version"])
    audit.record(
        by=by, action="change household details", on=household, authority=household.authority, kind=kind
    )
    return household


@transaction.atomic
def end_approval(*, household: Household, version: int, ends_on: date, reason: str, by: User) -> Household:
    """End the approval: not approved from `ends_on`. Terms, holds and carers end with it; nothing is deleted
    but terms and holds that had not begun, and the review that is no longer due.

    An end that is on record can only come sooner. Kept for at least ten years (Fostering Services (England)
    Regulations 2011, reg 32). Raises `PermissionDenied`, `StaleEdit` and `DatesNotPossible`.
    """
    require_to_keep(by, household.authority)
    household = take(household, version=version)
    begun = household.approved.lower
    if ends_on <= begun:
        raise DatesNotPossible(
            f"The approval must end after {in_words(begun)}, the day it began", field="ends_on"
        )
    known_end = household.approved.upper
    if known_end is not None and ends_on > known_end:
        raise DatesNotPossible(
            f"The approval ends on {in_words(known_end)} already, and its terms with it: it can only end sooner. "
            "To approve them again, add a new household.",
            field="ends_on",
        )
    # Terms first: the database refuses an approval that no longer holds its terms.
    for dated in (household.terms, household.holds, household.carers):
        dated.filter(dates__startswith__gte=ends_on).delete()
        for record in dated.filter(dates__contains=ends_on):
            record.dates = DateRange(record.dates.lower, ends_on)
            record.version += 1
            record.save(update_fields=["dates", "version"])
    household.reviews.filter(held_on=None, due_on__gte=ends_on).delete()
    household.approved = DateRange(begun, ends_on)
    household.reason_ended = reason
    household.save(update_fields=["approved", "reason_ended", "version"])
    audit.record(
        by=by,
        action="end approval",
        on=household,
        authority=household.authority,
        ends_on=ends_on.isoformat(),
        reason=reason,
    )
    return household


def review_due(wanted: date | None, *, approved_on: date, today: date) -> date:
    """When the next review is due of a household that is put on record today. Raises `DatesNotPossible`."""
    due = wanted or months_after(approved_on, REVIEW_MONTHS)
    if wanted is None and due < today:
        raise DatesNotPossible(
            "They were approved more than a year ago: enter the day on which their next review is due",
            field="review_due_on",
        )
    # Of an old approval, the last review was held today at the latest.
    review_in_time(due, after=approved_on, within_a_year_of=max(approved_on, today), field="review_due_on")
    return due


def review_in_time(due: date, *, after: date, within_a_year_of: date, field: str) -> None:
    """Refuse a review that is due on or before `after`, or more than a year after the other day."""
    latest = months_after(within_a_year_of, REVIEW_MONTHS)
    if not after < due <= latest:
        raise DatesNotPossible(
            f"The review must be due after {in_words(after)} and by {in_words(latest)}: "
            "the regulations allow a year at most",
            field=field,
        )


def _next_reference(authority: Authority) -> str:
    """'H0042', one more than the highest that was given; references that people chose are left alone."""
    given = authority.households.filter(reference__regex=rf"^{_GIVEN.pattern}$")
    last = given.annotate(length=Length("reference")).order_by("-length", "-reference").first()
    match = _GIVEN.fullmatch(last.reference) if last else None
    return f"H{int(match[1]) + 1 if match else 1:04}"
