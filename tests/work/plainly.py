"""The same questions asked plainly: every record in turn, and who may open it within each query.

The product asks them so that PostgreSQL begins with few rows; what they find must be this, in this order.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, DateField, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from carers.models import Confirmation, Hold, Household
from placements import codes
from placements.models import (
    AdoptionOrder,
    Allocation,
    Breach,
    Child,
    Connection,
    LegalStatus,
    Opening,
    PeriodOfCare,
    Placement,
    RestrictedGrant,
    Review,
)
from placements.work.database_days import AddDays, Months, twenty_working_days_after
from placements.work.querysets import (
    OF_TERMS,
    UNLAWFUL_SETTING,
)
from sufficiency.core.access import Action, Reach, roles_allowed
from sufficiency.core.models import Authority, Membership, User
from sufficiency.core.periods import months_before


def _where(user: User, action: Action, reach: Reach = Reach.AUTHORITY) -> Any:
    held = Membership.objects.filter(
        user=user, dates__contains=timezone.localdate(), role__in=roles_allowed(action, at_least=reach)
    )
    return held.values("authority")


def visible(user: User) -> Any:
    """As `ChildQuerySet.visible_to` says it."""
    today = timezone.localdate()
    own = Allocation.objects.filter(worker=user, dates__contains=today).values("child")
    opened = Opening.objects.filter(person=user, until__gt=timezone.now()).values("child")
    granted = RestrictedGrant.objects.filter(user=user, expires_on__gte=today).values("child")
    connected = Connection.objects.filter(person=user, ended_at=None).values("child")
    in_an_emergency = Q(pk__in=opened, authority__in=_where(user, Action.BREAK_GLASS))
    ended = PeriodOfCare.objects.filter(child=OuterRef("pk"), reason_ended__in=sorted(codes.ORDER_MADE))
    return (
        Child.objects.filter(
            Q(authority__in=_where(user, Action.SEE_CHILDREN))
            | Q(pk__in=own, authority__in=_where(user, Action.SEE_CHILDREN, Reach.ALLOCATED))
            | in_an_emergency
        )
        .filter(Q(is_restricted=False) | Q(pk__in=granted) | in_an_emergency)
        .exclude(pk__in=connected)
        .exclude(Exists(ended))
        .exclude(Exists(AdoptionOrder.objects.filter(child=OuterRef("pk"))))
    )


def _of(model: Any, user: User, authority: Authority) -> Any:
    return model.objects.filter(child__in=visible(user).filter(authority=authority).values("pk"))


def _lived_in(user: User, authority: Authority, day: date) -> Any:
    return _of(Placement, user, authority).filter(dates__contains=day, period__kind="looked_after")


def _broken(day: date, rules: tuple[str, ...]) -> Any:
    return Breach.objects.filter(
        Q(cleared_on=None) | Q(cleared_on__gt=day),
        since__lte=day,
        placement=OuterRef("pk"),
        placement__dates__contains=day,
        rule__in=rules,
    )


def waiting(user: User, authority: Authority, day: date) -> list[Any]:
    placements = Placement.objects.filter(child=OuterRef("pk"), dates__contains=day)
    in_care = PeriodOfCare.objects.filter(child=OuterRef("pk"), kind="looked_after", dates__contains=day)
    return list(
        visible(user)
        .filter(Exists(in_care), ~Exists(placements), authority=authority)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def unlawful(user: User, authority: Authority, day: date) -> list[Any]:
    under_16 = Q(code__in=codes.SUPPORTED_ACCOMMODATION, child__date_of_birth__gt=months_before(day, 192))
    found = _lived_in(user, authority, day).filter(Exists(_broken(day, UNLAWFUL_SETTING)) | under_16)
    return list(found.order_by("dates__startswith", "pk").values_list("pk", flat=True))


def emergency_limit(user: User, authority: Authority, day: date, began_by: date) -> list[Any]:
    found = _lived_in(user, authority, day).filter(
        Exists(_broken(day, OF_TERMS)), planning="emergency", dates__startswith__lte=began_by
    )
    return list(found.order_by("dates__startswith", "pk").values_list("pk", flat=True))


def notice_given(user: User, authority: Authority, day: date) -> list[Any]:
    holds = Hold.objects.filter(
        dates__contains=day, household=OuterRef("household"), reason="notice_given"
    ).order_by("dates__endswith")
    found = (
        _lived_in(user, authority, day)
        .filter(Exists(holds))
        .annotate(ends=Subquery(holds.values("dates__endswith")[:1]))
    )
    return list(found.order_by(F("ends").asc(nulls_last=True), "pk").values_list("pk", "ends"))


def orders(user: User, authority: Authority, day: date) -> list[Any]:
    longest = Case(
        *(
            When(code=code, then=AddDays(F("dates__startswith"), Value(days)))
            for code, days in codes.DAYS_OF_AN_ORDER.items()
        ),
        default=None,
        output_field=DateField(),
    )
    found = (
        _of(LegalStatus, user, authority)
        .filter(dates__contains=day, period__kind="looked_after")
        .annotate(ends=Least(longest, F("dates__endswith")))
        .filter(ends__lte=day + timedelta(days=14))
    )
    return list(found.order_by("ends", "pk").values_list("pk", "ends"))


def reviews(user: User, authority: Authority, day: date) -> list[Any]:
    care = PeriodOfCare.objects.filter(child=OuterRef("pk"), kind="looked_after", dates__contains=day)
    held = (
        Review.objects.filter(child=OuterRef("pk"), held_on__lte=day, held_on__gte=OuterRef("care_began"))
        .order_by()
        .values("child")
    )
    found = (
        visible(user)
        .filter(Exists(care), authority=authority, date_of_birth__gt=months_before(day, 216))
        .annotate(
            care_began=Subquery(care.values("dates__startswith")[:1]),
            start_known=Subquery(care.values("start_known")[:1]),
            reviews_held=Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0),
            last_review=Subquery(held.annotate(last=Max("held_on")).values("last")),
        )
        .annotate(
            review_due=Case(
                When(reviews_held=0, then=twenty_working_days_after("care_began")),
                When(reviews_held=1, start_known=True, then=Months("last_review", months=3)),
                default=Months("last_review", months=6),
                output_field=DateField(),
            )
        )
        .filter(review_due__lte=day + timedelta(days=28))
    )
    return list(found.order_by("review_due", "pk").values_list("pk", "review_due"))


def unconfirmed(user: User, authority: Authority, day: date, since: Any) -> list[Any]:
    said = Confirmation.objects.filter(household=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
    whole = Hold.objects.filter(dates__contains=day, places=None).values("household")
    found = (
        Household.objects.filter(authority__in=_where(user, Action.SEE_HOMES), approved__contains=day)
        .filter(authority=authority)
        .exclude(pk__in=whole)
        .annotate(said_at=Subquery(said))
        .filter(Q(said_at=None) | Q(said_at__lt=since))
    )
    return list(found.order_by(F("said_at").asc(nulls_first=True), "reference").values_list("pk", "said_at"))


def not_linked(user: User, authority: Authority, day: date) -> list[int]:
    found = _of(Placement, user, authority).filter(
        household=None,
        home=None,
        dates__contains=day,
        child__date_of_birth__gt=months_before(day, 216),
    )
    return [one.pk for one in found.order_by("dates__startswith", "pk") if one.code != "P1"]


def life_story(user: User, authority: Authority, day: date) -> list[Any]:
    """Child by child, of those whose family time the reader may see."""
    own = Allocation.objects.filter(worker=user, dates__contains=timezone.localdate()).values("child")
    within_reach = Q(authority__in=_where(user, Action.SEE_FAMILY_TIME)) | Q(
        pk__in=own, authority__in=_where(user, Action.SEE_FAMILY_TIME, Reach.ALLOCATED)
    )
    found = []
    for child in visible(user).filter(
        within_reach, authority=authority, date_of_birth__gt=months_before(day, 216)
    ):
        care = child.periods_of_care.filter(kind="looked_after", dates__contains=day).first()
        steps = child.life_story.filter(step__in=["begun", "added"], withdrawn_on=None, on__lte=day)
        if care and care.dates.lower < months_before(day, 12) and not steps:
            found.append((care.dates.lower, child.pk))
    return [(pk, began) for began, pk in sorted(found)]
