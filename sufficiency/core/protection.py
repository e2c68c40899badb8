"""Small numbers in what leaves the building: which cells to hide so that none can be worked out.

Counts of 1 to 5 are hidden, as DfE prints authority tables; then, while a hidden small count can still be
confined too closely from what is printed, one more cell of an addition that gives it away is hidden.
"Confined" is judged as an attacker would: the least and greatest value that all printed sums allow, each
found by a linear programme. Rules of thumb ("hide one more in each row and column") fail where additions are
linked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SMALLEST_HIDDEN = 1
LARGEST_HIDDEN = 5
# What names a cell: anything that a dictionary takes as a key.
Name = Any
Counts = Mapping[Name, int]
Hidden = set[Name] | frozenset[Name]
# A hidden small count is safe when what is printed leaves it a range at least this wide.
PROTECTION_WIDTH = 5
_TOLERANCE = 1e-6


class CannotProtect(Exception):
    """Even with everything hidden that may be hidden, a small count can be worked out. Print fewer tables."""


@dataclass(frozen=True)
class Addition:
    """A printed sum: `total` is the sum of `parts`, all of them cells."""

    total: Name
    parts: tuple[Name, ...]


def is_small(count: int) -> bool:
    """Whether a count is hidden for its own sake. Nothing is not small: 0 says that there is nobody."""
    return SMALLEST_HIDDEN <= count <= LARGEST_HIDDEN


def hidden_cells(
    counts: Mapping[Name, int],
    additions: Sequence[Addition],
    *,
    always_printed: frozenset[Name] = frozenset(),
    also: frozenset[Name] = frozenset(),
    unprinted: frozenset[Name] = frozenset(),
    in_print: frozenset[Name] = frozenset(),
    hidden_before: frozenset[Name] = frozenset(),
    lost: set[Name] | None = None,
) -> frozenset[Name]:
    """The cells to hide. Every cell that could be confined to a range narrower than the width is covered.

    `also` are hidden and protected like small counts. `always_printed` are figures known elsewhere (an authority's
    total is published by DfE): never hidden to protect another cell. Raises `CannotProtect` where that leaves no way.
    `unprinted` are what a reader could subtract for themselves (those not in a share): they stand nowhere, and are
    protected all the same. `in_print` are counts that an earlier document prints, small ones among them: hiding them
    hides nothing. `hidden_before` stay hidden, as an earlier document has them. With `lost`, small counts that nothing
    can protect any more are added to it instead of raising.
    """
    small = ({cell for cell, count in counts.items() if is_small(count)} | also) - in_print
    unprinted = unprinted - in_print
    stays = small | unprinted | (hidden_before - in_print)
    hidden = set(stays)
    worlds = _Worlds(counts, additions)
    # Hiding another cell only ever widens a range, so a cell that was safe once stays safe.
    for cell in sorted(small, key=repr):
        while worlds.expose(cell, hidden):
            complement = next_to_hide(cell, counts, additions, hidden, always_printed | in_print)
            if complement is None:
                if lost is not None:
                    lost.add(cell)
                    break
                raise CannotProtect(
                    "A count of 1 to 5 could be worked out from the totals whatever else is hidden."
                )
            hidden.add(complement)
    return frozenset(_without_superfluous(hidden, small - (lost or set()), stays, worlds))


def _without_superfluous(hidden: Hidden, small: Hidden, stays: Hidden, worlds: _Worlds) -> Hidden:
    """Print again what was hidden on the way and turned out not to be needed, the greatest counts first."""
    counts, additions = worlds.counts, worlds.additions
    for cell in sorted(hidden - stays, key=lambda cell: (-counts[cell], repr(cell))):
        linked = {other for addition in _linked_to(cell, additions, hidden) for other in _cells_of(addition)}
        fewer = hidden - {cell}
        without = worlds.printing(cell)
        if not any(without.expose(other, fewer) for other in sorted(small & linked, key=repr)):
            hidden, worlds = fewer, without
    return hidden


def range_left(
    cell: Name, counts: Mapping[Name, int], additions: Sequence[Addition], hidden: frozenset[Name]
) -> tuple[float, float]:
    """The least and greatest value of a hidden cell that everything printed allows. No upper end: "
    "infinity."""
    left, right, _ = _equations_of(cell, counts, additions, hidden)
    (least, at_least), (greatest, at_most) = (_solved(sign, left, right) for sign in (1.0, -1.0))
    return (
        least if at_least is not None else float("-inf"),
        -greatest if at_most is not None else float("inf"),
    )


class _Worlds:
    """States of the world found so far that agree with everything printed; the true one is the first of them.

    A count that two of them tell far enough apart needs no programme of its own. They stay when more is hidden.
    """

    def __init__(self, counts: Counts, additions: Sequence[Addition]) -> None:
        self.counts, self.additions = counts, additions
        self.place = {cell: index for index, cell in enumerate(counts)}
        self.found = [np.array(list(counts.values()), dtype=float)]

    def printing(self, cell: Name) -> _Worlds:
        """Those that still agree when a hidden cell is printed."""
        fewer = _Worlds(self.counts, self.additions)
        at, true = self.place[cell], self.counts[cell]
        fewer.found = [world for world in self.found if abs(world[at] - true) < _TOLERANCE]
        return fewer

    def expose(self, cell: Name, hidden: Hidden) -> bool:
        """Whether a reader can confine the cell to a range narrower than the width."""
        if self._spread(cell) >= PROTECTION_WIDTH:
            return False
        left, right, names = _equations_of(cell, self.counts, self.additions, hidden)
        greatest = self._learn(-1.0, left, right, names)
        if greatest is None or self._spread(cell) >= PROTECTION_WIDTH:
            return False
        least = self._learn(1.0, left, right, names)
        return least is not None and -greatest - least < PROTECTION_WIDTH - _TOLERANCE

    def _spread(self, cell: Name) -> float:
        values = [world[self.place[cell]] for world in self.found]
        return float(max(values) - min(values))

    def _learn(self, sign: float, left: np.ndarray, right: np.ndarray, names: Sequence[Name]) -> float | None:
        """The least of the first unknown times `sign`, None where nothing bounds it; the world is kept."""
        value, solution = _solved(sign, left, right)
        if solution is None:
            return None
        world = self.found[0].copy()
        world[[self.place[name] for name in names]] = solution
        self.found.append(world)
        return value


def _cells_of(addition: Addition) -> tuple[Name, ...]:
    return (addition.total, *addition.parts)


def _linked_to(cell: Name, additions: Sequence[Addition], hidden: Hidden) -> list[Addition]:
    """The additions that tell anything of a hidden cell: its own, and those reached through other "
    "hidden cells."""
    reached, found, grew = {cell}, [], True
    remaining = list(additions)
    while grew:
        grew = False
        apart = []
        for addition in remaining:
            cells = _cells_of(addition)
            if reached.isdisjoint(cells):
                apart.append(addition)
            else:
                found.append(addition)
                reached.update(other for other in cells if other in hidden)
                grew = True
        remaining = apart
    return found


def _equations_of(
    cell: Name, counts: Counts, additions: Sequence[Addition], hidden: Hidden
) -> tuple[np.ndarray, np.ndarray, list[Name]]:
    """What is printed, as equations in the hidden cells: signed sum of hidden = what the printed ones leave.

    With the names of the unknowns in their order; the cell asked about is the first.
    """
    linked = _linked_to(cell, additions, hidden)
    others = (other for addition in linked for other in _cells_of(addition) if other in hidden)
    place = {other: index for index, other in enumerate(dict.fromkeys([cell, *others]))}
    left, right = np.zeros((len(linked), len(place))), np.zeros(len(linked))
    for index, addition in enumerate(linked):
        for other, sign in ((addition.total, -1), *((part, 1) for part in addition.parts)):
            if other in place:
                left[index, place[other]] += sign
            else:
                right[index] -= sign * counts[other]
    return left, right, list(place)


def _solved(sign: float, left: np.ndarray, right: np.ndarray) -> tuple[float, np.ndarray | None]:
    """The least of the first unknown, times `sign`, and where it is taken; nowhere where nothing bounds it."""
    objective = np.zeros(left.shape[1])
    objective[0] = sign
    constraints = {"A_eq": left, "b_eq": right} if len(left) else {}
    # Half a second of every command's start otherwise; the web server reads it before it answers (`wsgi`).
    from scipy.optimize import linprog

    found = linprog(objective, bounds=(0, None), method="highs", **constraints)
    if found.status == 2:
        # Nothing would seem to be told by it, whatever it tells.
        raise RuntimeError(f"What is printed contradicts itself: {found.message}")
    return (found.fun, found.x) if found.status == 0 else (float("-inf"), None)


def next_to_hide(
    exposed: Name, counts: Counts, additions: Sequence[Addition], hidden: Hidden, always_printed: Hidden
) -> Name | None:
    """The printed cell to hide next: the smallest count in an addition linked to the exposed cell.

    Additions that hold the cell itself come first, the shortest of them before the others, then those linked
    to it through other hidden cells. A total is chosen only when no part is left, and a nought only when
    nothing else is.
    """
    linked = {exposed}
    while True:
        near = sorted((a for a in additions if linked & {a.total, *a.parts}), key=lambda a: len(a.parts))
        parts = [set(a.parts) - hidden - always_printed for a in near]
        totals = {a.total for a in near} - hidden - always_printed
        somebody = [{c for c in candidates if counts[c]} for candidates in (*parts, totals)]
        for candidates in (*somebody, set().union(totals, *parts)):
            if candidates:
                return min(candidates, key=lambda cell: (counts[cell], repr(cell)))
        grown = linked | {cell for a in near for cell in (a.total, *a.parts) if cell in hidden}
        if grown == linked:
            return None
        linked = grown
