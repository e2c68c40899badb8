"""Who else takes up places: those kept for a child, and people who are not in a placement of this authority."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from placements.models.child import Child
from placements.querysets import OccupantQuerySet, ReservationQuerySet
from sufficiency.core.history import track_changes


def _real_dates(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(dates__isempty=False) & Q(dates__lower_inf=False))


@track_changes
class Reservation(models.Model):
    """A place kept for one child from one day to another: matched, or being introduced."""

    class Kind(models.TextChoices):
        MATCHED = "matched", "Matched"
        INTRODUCTIONS = "introductions", "Introductions under way"

    public_id = models.UUIDField(
        db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    household = models.ForeignKey("carers.Household", on_delete=models.CASCADE, related_name="reservations")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="reservations")
    kind = models.CharField(max_length=13, choices=Kind)
    dates = DateRangeField()
    entered_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ReservationQuerySet.as_manager()

    class Meta:
        ordering = ("household", "dates")
        constraints = (
            _real_dates("reservation_has_dates"),
            ExclusionConstraint(
                name="one_reservation_of_a_child_in_a_household",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("child", RangeOperators.EQUAL),
                    ("dates", RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.dates.lower}"


@track_changes
class OtherOccupant(models.Model):
    """Someone who takes up a place without a placement of this authority: told by number, never by name."""

    class Kind(models.TextChoices):
        STAYING_PUT = "staying_put", "Staying put"
        OTHER_AUTHORITY = "other_authority", "Placed by another authority"
        SHORT_BREAK = "short_break", "Short break"
        OTHER = "other", "Other"

    public_id = models.UUIDField(
        db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    household = models.ForeignKey(
        "carers.Household", on_delete=models.CASCADE, related_name="other_occupants"
    )
    kind = models.CharField(max_length=15, choices=Kind)
    dates = DateRangeField()
    entered_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = OccupantQuerySet.as_manager()

    class Meta:
        ordering = ("household", "dates")
        constraints = (_real_dates("other_occupant_has_dates"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.dates.lower}"
