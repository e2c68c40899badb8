from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class FieldGroup(models.TextChoices):
    """Fields that one system keeps together."""

    IDENTITY = "identity", "Identity"
    LEGAL = "legal", "Legal status and periods of care"
    PLACEMENTS = "placements", "Placements"
    HOMES = "homes", "Homes and households"
    YOUNG_PEOPLE = "young_people", "Young people"


class Owner(models.TextChoices):
    """Which system is the record."""

    HERE = "here", "Here"
    CASE_SYSTEM = "case_system", "The case system"


class FieldOwner(models.Model):
    """From a day on, one group of an authority's fields is kept in one system. Never altered: the last said holds."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="field_owners")
    group = models.CharField(max_length=12, choices=FieldGroup)
    owner = models.CharField(max_length=11, choices=Owner)
    from_on = models.DateField()
    reason = models.TextField(blank=True)
    set_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("group", "-from_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(group__in=FieldGroup.values), name="field_group_is_known"),
            models.CheckConstraint(condition=Q(owner__in=Owner.values), name="field_owner_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.get_owner_display()} from {self.from_on}"
