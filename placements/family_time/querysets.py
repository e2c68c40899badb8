"""How family time and places are read. Every date is an argument."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Q

from placements.spell_querysets import SpellQuerySet
from sufficiency.core.access import Action

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import User


class OfFamilyTimeQuerySet(SpellQuerySet):
    """Family time plans and places to be near."""

    may_see = Action.SEE_FAMILY_TIME

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Of children whose record the user may open, and to whom their reach for this part of it extends."""
        children = apps.get_model("placements.Child").objects.visible_to(user)
        return self.filter(child__in=children.within_reach(user, self.may_see))

    def ended_by(self, day: date) -> Self:
        """Over on the day, the last to end first."""
        return self.filter(dates__endswith__lte=day).order_by("-dates__endswith", "-pk")

    def not_ended_by(self, day: date) -> Self:
        """In force on the day, or to begin after it."""
        return self.filter(Q(dates__endswith=None) | Q(dates__endswith__gt=day))

    def review_due_by(self, last: date, *, day: date) -> Self:
        """Family time in force on `day` whose next review was agreed for `last` or before."""
        return self.in_force_on(day).filter(next_review_on__lte=last).order_by("next_review_on", "pk")


class LocationToAvoidQuerySet(OfFamilyTimeQuerySet):
    """Locations to avoid. Read by `reveal_locations_to_avoid` alone, which writes it down first."""

    may_see = Action.REVEAL_LOCATIONS_TO_AVOID
