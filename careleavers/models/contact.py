"""When somebody was in touch, and the steps of the pathway plan."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from careleavers.codes import FACE_TO_FACE, ContactKind, ContactOutcome, PlanStep
from careleavers.models.constraints import Fact, known
from placements.models import Child
from sufficiency.core.history import track_changes


@track_changes
class Contact(Fact):
    """One attempt to be in touch, by whom, and what came of it: the written record that reg 8(1)(g) asks for."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="contacts", db_index=False)
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=ContactKind)
    outcome = models.CharField(max_length=8, choices=ContactOutcome)
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        ordering = ("child", "-on", "-pk")
        indexes = (models.Index(fields=["child", "-on"], name="contact_latest_first"),)
        constraints = (
            known("kind", ContactKind, "contact_kind_known"),
            known("outcome", ContactOutcome, "contact_outcome_known"),
            models.CheckConstraint(
                name="seen_only_face_to_face",
                condition=~Q(outcome="seen") | Q(kind__in=sorted(FACE_TO_FACE)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"


@track_changes
class PlanReview(Fact):
    """The pathway plan was agreed, or reviewed. The next review is due within six months, or sooner if so agreed."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="plan_reviews", db_index=False)
    on = models.DateField()
    step = models.CharField(max_length=8, choices=PlanStep)
    # Whether the young person took part; null where nobody wrote it down.
    took_part = models.BooleanField(null=True, blank=True)
    # Sooner than the regulations ask: the day agreed for the next.
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("child", "-on")
        constraints = (
            models.UniqueConstraint(fields=["child", "on"], name="one_plan_review_a_day"),
            known("step", PlanStep, "plan_step_known"),
            models.CheckConstraint(
                name="next_plan_review_is_later", condition=Q(next_on=None) | Q(next_on__gt=F("on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_step_display()} on {self.on}"
