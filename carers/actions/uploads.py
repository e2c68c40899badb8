"""Applying a file of carer records: all that was shown, in one transaction, or nothing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from carers.actions.approvals import approve_household, change_details, change_terms
from carers.uploads.plan import Plan, plan
from carers.uploads.reading import Sheet
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User


class PlanChanged(Exception):
    """The register changed after the preview was shown, so applying would do something else. `now` is the new plan."""

    def __init__(self, now: Plan) -> None:
        super().__init__(
            "The register changed after this was shown, so the file would now do something else. "
            "Nothing was changed. Look at it again."
        )
        self.now = now


@transaction.atomic
def apply_upload(*, authority: Authority, sheet: Sheet, fingerprint: str, today: date, by: User) -> Plan:
    """Do what the preview with that fingerprint showed; rows set aside are left.

    Raises `PermissionDenied`, and `PlanChanged` where the preview no longer holds.
    """
    require(by, Action.KEEP_CARER_RECORDS, authority)
    # Held until the end: no household of the authority can be added between comparing and writing.
    Authority.objects.select_for_update().get(pk=authority.pk)
    made = plan(sheet, authority=authority, today=today)
    if made.fingerprint != fingerprint:
        raise PlanChanged(made)
    for wanted in made.new:
        approve_household(
            authority=authority,
            carers=wanted.carers,
            approved_on=wanted.approved_on,
            kind=wanted.kind,
            terms=wanted.terms,
            area=wanted.area,
            supervising_worker=wanted.worker,
            review_due_on=wanted.review_due_on,
            reference=wanted.reference,
            today=today,
            by=by,
            from_a_file=True,
        )
    for change in made.changes:
        household, wanted = change.household, change.wanted
        if change.details:
            household = change_details(
                household=household,
                version=household.version,
                kind=wanted.kind,
                area=wanted.area,
                supervising_worker=wanted.worker,
                by=by,
                from_a_file=True,
            )
        if change.terms and wanted.terms_from:
            change_terms(
                household=household,
                version=household.version,
                starts_on=wanted.terms_from,
                terms=wanted.terms,
                by=by,
                from_a_file=True,
            )
    audit.record(
        by=by,
        action="apply carer records file",
        on=authority,
        authority=authority,
        added=len(made.new),
        changed=len(made.changes),
        unchanged=made.unchanged,
        set_aside=len({one.row for one in made.set_aside}),
    )
    return made
