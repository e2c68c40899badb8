"""What people did to a child's timelines: each deed whole, so that it can be undone whole."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from placements.models.child import Child
from placements.models.spells import Placement
from placements.querysets import BreachQuerySet, NoticeQuerySet
from placements.spell_querysets import SpellQuerySet
from sufficiency.core.history import track_changes


@track_changes
class Deed(models.Model):
    """One deed on one child. Keeps what it made and what it changed, and what of those it can put back.

    `made` lists [model, key]; `changed` lists [model, key, {field: [before, after]}], dates as ISO text. A deed
    is undone only while nothing later was done: `version_before` and `version_after` are the child's versions
    that it found and left.
    """

    class Kind(models.TextChoices):
        START = "start", "Came into care"
        PLACE = "place", "Placement logged"
        MOVE = "move", "Moved"
        END_PLACEMENT = "end_placement", "Placement ended"
        END_CARE = "end_care", "Left care"
        LEGAL_STATUS = "legal_status", "Legal status changed"
        AWAY = "away", "Temporary move began"
        BACK = "back", "Came back"

    public_id = models.UUIDField(
        db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="deeds")
    # Brothers and sisters in one go share it.
    together = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=16, choices=Kind)
    happened_on = models.DateField()
    words = models.CharField(max_length=400)
    made = models.JSONField(default=list)
    changed = models.JSONField(default=list)
    version_before = models.PositiveIntegerField()
    version_after = models.PositiveIntegerField()
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    undone_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_because = models.CharField(max_length=300, blank=True, default="", db_default="")

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ("child", "-at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="deed_undone_by_someone_for_a_reason",
                condition=Q(undone_at=None, undone_by=None, undone_because="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.happened_on}"


@track_changes
class Breach(models.Model):
    """A rule that a recorded fact breaks, from the day it began until it is put right. Never bookable."""

    public_id = models.UUIDField(
        db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="breaches")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="breaches")
    # A code of `placements.rules`.
    rule = models.CharField(max_length=40)
    words = models.CharField(max_length=400)
    since = models.DateField()
    # The first day on which it no longer held.
    cleared_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ("child", "since", "rule")
        verbose_name_plural = "breaches"
        constraints = (
            models.UniqueConstraint(fields=["placement", "rule"], name="breach_once_a_placement"),
            models.CheckConstraint(
                name="breach_cleared_after_it_began",
                condition=Q(cleared_on=None) | Q(cleared_on__gte=models.F("since")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} since {self.since}"


@track_changes
class Notice(models.Model):
    """Someone who must be told of a deed, by when, and whether it was done."""

    public_id = models.UUIDField(
        db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="notices")
    deed = models.ForeignKey(Deed, on_delete=models.CASCADE, related_name="notices")
    to = models.CharField(max_length=160)
    source = models.CharField(max_length=160)
    due_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("deed", "due_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="notice_sent_by_someone",
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"Notice due {self.due_on}"
