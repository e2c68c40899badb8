"""Who came and who left in a year, tied to how many there were at its two ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sufficiency.core.protection import Addition, Name


class Flow(NamedTuple):
    """The names of four counts: those there the day before the year, who came, those there at its end, and who left.

    Of two more that nobody prints: `everybody`, which both sides come to, and `twice`, by how many they differ. Who
    came or left twice counts once.
    """

    then: Name
    came: Name
    now: Name
    left: Name
    everybody: Name
    twice: Name


def sums_of(flow: Flow, counts: Mapping[Name, int]) -> tuple[dict[Name, int], list[Addition]]:
    """Those there before and those who came are those who left and those there now: the counts of `everybody`, and of
    `twice` where the two sides differ, and the two sums.
    """
    gap = counts[flow.then] + counts[flow.came] - counts[flow.now] - counts[flow.left]
    came: tuple[Name, ...] = (flow.then, flow.came)
    left: tuple[Name, ...] = (flow.now, flow.left)
    found = {flow.everybody: counts[flow.now] + counts[flow.left] + max(gap, 0)}
    if gap < 0:
        came = (*came, flow.twice)
    elif gap > 0:
        left = (*left, flow.twice)
    if gap:
        found[flow.twice] = abs(gap)
    return found, [Addition(flow.everybody, came), Addition(flow.everybody, left)]
