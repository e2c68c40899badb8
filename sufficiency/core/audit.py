"""The one door to the audit trail."""

from __future__ import annotations

from django.db.models import Model

from sufficiency.core.models import AuditEvent, Authority, User


def record(
    *, by: User, action: str, on: Model, authority: Authority | None = None, **facts: object
) -> AuditEvent:
    """Write that `by` did `action` on a record. Call it inside the action's own transaction.

    `facts` are counts, dates and codes; nothing that names a child, a carer or a place.
    """
    return AuditEvent.objects.create(
        actor=by,
        authority=authority,
        action=action,
        object_type=on._meta.label_lower,
        object_id=str(getattr(on, "public_id", on.pk)),
        facts=facts,
    )
