"""Taking back the last deed on a child's timelines, whole; and marking that someone was told of a deed."""

from __future__ import annotations

from django.db import DatabaseError, transaction
from django.utils import timezone

from placements.actions.errors import CannotUndo
from placements.actions.recording import as_json, from_json, model_of
from placements.ahead import require_ahead
from placements.models import Deed, Notice
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.stale import take

_ROWS_CHANGED = (
    "The timelines were changed since by another way, so this cannot be taken back. Correct them instead."
)


@transaction.atomic
def undo(*, deed: Deed, because: str, by: User) -> Deed:
    """Put the child's timelines back as they were before the deed. The history keeps what stood there.

    Brothers and sisters of the same go are undone each on their own page. Raises `CannotUndo`.
    """
    require(by, Action.RECORD_PLACEMENTS, deed.child.authority)
    if not because.strip():
        raise CannotUndo("Say why it is undone.")
    deed = Deed.objects.select_for_update(of=("self",)).select_related("child__authority").get(pk=deed.pk)
    if deed.undone_at:
        raise CannotUndo("This was undone already.")
    require_ahead(deed.child, deed.kind, on=deed.happened_on, today=timezone.localdate())
    child = type(deed.child)._default_manager.select_for_update(of=("self",)).get(pk=deed.child_id)
    if child.version != deed.version_after:
        raise CannotUndo("Something was recorded after it. Undo the later entries first, the last one first.")
    child = take(child, version=child.version)
    try:
        with transaction.atomic():
            _take_back(deed)
    except DatabaseError as refused:
        raise CannotUndo(_ROWS_CHANGED) from refused
    child.save(update_fields=["version"])
    # What stood before this deed may now be undone in its turn.
    before = child.deeds.filter(undone_at=None).exclude(pk=deed.pk).order_by("-at", "-pk").first()
    if before and before.version_after == deed.version_before:
        before.version_after = child.version
        before.save(update_fields=["version_after"])
    deed.undone_at, deed.undone_by, deed.undone_because = timezone.now(), by, because.strip()
    deed.save(update_fields=["undone_at", "undone_by", "undone_because"])
    audit.record(
        by=by,
        action="placements: undo",
        on=child,
        authority=child.authority,
        deed=str(deed.public_id),
        kind=deed.kind,
        notices_sent=deed.notices.exclude(sent_at=None).count(),
    )
    return deed


def _take_back(deed: Deed) -> None:
    for label, key in reversed(deed.made):
        model_of(label)._default_manager.filter(pk=key).delete()
    for label, key, fields in reversed(deed.changed):
        row = model_of(label)._default_manager.filter(pk=key).first()
        if row is None or any(as_json(getattr(row, name)) != after for name, (_, after) in fields.items()):
            raise CannotUndo(_ROWS_CHANGED)
        for name, (before, _) in fields.items():
            setattr(row, name, from_json(row._meta.get_field(name.removesuffix("_id")), before))
        row.save(update_fields=list(fields))


@transaction.atomic
def mark_sent(*, notice: Notice, by: User) -> Notice:
    """Someone was told. Once said, it stays said: who and when are those of the first."""
    require(by, Action.RECORD_PLACEMENTS, notice.child.authority)
    notice = (
        Notice.objects.select_for_update(of=("self",)).select_related("child__authority").get(pk=notice.pk)
    )
    if notice.sent_at is None:
        notice.sent_at, notice.sent_by = timezone.now(), by
        notice.save(update_fields=["sent_at", "sent_by"])
        audit.record(
            by=by,
            action="placements: notice sent",
            on=notice,
            authority=notice.child.authority,
            due_on=notice.due_on.isoformat(),
        )
    return notice
