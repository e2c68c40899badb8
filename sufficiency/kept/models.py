"""What was counted, and what has changed since. See `docs/decisions/kept-figures.md`."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """A write that figures may rest on, made by triggers alone: of whom, and the first day that it can touch.

    Rows are only added, so that writers never wait for each other. `is_start`: what stood before was cleared away.
    """

    # None: it cannot be said whose, so everybody's.
    authority = models.ForeignKey(
        "core.Authority",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    touches = models.DateField()
    is_start = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["authority", "touches"], name="change_touches")]

    def __str__(self) -> str:
        return f"A change from {self.touches} on"


class Figures(models.Model):
    """The rows that a query counted for one day, which hold as long as no change that touches the day has come.

    `since` and `changes` say what had come when it was counted: the last `Change` that is a start, and how many rows
    touch the day.
    """

    authority = models.ForeignKey(
        "core.Authority", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    day = models.DateField()
    # A hash of the query's text and of all that it binds: other definitions or boundaries ask another question.
    question = models.CharField(max_length=64)
    since = models.BigIntegerField()
    changes = models.BigIntegerField()
    counted = models.JSONField()
    counted_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "kept figures"
        constraints = [
            models.UniqueConstraint(fields=["authority", "day", "question"], name="figures_kept_once")
        ]

    def __str__(self) -> str:
        return f"Figures of {self.day}, counted {self.counted_at}"
