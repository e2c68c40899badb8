"""What a week of a placement costs, from when, and what may be spent in a year: kept by people, one at a time."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from forecasting.codes import PROVIDERS_OF
from forecasting.engine.kinds import PLACEMENTS
from forecasting.models.figures import PLACEMENT_CHOICES
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.core.stale import Versioned


class Provider(models.TextChoices):
    """Who provides a placement, as far as prices differ by it."""

    ANY = "", "Whoever provides it"
    OWN = "own", "Our own"
    COUNCILS = "councils", "Other councils and public bodies"
    AGENCIES = "agencies", "Agencies and charities"


class PriceQuerySet(models.QuerySet["UnitCost"]):
    def visible_to(self, user: User) -> Self:
        """Of authorities whose exact figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))


class BudgetQuerySet(models.QuerySet["PlacementBudget"]):
    def visible_to(self, user: User) -> Self:
        """Of authorities whose exact figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))


def _pounds(**options: object) -> models.DecimalField:
    return models.DecimalField(max_digits=12, decimal_places=2, **options)  # type: ignore[arg-type]


def _optional() -> models.DecimalField:
    return _pounds(null=True, blank=True)


def _not_below_nought(*fields: str) -> Q:
    found = Q()
    for field in fields:
        found &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0})
    return found


def _in_order(below: str, above: str) -> Q:
    return (
        Q(**{f"{below}__isnull": True}) | Q(**{f"{above}__isnull": True}) | Q(**{f"{below}__lte": F(above)})
    )


def _of_a_kind_and_provider() -> Q:
    found = Q(placement__in=PLACEMENTS, provider="")
    for placement, providers in PROVIDERS_OF.items():
        found |= Q(placement=placement, provider__in=providers)
    return found


@track_changes
class UnitCost(Versioned):
    """Pounds a week for a child in a kind of placement, from a day on: what a forecast multiplies by.

    `provider` where prices of the kind differ by who provides it; blank for all whom no price of their own names.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="unit_costs")
    placement = models.CharField(max_length=18, choices=PLACEMENT_CHOICES)
    provider = models.CharField(max_length=8, choices=Provider, blank=True, default="", db_default="")
    weekly = _pounds()
    # What is known of how prices of single children lie about it.
    lowest = _optional()
    mean = _optional()
    median = _optional()
    highest = _optional()
    # Half-open: from the first day on which it holds to the first on which it holds no more.
    valid = DateRangeField()
    source = models.CharField(max_length=200)
    said_on = models.DateField()
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = PriceQuerySet.as_manager()

    class Meta:
        ordering = ("placement", "provider", "valid")
        verbose_name = "price of a placement"
        verbose_name_plural = "prices of placements"
        constraints = (
            ExclusionConstraint(
                name="one_price_of_a_kind_at_a_time",
                expressions=[
                    ("authority", RangeOperators.EQUAL),
                    ("placement", RangeOperators.EQUAL),
                    ("provider", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="price_has_days", condition=Q(valid__isempty=False, valid__lower_inf=False)
            ),
            models.CheckConstraint(
                name="price_is_of_a_kind_and_provider",
                condition=_of_a_kind_and_provider(),
            ),
            models.CheckConstraint(
                name="price_can_be",
                condition=Q(weekly__gte=0, weekly__lt=100_000)
                & _not_below_nought("lowest", "mean", "median", "highest"),
            ),
            models.CheckConstraint(
                name="price_within_its_range",
                condition=_in_order("lowest", "weekly")
                & _in_order("weekly", "highest")
                & _in_order("lowest", "mean")
                & _in_order("mean", "highest")
                & _in_order("lowest", "median")
                & _in_order("median", "highest")
                & _in_order("lowest", "highest"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_placement_display()} {self.provider} {self.valid}"

    def holds_after(self, day: date) -> bool:
        """Whether it holds on any later day: of a forecast that begins after the day."""
        return self.valid.upper is None or self.valid.upper > day + timedelta(days=1)


@track_changes
class PlacementBudget(Versioned):
    """What may be spent on placements in a financial year: in all, or on a kind."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(
        "core.Authority", on_delete=models.PROTECT, related_name="placement_budgets"
    )
    # In which it ends, on 31 March.
    year = models.PositiveSmallIntegerField()
    # Blank for all placements together.
    placement = models.CharField(
        max_length=18, choices=PLACEMENT_CHOICES, blank=True, default="", db_default=""
    )
    amount = _pounds()
    source = models.CharField(max_length=200)
    said_on = models.DateField()
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "placement")
        verbose_name = "budget for placements"
        verbose_name_plural = "budgets for placements"
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "year", "placement"], name="one_budget_of_a_year_and_kind"
            ),
            models.CheckConstraint(
                name="budget_can_be",
                condition=Q(amount__gt=0, year__gte=2000, year__lte=2100)
                & (Q(placement="") | Q(placement__in=PLACEMENTS)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.get_placement_display() or 'total'}"
