"""The other way to protect small numbers: counts under a threshold hidden, every other rounded, each by itself.

Rounding leaves five values to every printed count, so totals do not add up, and few counts beside the small ones need
hiding. It is not enough by itself: 20 beside 10 leaves 6 to 9 of a hidden part. So what is printed is asked as a
reader would ask it, and where a small count is left fewer than five values, one more count is hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from sufficiency.core.protection import Addition, CannotProtect, Counts, Name, next_to_hide

THRESHOLD = 10
ROUND_TO = 5
# From the least to the greatest value of a small count: five values, as rounding leaves to every count.
ROUNDED_WIDTH = ROUND_TO - 1
_TOLERANCE = 1e-6

# The least and greatest value that a reader knows of a count.
Range = tuple[float, float]
_ANY: Range = (0.0, float("inf"))
_NOTHING: Mapping[Name, Range] = MappingProxyType({})


def is_few(count: int) -> bool:
    """Whether a count is hidden for its own sake. Nought is not: it is printed as it is."""
    return 1 <= count < THRESHOLD


def rounded(count: int) -> int:
    """To the nearest 5: 12 is 10, 13 is 15."""
    return (count + ROUND_TO // 2) // ROUND_TO * ROUND_TO


def values_of(printed: int) -> Range:
    """The counts that are printed so: 10 is 10 to 12, for 8 and 9 are hidden; 15 is 13 to 17.

    Under the threshold stands only what is exact: 0, and a small count that two people decided to print.
    """
    if printed < THRESHOLD:
        return float(printed), float(printed)
    return float(max(THRESHOLD, printed - ROUND_TO // 2)), float(printed + ROUND_TO // 2)


def hidden_when_rounded(
    counts: Counts,
    additions: Sequence[Addition],
    *,
    exact: Collection[Name] = frozenset(),
    printed: Collection[Name] = frozenset(),
    unprinted: Collection[Name] = frozenset(),
    hidden_before: Collection[Name] = frozenset(),
    told: Mapping[Name, Range] = _NOTHING,
    also: frozenset[Name] = frozenset(),
    always_printed: frozenset[Name] = frozenset(),
    few_are_known: bool = True,
    lost: set[Name] | None = None,
) -> frozenset[Name]:
    """The counts to hide where all others are printed rounded.

    `exact` are counts that a reader has as they are, from elsewhere, and `printed` those of them that are small and
    printed all the same. `unprinted` stand nowhere and are protected all the same. `told` is what earlier documents
    tell of a count, also of counts of theirs that stand in `additions` alone. `also` are hidden and protected like
    small counts. With `few_are_known` the reader takes each hidden small count for one of 1 to 9; without, a hidden
    count may be any. Raises `CannotProtect` where a small count is left too few values whatever is hidden; with
    `lost`, such counts are added to it instead.
    """
    few = {cell for cell, count in counts.items() if is_few(count)}
    hidden = ((few | also) - set(unprinted) - set(printed)) | (set(hidden_before) - set(printed))
    reader = _Reader(counts, additions, told, set(exact), set(unprinted), few if few_are_known else set())
    for cell in hidden:
        reader.loses(cell)
    beyond = frozenset(reader.place) - counts.keys()
    # Of what earlier documents printed, hiding it now takes nothing away.
    kept = always_printed | frozenset(exact) | told.keys() | beyond
    for cell in sorted((few | also) - set(exact), key=repr):
        while reader.confines(cell):
            more = next_to_hide(cell, counts, additions, hidden | set(unprinted), kept)
            if more is None:
                # Printed counts that are rounded pass on what is known of others, so it may be told from further off.
                holding = reader.holding(cell) & counts.keys() - hidden - set(unprinted) - kept
                more = min(holding, key=lambda one: (counts[one], repr(one)), default=None)
            if more is None:
                if lost is None:
                    raise CannotProtect(
                        "A count under 10 could be worked out from rounded totals whatever else is hidden."
                    )
                lost.add(cell)
                break
            hidden.add(more)
            reader.loses(more)
    return frozenset(hidden)


class _Reader:
    """What somebody can work out who has every printed count, the sums, and a linear programme."""

    def __init__(
        self,
        counts: Counts,
        additions: Sequence[Addition],
        told: Mapping[Name, Range],
        exact: Collection[Name],
        unprinted: Collection[Name],
        few: Collection[Name],
    ) -> None:
        names = [*counts, *(cell for one in additions for cell in (one.total, *one.parts))]
        self.place = {name: index for index, name in enumerate(dict.fromkeys(names))}
        self.told, self.few, self.exact = told, few, exact
        self.bounds = np.array(
            [_printed(name, counts, told, exact, unprinted) for name in self.place], dtype=float
        ).reshape(-1, 2)
        self.matrix = _matrix(additions, self.place)
        truth = np.array([counts.get(name, np.nan) for name in self.place], dtype=float)
        # Of each count the least and greatest value in any state of the world found so far.
        self.least, self.greatest = truth.copy(), truth.copy()

    def loses(self, cell: Name) -> None:
        """The count is hidden from now on."""
        if cell in self.exact:
            return
        low, high = self.told.get(cell, _ANY)
        self.bounds[self.place[cell]] = (
            (max(low, 1), min(high, THRESHOLD - 1)) if cell in self.few else (low, high)
        )

    def confines(self, cell: Name) -> bool:
        """Whether fewer values are left to a count than rounding leaves."""
        at = self.place[cell]
        for sign in (-1.0, 1.0):
            if self.greatest[at] - self.least[at] >= ROUNDED_WIDTH - _TOLERANCE:
                return False
            end = self._end(at, sign)
            if sign < 0:
                self.greatest[at] = max(self.greatest[at], -end)
            else:
                self.least[at] = min(self.least[at], end)
        return bool(self.greatest[at] - self.least[at] < ROUNDED_WIDTH - _TOLERANCE)

    def holding(self, cell: Name) -> set[Name]:
        """The counts of which what is known holds the least or the greatest value of that one where it is."""
        names, found = list(self.place), set[Name]()
        for sign in (-1.0, 1.0):
            objective = np.zeros(len(names))
            objective[self.place[cell]] = sign
            solved = self._solved(objective)
            if solved.status == 0:
                held = np.abs(solved.lower.marginals) + np.abs(solved.upper.marginals) > _TOLERANCE
                found |= {names[at] for at in np.flatnonzero(held)}
        return found

    def _end(self, at: int, sign: float) -> float:
        objective = np.zeros(len(self.place))
        objective[at] = sign
        found = self._solved(objective)
        if found.status == 0:
            self.least = np.fmin(self.least, found.x)
            self.greatest = np.fmax(self.greatest, found.x)
            return float(found.fun)
        if found.status == 3:
            return float("-inf")
        raise RuntimeError(f"What is printed contradicts itself: {found.message}")

    def _solved(self, objective: np.ndarray):  # type: ignore[no-untyped-def]
        from scipy.optimize import linprog

        sums = {"A_eq": self.matrix, "b_eq": np.zeros(self.matrix.shape[0])} if self.matrix.shape[0] else {}
        return linprog(objective, bounds=self.bounds, method="highs", **sums)


def _printed(
    name: Name,
    counts: Counts,
    told: Mapping[Name, Range],
    exact: Collection[Name],
    unprinted: Collection[Name],
) -> Range:
    if name in exact:
        return float(counts[name]), float(counts[name])
    low, high = told.get(name, _ANY)
    if name not in counts or name in unprinted:
        return low, high
    least, greatest = values_of(rounded(counts[name]))
    return max(low, least), min(high, greatest)


def _matrix(additions: Sequence[Addition], place: Mapping[Name, int]):  # type: ignore[no-untyped-def]
    """A row a sum: its parts less its total."""
    from scipy.sparse import coo_array

    entries = [
        (sign, row, place[cell])
        for row, addition in enumerate(additions)
        for cell, sign in ((addition.total, -1.0), *((part, 1.0) for part in addition.parts))
    ]
    signs, rows, columns = zip(*entries, strict=True) if entries else ((), (), ())
    return coo_array((signs, (rows, columns)), shape=(len(additions), len(place))).tocsr()
