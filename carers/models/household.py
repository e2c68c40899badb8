"""A household that the authority approved, who the carers are, and when it was last said what is free."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from carers.codes import HouseholdKind, ReasonEnded
from carers.models.constraints import known, real_dates
from carers.querysets import CarerQuerySet, HouseholdQuerySet, OfHouseholdQuerySet
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


@track_changes
class Household(Versioned):
    """A fostering household or supported-lodgings host approved by the authority.

    `approved` is half-open: a household is not approved on the day its approval ends. The address is a record
    of its own; here stand only the outward half of its postcode (`area`) and the authority it lies in.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="households")
    reference = models.CharField(max_length=20)
    kind = models.CharField(
        max_length=20, choices=HouseholdKind, default=HouseholdKind.GENERAL, db_default="general"
    )
    approved = DateRangeField()
    reason_ended = models.CharField(max_length=20, choices=ReasonEnded, blank=True, default="", db_default="")
    supervising_worker = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="supervised_households"
    )
    # "SO16". Shown where an address would be; of the address once there is one.
    area = models.CharField(max_length=4, blank=True, default="", db_default="")
    # Today's upper-tier authority (or WAL, SCO, NIR, CON) of the address; blank until there is one.
    located_in = models.CharField(max_length=9, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ("reference",)
        constraints = (
            models.UniqueConstraint(fields=["authority", "reference"], name="household_reference_once"),
            known("kind", HouseholdKind, "household_kind_is_known"),
            known("reason_ended", ReasonEnded, "household_reason_ended_is_known", blank=True),
            real_dates("household_approval_has_dates", "approved"),
            models.CheckConstraint(
                name="household_reason_only_if_ended",
                condition=Q(reason_ended="") | Q(approved__upper_inf=False),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("carers:household-detail", args=[self.public_id])


@track_changes
class Carer(Versioned):
    """Someone approved as a carer in a household, for as long as they are. Named to those who may see homes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="carers")
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    # The one to ring first. One at a time.
    is_primary = models.BooleanField(default=False)
    dates = DateRangeField()
    recorded_at = models.DateTimeField(db_default=Now())

    objects = CarerQuerySet.as_manager()

    class Meta:
        ordering = ("household", "-is_primary", "last_name", "first_name")
        constraints = (
            real_dates("carer_has_dates"),
            ExclusionConstraint(
                name="one_primary_carer_at_a_time",
                expressions=[("household", RangeOperators.EQUAL), ("dates", RangeOperators.OVERLAPS)],
                condition=Q(is_primary=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


@track_changes
class Confirmation(models.Model):
    """Someone spoke with the carers: what is free as they say, and from when. Added, never changed."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="confirmations")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    # As the carer says; null where they did not say.
    places_free = models.PositiveSmallIntegerField(null=True, blank=True)
    # "Not this week": no child before this day.
    not_before = models.DateField(null=True, blank=True)

    objects = OfHouseholdQuerySet.as_manager()

    class Meta:
        ordering = ("household", "-at", "-pk")
        get_latest_by = ("at", "pk")
        indexes = (models.Index(fields=["household", "-at"], name="confirmation_latest"),)

    def __str__(self) -> str:
        return f"{self.household} confirmed at {self.at}"
