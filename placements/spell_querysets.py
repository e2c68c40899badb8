"""How spells of a child, and records beside them, are read. Every date is an argument."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import User


class SpellQuerySet(models.QuerySet):
    """Spells of a child: periods of care, legal statuses, placements."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(child__in=apps.get_model("placements.Child").objects.visible_to(user))

    def in_force_on(self, day: date) -> Self:
        return self.filter(dates__contains=day)

    def started_in(self, first: date, last: date) -> Self:
        """Began from `first` to `last`, both included."""
        return self.filter(dates__startswith__range=(first, last))

    def ended_in(self, first: date, last: date) -> Self:
        """Ended from `first` to `last`, both included; out on the day they ended."""
        return self.filter(dates__endswith__range=(first, last))
