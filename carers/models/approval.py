"""What a household may take, and what is kept back from it for a while."""

from __future__ import annotations

import uuid
from typing import Protocol

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from carers.codes import HoldReason, SexAccepted
from carers.models.constraints import known, real_dates
from carers.models.household import Household
from carers.querysets import HoldQuerySet, TermsQuerySet
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned

# Hosts of supported lodgings may have young people until they are 25.
OLDEST_AGE = 25


class TermsLike(Protocol):
    """Terms of approval, on record or only asked for."""

    @property
    def places(self) -> int: ...
    @property
    def youngest(self) -> int: ...
    @property
    def oldest(self) -> int: ...
    @property
    def sex(self) -> str: ...
    @property
    def siblings_only(self) -> bool: ...
    @property
    def only_child(self) -> bool: ...


def terms_in_words(terms: TermsLike) -> str:
    """'2 children, 0 to 10, siblings only'."""
    ages = (
        f"{terms.youngest} to {terms.oldest}" if terms.youngest != terms.oldest else f"aged {terms.youngest}"
    )
    parts = [f"{terms.places} {'child' if terms.places == 1 else 'children'}", ages]
    if terms.sex != SexAccepted.ANY:
        parts.append(SexAccepted(terms.sex).label.lower())
    if terms.siblings_only:
        parts.append("siblings only")
    if terms.only_child:
        parts.append("must be the only child")
    return ", ".join(parts)


@track_changes
class Terms(Versioned):
    """Terms of approval, from one day to another. New terms end the old ones, which are kept.

    Ages are whole years, both included: "0 to 10" takes a child until the eleventh birthday.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="terms")
    dates = DateRangeField()
    places = models.PositiveSmallIntegerField()
    youngest = models.PositiveSmallIntegerField()
    oldest = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=6, choices=SexAccepted, default=SexAccepted.ANY)
    # More than one child at a time only if they are siblings.
    siblings_only = models.BooleanField(default=False)
    # A child who lives here must be the only child placed.
    only_child = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering = ("household", "dates")
        verbose_name_plural = "terms"
        constraints = (
            ExclusionConstraint(
                name="one_set_of_terms_at_a_time",
                expressions=[("household", RangeOperators.EQUAL), ("dates", RangeOperators.OVERLAPS)],
            ),
            real_dates("terms_have_dates"),
            known("sex", SexAccepted, "terms_sex_is_known"),
            models.CheckConstraint(name="terms_have_a_place", condition=Q(places__gte=1)),
            models.CheckConstraint(
                name="terms_ages_in_order", condition=Q(oldest__gte=F("youngest"), oldest__lte=OLDEST_AGE)
            ),
            models.CheckConstraint(
                name="terms_siblings_or_only_child", condition=~Q(siblings_only=True, only_child=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.household}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """'2 children, 0 to 10, siblings only'."""
        return terms_in_words(self)


@track_changes
class Hold(Versioned):
    """Places that are not offered for a while: some, or (`places` null) all of them. Open until released."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="holds")
    dates = DateRangeField()
    reason = models.CharField(max_length=20, choices=HoldReason)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    entered_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ("household", "dates")
        indexes = (GistIndex(name="hold_by_dates", fields=["dates"]),)
        constraints = (
            real_dates("hold_has_dates"),
            known("reason", HoldReason, "hold_reason_is_known"),
            models.CheckConstraint(name="hold_is_of_a_place", condition=Q(places=None) | Q(places__gte=1)),
            ExclusionConstraint(
                name="one_hold_of_all_places_at_a_time",
                expressions=[("household", RangeOperators.EQUAL), ("dates", RangeOperators.OVERLAPS)],
                condition=Q(places=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} on hold from {self.dates.lower}"
