"""From writing to approval: clearance by name, and approval by somebody other than who began the document."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from reports.checks.of_draft import stopping
from reports.models import Clearance, ClearedPart, Draft
from reports.writing.fingerprint import fingerprint, fingerprints
from sufficiency.core import audit
from sufficiency.core.access import Action, may, require
from sufficiency.core.models import User
from sufficiency.core.stale import take


class NotReady(Exception):
    """Why the document cannot go on to its next step, and what to do."""


@transaction.atomic
def ask_clearance(*, draft: Draft, version: int, by: User) -> Draft:
    """Let those who clear read it. The words can still be mended; what was cleared before must be cleared again."""
    require(by, Action.WRITE_DOCUMENTS, draft.authority)
    draft = take(draft, version=version)
    _must_be(draft, Draft.Status.WRITING, "Only a document that is being written goes into clearance.")
    unwritten = [section.title for section in draft.sections.filter(is_written=False)]
    if unwritten:
        raise NotReady(
            f"Not yet marked as written: {', '.join(unwritten)}. Mark each as written, or say in it why it is empty."
        )
    return _moved(draft, Draft.Status.CLEARANCE, "ask for clearance", by)


@transaction.atomic
def back_to_writing(*, draft: Draft, version: int, by: User) -> Draft:
    """Out of clearance or approval, so that the words can be mended. Clearances stay with the words they were of."""
    require(by, Action.WRITE_DOCUMENTS, draft.authority)
    draft = take(draft, version=version)
    if draft.status not in {Draft.Status.CLEARANCE, Draft.Status.APPROVED}:
        raise NotReady("Only a document in clearance, or one that is approved, goes back to writing.")
    draft.approved_by = None
    return _moved(draft, Draft.Status.WRITING, "take document back to writing", by)


@transaction.atomic
def clear(*, draft: Draft, office: str, name: str, on: date, remark: str, today: date, by: User) -> Clearance:
    """That an office has cleared the words as they now stand. Once for each office and words; again, it is the same.

    Entered by whoever clears documents, or by an author for an officer who has no account here.
    """
    if not may(by, Action.CLEAR_DOCUMENTS, draft.authority):
        require(by, Action.WRITE_DOCUMENTS, draft.authority)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    _must_be(draft, Draft.Status.CLEARANCE, "It can be cleared once it is in clearance.")
    if on > today:
        raise NotReady("The day of clearance lies ahead. Give the day on which it was cleared.")
    made, is_new = Clearance.objects.get_or_create(
        draft=draft,
        office=office,
        of_text=fingerprint(draft),
        withdrawn_at=None,
        defaults={"name": name, "on": on, "remark": remark, "entered_by": by},
    )
    if is_new:
        ClearedPart.objects.bulk_create(
            ClearedPart(clearance=made, part=part, of_text=digest)
            for part, digest in fingerprints(draft).items()
        )
        audit.record(by=by, action="clear document", on=draft, authority=draft.authority, office=office)
    return made


@transaction.atomic
def withdraw_clearance(*, clearance: Clearance, by: User) -> None:
    """Take a clearance back, which was entered by mistake or is no longer given."""
    draft = clearance.draft
    if not may(by, Action.CLEAR_DOCUMENTS, draft.authority):
        require(by, Action.WRITE_DOCUMENTS, draft.authority)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    _must_be(
        draft, Draft.Status.CLEARANCE, "A clearance can be taken back while the document is in clearance."
    )
    if Clearance.objects.filter(pk=clearance.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        audit.record(
            by=by,
            action="withdraw clearance",
            on=draft,
            authority=draft.authority,
            office=clearance.office,
        )


@transaction.atomic
def approve(*, draft: Draft, version: int, by: User) -> Draft:
    """Approve for publication what every office has cleared and no check stops. Not by who began it."""
    require(by, Action.APPROVE_DOCUMENTS, draft.authority)
    draft = take(draft, version=version)
    _must_be(draft, Draft.Status.CLEARANCE, "It can be approved once it is in clearance.")
    if draft.begun_by_id == by.pk:
        raise PermissionDenied("Nobody approves a document that they began. Ask somebody else to approve it.")
    missing = missing_offices(draft)
    if missing:
        raise NotReady(
            f"Not cleared as it now stands by: {', '.join(office.label for office in missing)}. "
            "Words that changed after a clearance must be cleared again."
        )
    nothing_stops(draft, today=timezone.localdate())
    draft.approved_by = by
    return _moved(draft, Draft.Status.APPROVED, "approve document", by)


def nothing_stops(draft: Draft, *, today: date) -> None:
    """Raises `NotReady` with every finding of the checks that stops publication."""
    stops = stopping(draft, today=today)
    if stops:
        raise NotReady(" ".join(str(finding) for finding in stops))


def missing_offices(draft: Draft) -> list[Clearance.Office]:
    """The offices that have not cleared the words as they now stand."""
    cleared = set(
        Clearance.objects.filter(draft=draft, withdrawn_at=None, of_text=fingerprint(draft)).values_list(
            "office", flat=True
        )
    )
    return [office for office in Clearance.Office if office not in cleared]


def _must_be(draft: Draft, status: Draft.Status, otherwise: str) -> None:
    if draft.status != status:
        raise NotReady(f"The document is {draft.get_status_display().lower()}. {otherwise}")


def _moved(draft: Draft, status: Draft.Status, action: str, by: User) -> Draft:
    draft.status = status
    draft.save()
    audit.record(by=by, action=action, on=draft, authority=draft.authority)
    return draft
