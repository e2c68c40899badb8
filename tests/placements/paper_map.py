"""A map on squared paper: postcodes that begin with V, which nobody has, at distances worked out by hand.

One mile is 1,609.3 metres (DfE's). All in metres east and north:

    VA1, a district of three      1AA 500000 500000 · 1AB 500000 501000 · 1AC 500000 504000; its middle is 1AB
    VB1 1AA, a school             503000 505000: 3,000 east and 4,000 north of the middle, so 5,000 m, 3.1 miles
    VB1 1AB, the family           500000 501700: 700 m from the middle, 0.4 miles
    VC1 1AA, to be avoided        500000 507218: 3,218 m from 1AC, 2.0 miles; 6,218 m from the middle, 3.9 miles
    VC2 1AA, to be avoided        500000 507300: 3,300 m from 1AC, 2.1 miles
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sufficiency.core import postcodes
from sufficiency.core.postcodes import Located

CODE = "E06999990"
_PLACES = {
    "VA11AA": (500_000, 500_000),
    "VA11AB": (500_000, 501_000),
    "VA11AC": (500_000, 504_000),
    "VB11AA": (503_000, 505_000),
    "VB11AB": (500_000, 501_700),
    "VC11AA": (500_000, 507_218),
    "VC21AA": (500_000, 507_300),
}


def _read() -> list[Located]:
    return [Located(code, CODE, None, east, north) for code, (east, north) in _PLACES.items()]


@contextmanager
def listed() -> Iterator[None]:
    """Within it the postcodes are found, and after it nowhere."""
    postcodes.list_invented("V", authorities=[CODE], read=_read)
    try:
        yield
    finally:
        del postcodes._invented["V"]
        for known in (postcodes._areas, postcodes._letter, postcodes.middle_of):
            known.cache_clear()
