"""Handover notes: written by who works at night, read by who comes in the morning."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from placements.models import HandoverNote
from sufficiency.core import audit
from sufficiency.core.access import Action, Role, require
from sufficiency.core.models import Authority, User

_NOON = time(12)


def noon_after(moment: datetime) -> datetime:
    """The next noon of a working day, Monday to Friday, in this country's time."""
    local = timezone.localtime(moment)
    day = local.date()
    while day.weekday() > 4 or timezone.make_aware(datetime.combine(day, _NOON)) <= moment:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, _NOON))


@transaction.atomic
def write_handover(
    *, authority: Authority, text: str, for_role: Role | str = "", now: datetime, by: User
) -> HandoverNote:
    """Leave a note until the next working noon. `for_role`: blank for everybody who sees all records."""
    require(by, Action.RECORD_PLACEMENTS, authority)
    note = HandoverNote.objects.create(
        authority=authority,
        text=text,
        for_role=for_role,
        written_by=by,
        written_at=now,
        until=noon_after(now),
    )
    audit.record(
        by=by,
        action="wrote handover note",
        on=note,
        authority=authority,
        length=len(text),
        role=str(for_role),
    )
    return note


@transaction.atomic
def read_handover(*, note: HandoverNote, now: datetime, by: User) -> HandoverNote:
    """Say that it was read: it goes from the top of everybody's page. The first to say so stands."""
    require(by, Action.SEE_CHILDREN, note.authority)
    now_read = HandoverNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if now_read.read_at is None:
        now_read.read_by, now_read.read_at = by, now
        now_read.save(update_fields=["read_by", "read_at"])
        audit.record(by=by, action="read handover note", on=note, authority=note.authority)
    return now_read
