"""What the nightly job found in an authority's folder, and what became of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from sufficiency.exchange.models.returns import Import, OfAuthorityQuerySet


class FolderRun(models.Model):
    """One look of the nightly job into an authority's folder of extracts."""

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "Nothing was there"
        TAKEN = "taken", "Taken"
        ATTENTION = "attention", "Needs a person"
        STOPPED = "stopped", "Stopped by a fault"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.CASCADE, related_name="folder_runs")
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    # Blank while it is at work, and for ever where it was killed.
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    # How many things in the folder were left because they may not be whole yet, or are no extract.
    left = models.PositiveSmallIntegerField(default=0)

    objects = OfAuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("-began_at", "-pk")
        indexes = (models.Index(fields=["authority", "-began_at"], name="folder_run_newest"),)

    def __str__(self) -> str:
        return f"Run of {self.began_at}"


class FolderItem(models.Model):
    """What became of one extract in the folder. Written in the transaction that applies it."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "Applied"
        SAME = "same", "Taken before, nothing changed"
        HELD = "held", "Waiting for a person"
        REFUSED = "refused", "Refused"

    run = models.ForeignKey(FolderRun, on_delete=models.CASCADE, related_name="items")
    authority = models.ForeignKey("core.Authority", on_delete=models.CASCADE, related_name="+")
    # Of its content, whatever it is called.
    sha256 = models.CharField(max_length=64)
    as_at = models.DateField(null=True)
    outcome = models.CharField(max_length=7, choices=Outcome)
    # Why it was refused or held, in a sentence.
    told = models.TextField(blank=True)
    batch = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="folder_items")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["authority", "sha256"], name="folder_item_by_content"),)

    def __str__(self) -> str:
        return f"Extract to {self.as_at}: {self.outcome}"
