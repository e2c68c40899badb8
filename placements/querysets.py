"""How records of children are read. Every date is an argument."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from placements import codes
from placements.spell_querysets import SpellQuerySet as SpellQuerySet
from placements.work import querysets as work
from sufficiency.core import read_once
from sufficiency.core.access import Action, Reach, authorities_where
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
                Q(is_restricted=False)
                | Q(pk__in=named.values("child_id"))
                | _opened_in_an_emergency_by(user),
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

    def search(self, text: str) -> Self:
        """Each word is in the first or last name or begins the number; nothing typed is everyone."""
        found = self
        # No name has a NUL in it, and the database takes none.
        for word in text.replace("\0", "").split():
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


def open_to(user: User | AnonymousUser, *, of: str = "") -> Q:
    """What `ChildQuerySet.open_to` says, of the child that the path leads to: "" or "child__"."""
    whole = authorities_where(user, Action.SEE_CHILDREN)
    reached = Q(**{f"{of}authority__in": whole})
    own = authorities_where(user, Action.SEE_CHILDREN, at_least=Reach.ALLOCATED)
    # Where it is known already that both are the same authorities, whose own children says no more.
    if not (isinstance(whole, tuple) and whole == own):
        today = timezone.localdate()
        reached |= Q(**{f"{of}authority__in": own, f"{of}pk__in": allocated_to(user, today)})
    opened = _opened_in_an_emergency_by(user, of=of)
    not_connected = ~Q(**{f"{of}pk__in": connected_with(user)})
    return (reached | opened) & (_not_closed_to(user, of=of) | opened) & not_connected


def without_severed(found: Any, *, child: str) -> Any:
    """Without children, or what belongs to them, whose record an adoption order closed; `child` names their key."""
    return found.filter(NotSevered(child))


_ORDERS = "', '".join(sorted(codes.ORDER_MADE))


class NotSevered(models.Func):
    """Whether no adoption order closed the record of the child whose key this is given.

    In SQL's own words: it is part of every query of a page, and the same in each.
    """

    template = (
        "(NOT EXISTS (SELECT FROM placements_periodofcare severed WHERE severed.child_id = %(expressions)s"
        f" AND severed.reason_ended IN ('{_ORDERS}'))"
        " AND NOT EXISTS (SELECT FROM placements_adoptionorder severed WHERE severed.child_id = %(expressions)s))"
    )
    output_field = models.BooleanField()


def _not_closed_to(user: User | AnonymousUser, *, of: str) -> Q:
    """Not restricted, or restricted and the user on the allow-list today."""
    granted = _of_reader(user, "granted")
    return Q(**{f"{of}is_restricted": False}) | Q(**{f"{of}pk__in": granted})


def _opened_in_an_emergency_by(user: User | AnonymousUser, *, of: str = "") -> Q:
    """Opened by the user within the last two hours, in an authority where the role still allows that."""
    opened = _of_reader(user, "opened")
    where = authorities_where(user, Action.BREAK_GLASS)
    return Q(**{f"{of}pk__in": opened, f"{of}authority__in": where})


def allocated_to(user: User | AnonymousUser, day: date) -> read_once.Keys:
    """Ids of the children allocated to the user on the day."""
    return _of_reader(user, "allocated") if day == timezone.localdate() else _allocated(user, day)


def connected_with(user: User | AnonymousUser) -> read_once.Keys:
    """Ids of the children with whom the user is connected."""
    return _of_reader(user, "connected")


def _allocated(user: User | AnonymousUser, day: date) -> models.QuerySet:
    allocations = apps.get_model("placements.Allocation").objects
    return allocations.filter(worker_id=user.pk or 0, dates__contains=day).values_list("child_id", flat=True)


def _of_reader(user: User | AnonymousUser, how: str) -> read_once.Keys:
    """Ids of the children that the user stands to as `how` says; all four ways are read at once where any is."""
    found = read_once.groups(("children of the reader", user.pk), lambda: _ways(user))
    return _ways(user)[how] if found is None else found[how]


def _ways(user: User | AnonymousUser) -> dict[str, models.QuerySet]:
    today, person = timezone.localdate(), user.pk or 0

    def of(model: str, **which: object) -> models.QuerySet:
        records = apps.get_model("placements", model).objects.order_by().filter(**which)
        return records.values_list("child_id", flat=True)

    return {
        "allocated": _allocated(user, today),
        "granted": of("RestrictedGrant", user_id=person, expires_on__gte=today),
        "opened": of("Opening", person_id=person, until__gt=timezone.now()),
        "connected": of("Connection", person_id=person, ended_at=None),
    }


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
