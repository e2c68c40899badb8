"""Codes and postcodes for made-up lives in care."""

from datetime import date

from tests.indicators.returns import LOCATIONS, NOT_IN_DIRECTORY
from tests.indicators.worlds_choosing import Chooser

OLD_PLACES = [
    "Q2",
    "Q2",
    "Q2",
    "Q1",
    "K2",
    "K1",
    "H5",
    "P1",
    "P2",
    "P3",
    "R1",
    "R3",
    "R5",
    "S1",
    "A4",
    "A5",
    "M2",
    "Z1",
]
NEW_PLACES = [
    "U6",
    "U4",
    "U6",
    "U5",
    "U3",
    "U1",
    "U2",
    "K2",
    "K1",
    "H5",
    "P1",
    "P2",
    "P3",
    "R1",
    "R2",
    "S1",
    "A6",
    "A3",
    "Z1",
]
PROVIDERS = ["PR1", "PR1", "PR4", "PR4", "PR2", "PR5", "PR3"]
STATUSES = ["V2", "C1", "C2", "C2", "E1", "D1", "L2", "L1", "J1", "J2"]
EXITS = ["E4A", "E4B", "E11", "E12", "E3", "E5", "E8", "E41"]


def any_place(choose: Chooser, day: date) -> str:
    """A placement code of the day's list."""
    return choose.pick(OLD_PLACES if day < date(2015, 4, 1) else NEW_PLACES)


def any_provider(choose: Chooser) -> str:
    """A provider, at times left blank."""
    return "" if choose.chance(6) else choose.pick(PROVIDERS)


def any_postcode(choose: Chooser) -> str:
    """A postcode of the fixed table; at times blank or in no directory."""
    odd = choose.between(0, 99)
    if odd >= 94:
        return ""
    if odd >= 90:
        return NOT_IN_DIRECTORY
    code = choose.pick(sorted(LOCATIONS))
    return f"{code[:-3]} {code[-3:]}"


def any_home(choose: Chooser) -> str:
    """A home postcode, most often the same one."""
    return "SO14 7LY" if choose.chance(60) else any_postcode(choose)
