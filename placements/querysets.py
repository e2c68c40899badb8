"""How records of children are read. Every date is an argument."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from placements import codes
from placements.open_to import (
    connected_with,
    open_to,
    opened_in_an_emergency_by,
    within_reach,
    without_severed,
)
from placements.spell_querysets import SpellQuerySet as SpellQuerySet
from placements.work import querysets as work
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.few import AmongFew
from sufficiency.core.periods import months_before

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import User


class ChildQuerySet(work.WorkOnChildren):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Children whose record the user may open: as `open_to` says, and no adoption order has closed it."""
        return self.open_to(user).not_severed()

    def open_to(self, user: User | AnonymousUser) -> Self:
        """Children whose record is open to the user, closed by adoption or not.

        Roles that reach the whole authority see its children; others see those allocated to them today.
        A restricted record opens only to those on its allow-list, whatever their role; in an emergency, to who
        opened it, for two hours. Whoever is connected with a child never sees that record.
        """
        return self.filter(open_to(user))

    def closed_to(self, user: User | AnonymousUser) -> Self:
        """Restricted records that are not open to the user, and those of children with whom they are connected."""
        guarded = self.filter(Q(is_restricted=True) | Q(pk__in=connected_with(user)))
        open_to_them = apps.get_model("placements.Child").objects.open_to(user)
        return guarded.exclude(pk__in=open_to_them.order_by().values("pk"))

    def numbers_ever(self) -> frozenset[str]:
        """The numbers that the children have and had."""
        had = apps.get_model("placements.ChildEvent").objects.filter(pgh_obj__in=self.order_by().values("pk"))
        numbers = {*self.values_list("number", flat=True), *had.values_list("number", flat=True)}
        return frozenset(number for number in numbers if number)

    def not_connected_with(self, user: User | AnonymousUser) -> Self:
        """Without children with whom the user is connected."""
        return self.exclude(pk__in=connected_with(user))

    def decided_on_by(self, user: User | AnonymousUser) -> Self:
        """Children about access to whose record the user may propose and decide.

        Of a restricted record: who is on its list, or was until a renewal was forgotten, or opened it in an emergency.
        """
        named = apps.get_model("placements.RestrictedGrant").objects.filter(user_id=user.pk or 0)
        return (
            self.filter(
                Q(is_restricted=False) | Q(pk__in=named.values("child_id")) | opened_in_an_emergency_by(user),
                authority__in=authorities_where(user, Action.RESTRICT_RECORDS),
            )
            .not_connected_with(user)
            .not_severed()
        )

    def with_review_due(self) -> Self:
        """Each with `people`, how many are on its allow-list, and `review_due`, when the first place on it ends."""
        return self.annotate(people=models.Count("grants"), review_due=models.Min("grants__expires_on"))

    def looked_after_on(self, day: date) -> Self:
        """In a period of care on `day`, short breaks left out."""
        return self.filter(periods_of_care__kind="looked_after", periods_of_care__dates__contains=day)

    def aged_18_by(self, day: date) -> Self:
        """Who was 18 on the day: no child any more, and nobody that age is looked after (Children Act 1989, s105)."""
        return self.filter(date_of_birth__lte=months_before(day, 18 * 12))

    def not_aged_18_by(self, day: date) -> Self:
        """All others."""
        return self.filter(date_of_birth__gt=months_before(day, 18 * 12))

    def not_severed(self) -> Self:
        """Without records that an adoption order closed: no list, search or address leads to them any more.

        Figures and returns of their own years go on counting them.
        """
        return without_severed(self, child="pk")

    def within_reach(self, user: User | AnonymousUser, action: Action) -> Self:
        """Those to whom the user's reach for the action extends: the authority's, or allocated to them today."""
        return self.filter(within_reach(user, action))

    def search(self, text: str) -> Self:
        """Each word is in the first or last name or begins the number; nothing typed is everyone."""
        found = self
        # No name has a NUL in it, and the database takes none.
        for word in text.replace("\0", "").split():
            found = found.filter(
                Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(number__istartswith=word)
            )
        return found

    def with_number_first(self, number: str) -> Self:
        """In the order of names, but first who has exactly this number."""
        exactly = models.ExpressionWrapper(Q(number__iexact=number), output_field=models.BooleanField())
        return self.order_by(exactly.desc(), "last_name", "first_name", "pk")

    def siblings_of(self, child_id: int) -> Self:
        """Brothers and sisters on file. `visible_to` says which of them the reader may open."""
        links = apps.get_model("placements.SiblingLink").objects
        return self.filter(
            Q(pk__in=links.filter(child_id=child_id).values("sibling_id"))
            | Q(pk__in=links.filter(sibling_id=child_id).values("child_id"))
        )


class ProposalQuerySet(models.QuerySet):
    """Proposals about access."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Of the children on whom the user may propose and decide."""
        return self.filter(child__in=apps.get_model("placements.Child").objects.decided_on_by(user))

    def waiting(self) -> Self:
        return self.filter(decided_at=None)


class ConnectionQuerySet(ProposalQuerySet):
    """People connected with a child: seen by those who decide on access to the record."""

    def standing(self) -> Self:
        return self.filter(ended_at=None)


class OpeningQuerySet(models.QuerySet):
    """Records opened in an emergency."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; of others, those of the authorities where one restricts records or reads the trail."""
        told = authorities_where(user, Action.RESTRICT_RECORDS)
        reviewing = authorities_where(user, Action.SEE_AUDIT)
        own = Q(person_id=user.pk or 0)
        theirs = Q(child__authority__in=told) | Q(child__authority__in=reviewing)
        return self.filter(own | theirs).exclude(child_id__in=connected_with(user))

    def unread(self) -> Self:
        """No manager has read the notice yet."""
        return self.filter(read_at=None)

    def unreviewed(self) -> Self:
        return self.filter(reviewed_at=None)


class PlacementQuerySet(work.WorkOnPlacements):
    def fostering(self) -> Self:
        return self.filter(code__in=codes.FOSTERING)

    def home_not_yet_linked(self) -> Self:
        """As an import leaves them: the return names no household and no home."""
        return self.filter(household=None, home=None)

    def to_be_linked_on(self, day: date) -> Self:
        """Lived in on the day with no home linked, where there is one to link: not with a parent."""
        placements = apps.get_model("placements.Placement").objects.home_not_yet_linked()
        lived_in = placements.filter(dates__contains=day).exclude(code="P1")
        return self.filter(AmongFew("pk", lived_in.order_by().values("pk")))

    def outside_area_on(self, day: date, *, area: Collection[str]) -> Self:
        """Lived in on the day, and known to lie in none of the authority's areas.

        Without children whose place nobody may guess: placed for adoption, restricted, unaccompanied.
        """
        unaccompanied = apps.get_model("placements.UnaccompaniedStatus").objects.filter(
            Q(ceased_on=None) | Q(ceased_on__gt=day), child=models.OuterRef("child"), as_at__gte=day
        )
        return (
            self.looked_after()
            .in_force_on(day)
            .filter(~models.Exists(unaccompanied), child__is_restricted=False)
            # In order, so that the same question has the same words in every process.
            .exclude(code__in=sorted(codes.PLACED_FOR_ADOPTION))
            .exclude(located_in="")
            .exclude(located_in__in=sorted(area))
        )

    def looked_after(self) -> Self:
        """Of periods of care that are no short breaks."""
        return self.filter(period__kind="looked_after")


class LegalStatusQuerySet(work.WorkOnLegalStatuses):
    pass


class PeriodQuerySet(work.WorkOnPeriods):
    pass


class BreachQuerySet(work.WorkOnBreaches):
    pass


class NoticeQuerySet(work.WorkOnNotices):
    pass


class MissingQuerySet(work.WorkOnMissing):
    pass


class ReservationQuerySet(work.WorkOnReservations):
    pass


class HandoverQuerySet(models.QuerySet):
    """Handover notes. They tell of children of the whole authority, so only who sees all of those reads them."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(authority__in=authorities_where(user, Action.SEE_CHILDREN))

    def on_top_at(self, moment: datetime, *, roles: Collection[str]) -> Self:
        """For somebody with these roles: not read yet, and not past the noon until which they stand on top."""
        mine = Q(for_role="") | Q(for_role__in=roles)
        return self.filter(mine, read_at=None, until__gt=moment).order_by("-written_at", "-pk")


class OccupantQuerySet(models.QuerySet):
    """People in a household, seen by whoever may see the household."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(household__authority__in=authorities_where(user, Action.SEE_HOMES))

    def in_force_on(self, day: date) -> Self:
        return self.filter(dates__contains=day)
