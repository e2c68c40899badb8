from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from placements.providers.querysets import HomeQuerySet
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


@track_changes
class Home(Versioned):
    """A provider's setting where children live, known by its Ofsted number: one record for all councils."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    urn = models.CharField("URN", max_length=9, unique=True)
    name = models.CharField(max_length=120)

    objects = HomeQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(name="home_has_a_name", condition=~Q(name="")),
            # Or one number could stand twice.
            models.CheckConstraint(
                name="home_number_in_capitals", condition=~Q(urn="") & Q(urn=Upper("urn"))
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("carers:provider-detail", args=[self.public_id])
