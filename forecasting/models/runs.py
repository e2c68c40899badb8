"""One forecast that somebody asked for: of what, how far it has come, and how it ended. Finished, it never changes."""

from __future__ import annotations

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from forecasting.engine.forecast import FEWEST_PATHS, MOST_MONTHS, MOST_PATHS
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.models import User


class Measure(models.TextChoices):
    """What a line of a forecast tells of. Numbers at month ends; of those turning 18, in the month."""

    TOTAL = "total", "Children looked after"
    AGE = "age", "By age"
    PLACEMENT = "placement", "By placement"
    AGE_AND_PLACEMENT = "age_placement", "By age and placement"
    TURNING_18 = "turning_18", "Turning 18 in the month"
    TURNING_18_IN_YEAR = "turning_18_yr", "Turning 18 in the twelve months"
    CARE_LEAVERS = "care_leavers", "Care leavers aged 18 to 24"
    HOMES_SHORT = "homes_short", "Children beyond the homes that can be used"


class ForecastRunQuerySet(models.QuerySet["ForecastRun"]):
    def visible_to(self, user: User) -> Self:
        """Of authorities whose exact figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))

    def told_to(self, user: User) -> Self:
        """Of authorities of which the user may be told the total's range in words."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_EXPECTED_NUMBER))

    def made(self) -> Self:
        """Those that came to their end, the latest day of records first."""
        return self.filter(finished_at__isnull=False, failure="", cancelled_at=None).order_by(
            "-extract_on", "-finished_at"
        )

    def under_way(self) -> Self:
        """Asked for and not ended, whether or not anybody is at work on it."""
        return self.filter(finished_at=None)


class ForecastRun(models.Model):
    """A forecast from a day on. The same inputs, seed and engine give the same numbers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="forecasts")
    # The last day of records that it knows; all that came later is hidden from it.
    extract_on = models.DateField()
    months = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    paths = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(FEWEST_PATHS), MaxValueValidator(MOST_PATHS)]
    )
    seed = models.PositiveIntegerField()
    # Arrivals that somebody expects stand on top of the usual number; else they are taken to be among it.
    adds_arrivals = models.BooleanField(default=False, db_default=False)
    # Of the engine's own code: see `forecasting.making.engine_version`.
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
    # How good the method has been on these records, in words.
    verdict = models.CharField(max_length=800, blank=True, default="", db_default="")

    objects = ForecastRunQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "extract_on"],
                condition=Q(finished_at=None),
                name="one_forecast_under_way_a_day",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS), name="forecast_months_can_be"
            ),
            models.CheckConstraint(
                condition=Q(paths__gte=FEWEST_PATHS, paths__lte=MOST_PATHS), name="forecast_paths_can_be"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, finished_at__isnull=False),
                name="forecast_cancelled_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(failure="") | Q(finished_at__isnull=False), name="forecast_failed_has_ended"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="forecast_done_of_total"),
        )

    def __str__(self) -> str:
        return f"Forecast from {self.extract_on.day} {self.extract_on:%B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("forecasting:overview-of", args=[self.public_id])
