"""Where Northmere lies: invented authorities in the North Sea, with postcodes that nobody can have.

No postcode of the kingdom begins with Q, and the middle of Northmere is some 45 miles out to sea.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin, sqrt

from sufficiency.core import postcodes
from sufficiency.core.postcodes import Located

NORTHMERE = "E06999001"
REGION_CODE, REGION_NAME = "E12999001", "Demonstration region (invented)"
_MIDDLE = (500_000, 560_000)
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_UNITS_A_DISTRICT = 200
# How many units (the last two letters) one sector has.
_UNITS_A_SECTOR = 25


@dataclass(frozen=True)
class Area:
    """An invented authority. `letters` begin its postcodes; metres east and north of the middle of Northmere."""

    code: str
    name: str
    letters: str
    east: int
    north: int
    districts: int
    adjoins: bool = False
    is_neighbour: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.name} (invented)"


AREAS = (
    Area(NORTHMERE, "Northmere", "QN", 0, 0, 8),
    Area("E06999002", "Aldermarsh", "QA", 19_000, 4_000, 4, adjoins=True, is_neighbour=True),
    Area("E06999003", "Castlewick", "QC", 2_000, -20_000, 4, adjoins=True, is_neighbour=True),
    Area("E06999004", "Fenholt", "QF", -20_000, -3_000, 4, adjoins=True),
    Area("E06999005", "Harrowdale", "QH", -4_000, 21_000, 4, adjoins=True, is_neighbour=True),
    Area("E06999006", "Lindenshire", "QL", 48_000, -30_000, 3, is_neighbour=True),
    Area("E06999007", "Marlbridge", "QM", -52_000, 24_000, 3, is_neighbour=True),
    Area("E06999008", "Oxmoor", "QO", 62_000, 46_000, 3, is_neighbour=True),
    Area("E06999009", "Ravensby", "QR", -30_000, -66_000, 3, is_neighbour=True),
    Area("E06999010", "Thornmere", "QT", 96_000, 8_000, 3, is_neighbour=True),
    Area("E06999011", "Wolderness", "QW", -8_000, 118_000, 3, is_neighbour=True),
    Area("E06999012", "Yewborough", "QY", 20_000, -140_000, 3, is_neighbour=True),
)
_BY_CODE = {area.code: area for area in AREAS}
FAR = tuple(area for area in AREAS if not area.adjoins and area.code != NORTHMERE)
ADJOINING = tuple(area for area in AREAS if area.adjoins)
NEIGHBOURS = tuple(area for area in AREAS if area.is_neighbour)


def make_known() -> None:
    """Let the directory of postcodes find Northmere's."""
    postcodes.list_invented("Q", authorities=[area.code for area in AREAS], read=all_places)


@cache
def all_places() -> tuple[Located, ...]:
    return tuple(place for area in AREAS for place in _places(area))


@cache
def postcodes_of(code: str) -> tuple[str, ...]:
    """The postcodes of an authority as they are written, "QN3 4AB"."""
    return tuple(f"{one.postcode[:-3]} {one.postcode[-3:]}" for one in _places(_BY_CODE[code]))


@cache
def _places(area: Area) -> tuple[Located, ...]:
    """Districts around the area's middle, units in a spiral around the district's."""
    found = []
    for district in range(1, area.districts + 1):
        turn = 2 * pi * district / area.districts
        far = 4_600 if area.districts > 4 else 4_000
        east = _MIDDLE[0] + area.east + far * cos(turn)
        north = _MIDDLE[1] + area.north + far * sin(turn)
        for unit in range(_UNITS_A_DISTRICT):
            sector, rest = divmod(unit, _UNITS_A_SECTOR)
            inward = f"{1 + sector}{_UNIT_LETTERS[rest // 5]}{_UNIT_LETTERS[rest % 5]}"
            away, angle = 2_400 * sqrt((unit + 0.5) / _UNITS_A_DISTRICT), 2.399963 * unit
            found.append(
                Located(
                    postcode=f"{area.letters}{district}{inward}",
                    authority=area.code,
                    district=None,
                    easting=round(east + away * cos(angle)),
                    northing=round(north + away * sin(angle)),
                )
            )
    return tuple(found)
