"""What every action that changes a carer record asks first."""

from __future__ import annotations

from django.utils import timezone

from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, FieldGroup, User
from sufficiency.core.ownership import require_here


def require_to_keep(by: User, authority: Authority, *, from_a_file: bool = False) -> None:
    """Refuse someone who may not keep carer records; and anybody who types, where the case system keeps them.

    `from_a_file`: what is written is what a file of that system says. Raises `PermissionDenied`, `KeptElsewhere`.
    """
    require(by, Action.KEEP_CARER_RECORDS, authority)
    if not from_a_file:
        require_here(authority, FieldGroup.HOMES, on=timezone.localdate())
