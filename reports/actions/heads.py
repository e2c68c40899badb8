"""What a report says at its head, why a part of it is exempt, and when the decision is to be taken."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from reports.actions.drafts import open_to_write
from reports.models import Draft, ReportHeader
from sufficiency.core import audit
from sufficiency.core.models import User
from sufficiency.core.stale import take


@dataclass(frozen=True)
class Head:
    """The block of a cabinet report in words; of other documents, the reason of the exempt part alone.

    `exempt_paragraph` is of Part 1 of Schedule 12A to the Local Government Act 1972 (`models.ExemptBy`); it has a
    reason or is None without one.
    """

    decision_maker: str = ""
    subject: str = ""
    decided_on: date | None = None
    report_of: str = ""
    author: str = ""
    author_contact: str = ""
    director: str = ""
    director_contact: str = ""
    confidentiality: str = "Not applicable"
    exempt_paragraph: int | None = None
    exempt_reason: str = ""
    key_decision: str = ""
    wards: str = ""
    equality_assessment: str = ""
    data_protection_assessment: str = ""


@transaction.atomic
def write_head(*, draft: Draft, version: int, head: Head, by: User) -> ReportHeader:
    """Keep what the head says. Words that were cleared before must be cleared again.

    Raises `PermissionDenied`, `NotOpen` once the draft is approved, and `StaleEdit`.
    """
    open_to_write(draft, by=by)
    draft = take(draft, version=version)
    header, _ = ReportHeader.objects.update_or_create(draft=draft, defaults=asdict(head))
    draft.save()
    audit.record(by=by, action="write head of report", on=draft, authority=draft.authority, version=version)
    return header


@transaction.atomic
def plan_decision(*, draft: Draft, version: int, on: date | None, by: User) -> Draft:
    """The day on which the forward plan says that it will be decided; None where it has none yet.

    Raises `PermissionDenied`, `NotOpen` once the draft is approved, and `StaleEdit`.
    """
    open_to_write(draft, by=by)
    draft = take(draft, version=version)
    draft.decision_on = on
    draft.save()
    audit.record(
        by=by,
        action="plan day of decision",
        on=draft,
        authority=draft.authority,
        decision_on=on.isoformat() if on else "",
    )
    return draft
