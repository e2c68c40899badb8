"""Intervals of many children at once: which overlap, and what follows what."""

from __future__ import annotations

import numpy as np

from sufficiency.exchange.ssda903.reading.cells import NO_DAY

# Days are far fewer than this, so a child's number times it plus a day sorts by child and then by day.
_SPAN = 2**20
_SHIFT = 2**19
# The end of what has not ended, as a day later than any.
OPEN = 500_000


def key(child: np.ndarray, day: np.ndarray) -> np.ndarray:
    """One whole number that sorts by child and then by day."""
    return child.astype(np.int64) * _SPAN + (day + _SHIFT)


def overlapping(child: np.ndarray, begun: np.ndarray, ended: np.ndarray) -> list[tuple[int, int]]:
    """Pairs (row to set aside, row it overlaps) within each child.

    Rows are taken by their first day and then in their order; each that begins before a row already taken
    has ended, or on the day a row already taken begins, is not taken. An open row ends where the next begins.
    """
    if not len(child):
        return []
    order = np.lexsort((np.arange(len(child)), begun, child))
    sorted_key = key(child[order], begun[order])
    closed = np.where(ended[order] == NO_DAY, -_SHIFT + 1, ended[order])
    reach = np.maximum.accumulate(key(child[order], closed))
    suspect = (reach[:-1] > sorted_key[1:]) | (sorted_key[:-1] == sorted_key[1:])
    suspicious = np.unique(child[order][1:][suspect])
    return [
        pair
        for one in suspicious
        for pair in _overlapping_of_one(order[child[order] == one].tolist(), begun, ended)
    ]


def _overlapping_of_one(rows: list[int], begun: np.ndarray, ended: np.ndarray) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    last: int | None = None
    for row in rows:
        if last is not None and (
            begun[row] == begun[last] or (ended[last] != NO_DAY and begun[row] < ended[last])
        ):
            pairs.append((row, last))
        else:
            last = row
    return pairs


def starts_of_the_next(child: np.ndarray, begun: np.ndarray) -> np.ndarray:
    """For each row the first day of the child's next row; `NO_DAY` for the last."""
    following = np.full(len(child), NO_DAY, dtype=np.int64)
    order = np.lexsort((begun, child))
    same = child[order][:-1] == child[order][1:]
    following[order[:-1][same]] = begun[order[1:]][same]
    return following
