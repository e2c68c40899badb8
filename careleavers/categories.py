"""`law.category_on` for many young people at once, in the database; `careleavers.set_based` says why.

`law` is the definition. tests/careleavers/test_set_based.py compares both over random lives.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import (
    BooleanField,
    Case,
    DateField,
    F,
    Func,
    IntegerField,
    Max,
    Q,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Greatest, Least

from careleavers.codes import Category
from careleavers.law.category import PRESCRIBED_DAYS, RETURNED_HOME, SPECIAL_GUARDIANSHIP
from careleavers.models import YearlyContact
from placements.models import PeriodOfCare
from placements.work.database_days import AddDays, Months
from sufficiency.core.periods import months_before

# Beside the categories: none by law; not to be told from the dates.
NONE, UNKNOWN = "", "unknown"


class Birthday(Func):
    """The day on which somebody of the date of birth reaches `age`, as `periods.birthday` has it."""

    template = (
        "(CASE WHEN to_char(%(expressions)s, 'MMDD') = '0229' "
        "THEN (%(expressions)s - 1 + interval '%(age)s years')::date + 1 "
        "ELSE (%(expressions)s + interval '%(age)s years')::date END)"
    )
    output_field = DateField()


class DaysBetween(Func):
    """From one day to a later one, in days."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


def reaches(age: int, day: date) -> date:
    """The last date of birth of those who are that old on the day."""
    return months_before(day, 12 * age)


def categories(*, day: date, recorded_from: date | None) -> Any:
    """`child_id` and `category` by the dates, of everybody from 16 to 24 with time in care begun by the day.

    As `law.category_on`. Each is judged at one moment: under 18 the day, later the day before turning 18. As stays of
    one child never overlap, days in care up to that moment are those up to the last one in care before it.
    """
    under_18 = Q(child__date_of_birth__gt=reaches(18, day))
    under_21 = Q(child__date_of_birth__gt=reaches(21, day))
    ended_by_moment = Q(dates__endswith__lte=F("moment"))
    too_late = Q(fourteen__lt=recorded_from) if recorded_from else Q(fourteen__isnull=False)
    at_home = YearlyContact.objects.filter(in_touch="RHOM", as_at__lte=day).order_by().values("child_id")
    known = Q(days__gte=PRESCRIBED_DAYS)
    qualifying = Case(
        When(under_21, then=Value(Category.QUALIFYING.value)), default=Value(NONE), output_field=TextField()
    )
    in_care = Case(
        When(known & under_18, then=Value(Category.ELIGIBLE.value)),
        When(known, then=Value(Category.FORMER_RELEVANT.value)),
        When(cannot_count=True, then=Value(UNKNOWN)),
        When(under_18, then=Value(NONE)),
        default=qualifying,
        output_field=TextField(),
    )
    left_at_16_or_17 = Case(
        When(~known & Q(cannot_count=True), then=Value(UNKNOWN)),
        When(~known | Q(child_id__in=at_home), then=qualifying),
        When(Q(reasons__0__in=RETURNED_HOME, home_for_six_months=True), then=Value(UNKNOWN)),
        When(under_18, then=Value(Category.RELEVANT.value)),
        default=Value(Category.FORMER_RELEVANT.value),
        output_field=TextField(),
    )
    return (
        PeriodOfCare.objects.filter(kind=PeriodOfCare.Kind.LOOKED_AFTER, dates__startswith__lte=day)
        .filter(child__date_of_birth__gt=reaches(25, day), child__date_of_birth__lte=reaches(16, day))
        .order_by()
        .annotate(
            fourteen=Birthday("child__date_of_birth", age=14),
            sixteen=Birthday("child__date_of_birth", age=16),
            moment=Case(
                When(under_18, then=Value(day)),
                default=AddDays(Birthday("child__date_of_birth", age=18), Value(-1)),
                output_field=DateField(),
            ),
        )
        .values("child_id", "child__date_of_birth", "fourteen", "sixteen", "moment")
        .annotate(
            in_care=BoolOr(Q(dates__contains=F("moment"))),
            days=Sum(
                Greatest(
                    DaysBetween(
                        # What goes on has no end, and of nothing and a day PostgreSQL takes the day.
                        Least(F("dates__endswith"), AddDays(F("moment"), Value(1))),
                        Greatest(F("dates__startswith"), F("fourteen")),
                    ),
                    0,
                )
            ),
            vague=BoolOr(
                Q(
                    start_known=False,
                    dates__startswith__gt=F("fourteen"),
                    dates__startswith__lte=F("moment"),
                )
            ),
            left=Max("dates__endswith", filter=ended_by_moment),
            reasons=ArrayAgg("reason_ended", filter=ended_by_moment, order_by="-dates__startswith"),
            reasons_by_day=ArrayAgg(
                "reason_ended", filter=Q(dates__endswith__lte=day), order_by="-dates__startswith"
            ),
        )
        .annotate(
            cannot_count=Case(
                When(Q(vague=True) | too_late, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
            home_for_six_months=Case(
                When(moment__gte=Months("left", months=6), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
        .annotate(
            category=Case(
                When(in_care=True, then=in_care),
                When(left__gt=F("sixteen"), then=left_at_16_or_17),
                When(reasons_by_day__0__in=SPECIAL_GUARDIANSHIP, then=qualifying),
                default=Value(NONE),
                output_field=TextField(),
            )
        )
    )
