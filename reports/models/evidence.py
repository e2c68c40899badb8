"""What guidance asks of a sufficient council, and with what a council answers it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.core.stale import Versioned


class EvidenceTest(models.Model):
    """One thing that guidance asks, in this product's words. `source` says where it asks it."""

    class Group(models.TextChoices):
        GOOD_PRACTICE = "good_practice", "Signs of good practice"
        PRACTICABLE = "practicable", "What is reasonably practicable"
        STANDARD = "standard", "Commissioning standards"

    identifier = models.SlugField(max_length=40, unique=True)
    group = models.CharField(max_length=13, choices=Group)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    asks = models.CharField(max_length=400)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=["order"], name="evidence_tests_in_one_order"),)

    def __str__(self) -> str:
        return self.title


class EvidenceAnswerQuerySet(models.QuerySet["EvidenceAnswer"]):
    def visible_to(self, user: User) -> EvidenceAnswerQuerySet:
        """Of authorities whose figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))


@track_changes
class EvidenceAnswer(Versioned):
    """A council's answer to a test: words, figures, and the section of its document that says more."""

    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    test = models.ForeignKey(EvidenceTest, on_delete=models.PROTECT, related_name="answers")
    words = models.CharField(max_length=2000)
    section = models.CharField(max_length=120, blank=True, default="", db_default="")
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = EvidenceAnswerQuerySet.as_manager()

    class Meta:
        ordering = ("authority", "test")
        constraints = (models.UniqueConstraint(fields=["authority", "test"], name="one_answer_to_a_test"),)

    def __str__(self) -> str:
        return f"{self.test_id} answered by {self.authority_id}"


@track_changes
class EvidenceIndicator(models.Model):
    """A figure that an answer rests on."""

    answer = models.ForeignKey(EvidenceAnswer, on_delete=models.CASCADE, related_name="indicators")
    key = models.CharField(max_length=80)

    class Meta:
        ordering = ("key",)
        constraints = (models.UniqueConstraint(fields=["answer", "key"], name="indicator_once_an_answer"),)

    def __str__(self) -> str:
        return self.key
