"""Life-story work and the memory box: what was done or said, on which day, by somebody in which role."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from placements.life_story.querysets import LifeStoryQuerySet
from placements.models.child import Child
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


class Step(models.TextChoices):
    """What happened, or what somebody found. None of them on record: nobody knows."""

    BEGUN = "begun", "Life-story work begun"
    ADDED = "added", "Life-story work added to"
    NOT_BEGUN = "not_begun", "Life-story work not begun yet"
    BOX = "box", "The child has a memory box"
    NO_BOX = "no_box", "The child has no memory box"


class ByRole(models.TextChoices):
    """In which role somebody did or said it. Nobody is named."""

    SOCIAL_WORKER = "worker", "Social worker"
    FOSTER_CARER = "carer", "Foster carer"
    KEY_WORKER = "key_worker", "Key worker of a home"
    LIFE_STORY_WORKER = "life_story", "Life-story worker or therapist"
    ADOPTION_WORKER = "adoption", "Adoption worker"
    FAMILY = "family", "Family"
    OTHER = "other", "Somebody else"


@track_changes
class LifeStoryWork(Versioned):
    """One dated step. Nothing is told of the story itself. Recorded by mistake it is withdrawn, never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="life_story")
    on = models.DateField()
    step = models.CharField(max_length=9, choices=Step)
    by_role = models.CharField(max_length=10, choices=ByRole)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = LifeStoryQuerySet.as_manager()

    class Meta:
        ordering = ("child", "-on", "-pk")
        verbose_name = "step of life-story work"
        verbose_name_plural = "steps of life-story work"
        constraints = (
            models.CheckConstraint(name="life_story_step_known", condition=Q(step__in=Step.values)),
            models.CheckConstraint(name="life_story_role_known", condition=Q(by_role__in=ByRole.values)),
            models.CheckConstraint(
                name="life_story_withdrawn_by_someone",
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_step_display()} on {self.on}"
