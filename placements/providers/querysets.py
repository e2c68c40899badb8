"""How providers' homes are read. Every date is an argument."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

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

    def search(self, text: str) -> Self:
        """Each word is in the name, or the text is the Ofsted number."""
        named = models.Q()
        for word in text.split():
            named &= models.Q(name__icontains=word)
        return self.filter(named | models.Q(urn__iexact=text.strip()))

    def with_children_of(self, authority: Authority, *, on: date) -> Self:
        """Homes where the council placed a child, each with `there`, how many live there on the day, `ever`, how many
        came by the day, `last_came`, when the last of them did of whom that is known, and `kinds`, the codes of their
        placements.

        Every child is counted, as in households of ours: those away for a while, and those whose record is restricted.
        Who stays while something changes on paper has not come again. One query, however many homes; and asked of each
        home, so that those alone are counted which a page shows.
        """
        placements = apps.get_model("placements.Placement").objects.order_by()
        theirs = placements.filter(home=OuterRef("pk"), child__authority=authority)
        begun = theirs.filter(dates__startswith__lte=on)
        just_before = placements.filter(
            child=OuterRef("child"),
            home=OuterRef(OuterRef("pk")),
            dates__endswith=OuterRef("dates__startswith"),
        )
        came = begun.filter(~Exists(just_before), start_known=True)
        return self.placed_in_by(authority).annotate(
            there=Coalesce(_of_each(theirs.in_force_on(on), Count("pk")), 0),
            ever=Coalesce(_of_each(begun, Count("child", distinct=True)), 0),
            last_came=_of_each(came, Max("dates__startswith")),
            kinds=ArraySubquery(begun.values("code").distinct()),
        )

    def with_placements_of(self, authority: Authority, codes: Collection[str], *, on: date) -> Self:
        """Homes where a placement of the council under one of the codes began by the day."""
        placements = apps.get_model("placements.Placement").objects.order_by()
        begun = placements.filter(home=OuterRef("pk"), child__authority=authority, dates__startswith__lte=on)
        return self.filter(Exists(begun.filter(code__in=sorted(codes))))


def _of_each(placements: models.QuerySet, counted: models.Aggregate) -> Subquery:
    """What is counted of a home's placements; null where there is none."""
    return Subquery(placements.values("home").annotate(counted=counted).values("counted"))
