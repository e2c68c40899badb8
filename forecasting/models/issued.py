"""Forecasts that were issued: kept for ever as they were printed, and put beside what came."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from forecasting.engine.kinds import AGES, PLACEMENTS
from forecasting.models.figures import AGE_CHOICES, PLACEMENT_CHOICES
from forecasting.models.runs import ForecastRun
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.models import User
from sufficiency.indicators.groupings import BUDGET_GROUPS

# What a range may promise to hold, in per cent; a source may well not say.
PROMISES = (80, 95)


class IssuedForecastQuerySet(models.QuerySet["IssuedForecast"]):
    def visible_to(self, user: User) -> Self:
        """Of authorities whose exact figures the user may see, once all their lines are in."""
        return self.entered().filter(authority__in=authorities_where(user, Action.SEE_FIGURES))

    def entered(self) -> Self:
        return self.filter(entered_at__isnull=False)

    def standing(self) -> Self:
        """Those that nobody withdrew."""
        return self.entered().filter(withdrawn_on=None)


class IssuedForecast(models.Model):
    """A forecast that somebody put their name to. Never changed and never deleted: one may be withdrawn, and stays."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="issued_forecasts")
    title = models.CharField(max_length=120)
    issued_on = models.DateField()
    # By whom, in the words of the document: a committee, a Director.
    issued_by = models.CharField(max_length=120)
    # Where it was published: a document and its table, a meeting.
    published_in = models.CharField(max_length=200)
    note = models.CharField(max_length=600, blank=True, default="", db_default="")
    # Null where it was printed elsewhere.
    run = models.ForeignKey(ForecastRun, null=True, on_delete=models.PROTECT, related_name="issued")
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    # Null until all its lines are in; from then on nothing is added.
    entered_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True, default="", db_default="")

    objects = IssuedForecastQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
                name="issued_withdrawn_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("issued_on")),
                name="issued_before_it_was_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["run"], condition=Q(withdrawn_on=None), name="one_standing_issue_of_a_forecast"
            ),
            models.UniqueConstraint(
                fields=["authority", "title", "issued_on"],
                condition=Q(withdrawn_on=None),
                name="issued_once_under_a_title",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forecasting:issued-detail", args=[self.public_id])


class IssuedLine(models.Model):
    """One number that was foretold: a range, a figure, or both.

    `middle` is the figure printed or the middle of a run's futures; of a range alone there is none.
    """

    class Measure(models.TextChoices):
        TOTAL = "total", "Children looked after"
        AGE = "age", "By age"
        PLACEMENT = "placement", "By placement"
        # As budgets have it: `placements.by_budget_group`.
        BUDGET_GROUP = "budget_group", "By budget group"

    issued = models.ForeignKey(IssuedForecast, on_delete=models.CASCADE, related_name="lines")
    measure = models.CharField(max_length=12, choices=Measure)
    age = models.CharField(max_length=5, choices=AGE_CHOICES, blank=True, default="", db_default="")
    placement = models.CharField(
        max_length=18, choices=PLACEMENT_CHOICES, blank=True, default="", db_default=""
    )
    budget_group = models.CharField(
        max_length=60,
        choices=[(group, group) for group in BUDGET_GROUPS],
        blank=True,
        default="",
        db_default="",
    )
    on = models.DateField()
    low = models.PositiveIntegerField(null=True)
    high = models.PositiveIntegerField(null=True)
    middle = models.PositiveIntegerField(null=True)
    # How often, in a hundred, the range was said to hold; null where it was not stated.
    promise = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("issued", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["issued", "measure", "age", "placement", "budget_group", "on"],
                name="issued_line_once",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None, middle__isnull=False)
                | Q(low__isnull=False, high__gte=F("low"))
                & (Q(middle=None) | Q(middle__gte=F("low"), middle__lte=F("high"))),
                name="issued_line_says_something_in_order",
            ),
            models.CheckConstraint(
                condition=Q(promise=None) | Q(promise__in=PROMISES, low__isnull=False),
                name="issued_promise_is_of_a_range",
            ),
            models.CheckConstraint(
                condition=Q(measure="total", age="", placement="", budget_group="")
                | Q(measure="age", age__in=AGES, placement="", budget_group="")
                | Q(measure="placement", age="", placement__in=PLACEMENTS, budget_group="")
                | Q(measure="budget_group", age="", placement="", budget_group__in=BUDGET_GROUPS),
                name="issued_line_fits_measure",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.age}{self.placement}{self.budget_group} {self.on}"

    @property
    def has_range(self) -> bool:
        return self.low is not None
