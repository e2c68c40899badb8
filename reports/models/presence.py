"""Who has a section open to write in it: a courtesy to the next, forgotten after a quarter of an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from reports.models.drafts import DraftSection
from sufficiency.core.models import User

# Without a sign of life for so long, somebody is taken to have gone.
STANDS_FOR = timedelta(minutes=15)


class PresenceQuerySet(models.QuerySet["EditingPresence"]):
    def at(self, now: datetime) -> PresenceQuerySet:
        """Those who still have it open at that moment, as far as can be known."""
        return self.filter(seen_at__gt=now - STANDS_FOR)

    def of_others(self, user: User) -> PresenceQuerySet:
        return self.exclude(by=user).select_related("by")


class EditingPresence(models.Model):
    """That somebody has opened a section to write in it. It keeps nobody out: see `core.stale` for what does."""

    section = models.ForeignKey(DraftSection, on_delete=models.CASCADE, related_name="presences")
    by = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(fields=["section", "by"], name="section_open_once_a_person"),
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("since")), name="seen_after_section_was_opened"
            ),
        )

    def __str__(self) -> str:
        return f"{self.by_id} in section {self.section_id}"
