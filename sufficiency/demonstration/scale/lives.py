"""Children's stays in care, drawn at once as columns; days are counted from 1 January 1970."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sufficiency.demonstration.scale import places

# Shortly before the 18th birthday: nobody stays beyond it.
EIGHTEEN = 18 * 365
_ETHNIC = {
    "WBRI": 66, "WOTH": 6, "MWBC": 4, "MWBA": 2, "MWAS": 2, "MOTH": 2, "APKN": 3, "AOTH": 3, "ABAN": 2,
    "BAFR": 5, "BCRB": 2, "OOTH": 2, "NOBT": 1,
}  # fmt: skip
_NEEDS = {"N1": 62, "N2": 3, "N3": 4, "N4": 8, "N5": 14, "N6": 1, "N8": 8}
# Years of age at coming into care, with their weights.
_AGES = ((0, 1, 20), (1, 5, 19), (5, 10, 19), (10, 16, 30), (16, 17.7, 12))
_SHARE_IN_CARE_BEFORE = 0.42
_DAYS_IN_CARE = 820


@dataclass(frozen=True)
class Lives:
    """One stay in care for each child. `end` is after the last day for those who are still in care."""

    number: np.ndarray
    born: np.ndarray
    sex: np.ndarray
    ethnic: np.ndarray
    need: np.ndarray
    start: np.ndarray
    end: np.ndarray
    is_asylum_seeking: np.ndarray
    home: np.ndarray


def day_number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def draw(rng: np.random.Generator, children: int, first: int, last: int) -> Lives:
    """So many children, each in care on some day from `first` to `last`."""
    was_in_care = rng.random(children) < _SHARE_IN_CARE_BEFORE
    before = first - 1 - rng.exponential(_DAYS_IN_CARE, children).astype(np.int64)
    start = np.where(was_in_care, before, rng.integers(first, last + 1, children))
    stays_until = np.maximum(start, first) + 1 + rng.exponential(_DAYS_IN_CARE, children).astype(np.int64)
    age = _age_in_days(rng, children)
    asylum = (rng.random(children) < 0.06) & ~was_in_care
    age = np.where(asylum, rng.integers(15 * 365, 17 * 365 + 200, children), age)
    # Who was in care before the first day must be under 18 on it.
    age = np.where(was_in_care, np.minimum(age, EIGHTEEN - 30 - (first - start)), age)
    start = np.where(age < 0, start - age, start)
    age = np.maximum(age, 0)
    born = start - age
    return Lives(
        number=np.array([f"S{serial:06d}" for serial in range(1, children + 1)], dtype=object),
        born=born,
        sex=rng.choice(np.array(["1", "2"], dtype=object), children, p=(0.56, 0.44)),
        ethnic=np.where(asylum, "OOTH", pick(rng, _ETHNIC, children)),
        need=np.where(asylum, "N8", pick(rng, _NEEDS, children)),
        start=start,
        end=np.minimum(stays_until, born + EIGHTEEN),
        is_asylum_seeking=asylum,
        home=np.where(asylum, "", rng.choice(places.in_the_city(), children)),
    )


def _age_in_days(rng: np.random.Generator, count: int) -> np.ndarray:
    weights = np.array([weight for *_, weight in _AGES], dtype=float)
    band = rng.choice(len(_AGES), count, p=weights / weights.sum())
    low = np.array([years * 365 for years, *_ in _AGES])[band]
    high = np.array([years * 365 for _, years, _ in _AGES])[band]
    return (low + rng.random(count) * (high - low)).astype(np.int64)


def pick(rng: np.random.Generator, weights: dict[str, int], count: int) -> np.ndarray:
    """Keys drawn by their weights."""
    chances = np.array(list(weights.values()), dtype=float)
    return rng.choice(np.array(list(weights), dtype=object), count, p=chances / chances.sum())
