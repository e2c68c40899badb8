"""Where carers live, apart from everything else: opened one at a time, with a reason, and audited.

No list, search, export, map, log or document joins this table. Addresses of carers that reached birth families
have cost families their homes.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from carers.models.household import Household
from carers.querysets import AddressQuerySet
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


@track_changes
class HouseholdAddress(Versioned):
    """The address and telephone of a household."""

    household = models.OneToOneField(Household, on_delete=models.CASCADE, related_name="address")
    line_1 = models.CharField(max_length=100)
    line_2 = models.CharField(max_length=100, blank=True, default="")
    town = models.CharField(max_length=60)
    postcode = models.CharField(max_length=8)
    phone = models.CharField(max_length=30, blank=True, default="")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = "address of a household"
        verbose_name_plural = "addresses of households"

    def __str__(self) -> str:
        return f"Address of {self.household}"
