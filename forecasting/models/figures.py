"""What a forecast says, as numbers: whole children, rounded once, when they are written here."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from forecasting.engine.kinds import AGES, PLACEMENTS
from forecasting.models.runs import ForecastRun, Measure

AGE_CHOICES = [(age, age) for age in AGES]
PLACEMENT_CHOICES = [(kind, kind.replace("_", " ")) for kind in PLACEMENTS]
# Which measures are of an age, and which of a placement.
_OF_AGE = (Measure.AGE, Measure.AGE_AND_PLACEMENT)
_OF_PLACEMENT = (Measure.PLACEMENT, Measure.AGE_AND_PLACEMENT, Measure.HOMES_SHORT)


def _fits(name: str) -> models.CheckConstraint:
    """An age or a placement stands where the measure is of one, and nowhere else."""
    return models.CheckConstraint(
        name=name,
        condition=((Q(measure__in=_OF_AGE) & Q(age__in=AGES)) | (~Q(measure__in=_OF_AGE) & Q(age="")))
        & (
            (Q(measure__in=_OF_PLACEMENT) & Q(placement__in=PLACEMENTS))
            | (~Q(measure__in=_OF_PLACEMENT) & Q(placement=""))
        )
        & Q(measure__in=Measure.values),
    )


class OfRun(models.Model):
    """A number of a forecast, of one measure, age and placement where the measure is of these."""

    measure = models.CharField(max_length=13, choices=Measure)
    age = models.CharField(max_length=5, choices=AGE_CHOICES, blank=True, default="", db_default="")
    placement = models.CharField(
        max_length=18, choices=PLACEMENT_CHOICES, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True

    @property
    def name(self) -> tuple[str, str, str]:
        """What it is a number of."""
        return self.measure, self.age, self.placement


class ForecastLine(OfRun):
    """One number at one month end: the middle, and the limits that hold 8 and 19 of 20 futures in 10 and 20.

    `no_change`: what it would be if the number of the extract stayed. Of `homes_short` numbers below nought are
    homes to spare, and `chance` is that of being short, in per cent.
    """

    run = models.ForeignKey(ForecastRun, on_delete=models.CASCADE, related_name="lines")
    # The last day of a month, or the day of the extract itself.
    on = models.DateField()
    no_change = models.IntegerField()
    low95 = models.IntegerField()
    low80 = models.IntegerField()
    middle = models.IntegerField()
    high80 = models.IntegerField()
    high95 = models.IntegerField()
    chance = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)])

    class Meta:
        ordering = ("run", "measure", "age", "placement", "on")
        constraints = (
            models.UniqueConstraint(
                fields=["run", "measure", "age", "placement", "on"], name="forecast_line_once"
            ),
            models.CheckConstraint(
                name="forecast_limits_in_order",
                condition=Q(low95__lte=F("low80"), low80__lte=F("middle"), middle__lte=F("high80"))
                & Q(high80__lte=F("high95")),
            ),
            models.CheckConstraint(
                name="forecast_is_of_somebody", condition=Q(measure=Measure.HOMES_SHORT) | Q(low95__gte=0)
            ),
            models.CheckConstraint(
                name="forecast_chance_of_being_short",
                condition=Q(measure=Measure.HOMES_SHORT, chance__gte=0, chance__lte=100)
                | ~Q(measure=Measure.HOMES_SHORT) & Q(chance=None),
            ),
            _fits("forecast_line_fits_measure"),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.age} {self.placement} {self.on}: {self.middle}"


class ForecastFutures(models.Model):
    """The total at a month end in every future, in order: from it comes the chance of more than any number."""

    run = models.ForeignKey(ForecastRun, on_delete=models.CASCADE, related_name="futures")
    on = models.DateField()
    totals = ArrayField(models.PositiveIntegerField())

    class Meta:
        ordering = ("run", "on")
        constraints = (models.UniqueConstraint(fields=["run", "on"], name="forecast_futures_once"),)

    def __str__(self) -> str:
        return f"{len(self.totals)} futures at {self.on}"


class ForecastHistory(OfRun):
    """How it was before, as the records stood when the forecast was made. The total is the indicator's."""

    run = models.ForeignKey(ForecastRun, on_delete=models.CASCADE, related_name="history")
    on = models.DateField()
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ("run", "measure", "age", "placement", "on")
        constraints = (
            models.UniqueConstraint(
                fields=["run", "measure", "age", "placement", "on"], name="forecast_history_once"
            ),
            _fits("forecast_history_fits_measure"),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.age} {self.placement} {self.on}: {self.number}"


class BacktestLine(models.Model):
    """How good the method was on these records, so many months ahead, beside no change. Errors in children."""

    class Group(models.TextChoices):
        TOTAL = "total", "The total"
        AGES = "ages", "Ages"
        PLACEMENTS = "placements", "Placements"

    run = models.ForeignKey(ForecastRun, on_delete=models.CASCADE, related_name="backtest")
    group = models.CharField(max_length=10, choices=Group)
    months = models.PositiveSmallIntegerField()
    cases = models.PositiveIntegerField()
    error = models.FloatField()
    error_no_change = models.FloatField()
    # Mean of middle less what came: above 0, too many were forecast.
    bias = models.FloatField()
    # Continuous ranked probability score: what range and middle together missed by.
    crps = models.FloatField()
    crps_no_change = models.FloatField()
    # Shares, 0 to 1, of what came that lay in the range.
    held80 = models.FloatField()
    held95 = models.FloatField()
    width80 = models.FloatField()
    width80_no_change = models.FloatField()

    class Meta:
        ordering = ("run", "group", "months")
        constraints = (
            models.UniqueConstraint(fields=["run", "group", "months"], name="backtest_line_once"),
            models.CheckConstraint(
                condition=Q(group__in=["total", "ages", "placements"], cases__gte=1),
                name="backtest_line_is_of_cases",
            ),
            models.CheckConstraint(
                condition=Q(held80__gte=0, held80__lte=1, held95__gte=0, held95__lte=1),
                name="backtest_shares_are_shares",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group}, {self.months} months"
