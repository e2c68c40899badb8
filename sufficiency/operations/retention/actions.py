"""Holding records, and destroying them by two different people: the deeds of retention."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils import timezone

from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take
from sufficiency.operations.models.retention import (
    Certificate,
    LegalHold,
    Proposal,
    ProposedRecord,
    Subject,
)
from sufficiency.operations.retention.due import due
from sufficiency.operations.retention.erasing import MODELS, erase

# One proposal is read and signed by people: as many as a person can look through.
MOST = 500


class RetentionRefused(Exception):
    """The deed is not possible; the sentence says why and what to do."""


@transaction.atomic
def place_hold(
    *,
    authority: Authority,
    covers: str,
    why: str,
    reference: str,
    from_on: date,
    by: User,
    subject: str = "",
    record_id: UUID | None = None,
) -> LegalHold:
    """Keep records from being destroyed until the hold is released. Raises `RetentionRefused`."""
    require(by, Action.KEEP_RETENTION, authority)
    if covers == LegalHold.Covers.RECORD:
        known = MODELS[Subject(subject)]._default_manager.filter(authority=authority, public_id=record_id)
        if record_id is None or not known.exists():
            raise RetentionRefused(
                "There is no such record here. Copy its address from the record's page, or its id from the list."
            )
    hold = LegalHold.objects.create(
        authority=authority,
        covers=covers,
        subject=subject,
        record_id=record_id,
        why=why,
        reference=reference,
        dates=DateRange(from_on, None),
        placed_by=by,
    )
    audit.record(
        by=by,
        action="legal hold placed",
        on=hold,
        authority=authority,
        covers=covers,
        why=why,
        record=str(record_id or ""),
    )
    return hold


@transaction.atomic
def release_hold(*, hold: LegalHold, version: int, why: str, on: date, by: User) -> LegalHold:
    """End a hold: from `on` it stops nothing. Raises `StaleEdit` and `RetentionRefused`."""
    require(by, Action.KEEP_RETENTION, hold.authority)
    now = take(hold, version=version)
    if now.released_at is not None:
        raise RetentionRefused("This hold was released before. Nothing was changed.")
    if on <= now.dates.lower:
        raise RetentionRefused("A hold can be released from the day after it began, not before.")
    now.dates = DateRange(now.dates.lower, on)
    now.released_by, now.released_at, now.why_released = by, timezone.now(), why
    now.save()
    audit.record(by=by, action="legal hold released", on=now, authority=now.authority, covers=now.covers)
    return now


@transaction.atomic
def propose_destruction(*, authority: Authority, as_at: date, today: date, by: User) -> Proposal:
    """Propose everything that is due and held by nobody. Raises `RetentionRefused`."""
    require(by, Action.KEEP_RETENTION, authority)
    _one_at_a_time(authority)
    if as_at > today:
        raise RetentionRefused("Only what is due today may be proposed. A later day is there to look ahead.")
    if Proposal.objects.filter(authority=authority, status__in=["proposed", "signed"]).exists():
        raise RetentionRefused(
            "A proposal is open already. It must be declined or carried out before another is made."
        )
    ready = [one for one in due(authority, as_at=as_at) if one.held_by is None][:MOST]
    if not ready:
        raise RetentionRefused("Nothing is due that no hold stops, so there is nothing to propose.")
    proposal = Proposal.objects.create(authority=authority, as_at=as_at, proposed_by=by)
    ProposedRecord.objects.bulk_create(
        ProposedRecord(
            proposal=proposal,
            subject=one.subject,
            record_id=one.record_id,
            rule=one.rule,
            kept_until=one.kept_until,
        )
        for one in ready
    )
    audit.record(by=by, action="destruction proposed", on=proposal, authority=authority, records=len(ready))
    return proposal


@transaction.atomic
def sign_destruction(*, proposal: Proposal, version: int, by: User) -> Proposal:
    """The second signature. Raises `StaleEdit`, and `RetentionRefused` to the one who proposed it."""
    now = _to_decide(proposal, version, by)
    now.status, now.decided_by, now.decided_at = Proposal.Status.SIGNED, by, timezone.now()
    now.save()
    audit.record(by=by, action="destruction signed", on=now, authority=now.authority)
    return now


@transaction.atomic
def decline_destruction(*, proposal: Proposal, version: int, why: str, by: User) -> Proposal:
    """Keep the records. Raises `StaleEdit`, and `RetentionRefused` to the one who proposed it."""
    now = _to_decide(proposal, version, by)
    now.status, now.decided_by, now.decided_at = Proposal.Status.DECLINED, by, timezone.now()
    now.why_declined = why
    now.save()
    audit.record(by=by, action="destruction declined", on=now, authority=now.authority)
    return now


def _to_decide(proposal: Proposal, version: int, by: User) -> Proposal:
    require(by, Action.KEEP_RETENTION, proposal.authority)
    now = take(proposal, version=version)
    if now.status != Proposal.Status.PROPOSED:
        raise RetentionRefused("This proposal is decided already. Nothing was changed.")
    if now.proposed_by_id == by.pk:
        raise RetentionRefused("You proposed this, so somebody else must sign or decline it.")
    return now


@transaction.atomic
def carry_out(*, proposal: Proposal, version: int, today: date, by: User) -> Certificate:
    """Destroy what two people signed for, save what is held or no longer due today; leave a certificate.

    One transaction: everything or nothing. Raises `StaleEdit`, `RetentionRefused` and `StillNeeded`.
    """
    require(by, Action.KEEP_RETENTION, proposal.authority)
    authority = proposal.authority
    _one_at_a_time(authority)
    now = take(proposal, version=version)
    if now.status != Proposal.Status.SIGNED:
        raise RetentionRefused("Two different people must have signed before anything is destroyed.")
    still = {(one.subject, one.record_id): one for one in due(authority, as_at=today) if one.held_by is None}
    signed = list(now.records.select_related("rule"))
    going = [one for one in signed if (Subject(one.subject), one.record_id) in still]
    gone = {one.pk for one in going}
    rows: Counter[str] = Counter()
    # Households last: the placements of children point at them.
    for subject in (Subject.CHILD, Subject.HOUSEHOLD):
        rows += erase(
            subject, [one.record_id for one in going if one.subject == subject], authority=authority
        )
    for one in signed:
        destroyed = one.pk in gone
        one.outcome = ProposedRecord.Outcome.DESTROYED if destroyed else ProposedRecord.Outcome.LEFT
        one.kept_until = None if destroyed else one.kept_until
    ProposedRecord.objects.bulk_update(signed, ["outcome", "kept_until"])
    now.status = Proposal.Status.DONE
    now.save()
    certificate = _certify(now, going, rows, by)
    audit.record(
        by=by,
        action="records destroyed",
        on=certificate,
        authority=authority,
        records=len(going),
        left=len(signed) - len(going),
        sha256=certificate.sha256,
    )
    return certificate


def _certify(proposal: Proposal, going: list[ProposedRecord], rows: Counter[str], by: User) -> Certificate:
    authority = proposal.authority
    last = Certificate.objects.filter(authority=authority).aggregate(last=Max("number"))["last"]
    ids = "".join(f"{one}\n" for one in sorted(str(record.record_id) for record in going))
    return Certificate.objects.create(
        authority=authority,
        proposal=proposal,
        number=(last or 0) + 1,
        carried_out_by=by,
        records=dict(Counter(str(one.rule) for one in going)),
        rows=dict(rows),
        sha256=hashlib.sha256(ids.encode()).hexdigest(),
    )


@transaction.atomic
def destroy_again(*, authority: Authority, ids: list[UUID], by: User) -> Counter[str]:
    """After a restore: remove what had been destroyed since the backup was made, by the ids of its certificates.

    For the command line alone; the signatures stand on the certificates, which the caller has.
    """
    require(by, Action.KEEP_RETENTION, authority)
    rows: Counter[str] = Counter()
    for subject in (Subject.CHILD, Subject.HOUSEHOLD):
        rows += erase(subject, ids, authority=authority)
    if rows:
        audit.record(
            by=by, action="destruction repeated after a restore", on=authority, authority=authority, rows=rows
        )
    return rows


def _one_at_a_time(authority: Authority) -> None:
    Authority.objects.select_for_update().get(pk=authority.pk)
