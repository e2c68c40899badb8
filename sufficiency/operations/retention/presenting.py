"""Records, holds, proposals and certificates as pages tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from carers.models import Household
from placements.models import Child
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.models import RetentionRule, User
from sufficiency.operations.models.retention import (
    Certificate,
    LegalHold,
    Proposal,
    ProposedRecord,
    Subject,
)
from sufficiency.operations.retention.due import Due

# The kinds of record that this service keeps, and so can find due.
ASKED_HERE = frozenset(
    {
        RetentionRule.Kind.CHILD,
        RetentionRule.Kind.CHILD_DIED,
        RetentionRule.Kind.CARE_LEAVER,
        RetentionRule.Kind.ADOPTED,
        RetentionRule.Kind.FOSTER_CARER,
        RetentionRule.Kind.AUDIT,
    }
)


def day(one: date) -> str:
    return f"{one.day} {one:%B %Y}"


def moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{day(local.date())}, {local:%H:%M}"


def counted(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"


Keys = Iterable[tuple[str, UUID]]


def opened(keys: Keys, *, user: User) -> list[Child | Household]:
    """Of these records the ones that this person may open: the others are told by their kind alone. Two queries."""
    wanted: dict[str, list[UUID]] = {Subject.CHILD: [], Subject.HOUSEHOLD: []}
    for subject, record_id in keys:
        wanted[subject].append(record_id)
    homes = authorities_where(user, Action.SEE_HOMES)
    return [
        *Child.objects.visible_to(user).filter(public_id__in=wanted[Subject.CHILD]),
        *Household.objects.filter(public_id__in=wanted[Subject.HOUSEHOLD], authority__in=homes),
    ]


def names(records: Iterable[Child | Household]) -> dict[UUID, str]:
    return {
        one.public_id: f"Household {one.reference}" if isinstance(one, Household) else str(one)
        for one in records
    }


def closed(subject: str) -> str:
    """What a record is called to somebody who may not open it."""
    return f"A {Subject(subject).label.lower()}'s record that you cannot open"


def due_rows(found: list[Due]) -> list[dict[str, Any]]:
    return [
        {
            "subject": one.subject,
            "record": one.record_id,
            "rule": str(one.rule),
            "kept_until": one.kept_until,
            "held": one.held_by is not None,
        }
        for one in found
    ]


def waiting_keys(proposal: Proposal) -> list[tuple[str, UUID]]:
    """The records of a proposal that are still there."""
    records = proposal.records.exclude(outcome=ProposedRecord.Outcome.DESTROYED)
    return list(records.values_list("subject", "record_id"))


def proposed(proposal: Proposal, called: dict[UUID, str]) -> list[dict[str, Any]]:
    return [
        {
            "record": f"{one.get_subject_display()}, destroyed"
            if one.outcome == ProposedRecord.Outcome.DESTROYED
            else called.get(one.record_id, closed(one.subject)),
            "rule": str(one.rule),
            "kept_until": one.kept_until and day(one.kept_until),
            "outcome": one.get_outcome_display(),
        }
        for one in proposal.records.select_related("rule")
    ]


def proposal_facts(proposal: Proposal) -> list[dict[str, str]]:
    facts = [
        {"key": "Where it stands", "value": proposal.get_status_display()},
        {"key": "Proposed by", "value": f"{proposal.proposed_by}, {moment(proposal.proposed_at)}"},
    ]
    if proposal.decided_by and proposal.decided_at:
        declined = proposal.status == Proposal.Status.DECLINED
        facts.append(
            {
                "key": "Declined by" if declined else "Signed by",
                "value": f"{proposal.decided_by}, {moment(proposal.decided_at)}",
            }
        )
    if proposal.why_declined:
        facts.append({"key": "Why they are kept", "value": proposal.why_declined})
    return facts


def proposals(found: Iterable[Proposal]) -> list[dict[str, Any]]:
    return [
        {
            "text": f"Proposed on {day(timezone.localtime(one.proposed_at).date())}",
            "href": one.get_absolute_url(),
            "status": one.get_status_display(),
            "certificate": one.certificate if hasattr(one, "certificate") else None,
        }
        for one in found
    ]


def certificate_facts(certificate: Certificate) -> list[dict[str, str]]:
    proposal = certificate.proposal
    return [
        {"key": "Proposed by", "value": f"{proposal.proposed_by}, {moment(proposal.proposed_at)}"},
        {
            "key": "Signed by",
            "value": f"{proposal.decided_by}, {moment(proposal.decided_at) if proposal.decided_at else ''}",
        },
        {
            "key": "Carried out by",
            "value": f"{certificate.carried_out_by}, {moment(certificate.carried_out_at)}",
        },
        {"key": "Fingerprint of the records' ids", "value": certificate.sha256},
    ]


def destroyed_ids(certificates: Iterable[Certificate]) -> Iterator[tuple[str, str]]:
    """(GSS code, id) of every record that these certificates speak of."""
    records = (
        ProposedRecord.objects.filter(
            proposal__certificate__in=list(certificates), outcome=ProposedRecord.Outcome.DESTROYED
        )
        .order_by("proposal__authority__gss_code", "record_id")
        .values_list("proposal__authority__gss_code", "record_id")
    )
    for code, record_id in records:
        yield code, str(record_id)


def covers(hold: LegalHold) -> str:
    """'All records of children'."""
    if hold.covers == LegalHold.Covers.EVERYTHING:
        return "everything that this authority keeps"
    if hold.covers == LegalHold.Covers.KIND:
        return f"all records of {'children' if hold.subject == Subject.CHILD else 'fostering households'}"
    return f"one {hold.get_subject_display().lower()}'s record"


def release_address(hold: LegalHold) -> str:
    return reverse("operations:hold-release", args=[hold.public_id])
