"""Which rows stand on the timeline when several returns speak of one child.

Of one child and DECOM the row of the latest return counts. A row that begins inside a spell which a later
return states is superseded. A row that runs into the next ends where that begins.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sufficiency.exchange.ssda903.overlaps import OPEN, key, starts_of_the_next
from sufficiency.exchange.ssda903.reading.cells import NO_DAY


def winners(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand, in order of child and day, with `end` (`OPEN` if none) and `end_inferred`.

    `rows` has whole-number columns child, as_at, decom and dec (`NO_DAY` where blank), and any others;
    rows of one return do not overlap.
    """
    rows = rows.sort_values(["child", "decom", "as_at"], kind="stable", ignore_index=True)
    child, decom = (rows[name].to_numpy(np.int64) for name in ("child", "decom"))
    at = key(child, decom)
    last_of_key = np.append(at[1:] != at[:-1], True) if len(rows) else np.zeros(0, bool)
    superseded = _superseded(rows, at, last_of_key)
    standing = rows[last_of_key & ~superseded].reset_index(drop=True)
    begun, dec = standing["decom"].to_numpy(np.int64), standing["dec"].to_numpy(np.int64)
    following = starts_of_the_next(standing["child"].to_numpy(np.int64), begun)
    reported = np.where(dec == NO_DAY, OPEN, dec)
    limit = np.where(following == NO_DAY, OPEN, following)
    return standing.assign(end=np.minimum(reported, limit), end_inferred=reported > limit)


def _superseded(rows: pd.DataFrame, at: np.ndarray, candidate: np.ndarray) -> np.ndarray:
    """Rows whose DECOM falls strictly inside a spell that a later return states."""
    child, decom, as_at, dec = (rows[name].to_numpy(np.int64) for name in ("child", "decom", "as_at", "dec"))
    superseded = np.zeros(len(rows), dtype=bool)
    moments = np.unique(as_at)
    if len(moments) < 2:
        return superseded
    number = np.searchsorted(moments, as_at)
    following = starts_of_the_next(child * len(moments) + number, decom)
    end = np.where(dec != NO_DAY, dec, np.where(following != NO_DAY, following, OPEN))
    reach = key(child, end)
    for moment in range(len(moments) - 1):
        mine = np.flatnonzero(candidate & (number == moment))
        if not len(mine):
            continue
        # `rows` is in order of child and day, so what is left of it is too.
        later = number > moment
        starts, furthest = at[later], np.maximum.accumulate(reach[later])
        before = np.searchsorted(starts, at[mine], side="left") - 1
        inside = (before >= 0) & (furthest[np.maximum(before, 0)] > at[mine])
        superseded[mine] = inside
    return superseded
