"""Straight-line distance in miles between two points of the British National Grid.

DfE works out placement distance from one-metre grid references as metres ÷ 1000 ÷ 1.6093, to one decimal.
Rounding is half up and is done on whole numbers, so that a child a metre either side of a boundary falls
on the right one: a distance rounds to at least k tenths of a mile exactly when

    metres ≥ (2k − 1) × 80.465,   that is,   10⁶ × metres² ≥ (2k − 1)² × 80465².

The right-hand side is always odd and the left always even, so no pair of whole-metre references ever lies
on a boundary, and half up and half even agree.
"""

from __future__ import annotations

from decimal import Decimal
from math import isqrt
from typing import overload

import numpy as np
import numpy.typing as npt

# "Over 20 miles" is more than 20.0 after rounding to one decimal.
OVER = 20.0

# Half of a tenth of a mile, in millimetres: 1.6093 km ÷ 20.
_HALF_TENTH = 80_465
# Metres of easting or northing within which 10⁶ × metres² fits in 64 bits; Great Britain needs 1.3 million.
_WIDEST_SPAN = 2_000_000


def miles_between(easting_1: int, northing_1: int, easting_2: int, northing_2: int) -> Decimal:
    """Miles to one decimal, rounded half up; grid references in whole metres."""
    squared = (easting_1 - easting_2) ** 2 + (northing_1 - northing_2) ** 2
    tenths = (isqrt(squared * 1_000_000) // _HALF_TENTH + 1) // 2
    return Decimal(tenths).scaleb(-1)


def miles_between_arrays(
    easting_1: npt.ArrayLike, northing_1: npt.ArrayLike, easting_2: npt.ArrayLike, northing_2: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """`miles_between` for whole columns: each result is the float nearest to the exact tenth.

    NaN where any coordinate is NaN (a distance not known). Raises ValueError where two points lie further
    apart than any two in Great Britain, which means that a grid reference is wrong.
    """
    east = np.asarray(easting_1, dtype=np.float64) - np.asarray(easting_2, dtype=np.float64)
    north = np.asarray(northing_1, dtype=np.float64) - np.asarray(northing_2, dtype=np.float64)
    east, north = np.broadcast_arrays(east, north)
    known = ~(np.isnan(east) | np.isnan(north))
    if (np.abs(east[known]) > _WIDEST_SPAN).any() or (np.abs(north[known]) > _WIDEST_SPAN).any():
        raise ValueError("Two grid references lie more than 2,000 km apart; check the coordinates.")
    squared = east[known].astype(np.int64) ** 2 + north[known].astype(np.int64) ** 2
    # The float estimate is at most one tenth out; the integers settle it.
    tenths = np.floor(np.sqrt(squared) / 160.93 + 0.5).astype(np.int64)
    exact = squared * 1_000_000
    tenths += (2 * tenths + 1) ** 2 * _HALF_TENTH**2 <= exact
    tenths -= (tenths > 0) & ((2 * tenths - 1) ** 2 * _HALF_TENTH**2 > exact)
    miles = np.full(east.shape, np.nan)
    miles[known] = tenths / 10
    return miles


@overload
def is_over(miles: Decimal | float) -> bool: ...
@overload
def is_over(miles: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]: ...
def is_over(miles: Decimal | float | npt.NDArray[np.float64]) -> bool | npt.NDArray[np.bool_]:
    """Whether a distance (or each of a column), rounded to one decimal, counts as over 20 miles."""
    return miles > OVER
