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


def names(subjects: Iterable[tuple[Subject, UUID]], *, user: User) -> dict[UUID, str]:
    """What to call each record to this person: a number only of what they may open, else its kind. Two queries."""
    wanted: dict[Subject, list[UUID]] = {Subject.CHILD: [], Subject.HOUSEHOLD: []}
    for subject, record_id in subjects:
        wanted[subject].append(record_id)
    children = Child.objects.visible_to(user).filter(public_id__in=wanted[Subject.CHILD])
    households = Household.objects.filter(
        public_id__in=wanted[Subject.HOUSEHOLD], authority__in=authorities_where(user, Action.SEE_HOMES)
    )
    called = {one.public_id: str(one) for one in children} | {
        one.public_id: f"Household {one.reference}" for one in households
    }
    for subject, ids in wanted.items():
        for record_id in ids:
            called.setdefault(record_id, f"A {subject.label.lower()}'s record that you cannot open")
    return called


def due_rows(found: list[Due], *, user: User) -> list[dict[str, Any]]:
    called = names(((one.subject, one.record_id) for one in found), user=user)
    return [
        {
            "record": called[one.record_id],
            "kind": one.rule.get_kind_display(),
            "rule": one.rule.in_words,
            "kept_until": one.kept_until,
            "held": one.held_by is not None,
        }
        for one in found
    ]


def proposed(proposal: Proposal, *, user: User) -> list[dict[str, Any]]:
    records = list(proposal.records.select_related("rule"))
    waiting = [one for one in records if one.outcome != ProposedRecord.Outcome.DESTROYED]
    called = names(((Subject(one.subject), one.record_id) for one in waiting), user=user)
    return [
        {
            "record": called.get(one.record_id, f"{one.get_subject_display()}, destroyed"),
            "kind": one.rule.get_kind_display(),
            "rule": one.rule.in_words,
            "kept_until": one.kept_until and day(one.kept_until),
            "outcome": one.get_outcome_display(),
        }
        for one in records
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
