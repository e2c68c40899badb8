"""How far a placement is from home, and in which authority: worked out when it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sufficiency.core.distance import miles_between
from sufficiency.core.postcodes import locate


@dataclass(frozen=True)
class Whereabouts:
    """Straight-line miles to one decimal, None where not known; authority of the placement, blank where not."""

    miles: Decimal | None
    located_in: str


def whereabouts(home_postcode: str, postcode: str) -> Whereabouts:
    """From the two postcodes. One that nobody knows leaves the distance not known, never nought."""
    found = locate([home_postcode, postcode])
    home, there = found.get(home_postcode), found.get(postcode)
    miles = None
    if home and there:
        ends = (home.easting, home.northing, there.easting, there.northing)
        if None not in ends:
            miles = miles_between(*(metres or 0 for metres in ends))
    return Whereabouts(miles, (there.authority or "") if there else "")
