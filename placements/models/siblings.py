from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from placements.models.child import Child
from placements.spell_querysets import SpellQuerySet
from sufficiency.core.history import track_changes


@track_changes
class SiblingLink(models.Model):
    """Two children who are brothers or sisters, half or full: one row a pair, the lower key first."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    sibling = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    entered_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = SpellQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["child", "sibling"], name="siblings_once"),
            models.CheckConstraint(condition=Q(child__lt=F("sibling")), name="siblings_in_order"),
        )

    def __str__(self) -> str:
        return "Brothers or sisters"
