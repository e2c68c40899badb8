"""Small numbers in what leaves the building: which cells to hide so that none can be worked out.

Counts of 1 to 5 are hidden, as DfE prints authority tables; then, while a hidden small count can still be
confined too closely from what is printed, one more cell of an addition that gives it away is hidden.
"Confined" is judged as an attacker would: the least and greatest value that all printed sums allow, each found
by a linear programme. Rules of thumb ("hide one more in each row and column") fail where additions are linked.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

SMALLEST_HIDDEN = 1
LARGEST_HIDDEN = 5
# A hidden small count is safe when what is printed leaves it a range at least this wide.
PROTECTION_WIDTH = 5
_TOLERANCE = 1e-6


class CannotProtect(Exception):
    """Even with everything hidden that may be hidden, a small count can be worked out. Print fewer tables."""


@dataclass(frozen=True)
class Addition:
    """A printed sum: `total` is the sum of `parts`, all of them cells."""

    total: Hashable
    parts: tuple[Hashable, ...]


def is_small(count: int) -> bool:
    """Whether a count is hidden for its own sake. Nothing is not small: 0 says that there is nobody."""
    return SMALLEST_HIDDEN <= count <= LARGEST_HIDDEN


def hidden_cells(
    counts: Mapping[Hashable, int],
    additions: Sequence[Addition],
    *,
    always_printed: frozenset[Hashable] = frozenset(),
) -> frozenset[Hashable]:
    """The cells to hide. Every cell that could be confined to a range narrower than the width is covered.

    `always_printed` are figures known elsewhere (an authority's total is published by DfE): never hidden to
    protect another cell. Raises `CannotProtect` where that leaves no way.
    """
    small = {cell for cell, count in counts.items() if is_small(count)}
    hidden = set(small)
    while exposed := _exposed(counts, additions, hidden, small):
        complement = _complement(exposed, counts, additions, hidden, always_printed)
        if complement is None:
            raise CannotProtect("A count of 1 to 5 could be worked out from the totals whatever else is hidden.")
        hidden.add(complement)
    return frozenset(hidden)


def range_left(
    cell: Hashable, counts: Mapping[Hashable, int], additions: Sequence[Addition], hidden: frozenset[Hashable]
) -> tuple[float, float]:
    """The least and greatest value of a hidden cell that everything printed allows. No upper end: infinity."""
    cells = sorted(hidden, key=repr)
    return _range(cells.index(cell), *_equations(cells, counts, additions))


def _exposed(counts, additions, hidden: set, small: set):
    """The first small cell that is confined too closely, or None."""
    cells = sorted(hidden, key=repr)
    equations = _equations(cells, counts, additions)
    for index, cell in enumerate(cells):
        if cell in small:
            least, greatest = _range(index, *equations)
            if greatest - least < PROTECTION_WIDTH - _TOLERANCE:
                return cell
    return None


def _equations(cells: list, counts, additions) -> tuple[np.ndarray, np.ndarray]:
    """What is printed, as equations in the hidden cells: signed sum of hidden = what the printed ones leave."""
    place = {cell: index for index, cell in enumerate(cells)}
    rows, right = [], []
    for addition in additions:
        signed = [(addition.total, -1), *((part, 1) for part in addition.parts)]
        if not any(cell in place for cell, _ in signed):
            continue
        row, constant = np.zeros(len(cells)), 0
        for cell, sign in signed:
            if cell in place:
                row[place[cell]] += sign
            else:
                constant -= sign * counts[cell]
        rows.append(row)
        right.append(constant)
    return np.array(rows).reshape(len(rows), len(cells)), np.array(right, dtype=float)


def _range(index: int, left: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    objective = np.zeros(left.shape[1])
    objective[index] = 1.0
    constraints = {"A_eq": left, "b_eq": right} if len(left) else {}
    least = linprog(objective, bounds=(0, None), method="highs", **constraints)
    greatest = linprog(-objective, bounds=(0, None), method="highs", **constraints)
    return (least.fun, -greatest.fun if greatest.status == 0 else float("inf"))


def _complement(exposed, counts, additions, hidden: set, always_printed):
    """The printed cell to hide next: the smallest count in an addition linked to the exposed cell.

    Additions that hold the cell itself come first, then those linked to it through other hidden cells.
    A total is chosen only when no part is left, and a nought only when nothing else is.
    """
    linked = {exposed}
    while True:
        near = [a for a in additions if linked & {a.total, *a.parts}]
        parts = {cell for a in near for cell in a.parts} - hidden - always_printed
        totals = {a.total for a in near} - hidden - always_printed
        for candidates in ({c for c in parts if counts[c]}, {c for c in totals if counts[c]}, parts | totals):
            if candidates:
                return min(candidates, key=lambda cell: (counts[cell], repr(cell)))
        grown = linked | {cell for a in near for cell in (a.total, *a.parts) if cell in hidden}
        if grown == linked:
            return None
        linked = grown
