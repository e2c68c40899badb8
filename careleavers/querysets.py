"""How young people's records are read. Every date is an argument."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from placements.models import PeriodOfCare
from placements.querysets import ChildQuerySet
from sufficiency.core.access import Action
from sufficiency.core.periods import months_before

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import User

YOUNGEST, OLDEST = 16, 25
# Adopted, died, or another authority looks after them now: not this council's care leavers.
_NOT_OURS = ("E1", "E11", "E12", "E2", "E3")


class YoungPersonQuerySet(ChildQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Young people whose record the user may open.

        First as any child's record (restrictions hold), then by reach: a manager's whole authority, an adviser's
        own, which are those allocated to them today.
        """
        return super().visible_to(user).within_reach(user, Action.SEE_YOUNG_PEOPLE)

    def kept_by(self, user: User | AnonymousUser) -> Self:
        """Young people whose record the user may see and write."""
        return self.visible_to(user).within_reach(user, Action.KEEP_YOUNG_PEOPLE)

    def known_on(self, day: date) -> Self:
        """From 16 to 24 on `day`, and looked after at 16 or later, told of by a care leavers' file, or on record.

        Left out: those who were adopted, died, or came into another authority's care.
        """
        after_16 = PeriodOfCare.objects.filter(
            Q(dates__endswith=None) | Q(dates__endswith__gt=F("child__date_of_birth") + _SIXTEEN_YEARS),
            child=OuterRef("pk"),
            kind=PeriodOfCare.Kind.LOOKED_AFTER,
            dates__startswith__lte=day,
        )
        gone = PeriodOfCare.objects.filter(
            child=OuterRef("pk"), reason_ended__in=_NOT_OURS, dates__endswith__lte=day
        )
        reported = apps.get_model("careleavers.YearlyContact").objects.filter(
            child=OuterRef("pk"), as_at__lte=day
        )
        recorded = apps.get_model("careleavers.LeavingCareRecord").objects.filter(child=OuterRef("pk"))
        return self.filter(
            Exists(after_16) | Exists(reported) | Exists(recorded),
            date_of_birth__gt=months_before(day, 12 * OLDEST),
            date_of_birth__lte=months_before(day, 12 * YOUNGEST),
        ).exclude(Exists(gone) | Exists(reported.filter(in_touch="DIED")))


# As PostgreSQL adds them: 16 years after a 29 February there is a 29 February again.
_SIXTEEN_YEARS = RawSQL("interval '16 years'", (), output_field=models.DurationField())


class FactQuerySet(models.QuerySet):
    """What is recorded of young people."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        people = apps.get_model("careleavers.YoungPerson").objects.visible_to(user)
        return self.filter(child__in=people.values("pk"))

    def in_force_on(self, day: date) -> Self:
        """Spells that cover the day."""
        return self.filter(dates__contains=day)

    def begun_by(self, day: date) -> Self:
        """Spells that had begun by the day, ended or not."""
        return self.filter(dates__startswith__lte=day)

    def up_to(self, day: date) -> Self:
        """Dated facts of the day or before it."""
        return self.filter(on__lte=day)
