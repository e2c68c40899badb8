"""How known leavings and arrivals are read. Every date is an argument."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from sufficiency.core.access import Action, authorities_where

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import Authority, User


class KnownChangeQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Of children whose record the user may open; without a name, of authorities whose children they see."""
        children = apps.get_model("placements.Child").objects.visible_to(user)
        return self.filter(
            Q(child__in=children.values("pk"))
            | Q(child=None, authority__in=authorities_where(user, Action.SEE_CHILDREN))
        )

    def of(self, authority: Authority) -> Self:
        return self.filter(authority=authority)

    def said_by(self, as_at: date) -> Self:
        """Said by the day, and not withdrawn by it: what was known then, so that a look back sees no later fact."""
        return self.filter(said_on__lte=as_at).exclude(withdrawn_on__lte=as_at)

    def still_to_come(self, as_at: date) -> Self:
        """Not happened by the day: who is to leave is looked after, who is to come is not. Short breaks left out."""
        in_care = apps.get_model("placements.PeriodOfCare").objects.filter(
            child=OuterRef("child"), kind="looked_after", dates__contains=as_at
        )
        return self.filter(
            Q(direction="leaving") & Exists(in_care) | Q(direction="arriving") & ~Exists(in_care)
        )
