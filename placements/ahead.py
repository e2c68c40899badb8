"""Writing ahead of the case system, where that is the record: what has happened since it last told.

A child's night is not put off until an extract comes: what happened is recorded, and gives way to the extract that
tells of it, or waits on the reconciliation page where the two differ. Days of which the case system has told are
changed there. See `docs/decisions/record-elsewhere-what-is-read-only.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from placements.models import Child, Coverage, Deed
from sufficiency.core.models import Authority, FieldGroup
from sufficiency.core.ownership import KeptElsewhere, why_read_only

_BOTH = (FieldGroup.LEGAL, FieldGroup.PLACEMENTS)
# What each deed writes.
GROUPS_OF: dict[str, tuple[FieldGroup, ...]] = {
    Deed.Kind.START: _BOTH,
    Deed.Kind.PLACE: (FieldGroup.PLACEMENTS,),
    Deed.Kind.MOVE: (FieldGroup.PLACEMENTS,),
    Deed.Kind.END_PLACEMENT: (FieldGroup.PLACEMENTS,),
    Deed.Kind.END_CARE: _BOTH,
    Deed.Kind.LEGAL_STATUS: (FieldGroup.LEGAL,),
    Deed.Kind.AWAY: (FieldGroup.PLACEMENTS,),
    Deed.Kind.BACK: (FieldGroup.PLACEMENTS,),
}


def open_from(authority: Authority, *, today: date) -> date:
    """The first day on which something may be written here though the case system keeps it.

    That is the last day of the last return or extract, which was not over everywhere when it was made; and
    yesterday at the latest, so that whoever was on duty at night can write it down in the morning.
    """
    ends = Coverage.objects.filter(authority=authority, group="").values_list("dates__endswith", flat=True)
    told = max((end - timedelta(days=1) for end in ends if end), default=today)
    return min(told, today - timedelta(days=1))


def notice(authority: Authority, kind: str, *, today: date) -> str:
    """What a form of the deed says on top, where the case system keeps what it writes; else nothing."""
    why = [why_read_only(authority, group, on=today) for group in GROUPS_OF[kind]]
    said = [one for one in why if one]
    if not said:
        return ""
    since = open_from(authority, today=today)
    return (
        f"{' '.join(said)} What has happened since {since:%-d %B %Y} may be logged here at once: the next extract "
        "takes its place, and what differs is settled on the reconciliation page."
    )


def why_not(authority: Authority, kinds: Iterable[str], *, on: date, today: date) -> str:
    """Why a deed of a day may not be written here, in words; nothing where it may."""
    if on >= open_from(authority, today=today):
        return ""
    return next((words for kind in kinds if (words := notice(authority, kind, today=today))), "")


def require_ahead(child: Child, kind: str, *, on: date, today: date) -> None:
    """Refuse a deed of a day of which the case system has told, where it keeps what the deed writes.

    Raises `KeptElsewhere`, with the sentence that the form shows.
    """
    words = why_not(child.authority, [kind], on=on, today=today)
    if words:
        raise KeptElsewhere(words, field="on")
