"""Who has a section open. No record of the council: nothing of it is in the trail, and it is gone after a while."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reports.models import DraftSection, EditingPresence
from reports.models.presence import STANDS_FOR
from sufficiency.core.access import Action, require
from sufficiency.core.models import User


@transaction.atomic
def open_section(*, section: DraftSection, now: datetime, by: User) -> None:
    """That the person has it open to write in it, from now or from when they opened it. Raises `PermissionDenied`."""
    require(by, Action.WRITE_DOCUMENTS, section.draft.authority)
    EditingPresence.objects.filter(section=section, seen_at__lte=now - STANDS_FOR).delete()
    presence, is_new = EditingPresence.objects.get_or_create(
        section=section, by=by, defaults={"since": now, "seen_at": now}
    )
    if is_new:
        # Who goes on to another section has left the one before; typing there brings them back.
        EditingPresence.objects.filter(section__draft=section.draft_id, by=by).exclude(
            pk=presence.pk
        ).delete()
    else:
        EditingPresence.objects.filter(pk=presence.pk, seen_at__lt=now).update(seen_at=now)


def close_section(*, section: DraftSection, by: User) -> None:
    """That they have saved and are done with it."""
    EditingPresence.objects.filter(section=section, by=by).delete()
