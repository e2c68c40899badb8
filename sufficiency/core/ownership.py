"""Which system is the record: for each group of an authority's fields, this one or the case system, from a day on.

Until somebody says otherwise every group is kept here: what people enter stands, and where a return or an extract
says something else, the difference waits for a person.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, FieldGroup, FieldOwner, Owner, User


def owners_of(authority: Authority, *, on: date) -> dict[FieldGroup, Owner]:
    """The owner of each group on a day; one query."""
    owners = dict.fromkeys(FieldGroup, Owner.HERE)
    for one in FieldOwner.objects.filter(authority=authority, from_on__lte=on).order_by("from_on", "pk"):
        owners[FieldGroup(one.group)] = Owner(one.owner)
    return owners


def owner_of(authority: Authority, group: FieldGroup, *, on: date) -> Owner:
    """Who keeps the group on a day. A form asks it before it lets anybody type."""
    return owners_of(authority, on=on)[group]


def why_read_only(authority: Authority, group: FieldGroup, *, on: date) -> str | None:
    """Why a form shows the group without letting anybody type, in words; None where it is kept here."""
    if owner_of(authority, group, on=on) is Owner.HERE:
        return None
    return (
        f"{group.label} is kept in your case system. Change it there; the next extract brings it here."
        if group is FieldGroup.IDENTITY
        else f"{group.label} are kept in your case system. Change them there; the next extract brings them here."
    )


@transaction.atomic
def set_owner(
    *, authority: Authority, group: FieldGroup, owner: Owner, from_on: date, reason: str, by: User
) -> FieldOwner:
    """Say who keeps a group from a day on. What was said before stays on record."""
    require(by, Action.KEEP_FIELD_OWNERS, authority)
    said = FieldOwner.objects.create(
        authority=authority, group=group, owner=owner, from_on=from_on, reason=reason, set_by=by
    )
    audit.record(
        by=by,
        action="field owner set",
        on=said,
        authority=authority,
        group=group.value,
        owner=owner.value,
        from_on=from_on.isoformat(),
    )
    return said
