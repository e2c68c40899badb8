from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """When a process or a job of the service last said that it was well. Nothing personal."""

    class Of(models.TextChoices):
        WORKER = "worker", "Background worker"
        NIGHTLY = "nightly", "Nightly run"
        RESTORE = "restore", "Restore that was tried"

    name = models.CharField(max_length=10, choices=Of, unique=True)
    at = models.DateTimeField()
    # Of a run: each of its parts, and in a word how it went.
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(name__in=["worker", "nightly", "restore"]), name="heartbeat_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_name_display()} at {self.at}"
