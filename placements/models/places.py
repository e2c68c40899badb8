"""Places that matter to where a child may live: those to be near, and, held apart, locations to avoid."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from placements.family_time.querysets import LocationToAvoidQuerySet, OfFamilyTimeQuerySet
from placements.models.child import Child
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned

# The widest circle around a location to avoid, in miles.
WIDEST = 50


class PlaceKind(models.TextChoices):
    SCHOOL = "school", "School or college"
    FAMILY = "family", "Family"
    FRIENDS = "friends", "Friends"
    FAITH = "faith", "Place of worship"
    HEALTH = "health", "Health care"
    ACTIVITY = "activity", "Club or activity"
    OTHER = "other", "Another place"


class Ground(models.TextChoices):
    """Why a location is to be avoided, without telling of whom."""

    PERSON = "person", "Somebody there is a danger to the child"
    ABUSE = "abuse", "Domestic abuse"
    EXPLOITATION = "exploited", "Exploitation or trafficking"
    VIOLENCE = "violence", "Gangs or serious violence"
    WITNESS = "witness", "The child is a witness, or is protected"
    ORDER = "order", "A court or the police say so"
    OTHER = "other", "Other"


@track_changes
class ImportantPlace(Versioned):
    """A place that a child should live near, by its postcode. Ended, never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="places_to_be_near")
    kind = models.CharField(max_length=8, choices=PlaceKind)
    description = models.CharField(max_length=120, blank=True, default="", db_default="")
    postcode = models.CharField(max_length=8)
    dates = DateRangeField()
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = OfFamilyTimeQuerySet.as_manager()

    class Meta:
        ordering = ("child", "dates", "pk")
        verbose_name = "place to be near"
        verbose_name_plural = "places to be near"
        constraints = (
            models.CheckConstraint(
                name="place_to_be_near_has_dates", condition=Q(dates__isempty=False, dates__lower_inf=False)
            ),
            models.CheckConstraint(
                name="place_to_be_near_kind_known", condition=Q(kind__in=PlaceKind.values)
            ),
            models.CheckConstraint(name="place_to_be_near_has_a_postcode", condition=~Q(postcode="")),
        )

    def __str__(self) -> str:
        return f"Place to be near: {self.get_kind_display().lower()}"


@track_changes
class PlaceToAvoid(Versioned):
    """A location within so many miles of which a child must not live: dangerous to whoever it hides from.

    Apart from everything else, like a carer's address: opened with a reason and audited. No list, search, export,
    document or log joins this table; where a home is chosen, its distance alone is asked (`placements.match`), and
    what is told is that a location to avoid is near, never where it is or why.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="locations_to_avoid")
    # A whole postcode, or its first half, which is taken from its middle.
    postcode = models.CharField(max_length=8)
    miles = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=9, choices=Ground)
    description = models.CharField(max_length=200, blank=True, default="", db_default="")
    dates = DateRangeField()
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = LocationToAvoidQuerySet.as_manager()

    class Meta:
        ordering = ("child", "dates", "pk")
        verbose_name = "location to avoid"
        verbose_name_plural = "locations to avoid"
        constraints = (
            models.CheckConstraint(
                name="location_to_avoid_has_dates", condition=Q(dates__isempty=False, dates__lower_inf=False)
            ),
            models.CheckConstraint(
                name="location_to_avoid_ground_known", condition=Q(ground__in=Ground.values)
            ),
            models.CheckConstraint(name="location_to_avoid_has_a_postcode", condition=~Q(postcode="")),
            models.CheckConstraint(
                name="location_to_avoid_miles_possible", condition=Q(miles__gte=1, miles__lte=WIDEST)
            ),
        )

    def __str__(self) -> str:
        return "Location to avoid"
