"""The second person: a request to open records to somebody, decided."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from sufficiency.core import access, audit
from sufficiency.core.access import Action, Role
from sufficiency.core.models import (
    AccessRequest,
    User,
)
from sufficiency.core.people.actions.carrying_out import give, link, refuse_duties, take_second_factor
from sufficiency.core.people.refusals import (
    AlreadyDecided,
    SecondPersonNeeded,
)


@transaction.atomic
def decide(*, request: AccessRequest, confirmed: bool, by: User) -> AccessRequest:
    """Carry the request out, or refuse it. Raises `CannotBeDone`."""
    access.require(by, Action.CONFIRM_ACCESS, request.authority)
    now = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if now.decision:
        raise AlreadyDecided
    if by in (now.asked_by, now.user):
        raise SecondPersonNeeded
    now.decision = AccessRequest.Decision.CONFIRMED if confirmed else AccessRequest.Decision.REFUSED
    now.decided_by, now.decided_at = by, timezone.now()
    now.save()
    audit.record(by=by, action=f"{now.decision} access", on=now, authority=now.authority, kind=now.kind)
    if confirmed:
        _carry_out(now, by=by)
    return now


def _carry_out(request: AccessRequest, *, by: User) -> None:
    person, authority, asked_by = request.user, request.authority, request.asked_by
    if request.kind == AccessRequest.Kind.ROLE:
        role = Role(request.role)
        refuse_duties(person, authority, role, request.dates)
        give(person=person, authority=authority, role=role, dates=request.dates, by=by, asked_by=asked_by)
    elif request.kind == AccessRequest.Kind.SECOND_FACTOR:
        take_second_factor(person, authority=authority, by=by, asked_by=asked_by)
    else:
        link(person, request.subject, authority=authority, by=by, asked_by=asked_by)
