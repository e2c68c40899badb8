"""In what proportion things happen in Northmere, and where the proportions come from.

National figures are DfE's for England at 31 March 2025 or the year to it ("Children looked after in England including
adoptions"), kept in `fixtures/northmere/england.csv` where the product compares with them: 67 in 10,000; fostered 67 %,
children's and secure homes 12, supported 9, with parents 6, for adoption 2; 69 % within 20 miles and 22 beyond;
three or more placements 10 %; the same carer for two years 69 %; 40 starts a year for 100 in care. Ofsted's fostering
return of 2025: 60 % of mainstream places filled. What no national figure gives (how long each way out of care takes) is
set so that those come out; `tests/demonstration/test_northmere.py` holds the outcome against them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")

# How many were in care so many years ago: the course of England since 2016, at Northmere's size.
STOCK_NOW = 480
STOCK_BY_YEARS_AGO = {0: 480, 1: 481, 2: 490, 3: 492, 4: 482, 5: 475, 6: 468, 7: 458, 8: 443, 9: 428, 10: 416}
# Children aged 0 to 17 in Northmere for each 480 in care now: 67 to 72 in 10,000 over the years.
POPULATION = 68_000

SHARE_UNACCOMPANIED = 0.165
# Years of age at coming into care, of the others.
AGES = {(0.0, 0.15): 17, (0.15, 1): 8, (1, 5): 19, (5, 10): 16, (10, 16): 29, (16, 17.6): 14}
# How a stay ends, by the age at which it began.
WAYS_OUT: Mapping[float, dict[str, int]] = {
    1: {"adopted": 25, "guardian": 24, "home soon": 21, "home later": 16, "grown up": 14},
    5: {"adopted": 10, "guardian": 20, "home soon": 32, "home later": 18, "grown up": 20},
    10: {"guardian": 13, "home soon": 36, "home later": 18, "grown up": 33},
    16: {"guardian": 4, "home soon": 36, "home later": 16, "grown up": 44},
    18: {"home soon": 32, "home later": 4, "grown up": 64},
}
ETHNIC = {
    "WBRI": 660, "WOTH": 40, "WROM": 8, "MWBC": 35, "MWBA": 12, "MWAS": 14, "MOTH": 35, "APKN": 20, "ABAN": 8,
    "AIND": 6, "AOTH": 20, "BAFR": 40, "BCRB": 16, "BOTH": 15, "OOTH": 30, "NOBT": 4,
}  # fmt: skip
ETHNIC_UNACCOMPANIED = {"OOTH": 40, "AOTH": 22, "BAFR": 30, "WOTH": 6, "BOTH": 2}
NEEDS = {"N1": 66, "N2": 3, "N3": 3, "N4": 8, "N5": 14, "N6": 1, "N8": 5}
SHARE_WITH_SIBLINGS = 0.36
GROUP_SIZES = {2: 62, 3: 27, 4: 11}

FIRST_STATUS = {"V2": 50, "C1": 36, "L1": 9, "L2": 3, "C2": 2}
HOME_ENDINGS = {"E4A": 62, "E4B": 18, "E41": 12, "E13": 8}
GROWN_UP_ENDINGS = {"E5": 44, "E6": 20, "E7": 7, "E8": 14, "E17": 15}
REASONS = {
    "CARPL": 52,
    "CREQB": 12,
    "CREQO": 8,
    "CHILD": 8,
    "LAREQ": 7,
    "STAND": 4,
    "CLOSE": 3,
    "ALLEG": 2,
    "OTHER": 4,
}

# Kinds of home at a move, by age; "kin" is decided once a family.
KINDS: Mapping[float, dict[str, float]] = {
    1: {"foster": 92, "mother and baby": 6, "hospital": 2},
    8: {"foster": 97, "home": 3},
    12: {"foster": 82, "home": 18},
    16: {"foster": 53, "home": 44, "school": 2, "secure": 1},
    18: {"foster": 18, "home": 24, "supported": 57, "hospital": 1},
}
KINDS_UNACCOMPANIED: Mapping[float, dict[str, float]] = {
    16: {"foster": 95, "home": 5},
    18: {"foster": 34, "supported": 66},
}
SHARE_KIN = 0.37
SHARE_OF_FOSTERING_OWN = 0.41

# Ofsted, 31 March 2025: 42,015 of 69,825 approved mainstream places filled.
FILLED = 0.65
PLACES = {1: 32, 2: 44, 3: 22, 4: 2}

SHARE_GOING_MISSING = 0.11
IN_TOUCH = {"YES": 92, "NO": 4, "REFU": 2, "NREQ": 2}
ACTIVITY = {"F1": 6, "F2": 22, "F4": 4, "F5": 22, "P2": 3, "P5": 5, "G4": 12, "G5": 20, "G6": 6}
ACTIVITY_TO_2021 = {"F1": 6, "F2": 22, "F3": 25, "P2": 3, "P3": 5, "G4": 12, "G5": 21, "G6": 6}
ACCOMMODATION = {
    "U1": 34, "D1": 15, "B1": 13, "Z1": 8, "K1": 5, "E1": 5, "T1": 3, "Y1": 6, "X2": 4, "S2": 2, "R1": 2, "C1": 2,
    "W2": 1,
}  # fmt: skip
ACCOMMODATION_YOUNG = {"D1": 40, "B1": 25, "U1": 10, "E1": 8, "K1": 4, "Y1": 6, "X2": 4, "S2": 2, "W2": 1}


def drawn(rng: random.Random, weights: Mapping[Key, float]) -> Key:
    """A key, by its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def by_age(table: Mapping[float, dict], age: float) -> dict:
    """The row for an age: the first whose limit lies above it, else the last."""
    return next((row for limit, row in table.items() if age < limit), table[max(table)])
