"""The one door to the audit trail."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from sufficiency.core import request_context
from sufficiency.core.access import held_on
from sufficiency.core.models import AuditEvent, Authority, User


def record(
    *,
    by: User,
    action: str,
    on: Model,
    authority: Authority | None = None,
    reason: object = "",
    **facts: object,
) -> AuditEvent:
    """Write that `by` did `action` on a record. Call it inside the action's own transaction.

    `facts` are counts, dates and codes; nothing that names a child, a carer or a place.
    """
    return write(
        by=by,
        action=action,
        object_type=on._meta.label_lower,
        object_ids=[_public_id(on)],
        authority=authority,
        reason=str(reason),
        facts=facts,
    )


def write(
    *,
    by: User,
    action: str,
    object_type: str,
    object_ids: Iterable[str],
    authority: Authority | None = None,
    reason: str = "",
    result: str = AuditEvent.Result.DONE,
    facts: dict[str, object] | None = None,
) -> AuditEvent:
    """One event about any number of records of a type, with the roles in force and the request under way.

    Where it is about one record, `object_id` is that one's; `object_ids` always holds all.
    """
    ids = list(object_ids)
    asked = request_context.current()
    return AuditEvent.objects.create(
        actor=by,
        roles=_roles(by, authority),
        authority=authority,
        action=action,
        result=result,
        object_type=object_type,
        object_id=ids[0] if len(ids) == 1 else "",
        object_ids=ids,
        reason=reason[:300],
        request_id=asked.request_id,
        session_hash=asked.session_hash,
        address=asked.address,
        facts=facts or {},
    )


def _public_id(record: Model) -> str:
    return str(getattr(record, "public_id", record.pk))


def _roles(user: User, authority: Authority | None) -> list[str]:
    """Roles held today in the authority, or anywhere where the event belongs to none."""
    held = held_on(user, timezone.localdate())
    return sorted({role for where, role in held if authority is None or where == authority.pk})
