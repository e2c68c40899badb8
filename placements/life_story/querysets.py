"""How life-story work is read. Every date is an argument."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery

from placements.family_time.querysets import OfFamilyTimeQuerySet
from sufficiency.core.few import AmongFew, among
from sufficiency.core.periods import months_before

# Steps that say that there is life-story work, and those that tell of the memory box.
WORK = ("begun", "added")
OF_THE_BOX = ("box", "no_box")


class LifeStoryQuerySet(OfFamilyTimeQuerySet):
    """Steps of life-story work: seen by those who see family time."""

    def standing_on(self, day: date) -> Self:
        """What had happened by the day, without what was withdrawn as a mistake."""
        return self.filter(on__lte=day, withdrawn_on=None)

    def of_work(self) -> Self:
        """Begun or added to."""
        return self.filter(step__in=WORK)


def _standing_on(day: date) -> LifeStoryQuerySet:
    steps: LifeStoryQuerySet = apps.get_model("placements.LifeStoryWork").objects.all()
    return steps.standing_on(day).order_by()


class LifeStoriesOfChildren(models.QuerySet):
    """Of children: whose life story is on record."""

    def in_care_for_on(self, day: date, *only: Q | AmongFew, months: int) -> Self:
        """Under 18, and looked after on `day` without a break for more than so many months: `care_began`.

        `only`: and what is asked of that period, `care`, besides.
        """
        # One at most, and joined: so its start is asked once of each child.
        care = FilteredRelation(
            "periods_of_care",
            condition=Q(periods_of_care__kind="looked_after", periods_of_care__dates__contains=day),
        )
        return (
            self.filter(date_of_birth__gt=months_before(day, 18 * 12))
            .alias(care=care)
            .filter(*only, care__dates__startswith__lt=months_before(day, months))
            .annotate(care_began=F("care__dates__startswith"))
        )

    def with_life_story_on(self, day: date) -> Self:
        """Each with `has_work`, `said_not_begun`, and `last_of_box`: the last that was said of a memory box."""
        steps = _standing_on(day).filter(child=OuterRef("pk"))
        of_box = steps.filter(step__in=OF_THE_BOX).order_by("-on", "-pk")
        return self.annotate(
            has_work=Exists(steps.of_work()),
            said_not_begun=Exists(steps.filter(step="not_begun")),
            last_of_box=Subquery(of_box.values("step")[:1]),
        )

    def without_life_story_on(self, day: date, *, months: int, first: bool = False) -> Self:
        """In care for longer than that with no life-story work on record, those longest in care first.

        `first` as `among` has it.
        """
        without = (
            apps.get_model("placements.PeriodOfCare")
            .objects.filter(dates__contains=day, dates__startswith__lt=months_before(day, months))
            .exclude(child__in=_standing_on(day).of_work().values("child"))
            .order_by()
            .values("pk")
        )
        they = among("care__pk", without, first=first)
        return self.in_care_for_on(day, they, months=months).order_by("care_began", "pk")
