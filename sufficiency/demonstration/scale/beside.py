"""What a return tells beside the episodes: reviews, missing spells, care leavers. `child` is a position in lives."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sufficiency.demonstration.scale.lives import EIGHTEEN, Lives, pick

_YEAR = 365.25
# The first review within 20 working days, the next three months on, then twice a year.
_FIRST_REVIEW, _SECOND_REVIEW, _BETWEEN_REVIEWS = 26, 116, 180
_SHARE_MISSING = 0.07
_IN_TOUCH = {"YES": 90, "NO": 6, "REFU": 2, "NREQ": 2}
_ACTIVITY = {"F1": 7, "F2": 24, "P2": 5, "G4": 12, "G5": 28, "G6": 7, "P1": 17}
_ACCOMMODATION = {
    "U1": 36,
    "D1": 16,
    "B1": 13,
    "Z1": 10,
    "K1": 6,
    "E1": 5,
    "X2": 4,
    "S2": 2,
    "Y1": 4,
    "C1": 4,
}


def reviews(rng: np.random.Generator, lives: Lives, began: int, ended: int) -> pd.DataFrame:
    """Statutory reviews held in the year."""
    held = []
    most = int((ended - lives.start.min()) / _BETWEEN_REVIEWS) + 2
    for number in range(most):
        after = _FIRST_REVIEW if number == 0 else _SECOND_REVIEW + (number - 1) * _BETWEEN_REVIEWS
        day = lives.start + after
        child = np.flatnonzero((day >= began) & (day <= ended) & (day < lives.end))
        held.append(pd.DataFrame({"child": child, "REVIEW": day[child]}))
    rows = pd.concat(held).sort_values(["child", "REVIEW"], ignore_index=True)
    too_young = rows["REVIEW"].to_numpy() - lives.born[rows["child"]] < 4 * _YEAR
    said = pick(rng, {"PN1": 60, "PN2": 6, "PN6": 20, "PN7": 14}, len(rows))
    return rows.assign(REVIEW_CODE=np.where(too_young, "PN0", said))


def missing(rng: np.random.Generator, lives: Lives, began: int, ended: int) -> pd.DataFrame:
    """Short spells missing of children of ten and over."""
    first, last = np.maximum(lives.start, began), np.minimum(lives.end, ended) - 5
    able = (last > first) & (first - lives.born > 10 * _YEAR) & (rng.random(len(first)) < _SHARE_MISSING)
    child = np.flatnonzero(able)
    day = first[child] + (rng.random(len(child)) * (last - first)[child]).astype(np.int64)
    kind = pick(rng, {"M": 85, "A": 15}, len(child))
    return pd.DataFrame(
        {"child": child, "MISSING": kind, "MIS_START": day, "MIS_END": day + rng.integers(1, 4, len(child))}
    )


def contacts(rng: np.random.Generator, lives: Lives, began: int, ended: int) -> pd.DataFrame:
    """Care leavers who turn 18 to 21 in the year, having left at 16 or over."""
    left_late = (lives.end - lives.born > 16 * _YEAR) & (lives.end - lives.start > 91) & (lives.end < ended)
    age = np.floor((ended - lives.born) / _YEAR)
    child = np.flatnonzero(left_late & (age >= 18) & (age <= 21) & (lives.born + EIGHTEEN < ended))
    in_touch = pick(rng, _IN_TOUCH, len(child))
    told = in_touch == "YES"
    return pd.DataFrame(
        {
            "child": child,
            "IN_TOUCH": in_touch,
            "ACTIV": np.where(told, pick(rng, _ACTIVITY, len(child)), "0"),
            "ACCOM": np.where(told, pick(rng, _ACCOMMODATION, len(child)), "0"),
        }
    )
