"""What a forecast says of cost, and the prices it was made with, in whole pounds, kept as they stood."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from forecasting.engine.kinds import PLACEMENTS
from forecasting.models.figures import PLACEMENT_CHOICES
from forecasting.models.prices import Provider
from forecasting.models.runs import ForecastRun

_UNKNOWN = Q(low95=None, low80=None, middle=None, high80=None, high95=None, no_change=None)


def _limit() -> models.PositiveBigIntegerField:
    return models.PositiveBigIntegerField(null=True)


class ForecastCost(models.Model):
    """Pounds in a financial year, in all or for a kind of placement, as far as the forecast reaches.

    Each future's months are added up before futures are put in order. A kind without a price has no limits: what it
    costs is not known, and the total is without it.
    """

    run = models.ForeignKey(ForecastRun, on_delete=models.CASCADE, related_name="costs")
    # In which it ends, on 31 March.
    year = models.PositiveSmallIntegerField()
    # Blank for all placements together.
    placement = models.CharField(
        max_length=18, choices=PLACEMENT_CHOICES, blank=True, default="", db_default=""
    )
    # The days of the year that are counted, both included, and the months, whole or not, they are in.
    first_day = models.DateField()
    last_day = models.DateField()
    months = models.PositiveSmallIntegerField()
    # In how many of these a price held; of the total, in how many any did.
    priced_months = models.PositiveSmallIntegerField()
    low95 = _limit()
    low80 = _limit()
    middle = _limit()
    high80 = _limit()
    high95 = _limit()
    # If the number of each kind stayed as on the extract.
    no_change = _limit()
    # Mean price a week over the days that had one; of a kind alone.
    weekly = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    # As it stood when the forecast was made.
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    # What the children who were here already cost in the year, from 1 April to the extract; not in the limits. None
    # where the year begins after the extract, or where it is not known: no record, or no price, of some of its days.
    spent = models.PositiveBigIntegerField(null=True)
    # Of more than the budget, in per cent; where the whole year is counted or the rest of it is known.
    chance = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)])

    class Meta:
        ordering = ("run", "year", "placement")
        constraints = (
            models.UniqueConstraint(fields=["run", "year", "placement"], name="forecast_cost_once"),
            models.CheckConstraint(
                name="forecast_cost_of_a_kind", condition=Q(placement="") | Q(placement__in=PLACEMENTS)
            ),
            models.CheckConstraint(
                name="forecast_cost_known_where_priced",
                condition=(Q(priced_months=0) & _UNKNOWN)
                | Q(priced_months__gt=0, low95__isnull=False, low80__isnull=False, middle__isnull=False)
                & Q(high80__isnull=False, high95__isnull=False, no_change__isnull=False),
            ),
            models.CheckConstraint(
                name="forecast_cost_limits_in_order",
                condition=Q(low95=None)
                | Q(low95__lte=F("low80"), low80__lte=F("middle"), middle__lte=F("high80"))
                & Q(high80__lte=F("high95")),
            ),
            models.CheckConstraint(
                name="forecast_cost_within_a_year",
                condition=Q(months__gte=1, months__lte=12, priced_months__lte=F("months"))
                & Q(first_day__lte=F("last_day")),
            ),
            models.CheckConstraint(
                name="forecast_cost_chance_of_a_budget",
                condition=Q(chance=None) | Q(chance__lte=100, budget__isnull=False, middle__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.placement or 'total'}: {self.middle}"

    @property
    def is_whole_year(self) -> bool:
        """From 1 April to 31 March."""
        return (self.first_day.month, self.first_day.day, self.last_day.month, self.last_day.day) == (
            4,
            1,
            3,
            31,
        )

    @property
    def tells_the_year(self) -> bool:
        """From 1 April to 31 March, what is spent already taken together with what is expected."""
        return self.is_whole_year or (
            self.spent is not None and (self.last_day.month, self.last_day.day) == (3, 31)
        )

    def of_the_year(self, name: str) -> int | None:
        """A limit, with what is spent already where the whole year can be told so; pounds."""
        amount: int | None = getattr(self, name)
        if amount is None or self.spent is None or not self.tells_the_year:
            return amount
        return amount + self.spent

    @property
    def lacks_a_price(self) -> bool:
        """In some or all of its months."""
        return self.priced_months < self.months


class ForecastPrice(models.Model):
    """A price that a forecast was made with, as it stood."""

    run = models.ForeignKey(ForecastRun, on_delete=models.CASCADE, related_name="prices")
    placement = models.CharField(max_length=18, choices=PLACEMENT_CHOICES)
    provider = models.CharField(max_length=8, choices=Provider, blank=True, default="", db_default="")
    weekly = models.DecimalField(max_digits=12, decimal_places=2)
    valid = DateRangeField()
    source = models.CharField(max_length=200)
    # Who lived in the kind on the extract with those whom the price is for: by these, prices of a kind are weighed.
    children = models.PositiveIntegerField()

    class Meta:
        ordering = ("run", "placement", "provider", "valid")
        constraints = (
            models.UniqueConstraint(
                fields=["run", "placement", "provider", "valid"], name="forecast_price_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.placement} {self.provider} {self.valid}: {self.weekly}"
