"""Writes about access to children's records: each atomic, allowed and audited. Opening wider needs two people."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from placements.models import AccessProposal, Child, Connection, Opening, RestrictedGrant
from placements.models.closed import OPEN_FOR, REVIEW_AFTER
from sufficiency.core import audit
from sufficiency.core.access import Action, Reach, may, require
from sufficiency.core.models import Authority, User

Kind = AccessProposal.Kind


class AccessRefused(Exception):
    """What was asked about access cannot be done; says why and what to do. `field` is where the form says it."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def propose(*, child: Child, kind: Kind, ground: str, person: User | None, by: User) -> AccessProposal:
    """Propose a change of who may open the record. Nothing changes until somebody else agrees.

    Raises `AccessRefused` where it makes no sense as the record stands.
    """
    child = _decided_by(by, child)
    _check_makes_sense(child, kind, person)
    open_already = AccessProposal.objects.filter(child=child, kind=kind, person=person).waiting()
    if open_already.exists():
        raise AccessRefused("This is proposed already and waits for a second person to decide.")
    proposal = AccessProposal.objects.create(
        child=child, kind=kind, ground=ground, person=person, proposed_by=by
    )
    _record(proposal, f"propose: {kind}", by)
    return proposal


@transaction.atomic
def decide(*, proposal: AccessProposal, agree: bool, by: User) -> AccessProposal:
    """Agree to a proposal, which then takes effect at once, or decline it.

    Raises `AccessRefused` for who proposed it, for whom it would open the record, and where it is decided already.
    """
    child = _decided_by(by, proposal.child)
    now = (
        AccessProposal.objects.select_for_update(of=("self",))
        .select_related("person", "proposed_by")
        .get(pk=proposal.pk)
    )
    if now.decided_at is not None:
        raise AccessRefused("Somebody else has decided this already. Nothing was changed by you.")
    if by.pk == now.proposed_by_id:
        raise AccessRefused("You proposed this, so somebody else has to decide it.")
    if agree and by.pk == now.person_id and now.kind != Kind.WITHDRAW:
        raise AccessRefused("This would open the record to you, so somebody else has to decide it.")
    if agree:
        _check_makes_sense(child, Kind(now.kind), now.person)
        _carry_out(now, child, by)
    now.agreed, now.decided_by, now.decided_at = agree, by, timezone.now()
    now.save(update_fields=["agreed", "decided_by", "decided_at"])
    _record(now, f"{'agree' if agree else 'decline'}: {now.kind}", by)
    return now


@transaction.atomic
def connect(*, child: Child, person: User, nature: str, by: User) -> Connection:
    """Record that somebody who works here is connected with the child: from now on the record is not there for them.

    Takes effect at once. Ending it needs two people. Raises `AccessRefused` where it is recorded already.
    """
    child = _decided_by(by, child)
    if Connection.objects.filter(child=child, person=person).standing().exists():
        raise AccessRefused("That connection is recorded already.", "person")
    connection = Connection.objects.create(child=child, person=person, nature=nature, recorded_by=by)
    audit.record(
        by=by,
        action="record connection",
        on=child,
        authority=child.authority,
        reason=nature,
        person=str(person.public_id),
    )
    return connection


def child_to_open(*, authority: Authority, number: str, by: User) -> Child | None:
    """The child of that number, if there is one whom `by` could open in an emergency. Opens nothing."""
    found = Child.objects.filter(authority=authority, number=number.strip())
    found = found.not_connected_with(by).not_severed()
    return found.first() if number.strip() else None


@transaction.atomic
def open_in_an_emergency(*, child: Child, ground: str, what_happened: str, by: User) -> Opening:
    """Open the record to `by` for two hours. Managers have a notice at once, and the auditor reviews it.

    Raises `AccessRefused` for somebody connected with the child.
    """
    require(by, Action.BREAK_GLASS, child.authority)
    if Connection.objects.filter(child=child, person=by).standing().exists():
        raise AccessRefused("There is no such record that you can open.", "number")
    now = timezone.now()
    opening = Opening.objects.create(
        child=child,
        person=by,
        ground=ground,
        what_happened=what_happened,
        opened_at=now,
        until=now + OPEN_FOR,
    )
    audit.record(
        by=by,
        action="open in an emergency",
        on=child,
        authority=child.authority,
        reason=ground,
        opening=str(opening.public_id),
        until=opening.until.isoformat(),
    )
    return opening


@transaction.atomic
def mark_read(*, opening: Opening, by: User) -> Opening:
    """A manager has read the notice of an emergency opening. Raises `AccessRefused` for one's own."""
    require(by, Action.RESTRICT_RECORDS, opening.child.authority)
    now = _opening_of_another(opening, by)
    if now.read_at is None:
        now.read_by, now.read_at = by, timezone.now()
        now.save(update_fields=["read_by", "read_at"])
        _record_opening(now, "read notice of emergency opening", by)
    return now


@transaction.atomic
def review(*, opening: Opening, finding: str, by: User) -> Opening:
    """The auditor's finding on an emergency opening. Raises `AccessRefused` where there is one already."""
    require(by, Action.SEE_AUDIT, opening.child.authority)
    now = _opening_of_another(opening, by)
    if now.reviewed_at is not None:
        raise AccessRefused("This opening is reviewed already. The first finding stands.")
    now.reviewed_by, now.reviewed_at, now.finding = by, timezone.now(), finding
    now.save(update_fields=["reviewed_by", "reviewed_at", "finding"])
    _record_opening(now, "review emergency opening", by, finding=finding)
    return now


def _decided_by(by: User, child: Child) -> Child:
    """The child, locked; refuses who may not decide on access to this record."""
    require(by, Action.RESTRICT_RECORDS, child.authority)
    locked = Child.objects.select_for_update(of=("self",)).select_related("authority")
    found = locked.filter(pk__in=Child.objects.decided_on_by(by).filter(pk=child.pk).values("pk")).first()
    if found is None:
        raise AccessRefused("There is no such record that you can decide on.")
    return found


def _check_makes_sense(child: Child, kind: Kind, person: User | None) -> None:
    if kind == Kind.RESTRICT and child.is_restricted:
        raise AccessRefused(
            "The record is restricted already. Propose to open it to somebody instead.", "kind"
        )
    if kind in (Kind.GRANT, Kind.WITHDRAW, Kind.LIFT) and not child.is_restricted:
        raise AccessRefused("The record is not restricted. Propose to restrict it first.", "kind")
    if (person is None) is not (kind == Kind.LIFT):
        sentence = "Leave the person out" if kind == Kind.LIFT else "Choose the person whom this is about"
        raise AccessRefused(sentence, "person")
    if person is None:
        return
    if kind in (Kind.RESTRICT, Kind.GRANT):
        if not may(person, Action.SEE_CHILDREN, child.authority, at_least=Reach.ALLOCATED):
            raise AccessRefused(f"The role of {person} opens no children's records.", "person")
        if Connection.objects.filter(child=child, person=person).standing().exists():
            raise AccessRefused(f"{person} is connected with the child, so the record cannot open.", "person")
    if kind == Kind.WITHDRAW and not child.grants.filter(user=person).exists():
        raise AccessRefused(f"{person} is not on the list.", "person")
    standing = Connection.objects.filter(child=child, person=person).standing()
    if kind == Kind.END_CONNECTION and not standing.exists():
        raise AccessRefused(f"No connection of {person} with the child is recorded.", "person")


def _carry_out(proposal: AccessProposal, child: Child, by: User) -> None:
    kind, person = proposal.kind, proposal.person
    if kind == Kind.LIFT:
        RestrictedGrant.objects.filter(child=child).delete()
        Child.objects.filter(pk=child.pk).update(is_restricted=False)
    elif kind == Kind.WITHDRAW:
        RestrictedGrant.objects.filter(child=child, user=person).delete()
    elif kind == Kind.END_CONNECTION:
        Connection.objects.filter(child=child, person=person).standing().update(ended_at=timezone.now())
    elif person is not None:
        # Whoever decides on a record goes on seeing it, or nobody could renew its list.
        people = {person} if kind == Kind.GRANT else {person, proposal.proposed_by, by}
        Child.objects.filter(pk=child.pk).update(is_restricted=True)
        for one in people:
            _grant(child, one, by)


def _grant(child: Child, person: User, by: User) -> None:
    now = timezone.now()
    RestrictedGrant.objects.update_or_create(
        child=child,
        user=person,
        defaults={
            "granted_by": by,
            "granted_at": now,
            "expires_on": timezone.localdate(now) + REVIEW_AFTER,
        },
    )


def _record(proposal: AccessProposal, action: str, by: User) -> None:
    person = str(proposal.person.public_id) if proposal.person else ""
    audit.record(
        by=by,
        action=f"{action} access",
        on=proposal.child,
        authority=proposal.child.authority,
        reason=proposal.ground,
        proposal=str(proposal.public_id),
        person=person,
    )


def _opening_of_another(opening: Opening, by: User) -> Opening:
    if opening.person_id == by.pk:
        raise AccessRefused("You opened this record yourself, so somebody else has to look at it.")
    return (
        Opening.objects.select_for_update(of=("self",)).select_related("child__authority").get(pk=opening.pk)
    )


def _record_opening(opening: Opening, action: str, by: User, **facts: object) -> None:
    audit.record(
        by=by,
        action=action,
        on=opening.child,
        authority=opening.child.authority,
        opening=str(opening.public_id),
        **facts,
    )
