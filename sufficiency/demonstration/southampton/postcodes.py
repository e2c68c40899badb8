"""The pool of real postcodes the invented children and carers are given.

Chosen once at random from the ONS directory and kept as a small file, so that the demonstration does not
read the directory. Uses do not overlap: no home shares a postcode with a placement. The distances between
uses make each pair's class certain: every pair of home and placement in or near the city is within 20 miles,
and the far ones lie more than 20 miles from all of the city.
"""

import random
from dataclasses import dataclass
from functools import cache
from itertools import chain

from sufficiency.core.distance import is_over, miles_between
from sufficiency.demonstration.southampton.source_files import rows
from sufficiency.demonstration.southampton.year_ends import Cell

HOME, FAR_HOME = "home in the city", "home far from the city"
INSIDE, NEARBY, FAR = "placement in the city", "placement nearby", "placement far from the city"
SOUTHAMPTON = "E06000045"


@dataclass(frozen=True)
class Postcode:
    """A postcode with its grid reference in metres and its authority's GSS code."""

    postcode: str
    easting: int
    northing: int
    authority: str


@cache
def pool() -> dict[str, list[Postcode]]:
    """The postcodes by use."""
    uses: dict[str, list[Postcode]] = {}
    for row in rows("postcodes"):
        found = Postcode(row["postcode"], int(row["easting"]), int(row["northing"]), row["authority"])
        uses.setdefault(row["use"], []).append(found)
    return uses


@cache
def by_postcode() -> dict[str, Postcode]:
    """Every postcode of the pool by its text."""
    return {found.postcode: found for found in chain.from_iterable(pool().values())}


@cache
def over_20_miles(home: str, placement: str) -> bool:
    """Whether the straight line between two postcodes of the pool is more than 20.0 miles, rounded."""
    one, other = by_postcode()[home], by_postcode()[placement]
    return is_over(miles_between(one.easting, one.northing, other.easting, other.northing))


def home_postcode(rng: random.Random, home: str) -> str:
    """A home's postcode; blank for children who came from abroad or whose family has no address."""
    uses = {"city": HOME, "far": FAR_HOME}
    return rng.choice(pool()[uses[home]]).postcode if home in uses else ""


def placement_postcode(rng: random.Random, cell: Cell, home: str, *, unlike: str = "") -> str:
    """A postcode for a placement of this cell, other than ``unlike``, that has the cell's distance from home.

    Children absent from their placement have none.
    """
    if cell.distance == "not known":
        return ""
    if cell.place == "P1" and cell.inside and home and unlike != home:
        return home
    use = INSIDE if cell.inside else FAR if cell.far else NEARBY
    while True:
        found = rng.choice(pool()[use]).postcode
        far_enough = not cell.far or not home or over_20_miles(home, found)
        if found != unlike and far_enough:
            return found
