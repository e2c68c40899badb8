"""A scenario tried on a forecast: how far that has come, and what would be different. Finished, it never changes."""

from __future__ import annotations

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from forecasting.engine.kinds import AGES, PLACEMENTS
from forecasting.models.figures import AGE_CHOICES, PLACEMENT_CHOICES
from forecasting.models.runs import ForecastRun
from forecasting.models.scenarios import Scenario
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.models import User


class ScenarioTrialQuerySet(models.QuerySet["ScenarioTrial"]):
    def visible_to(self, user: User) -> Self:
        """Of authorities whose exact figures the user may see."""
        return self.filter(run__authority__in=authorities_where(user, Action.SEE_FIGURES))

    def made(self) -> Self:
        """Those that came to their end, the latest first."""
        return self.filter(finished_at__isnull=False, failure="", cancelled_at=None).order_by(
            "-finished_at", "-pk"
        )

    def under_way(self) -> Self:
        """Asked for and not ended, whether or not anybody is at work on it."""
        return self.filter(finished_at=None)


class ScenarioTrial(models.Model):
    """What the levers do to one forecast: the same records, months, futures and seed, so that chance cancels out.

    Name, words and assumptions are those of the scenario when the work began, and stay when it is edited or deleted.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(ForecastRun, on_delete=models.PROTECT, related_name="trials")
    # None once the scenario is deleted: what was found stays readable.
    scenario = models.ForeignKey(Scenario, null=True, on_delete=models.SET_NULL, related_name="trials")
    levers_version = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=1_000)
    assumptions = ArrayField(models.CharField(max_length=400), default=list, blank=True)
    # What a reader must know of the result, in sentences.
    remarks = ArrayField(models.CharField(max_length=400), default=list, blank=True)
    engine_version = models.CharField(max_length=12)
    asked_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Why it failed, in a sentence for people; blank where it did not.
    failure = models.CharField(max_length=600, blank=True, default="", db_default="")
    cancelled_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    done = models.PositiveSmallIntegerField(default=0, db_default=0)
    total = models.PositiveSmallIntegerField(default=0, db_default=0)
    doing = models.CharField(max_length=60, blank=True, default="", db_default="")

    objects = ScenarioTrialQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["run", "scenario"], condition=Q(finished_at=None), name="one_trial_under_way"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, finished_at__isnull=False),
                name="trial_cancelled_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(failure="") | Q(finished_at__isnull=False), name="trial_failed_has_ended"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="trial_done_of_total"),
        )

    def __str__(self) -> str:
        return (
            f"{self.name}, tried on the forecast from {self.run.extract_on.day} {self.run.extract_on:%B %Y}"
        )

    def get_absolute_url(self) -> str:
        return reverse("forecasting:trial", args=[self.public_id])


class Different(models.TextChoices):
    """What a line tells the difference of: children at month ends, and pounds in a financial year."""

    TOTAL = "total", "Children looked after"
    AGE = "age", "By age"
    PLACEMENT = "placement", "By placement"
    HOMES_SHORT = "homes_short", "Children beyond the homes that can be used"
    COST = "cost", "Cost in the financial year, pounds"


class ScenarioLine(models.Model):
    """With the levers less without them, at one strength: the middle, and the range of 8 chances in 10.

    `on` is a month end; of cost, the last day of the financial year that is within the forecast.
    """

    class Strength(models.TextChoices):
        LOW = "low", "Low"
        CENTRAL = "central", "Central"
        HIGH = "high", "High"

    trial = models.ForeignKey(ScenarioTrial, on_delete=models.CASCADE, related_name="lines")
    strength = models.CharField(max_length=7, choices=Strength)
    measure = models.CharField(max_length=11, choices=Different)
    age = models.CharField(max_length=5, choices=AGE_CHOICES, blank=True, default="", db_default="")
    placement = models.CharField(
        max_length=18, choices=PLACEMENT_CHOICES, blank=True, default="", db_default=""
    )
    on = models.DateField()
    low80 = models.DecimalField(max_digits=13, decimal_places=1)
    middle = models.DecimalField(max_digits=13, decimal_places=1)
    high80 = models.DecimalField(max_digits=13, decimal_places=1)

    class Meta:
        ordering = ("trial", "strength", "measure", "age", "placement", "on")
        constraints = (
            models.UniqueConstraint(
                fields=["trial", "strength", "measure", "age", "placement", "on"], name="scenario_line_once"
            ),
            models.CheckConstraint(
                condition=Q(low80__lte=F("middle"), middle__lte=F("high80")),
                name="scenario_limits_in_order",
            ),
            models.CheckConstraint(
                name="scenario_line_fits_measure",
                condition=Q(strength__in=["low", "central", "high"])
                & (
                    Q(measure__in=["total", "cost"], age="", placement="")
                    | Q(measure="age", age__in=AGES, placement="")
                    | Q(measure__in=["placement", "homes_short"], age="", placement__in=PLACEMENTS)
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.strength} {self.measure} {self.age} {self.placement} {self.on}: {self.middle}"
