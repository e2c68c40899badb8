"""Homes a child could go to, as somebody types: who has a place truly free, and about how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import FilteredRelation, Prefetch, Q

from carers.models import Carer, Household
from carers.querysets import HouseholdQuerySet
from placements.free_places import free_places
from placements.match import surroundings
from placements.models import Child, Home, Placement
from placements.occupancy import Occupancy, occupancies
from placements.presenters.words import about
from sufficiency.core.distance import miles_between
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import age_on
from sufficiency.core.postcodes import locate, middle_of

MOST_SHOWN = 6


@dataclass(frozen=True)
class Candidate:
    """A household or a home. `free` is None where places are not counted (providers' homes)."""

    value: str
    reference: str
    name: str
    words: str
    free: int | None
    miles: Decimal | None
    fits: bool
    # Its postcode district, or of a provider's home a postcode: for distances, never shown.
    where: str = field(default="", repr=False)
    # How far it is from the places that the child should be near.
    how_far: str = ""
    # That a location to avoid is, or may be, near.
    warning: str = ""

    @property
    def takes_the_child(self) -> bool:
        return (self.free is None or self.free > 0) and self.fits

    def is_called(self, text: str) -> bool:
        """Whether exactly this one was asked for."""
        return self.reference.casefold() == text.casefold() != ""

    @property
    def rank(self) -> tuple:
        """Those with a place that fits first, then the nearest."""
        return (not self.takes_the_child, self.miles is None, self.miles or 0, self.name)


def find(
    text: str,
    *,
    user: User,
    authority: Authority,
    child: Child,
    home_postcode: str,
    on: date,
    present: Household | None = None,
) -> list[Candidate]:
    """By reference, carer's name, home's name or Ofsted number; nothing typed: those that fit best. Best first,
    and before them the household whose whole reference was typed.

    `present` is where the child lives: last, for a change of the placement's status with the same carers.
    """
    # No name has it in it, and the database takes none.
    text = text.replace("\0", "").strip()
    found = [
        replace(one, fits=False, words=f"where the child is now · {one.words}")
        if present and one.value.startswith(f"household:{present.public_id}:")
        else one
        for one in _households(
            text, user=user, authority=authority, child=child, home_postcode=home_postcode, on=on
        )
    ]
    around = surroundings(child, on=on)
    if text:
        found += _homes(text, located=bool(around))
    best = sorted(found, key=lambda one: (not one.is_called(text), one.rank))[:MOST_SHOWN]
    return [
        replace(one, how_far=around.how_far(one.where), warning=around.warning(one.where)) for one in best
    ]


def _households(
    text: str, *, user: User, authority: Authority, child: Child, home_postcode: str, on: date
) -> list[Candidate]:
    """The best of those found, no fewer than are shown: why a place is not free is asked of these alone."""
    approved = Household.objects.visible_to(user).filter(authority=authority).approved_on(on)
    households = approved.search(text, carers=Carer.objects.in_force_on(on))
    start = locate([home_postcode]).get(home_postcode) if home_postcode else None
    home = (start.easting, start.northing) if start else None
    age = age_on(child.date_of_birth, on)
    miles = _Miles(home)
    hopeful, others = _in_order(households, miles, text, free=free_places(authority, on=on), age=age, on=on)
    # One more, because one of them may be where the child lives now, which is no place to go to.
    shown = hopeful[: MOST_SHOWN + 1] + others[:MOST_SHOWN]
    carers = Prefetch("carers", Carer.objects.in_force_on(on), to_attr="carers_that_day")
    asked = Household.objects.filter(pk__in=shown).prefetch_related(carers)
    return [_candidate(one, miles[one.household.area], age) for one in occupancies(asked, on=on)]


# How it stands in the order of the nearest: the one that was asked for, not known last, miles, name; and its key.
_Place = tuple[bool, bool, Decimal | int, str, int]


def _in_order(
    households: HouseholdQuerySet, miles: _Miles, text: str, *, free: dict[int, int], age: int, on: date
) -> tuple[list[int], list[int]]:
    """Keys of those that have a place for the age, and of those that have none, each the best first."""
    told = (
        households.alias(term=FilteredRelation("terms", condition=Q(terms__dates__contains=on)))
        .order_by()
        .values_list("pk", "reference", "area", "term__youngest", "term__oldest")
    )
    hopeful: list[_Place] = []
    others: list[_Place] = []
    for key, reference, area, youngest, oldest in told:
        far = miles[area]
        takes = free.get(key, 0) > 0 and youngest <= age <= oldest
        # As a name begins, of which this is the first part.
        (hopeful if takes else others).append(
            (reference.casefold() != text.casefold(), far is None, far or 0, f"{reference} ", key)
        )
    return [one[-1] for one in sorted(hopeful)], [one[-1] for one in sorted(others)]


class _Miles(dict[str, Decimal | None]):
    """By the area of a household: from the child's home to the middle of its postcode district, never to its door."""

    def __init__(self, home: tuple[int | None, int | None] | None) -> None:
        super().__init__()
        self.home = home

    def __missing__(self, area: str) -> Decimal | None:
        self[area] = _about(area, self.home)
        return self[area]


def _candidate(occupancy: Occupancy, miles: Decimal | None, age: int) -> Candidate:
    household = occupancy.household
    ages = occupancy.ages
    terms_fit = ages is None or ages[0] <= age <= ages[1]
    carers: Sequence[Carer] = getattr(household, "carers_that_day", ())
    words = [_free_words(occupancy)]
    if miles is not None:
        words.append(about(miles))
    if occupancy.terms_in_words:
        words.append(occupancy.terms_in_words)
    if not terms_fit:
        words.append(f"not approved for age {age}")
    words += [reason.in_words for reason in occupancy.reasons if reason.words != "living there"]
    return Candidate(
        value=f"household:{household.public_id}:{occupancy.usable}",
        reference=household.reference,
        name=" · ".join([household.reference, *_names(carers)]),
        words=" · ".join(words),
        free=occupancy.usable,
        miles=miles,
        fits=terms_fit,
        where=household.area,
    )


def _free_words(occupancy: Occupancy) -> str:
    if occupancy.approved is None:
        return "no terms on file"
    if occupancy.over:
        return f"{occupancy.over} over its {occupancy.approved}"
    return f"{occupancy.usable or 'none'} free of {occupancy.approved}"


def _names(carers: Sequence[Carer]) -> list[str]:
    return [" and ".join(str(carer) for carer in carers)] if carers else []


def _about(area: str, home: tuple[int | None, int | None] | None) -> Decimal | None:
    middle = middle_of(area) if area else None
    if middle is None or home is None or home[0] is None or home[1] is None:
        return None
    return miles_between(home[0], home[1], *middle)


def _homes(text: str, *, located: bool) -> list[Candidate]:
    """Providers' homes; `located`, with the postcode of the last placement in each, as a booking takes it."""
    homes = list(Home.objects.search(text)[:MOST_SHOWN])
    where: dict[int, str] = {}
    if located:
        last = (
            Placement.objects.filter(home__in=homes)
            .order_by("home_id", "-dates__startswith")
            .distinct("home_id")
        )
        where = {home: postcode for home, postcode in last.values_list("home_id", "postcode") if home}
    return [
        Candidate(
            f"home:{home.public_id}:",
            home.urn,
            home.name,
            f"Ofsted {home.urn} · ask the home",
            None,
            None,
            True,
            where.get(home.pk, ""),
        )
        for home in homes
    ]
