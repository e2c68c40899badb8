from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models.functions import Now


class HouseholdQuerySet(models.QuerySet["Household"]):
    def approved_on(self, day: date) -> HouseholdQuerySet:
        return self.filter(approved__contains=day)


class Household(models.Model):
    """A fostering household approved by the authority. Who lives there and where is kept apart from it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="households")
    reference = models.CharField(max_length=20)
    approved = DateRangeField()
    recorded_at = models.DateTimeField(db_default=Now())

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ("reference",)
        constraints = (
            models.UniqueConstraint(fields=["authority", "reference"], name="household_reference_once"),
        )

    def __str__(self) -> str:
        return self.reference
