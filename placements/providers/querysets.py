"""How providers' homes are read. Every date is an argument."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, Max, OuterRef, Q

from sufficiency.core import read_once
from sufficiency.core.access import Action, authorities_where

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import Authority, User


class HomeQuerySet(models.QuerySet):
    """Providers' homes. A home is no council's own, and where children's homes are is not public: it is seen by those
    whose council placed a child there, and by nobody else.
    """

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Homes where a council placed a child, of those whose homes the user may see."""
        return self._placed_in_by(authorities_where(user, Action.SEE_HOMES))

    def placed_in_by(self, authority: Authority) -> Self:
        """Homes where the council placed a child, or is about to."""
        return self._placed_in_by((authority.pk,))

    def _placed_in_by(self, authorities: read_once.Keys | Collection[int]) -> Self:
        placements = apps.get_model("placements.Placement").objects.order_by()
        return self.filter(Exists(placements.filter(home=OuterRef("pk"), child__authority__in=authorities)))

    def with_children_of(self, authority: Authority, *, on: date) -> Self:
        """Homes where the council placed a child, each with `there`, how many live there on the day, `ever`, how many
        came by the day, `last_came`, when the last of them did of whom that is known, and `kinds`, the codes of their
        placements.

        Every child is counted, as in households of ours: those away for a while, and those whose record is restricted.
        Who stays while something changes on paper has not come again. One query, however many homes.
        """
        begun = Q(placements__dates__startswith__lte=on)
        began = begun & Q(placements__start_known=True, just_before=None)
        # A placement of the same child in the same home that ended on the day on which this one began: one at most.
        just_before = FilteredRelation(
            "placements__child__placements",
            condition=Q(
                placements__child__placements__home=F("pk"),
                placements__child__placements__dates__endswith=F("placements__dates__startswith"),
            ),
        )
        return (
            self.filter(placements__child__authority=authority)
            .alias(just_before=just_before)
            .annotate(
                there=Count("placements", filter=Q(placements__dates__contains=on)),
                ever=Count("placements__child", filter=begun, distinct=True),
                last_came=Max("placements__dates__startswith", filter=began),
                kinds=ArrayAgg("placements__code", filter=begun, distinct=True, default=[]),
            )
        )
