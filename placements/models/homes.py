from __future__ import annotations

import uuid

from django.db import models


class Home(models.Model):
    """A provider's setting where children live, known by its Ofsted number."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    urn = models.CharField("URN", max_length=9, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
