"""Who takes up the places of a household on a day, and how many are truly free, each place with its reason.

approved = usable + living there + away for a while + placed by others + reserved + blocked, unless more live there
than are approved. One query a board, however many households.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from carers.models import Confirmation, Hold, Household, Terms
from placements.models import OtherOccupant, Placement, Reservation
from placements.models.events import MissingSpell

_OTHERS = {
    OtherOccupant.Kind.STAYING_PUT: "staying put",
    OtherOccupant.Kind.OTHER_AUTHORITY: "placed by another authority",
    OtherOccupant.Kind.SHORT_BREAK: "short break",
    OtherOccupant.Kind.OTHER: "other",
}
_TERMS = ("places", "youngest", "oldest", "sex", "siblings_only", "only_child")


@dataclass(frozen=True)
class Reason:
    """Why so many places are not free. `blocked`: nobody is in them; `whole`: it shuts all that are left."""

    places: int
    words: str
    blocked: bool = False
    whole: bool = False

    @property
    def in_words(self) -> str:
        """'2 living there'; of what shuts all that are left '1 place: not before 4 June 2026'."""
        if self.whole:
            return f"{self.places} {'place' if self.places == 1 else 'places'}: {self.words}"
        return f"{self.places} {self.words}"


@dataclass(frozen=True)
class Occupancy:
    """A household on a day. `approved` is None where no terms are on file: then nothing is usable."""

    household: Household
    day: date
    approved: int | None
    living: int
    held: int
    reserved: int
    others: dict[str, int]
    hold_all: bool
    hold_places: int
    not_before: date | None
    siblings_only: bool
    only_child: bool
    # Years of age that the terms allow, both included; None where no terms are on file.
    ages: tuple[int, int] | None
    terms_in_words: str
    confirmed_at: datetime | None

    @property
    def taken(self) -> int:
        """Places with someone in them, or whose child is away for a while."""
        return self.living + self.held + sum(self.others.values())

    @property
    def over(self) -> int:
        """How many more live there than are approved."""
        return max(0, self.taken - (self.approved or 0))

    @property
    def usable(self) -> int:
        """Places that a child who is no sibling of those there could take on the day."""
        return max(0, (self.approved or 0) - sum(reason.places for reason in self.reasons))

    @property
    def reasons(self) -> list[Reason]:
        """Each place that is not usable, once."""
        return list(self._reasons())

    def _reasons(self) -> Iterator[Reason]:
        left = self.approved or 0
        for number, words in (
            (self.living, "living there"),
            (self.held, "kept for a child who is away"),
            *((self.others.get(kind, 0), words) for kind, words in _OTHERS.items()),
        ):
            if number:
                yield Reason(number, words)
                left -= number
        if self.reserved and left > 0:
            yield Reason(min(self.reserved, left), "reserved")
            left -= self.reserved
        if self.hold_places and not self.hold_all and left > 0:
            yield Reason(min(self.hold_places, left), "on hold", blocked=True)
            left -= self.hold_places
        if left > 0 and (words := self.closed):
            yield Reason(left, words, blocked=True, whole=True)

    @property
    def closed(self) -> str:
        """Why the places that are left are not open to any child, or nothing."""
        if not self.household.approved or self.day not in self.household.approved:
            return "not approved that day"
        if self.hold_all:
            return "carers on hold"
        if self.not_before and self.day < self.not_before:
            return f"not before {self.not_before:%-d %B %Y}"
        if self.taken and self.only_child:
            return "the child there must be the only one"
        if self.taken and self.siblings_only:
            return "only for brothers and sisters of those there"
        return ""


def occupancies(households: QuerySet[Household], *, on: date) -> list[Occupancy]:
    """Of each household, in the order given. One query."""
    return [_occupancy(household, on) for household in with_occupancy(households, on=on)]


def occupancy_of(household: Household, *, on: date) -> Occupancy:
    """Of one household."""
    return occupancies(Household.objects.filter(pk=household.pk), on=on)[0]


def with_occupancy(households: QuerySet[Household], *, on: date) -> QuerySet[Household]:
    """Households with what `Occupancy` needs of them, as columns."""
    return households.annotate(**_columns(on))


@lru_cache(maxsize=8)
def _columns(on: date) -> dict[str, Any]:
    """Kept, because to put these questions together takes longer than to answer them; the answers are never kept."""
    there = Placement.objects.in_force_on(on).filter(household=OuterRef("pk"))
    away = Q(temporary_moves__dates__contains=on) | Q(
        child__in=MissingSpell.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), started_on__lte=on)
        .order_by()
        .values("child_id")
    )
    terms = Terms.objects.in_force_on(on).filter(household=OuterRef("pk"))
    holds = Hold.objects.in_force_on(on).filter(household=OuterRef("pk"))
    said = Confirmation.objects.filter(household=OuterRef("pk")).order_by("-at", "-pk")
    reserved = Reservation.objects.filter(dates__contains=on, household=OuterRef("pk")).exclude(
        child__in=there_of_outer(on)
    )
    return {
        "occ_all": _count(there),
        "occ_held": _count(there.filter(away)),
        "occ_reserved": _count(reserved, "child"),
        "occ_hold_all": _count(holds.filter(places=None)),
        "occ_hold_places": _sum_of_places(holds),
        "occ_not_before": Subquery(said.values("not_before")[:1]),
        "occ_confirmed_at": Subquery(said.values("at")[:1]),
        # One look a table and household, however much is asked of it.
        "occ_others": Subquery(
            OtherOccupant.objects.in_force_on(on)
            .filter(household=OuterRef("pk"))
            .order_by()
            .values("household")
            .annotate(told=JSONObject(**{kind: Count("pk", filter=Q(kind=kind)) for kind in _OTHERS}))
            .values("told")
        ),
        "occ_terms": Subquery(
            terms.order_by().annotate(told=JSONObject(**{name: name for name in _TERMS})).values("told")[:1]
        ),
    }


def there_of_outer(on: date) -> QuerySet[Any]:
    """Children who already live in the household that the outer query speaks of."""
    return (
        Placement.objects.in_force_on(on)
        .filter(household=OuterRef("household"))
        .order_by()
        .values("child_id")
    )


def _count(records: QuerySet[Any], what: str = "pk") -> Any:
    counted = records.order_by().values("household").annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


def _sum_of_places(holds: QuerySet[Any]) -> Any:
    summed = holds.order_by().values("household").annotate(n=Sum("places")).values("n")
    return Coalesce(Subquery(summed), 0)


def _occupancy(household: Any, day: date) -> Occupancy:
    terms = household.occ_terms and Terms(household=household, **household.occ_terms)
    others = household.occ_others or {}
    return Occupancy(
        household=household,
        day=day,
        approved=terms.places if terms else None,
        living=household.occ_all - household.occ_held,
        held=household.occ_held,
        reserved=household.occ_reserved,
        others={kind.value: number for kind in _OTHERS if (number := others.get(kind.value))},
        hold_all=bool(household.occ_hold_all),
        hold_places=household.occ_hold_places,
        not_before=household.occ_not_before,
        siblings_only=bool(terms and terms.siblings_only),
        only_child=bool(terms and terms.only_child),
        ages=(terms.youngest, terms.oldest) if terms else None,
        terms_in_words=terms.in_words if terms else "",
        confirmed_at=household.occ_confirmed_at,
    )
