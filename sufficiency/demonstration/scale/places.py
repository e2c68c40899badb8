"""Real postcodes, thousands of them: a large authority's children do not share a few hundred addresses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product

import numpy as np

from sufficiency.core.postcodes import locate_frame

# Letters that the second half of a postcode uses.
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_IN_THE_CITY = tuple(f"SO{number}" for number in range(14, 20))
_NEARBY = ("SO30", "SO31", "SO32", "SO40", "SO45", "SO50", "SO51", "SO53", "PO14", "PO15", "PO16")
_FAR = ("B29", "B31", "B74", "BN2", "BN3", "PE2", "PL4", "S10", "BD9", "BH8")


@cache
def in_the_city() -> np.ndarray:
    """Postcodes of Southampton's own districts."""
    return _listed(_IN_THE_CITY)


@cache
def nearby() -> np.ndarray:
    """Postcodes in the towns around it."""
    return _listed(_NEARBY)


@cache
def far() -> np.ndarray:
    """Postcodes in towns a long way off, most more than 20 miles."""
    return _listed(_FAR)


def _listed(districts: Iterable[str]) -> np.ndarray:
    """All postcodes of these districts that the directory lists."""
    candidates = [
        f"{district} {sector}{first}{second}"
        for district, sector, first, second in product(districts, "0123456789", _UNIT_LETTERS, _UNIT_LETTERS)
    ]
    return np.array(candidates, dtype=object)[locate_frame(candidates)["listed"].to_numpy(bool)]
