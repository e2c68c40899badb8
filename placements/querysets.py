"""How records of children are read. Every date is an argument."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from placements import codes
from sufficiency.core.access import Action, Reach, authorities_where

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import User


class ChildQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Children whose record the user may open.

        Roles that reach the whole authority see its children; others see those allocated to them today.
        A restricted record opens only to those on its allow-list, whatever their role.
        """
        today = timezone.localdate()
        whole = Q(authority__in=authorities_where(user, Action.SEE_CHILDREN))
        own = Q(
            authority__in=authorities_where(user, Action.SEE_CHILDREN, at_least=Reach.ALLOCATED),
            pk__in=models.Subquery(
                apps.get_model("placements.Allocation")
                .objects.filter(worker_id=user.pk, dates__contains=today)
                .values("child_id")
            ),
        )
        granted = apps.get_model("placements.RestrictedGrant").objects.filter(
            user_id=user.pk or 0, expires_on__gte=today
        )
        allowed = Q(is_restricted=False) | Q(pk__in=granted.values("child_id"))
        return self.filter(whole | own).filter(allowed)

    def looked_after_on(self, day: date) -> Self:
        """In a period of care on `day`, short breaks left out."""
        return self.filter(periods_of_care__kind="looked_after", periods_of_care__dates__contains=day)

    def not_severed(self) -> Self:
        """Without records that an adoption order closed: no list, search or link leads to them any more.

        Figures and returns of their own years go on counting them.
        """
        ended = apps.get_model("placements.PeriodOfCare").objects.filter(reason_ended__in=codes.ORDER_MADE)
        orders = apps.get_model("placements.AdoptionOrder").objects.all()
        return self.exclude(pk__in=ended.values("child_id")).exclude(pk__in=orders.values("child_id"))

    def search(self, text: str) -> Self:
        """Each word is in the first or last name or begins the number; nothing typed is everyone."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(number__istartswith=word)
            )
        return found

    def siblings_of(self, child_id: int) -> Self:
        """Brothers and sisters on file. `visible_to` says which of them the reader may open."""
        links = apps.get_model("placements.SiblingLink").objects
        return self.filter(
            Q(pk__in=links.filter(child_id=child_id).values("sibling_id"))
            | Q(pk__in=links.filter(sibling_id=child_id).values("child_id"))
        )


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


class PlacementQuerySet(SpellQuerySet):
    def fostering(self) -> Self:
        return self.filter(code__in=codes.FOSTERING)

    def home_not_yet_linked(self) -> Self:
        """As an import leaves them: the return names no household and no home."""
        return self.filter(household=None, home=None)

    def looked_after(self) -> Self:
        """Of periods of care that are no short breaks."""
        return self.filter(period__kind="looked_after")


class OccupantQuerySet(models.QuerySet):
    """People in a household, seen by whoever may see the household."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(household__authority__in=authorities_where(user, Action.SEE_HOMES))

    def in_force_on(self, day: date) -> Self:
        return self.filter(dates__contains=day)
