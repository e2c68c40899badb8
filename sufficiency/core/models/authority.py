from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sufficiency.core.access import authorities_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models.users import User


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def visible_to(self, user: User | AnonymousUser) -> AuthorityQuerySet:
        """Those whose records the user may have some part in."""
        return self.filter(pk__in=authorities_of(user))

    def in_force_on(self, day: date) -> AuthorityQuerySet:
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)

    def known_as(self, gss_code: str) -> AuthorityQuerySet:
        """By its present code or one it bore before."""
        return self.filter(models.Q(gss_code=gss_code) | models.Q(aliases__contains=[gss_code]))


class Authority(models.Model):
    """An English upper-tier council: the tenant, and the area inside its boundary."""

    class Kind(models.TextChoices):
        COUNTY = "county", "County"
        UNITARY = "unitary", "Unitary authority"
        METROPOLITAN = "metropolitan", "Metropolitan district"
        LONDON = "london", "London borough"

    gss_code = models.CharField("GSS code", max_length=9, unique=True)
    aliases = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    dfe_code = models.CharField("DfE code", max_length=3, blank=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind)
    region_code = models.CharField(max_length=9)
    region_name = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="successors", blank=True)
    # True where the old area is exactly the union of its successors, so the old boundary is still held.
    area_is_union_of_successors = models.BooleanField(default=False)
    adjoining = models.ManyToManyField("self", symmetrical=True, blank=True)
    statistical_neighbours = models.ManyToManyField(
        "self", symmetrical=False, related_name="neighbour_of", blank=True
    )
    # The first day from which people here log placements as they happen.
    live_since = models.DateField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        indexes = (GinIndex(fields=["aliases"], name="authority_aliases"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="authority_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @cached_property
    def area_codes(self) -> frozenset[str] | None:
        """Today's upper-tier codes that make up this authority's area; None where the boundary is not held.

        Postcodes are located by today's boundaries, so an abolished authority is known by its successors,
        and only where together they cover exactly its old area.
        """
        if self.valid_to is None:
            return frozenset({self.gss_code, *self.aliases})
        if not self.area_is_union_of_successors:
            return None
        codes: set[str] = set()
        for successor in self.successors.all():
            within = successor.area_codes
            if within is None:
                return None
            codes |= within
        return frozenset(codes)
