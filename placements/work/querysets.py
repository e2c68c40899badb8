"""Finding what waits: the methods behind the rules of `placements.work.rules`. Every date is an argument."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least

from placements import codes
from placements.life_story.querysets import LifeStoriesOfChildren
from placements.spell_querysets import SpellQuerySet
from placements.work.database_days import AddDays, AfterReviews, twenty_working_days_after
from placements.work.days import born_to_be, latest_with
from sufficiency.core.few import AmongFew, among
from sufficiency.core.periods import months_after, months_before

# Breaches that have a rule of their own here; the rest are listed together.
UNLAWFUL_SETTING = ("under_16_supported", "not_registered")
CONNECTED_PERSON = "relative_not_approved"
OF_TERMS = ("over_places", "over_usual_limit", "outside_ages", "outside_sex", "siblings_only", "only_child")
# Reg 23 of the Care Planning Regulations: a placement in an emergency outside the terms of approval.
EMERGENCY_WORKING_DAYS = 6
# Reg 24: temporary approval of a connected person.
CONNECTED_PERSON_FOR = timedelta(weeks=16)


def _of(model: str) -> models.QuerySet[Any]:
    return apps.get_model("placements", model)._default_manager.all()


class WorkOnChildren(LifeStoriesOfChildren):
    """Of children."""

    def waiting_for_a_home_on(self, day: date, *, first: bool = False) -> Self:
        """Looked after that day with no placement: `since`, and `planned_from` where a place is planned.

        `first` as `among` has it: for those whose page tells of all children.
        """
        placements = _of("Placement").filter(child=OuterRef("pk"))
        here = _of("PeriodOfCare").filter(kind="looked_after", dates__contains=day)
        living = _of("Placement").filter(child=OuterRef("child"), dates__contains=day)
        last_left = placements.filter(dates__endswith__lte=day).order_by("-dates__endswith")
        planned = placements.filter(dates__startswith__gt=day).order_by("dates__startswith")
        return (
            # Found among the day's periods, and only then the children read: most wait for nothing.
            self.filter(among("pk", here.filter(~Exists(living)).order_by().values("child"), first=first))
            .annotate(
                since=Greatest(
                    Subquery(here.filter(child=OuterRef("pk")).order_by().values("dates__startswith")[:1]),
                    Subquery(last_left.values("dates__endswith")[:1]),
                ),
                planned_from=Subquery(planned.values("dates__startswith")[:1]),
            )
            .order_by("since", "pk")
        )

    def turning_18_by(self, last: date, *, day: date) -> Self:
        """Looked after on `day`, with the 18th birthday from `day` to `last`."""
        born = born_to_be(18, day, last)
        period = _of("PeriodOfCare").filter(child=OuterRef("pk"), kind="looked_after", dates__contains=day)
        return self.filter(Exists(period), date_of_birth__range=born).order_by("date_of_birth", "pk")

    def with_review_due_by(self, last: date, *, day: date, first: bool = False) -> Self:
        """Looked after on `day`; `review_due` is the last day for the next review, `last_review` the one before.

        Care Planning Regulations, reg 33: within 20 working days of the child becoming looked after, then within
        three months, then within six. Where the start of care is not known, the latest day that it could be. Of
        those under 18: who is older and still on record as looked after is a fault of the record, not a review.
        `first` as `among` has it.
        """
        held = _of("Review").filter(held_on__lte=day).order_by()
        of_care = held.filter(child=OuterRef("child"), held_on__gte=OuterRef("dates__startswith"))
        in_six = latest_with(lambda held: months_after(held, 6), by=last)
        in_three = latest_with(lambda held: months_after(held, 3), by=last)
        # Sets of children: looked up sooner than each child's own reviews.
        had_in_six = held.filter(held_on__gt=in_six).values("child")
        had_in_three = held.filter(held_on__gt=in_three).values("child")
        reviews = held.filter(child=OuterRef("pk"), held_on__gte=OuterRef("care_began"))
        # Nothing more is asked of most: they had a review within three months, or within six and another before.
        # A review within that time was of this care, unless the care began later than that.
        may_be_due = (
            _of("PeriodOfCare")
            .filter(
                ~Q(child__in=had_in_six)
                | Q(dates__startswith__gt=in_six)
                | Q(start_known=True)
                & ~Q(child__in=had_in_three)
                & ~Exists(of_care.filter(held_on__lte=in_six)),
                kind="looked_after",
                dates__contains=day,
            )
            .order_by()
        )
        return (
            self.filter(date_of_birth__gt=months_before(day, 216))
            # One at most, and joined: so its start is asked once of each child.
            .alias(
                care=FilteredRelation(
                    "periods_of_care",
                    condition=Q(periods_of_care__kind="looked_after", periods_of_care__dates__contains=day),
                )
            )
            .filter(among("care__pk", may_be_due.values("pk"), first=first), care__isnull=False)
            .annotate(care_began=F("care__dates__startswith"), start_known=F("care__start_known"))
            .annotate(
                last_review=Subquery(reviews.values("child").values(last=Max("held_on"))),
                review_due=Coalesce(
                    Subquery(
                        reviews.values("child").values(due=AfterReviews(start_known=OuterRef("start_known")))
                    ),
                    twenty_working_days_after("care_began"),
                ),
            )
            # Without a review for six months, and looked after for four weeks by then: due, whatever there was before.
            .filter(
                ~Q(pk__in=had_in_six) & Q(care_began__lte=last - timedelta(days=28)) | Q(review_due__lte=last)
            )
            .order_by("review_due", "pk")
        )


class WorkOnPlacements(SpellQuerySet):
    """Of placements."""

    def unlawful_on(self, day: date) -> Self:
        """In a setting where nobody may be placed: unregistered as recorded, or supported and under 16."""
        recorded = _of("Breach").standing_on(day).filter(rule__in=UNLAWFUL_SETTING)  # type: ignore[attr-defined]
        supported = _of("Placement").filter(dates__contains=day, code__in=codes.SUPPORTED_ACCOMMODATION)
        under_16 = _of("Placement").filter(
            AmongFew("pk", supported.order_by().values("pk")),
            child__date_of_birth__gt=months_before(day, 192),
        )
        # Two short lists, each found by an index, instead of a question to every placement.
        either = recorded.order_by().values("placement").union(under_16.order_by().values("pk"))
        return self._lived_in_on(day).filter(pk__in=either).order_by("dates__startswith", "pk")

    def over_emergency_limit_on(self, day: date, *, began_by: date) -> Self:
        """Placed in an emergency outside the carers' terms, on `began_by` or before, and still so."""
        breaches = _of("Breach").standing_on(day).filter(rule__in=OF_TERMS).order_by()  # type: ignore[attr-defined]
        return (
            self._lived_in_on(day)
            .filter(
                pk__in=breaches.values("placement"), planning="emergency", dates__startswith__lte=began_by
            )
            .order_by("dates__startswith", "pk")
        )

    def where_notice_was_given_on(self, day: date) -> Self:
        """In a household whose carers gave notice: `ends` is the day after its last, where it is known."""
        holds = apps.get_model("carers", "Hold").objects.in_force_on(day)
        of_household = holds.filter(household=OuterRef("household"), reason="notice_given")
        return (
            self._lived_in_on(day)
            .filter(household__in=holds.filter(reason="notice_given").order_by().values("household"))
            .annotate(ends=Subquery(of_household.order_by("dates__endswith").values("dates__endswith")[:1]))
            .order_by(F("ends").asc(nulls_last=True), "pk")
        )

    def moves_in(self, first: date, last: date) -> Self:
        """Into which a child moved from another carer, from `first` to `last`, both included."""
        return (
            self.filter(
                dates__startswith__range=(first, last),
                period__kind="looked_after",
                reason_started__in=("P", "B"),
            )
            .filter(dates__startswith__gt=F("period__dates__startswith"))
            .order_by("-dates__startswith", "pk")
        )

    def _lived_in_on(self, day: date) -> Self:
        return self.filter(dates__contains=day, period__kind="looked_after")


class WorkOnLegalStatuses(SpellQuerySet):
    def expiring_by(self, last: date, *, day: date) -> Self:
        """In force on `day` and ending by `last`, as recorded or by the longest that such an order lasts: `ends`."""
        longest = Case(
            *(
                When(code=code, then=AddDays(F("dates__startswith"), Value(days)))
                for code, days in codes.DAYS_OF_AN_ORDER.items()
            ),
            default=None,
            output_field=models.DateField(),
        )
        return (
            self.filter(dates__contains=day, period__kind="looked_after")
            # Most have no end and may last: nothing is computed for them.
            .filter(
                Q(dates__endswith__gt=day, dates__endswith__lte=last)
                | Q(code__in=sorted(codes.DAYS_OF_AN_ORDER))
            )
            .annotate(ends=Least(longest, F("dates__endswith")))
            .filter(ends__lte=last)
            .order_by("ends", "pk")
        )


class WorkOnPeriods(SpellQuerySet):
    def began_in(self, first: date, last: date) -> Self:
        """Of looked-after children, begun from `first` to `last`, both included."""
        began = self.filter(kind="looked_after", start_known=True, dates__startswith__range=(first, last))
        return began.order_by("-dates__startswith", "pk")

    def left_in(self, first: date, last: date) -> Self:
        """Of looked-after children who left care from `first` to `last`, both included."""
        left = self.filter(kind="looked_after", dates__endswith__range=(first, last))
        return left.exclude(reason_ended__in=("", codes.CONTINUES)).order_by("-dates__endswith", "pk")


class WorkOnBreaches(SpellQuerySet):
    def open_on(self, day: date) -> Self:
        """Broken on the day, by a placement that the child lives in."""
        return self.standing_on(day).filter(placement__dates__contains=day).order_by("since", "pk")

    def standing_on(self, day: date) -> Self:
        """Recorded by the day and not put right, whether or not the child still lives there."""
        return self.filter(Q(cleared_on=None) | Q(cleared_on__gt=day), since__lte=day)

    def without_rules_of_their_own(self) -> Self:
        """Those that no other list tells of."""
        of_emergency = Q(rule__in=OF_TERMS, placement__planning="emergency")
        return self.exclude(rule__in=(*UNLAWFUL_SETTING, CONNECTED_PERSON)).exclude(of_emergency)

    def of_connected_persons(self, day: date, *, until: date) -> Self:
        """Relatives and friends not yet approved whose 16 weeks end by `until`."""
        return self.open_on(day).filter(rule=CONNECTED_PERSON, since__lte=until - CONNECTED_PERSON_FOR)


class WorkOnNotices(SpellQuerySet):
    def to_send_on(self, day: date, *, until: date) -> Self:
        """Of deeds that stand, not sent, and due by `until`."""
        waiting = self.filter(sent_at=None, deed__undone_at=None, due_on__lte=until)
        return waiting.order_by("due_on", "pk")


class WorkOnMissing(SpellQuerySet):
    def missing_on(self, day: date) -> Self:
        """Missing or away without authorisation that day, of children looked after then."""
        in_care = _of("PeriodOfCare").filter(
            child=OuterRef("child"), kind="looked_after", dates__contains=day
        )
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=day), Exists(in_care), started_on__lte=day
        ).order_by("started_on", "pk")


class WorkOnReservations(SpellQuerySet):
    def ending_by(self, last: date, *, day: date) -> Self:
        """Kept on `day`, and only until `last` or before."""
        return self.filter(dates__contains=day, dates__endswith__lte=last).order_by("dates__endswith", "pk")
