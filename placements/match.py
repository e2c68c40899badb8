"""What matters to where one child may live: how far a home is from the places to be near, and whether a location to
avoid is near it. Where a location to avoid lies, and why it is one, goes no further than this module.

A home is known by its postcode district alone, never by its address, adopters' and parents' too. It is as far away as
the district's middle; and a location to avoid is near it where any part of the district lies within the miles that were
said, so that no home is called safe that is not. So the officer's list and the booking say the same, and nobody learns
an address by asking again and again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from placements.models import Child, ImportantPlace, Placement, PlaceToAvoid
from placements.models.places import PlaceKind
from placements.presenters import words
from sufficiency.core.distance import miles_between
from sufficiency.core.postcodes import districts_of, locate, middle_of, nearest_in, normalise

NEAR = "A location to avoid is, or may be, near this home."
NOT_KNOWN = "Whether a location to avoid is near this home is not known."
_ASK = "Ask the manager before choosing."
_TO = {
    PlaceKind.SCHOOL: "school or college",
    PlaceKind.FAMILY: "family",
    PlaceKind.FRIENDS: "friends",
    PlaceKind.FAITH: "the place of worship",
    PlaceKind.HEALTH: "health care",
    PlaceKind.ACTIVITY: "the club or activity",
    PlaceKind.OTHER: "another place to be near",
}

# Easting and northing in metres; None where a postcode has no place.
Point = tuple[int, int]


@dataclass(frozen=True)
class Surroundings:
    """Of one child on one day: kinds of places to be near, and circles of so many miles. A home is told by its
    postcode district, or by a postcode, of which the district is taken."""

    near: tuple[tuple[PlaceKind, Point | None], ...] = ()
    avoid: tuple[tuple[Point | None, int], ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.near or self.avoid)

    def how_far(self, home: str) -> str:
        """'about 3 miles to school or college · under 1 mile to family'; blank where there is no place to be near."""
        here = middle_of(district_of(home)) if self.near else None
        told = []
        for kind, there in self.near:
            far = miles(here, there)
            told.append(
                f"distance to {_TO[kind]} not known"
                if far is None
                else f"{words.how_far(far)} to {_TO[kind]}"
            )
        return " · ".join(told)

    def too_near(self, home: str) -> bool | None:
        """Whether a location to avoid is, or may be, near; None where that cannot be told of one of them."""
        judged = [_is_near(there, within, home) for there, within in self.avoid]
        if any(judged):
            return True
        return None if None in judged else False

    def why_not(self, home: str) -> str:
        """What a rule says of such a home; blank where no location to avoid is near."""
        return {True: NEAR, None: NOT_KNOWN, False: ""}[self.too_near(home)]

    def warning(self, home: str) -> str:
        """What somebody who chooses reads beside a home: never where, never why."""
        why_not = self.why_not(home)
        return f"{why_not} {_ASK}" if why_not else ""


NOTHING = Surroundings()


def surroundings_of(children: Collection[Child], *, on: date) -> dict[int, Surroundings]:
    """By the children's keys, of those who have any; two queries, however many they are."""
    near = list(ImportantPlace.objects.filter(child__in=children).in_force_on(on))
    avoid = list(PlaceToAvoid.objects.filter(child__in=children).in_force_on(on))
    points = points_of([*(one.postcode for one in near), *(one.postcode for one in avoid)])
    return {
        key: Surroundings(
            tuple((PlaceKind(one.kind), points.get(one.postcode)) for one in near if one.child_id == key),
            tuple((points.get(one.postcode), one.miles) for one in avoid if one.child_id == key),
        )
        for key in {one.child_id for one in near} | {one.child_id for one in avoid}
    }


def surroundings(child: Child, *, on: date) -> Surroundings:
    """Of one child."""
    return surroundings_of([child], on=on).get(child.pk, NOTHING)


def where_of(placement: Placement) -> str:
    """Of a home lived in: a household's postcode district, else that of the postcode on record."""
    return (placement.household.area if placement.household else "") or district_of(placement.postcode)


def district_of(home: str) -> str:
    """The first half of a postcode; what is a half already stays."""
    return districts_of(home) or home


def points_of(postcodes: Iterable[str]) -> dict[str, Point]:
    """Where whole postcodes are, and the middles of districts; those that have no place are left out."""
    texts = {text for text in postcodes if text}
    found = {
        text: (one.easting, one.northing)
        for text, one in locate(sorted(text for text in texts if normalise(text))).items()
        if one.easting is not None and one.northing is not None
    }
    for text in texts:
        if normalise(text) is None and (middle := middle_of(text)):
            found[text] = middle
    return found


def point_of(postcode: str) -> Point | None:
    """Where one is; None where it has no place."""
    return points_of([postcode]).get(postcode)


def miles(here: Point | None, there: Point | None) -> Decimal | None:
    """Between two points, to a tenth; None where either is not known."""
    return None if here is None or there is None else miles_between(*here, *there)


def _is_near(there: Point | None, within: int, home: str) -> bool | None:
    if there is None or not home:
        return None
    far = miles(nearest_in(district_of(home), *there), there)
    return None if far is None else far <= within
