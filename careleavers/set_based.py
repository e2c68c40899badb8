"""The law of `careleavers.law` for many young people at once, in the database: what a list is narrowed and ordered by.

`law` is the definition, and a row that is shown is judged by it. What stands here says the same of thousands in one
query; tests/careleavers/test_set_based.py compares both over random lives.
"""

from __future__ import annotations

from datetime import date

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least, Left, Substr

from careleavers.categories import NONE, UNKNOWN, categories, reaches
from careleavers.codes import NOT_JUDGED, AccommodationKind, Category
from careleavers.models import Accommodation, Contact, PersonalAdviser, PlanReview, YearlyContact
from careleavers.querysets import YoungPersonQuerySet
from careleavers.situation import NO_PLACEMENT, PLACED, PLACED_OTHERWISE
from placements.models import PeriodOfCare, Placement
from placements.work.database_days import AddDays, Months


def with_dues(
    people: YoungPersonQuerySet, *, day: date, recorded_from: date | None
) -> tuple[YoungPersonQuerySet, dict[str, Q]]:
    """The people with `contact_on` and `plan_on`, the days by which each is due, null where none can be told or asked;
    and what is overdue, not known or either, as conditions: `contact overdue`, `plan either`, …

    As `law.is_owed`, `law.contact_due` and `law.plan_due`, and what `Situation` says of eligible children.
    """
    people = with_said(people, day=day)
    seen = Contact.objects.filter(child=OuterRef("pk"), on__lte=day, outcome="seen").order_by("-on")
    home = Accommodation.objects.in_force_on(day).filter(child=OuterRef("pk"))
    step = PlanReview.objects.filter(child=OuterRef("pk"), on__lte=day).order_by("-on")
    judged = categories(day=day, recorded_from=recorded_from)

    young, asks = Q(date_of_birth__gt=reaches(21, day)), "leaving_care__asks_for_support"
    of_young = judged.filter(child__date_of_birth__gt=reaches(21, day))
    of_older = judged.filter(child__date_of_birth__lte=reaches(21, day), category=Category.FORMER_RELEVANT)
    nothing_said = Q(said=NONE)

    def owed(*wanted: Category) -> Q:
        """Of these categories; the last of them, former relevant, from 21 only on request."""
        asking = of_older.filter(child__leaving_care__asks_for_support=True)
        return (
            Q(said__in=wanted) & (~Q(said=Category.FORMER_RELEVANT) | young | Q(**{asks: True}))
            | nothing_said & Q(pk__in=of_young.filter(category__in=wanted).values("child_id"))
            | nothing_said & Q(pk__in=asking.values("child_id"))
        )

    told = judged.exclude(category=UNKNOWN).values("child_id")
    former = Q(said=Category.FORMER_RELEVANT) | nothing_said & Q(pk__in=of_older.values("child_id"))
    not_told = nothing_said & ~Q(pk__in=told) | ~young & Q(**{f"{asks}__isnull": True}) & former
    people = people.alias(
        seen_last=Subquery(seen.values("on")[:1]),
        moved_in=Subquery(home.filter(provided_by_council=True).values("dates__startswith")[:1]),
        planned_last=Subquery(step.values("on")[:1]),
        planned_next=Subquery(step.values("next_on")[:1]),
    ).alias(
        next_seen=Case(
            When(
                Q(seen_last__isnull=True) | Q(seen_last__lt=F("moved_in")),
                moved_in__isnull=False,
                then=AddDays(F("moved_in"), Value(7)),
            ),
            default=Months("seen_last", months=2),
            output_field=DateField(),
        ),
        # Of nothing and a day PostgreSQL takes the day.
        next_plan=Case(
            When(planned_last__isnull=False, then=Least(Months("planned_last", months=6), F("planned_next"))),
            output_field=DateField(),
        ),
    )
    conditions: dict[str, Q] = {}
    for name, on, owing in (
        ("contact", "next_seen", owed(Category.RELEVANT, Category.FORMER_RELEVANT)),
        ("plan", "next_plan", owed(Category.ELIGIBLE, Category.RELEVANT, Category.FORMER_RELEVANT)),
    ):
        conditions[f"{name} overdue"] = owing & Q(**{f"{on}__lt": day})
        conditions[f"{name} unknown"] = not_told | owing & Q(**{f"{on}__isnull": True})
        conditions[f"{name} either"] = not_told | owing & (
            Q(**{f"{on}__isnull": True}) | Q(**{f"{on}__lt": day})
        )
        people = people.alias(**{f"{name}_on": Case(When(owing, then=F(on)), output_field=DateField())})
    return people, conditions


def with_category(
    people: YoungPersonQuerySet, *, day: date, recorded_from: date | None
) -> YoungPersonQuerySet:
    """With `category`: what somebody said, else what the dates give; null where there is none, or none can be told."""
    judged = categories(day=day, recorded_from=recorded_from).filter(child=OuterRef("pk"))
    return with_said(people, day=day).alias(
        category=Case(
            When(
                said=NONE, then=Subquery(judged.filter(category__in=Category.values).values("category")[:1])
            ),
            default=F("said"),
            output_field=TextField(),
        )
    )


def with_said(people: YoungPersonQuerySet, *, day: date) -> YoungPersonQuerySet:
    """With `said`: the category as a person said it by the day, else blank."""
    return people.alias(
        said=Case(
            When(leaving_care__category_said_on__lte=day, then=F("leaving_care__category")),
            default=Value(NONE),
            output_field=TextField(),
        )
    )


def with_living(people: YoungPersonQuerySet, *, day: date) -> YoungPersonQuerySet:
    """With what `Situation.living` asks of each: recorded here, else looked after, else as the latest return told."""
    home = Accommodation.objects.in_force_on(day).filter(child=OuterRef("pk"))
    period = PeriodOfCare.objects.in_force_on(day).filter(
        child=OuterRef("pk"), kind=PeriodOfCare.Kind.LOOKED_AFTER
    )
    told = YearlyContact.objects.filter(child=OuterRef("pk"), as_at__lte=day).order_by("-as_at")
    placement = Placement.objects.in_force_on(day).filter(child=OuterRef("pk")).order_by("dates")
    accommodation = Coalesce(Subquery(told.values("accommodation")[:1]), Value(""))
    return people.alias(
        home_kind=Subquery(home.values("kind")[:1]),
        home_suits=Subquery(home.values("is_suitable")[:1]),
        in_care_now=Exists(period),
        told_kind=Left(accommodation, 1),
        told_suits=Substr(accommodation, 2),
        placed_as=Subquery(placement.values("code")[:1]),
    ).alias(
        living_words=Case(
            *(When(home_kind=kind, then=Value(words)) for kind, words in AccommodationKind.choices),
            When(in_care_now=True, placed_as__isnull=True, then=Value(NO_PLACEMENT)),
            *(When(in_care_now=True, placed_as__in=codes, then=Value(words)) for codes, words in PLACED),
            When(in_care_now=True, then=Value(PLACED_OTHERWISE)),
            *(When(told_kind=kind, then=Value(words)) for kind, words in AccommodationKind.choices),
            default=Value(""),
            output_field=TextField(),
        )
    )


_RECORDED, _TOLD = Q(home_kind__isnull=False), Q(in_care_now=False, told_kind__in=AccommodationKind.values)
_NOT_JUDGED = sorted(NOT_JUDGED)
# Of homes, as the filter names it, for people `with_living`.
SUITABILITY = {
    "unsuitable": (_RECORDED & Q(home_suits=False)) | (~_RECORDED & _TOLD & Q(told_suits="2")),
    "unknown": (_RECORDED & Q(home_suits__isnull=True) & ~Q(home_kind__in=_NOT_JUDGED))
    | (~_RECORDED & _TOLD & ~Q(told_kind__in=_NOT_JUDGED) & ~Q(told_suits__in=("1", "2")))
    | (~_RECORDED & Q(in_care_now=False) & ~Q(told_kind__in=AccommodationKind.values)),
}


def in_order_of(
    column: str, people: YoungPersonQuerySet, *, day: date, recorded_from: date | None, descending: bool
) -> YoungPersonQuerySet:
    """By a column of the list; what is not known first, and of equals the oldest first."""
    first_adviser = PersonalAdviser.objects.in_force_on(day).filter(child=OuterRef("pk"))
    names: tuple[str, ...] = (column,)
    match column:
        case "name":
            names = ("last_name", "first_name", "number")
        case "category":
            people = with_category(people, day=day, recorded_from=recorded_from)
        case "contact" | "plan":
            people, _ = with_dues(people, day=day, recorded_from=recorded_from)
            names = (f"{column}_on",)
        case "lives":
            people = with_living(people, day=day)
            names = ("living_words",)
        case "adviser":
            people = people.alias(adviser=Subquery(first_adviser.values("adviser__last_name")[:1]))
        case "age":
            names, descending = ("date_of_birth",), not descending
    by = [F(one).desc(nulls_last=True) if descending else F(one).asc(nulls_first=True) for one in names]
    return people.order_by(*by, "date_of_birth", "pk")
