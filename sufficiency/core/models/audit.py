from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class AuditEvent(models.Model):
    """Who did what to which record, written in the same transaction as the deed. No names, no field values."""

    at = models.DateTimeField(db_default=Now())
    actor = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey("core.Authority", null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    # Counts, dates, codes of returns: never a name, an address or what a field held.
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["object_type", "object_id"], name="audit_by_object"),)

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"
