"""How carer records are read. Every date is an argument."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models

from sufficiency.core.access import Action, authorities_where

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import User


class HouseholdQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Households of the authorities whose homes the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_HOMES))

    def approved_on(self, day: date) -> Self:
        return self.filter(approved__contains=day)

    def search(self, text: str, *, carers: CarerQuerySet) -> Self:
        """Each word is in the reference or in the name of one of `carers`, or is the area."""
        found = self
        for word in text.split():
            named = carers.filter(models.Q(first_name__icontains=word) | models.Q(last_name__icontains=word))
            found = found.filter(
                models.Q(reference__icontains=word)
                | models.Q(pk__in=named.order_by().values("household_id"))
                | models.Q(area__iexact=word)
            )
        return found

    def on_hold_on(self, day: date) -> Self:
        """With any place on hold on `day`."""
        holds = apps.get_model("carers.Hold").objects.in_force_on(day)
        return self.filter(pk__in=holds.values("household_id"))

    def not_on_hold_on(self, day: date) -> Self:
        holds = apps.get_model("carers.Hold").objects.in_force_on(day)
        return self.exclude(pk__in=holds.values("household_id"))

    def confirmed_since(self, moment: datetime) -> Self:
        """Where the carers said at that moment or later what is free."""
        said = apps.get_model("carers.Confirmation").objects.filter(at__gte=moment)
        return self.filter(pk__in=said.values("household_id"))

    def not_confirmed_since(self, moment: datetime) -> Self:
        """Whose last confirmation is older, or that were never asked: `said_at`, those never asked first."""
        said = (
            apps.get_model("carers.Confirmation").objects.filter(household=models.OuterRef("pk")).order_by()
        )
        latest = said.order_by("-at", "-pk").values("at")[:1]
        old = self.filter(~models.Exists(said.filter(at__gte=moment))).annotate(
            said_at=models.Subquery(latest)
        )
        return old.order_by(models.F("said_at").asc(nulls_first=True), "reference")

    def not_wholly_on_hold_on(self, day: date) -> Self:
        """With a place that may be offered, as far as holds go."""
        holds = apps.get_model("carers.Hold").objects.in_force_on(day).filter(places=None)
        return self.exclude(pk__in=holds.values("household_id"))

    def approval_ending_by(self, last: date, *, day: date) -> Self:
        """Approved on `day`, and only until `last` or before."""
        return self.approved_on(day).filter(approved__endswith__lte=last).order_by("approved__endswith", "pk")


class OfHouseholdQuerySet(models.QuerySet):
    """Records of a household, seen by whoever may see the household."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(household__authority__in=authorities_where(user, Action.SEE_HOMES))


class DatedQuerySet(OfHouseholdQuerySet):
    """Records of a household that hold from one day to another."""

    def in_force_on(self, day: date) -> Self:
        return self.filter(dates__contains=day)


class CarerQuerySet(DatedQuerySet):
    pass


class HoldQuerySet(DatedQuerySet):
    def ending_by(self, last: date, *, day: date) -> Self:
        """In force on `day`, and only until `last` or before."""
        return self.in_force_on(day).filter(dates__endswith__lte=last).order_by("dates__endswith", "pk")


class TermsQuerySet(DatedQuerySet):
    def terms_on(self, day: date) -> Self:
        """The terms of approval that hold on `day`: one a household at most."""
        return self.in_force_on(day)


class ReviewQuerySet(OfHouseholdQuerySet):
    def outstanding(self) -> Self:
        """Due, and not held yet."""
        return self.filter(held_on=None)

    def due_by(self, day: date) -> Self:
        """Outstanding, and due on `day` or before it."""
        return self.outstanding().filter(due_on__lte=day)

    def of_approved_on(self, day: date) -> Self:
        return self.filter(household__approved__contains=day)


class CheckQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Checks are for those who keep carer records; officers who place children do not read them."""
        return self.filter(household__authority__in=authorities_where(user, Action.KEEP_CARER_RECORDS))

    def that_count(self) -> Self:
        """The last one of each kind of each person, or of the home: those that count."""
        return self.filter(counts=True)

    def of_approved_on(self, day: date) -> Self:
        return self.filter(household__approved__contains=day)

    def expiring_by(self, day: date) -> Self:
        """Of those that count, the ones that have run out or will by `day`."""
        return self.that_count().filter(expires_on__lte=day)


class AddressQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that the user may reveal. Reading one is done by `reveal_address` alone, which writes it down."""
        return self.filter(household__authority__in=authorities_where(user, Action.REVEAL_ADDRESSES))
