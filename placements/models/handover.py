"""What the emergency duty team leaves for those who come in the morning."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from placements.querysets import HandoverQuerySet
from sufficiency.core.access import Role
from sufficiency.core.history import track_changes


@track_changes
class HandoverNote(models.Model):
    """A note for whoever comes next. It has no title, so that no child's name can stand in one.

    It stands on top of the work page until `until`, a noon, or until somebody says that it was read. Written once:
    what is wrong in it is put right by another note.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="handover_notes")
    # Whom it is for; blank for everybody who sees all children's records.
    for_role = models.CharField(max_length=24, choices=Role, blank=True, default="")
    text = models.CharField(max_length=2000)
    written_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()
    read_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ("-written_at", "-pk")
        indexes = (models.Index(fields=["authority", "-written_at"], name="handover_by_time"),)
        constraints = (
            models.CheckConstraint(
                name="handover_read_by_someone",
                condition=Q(read_by=None, read_at=None) | Q(read_by__isnull=False, read_at__isnull=False),
            ),
            models.CheckConstraint(
                name="handover_until_after_writing", condition=Q(until__gt=F("written_at"))
            ),
        )

    def __str__(self) -> str:
        return f"Handover note of {self.written_at:%-d %B %Y, %H:%M}"
