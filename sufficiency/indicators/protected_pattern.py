"""Which counts of one date are hidden, and which decisions to print a small one all the same can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sufficiency.core.protection import CannotProtect, hidden_cells, is_small
from sufficiency.indicators.printed_before import Before, Elsewhere, same_elsewhere
from sufficiency.indicators.protected_links import Cell, Part, System


def small_beside(cell: Cell, system: System, is_hidden_alone: Callable[[int], bool]) -> tuple[Cell, ...]:
    """The small counts in a sum with it, those that nobody prints left out."""
    sums = [{a.total, *a.parts} for a in system.additions]
    beside = {other for cells in sums if cell in cells for other in cells} - {cell} - system.unprinted
    return tuple(sorted(other for other in beside if is_hidden_alone(system.counts[other])))


def noughts_beside(decided: frozenset[Cell], system: System) -> frozenset[Cell]:
    """The counts of nobody in a sum with a small count that is printed all the same.

    A correction may take a child from the one to the other. The two sum up to what both were, so few that no later
    edition could hide either, so the nought is hidden beforehand.
    """
    sums = [{a.total, *a.parts} for a in system.additions if not decided.isdisjoint({a.total, *a.parts})]
    return frozenset(
        cell
        for cells in sums
        for cell in cells
        if not system.counts[cell] and cell.part not in (Part.OUT, Part.REST)
    )


@dataclass
class Pattern:
    """What is hidden of one date, after each decision to print a count all the same."""

    system: System
    to_hide: Callable[[System, Elsewhere, Before, frozenset[Cell]], tuple[frozenset[Cell], frozenset[Cell]]]
    known_elsewhere: Elsewhere
    before: Before
    cells: frozenset[Cell] = frozenset()
    lost: frozenset[Cell] = frozenset()
    refused: dict[Cell, tuple[Cell, ...]] = field(default_factory=dict)

    def decide(self, wanted: Iterable[Cell]) -> frozenset[Cell]:
        """The counts that are printed all the same: one after another, those that tell no other small count."""
        decided: frozenset[Cell] = frozenset()
        self.cells, self.lost = self._without(decided)
        for cell in wanted:
            cells, lost = self._without(decided | {cell})
            if told := lost - self.lost - {cell}:
                self.refused[cell] = tuple(sorted(told))
                continue
            decided |= {cell}
            self.cells, self.lost = cells, lost
        return decided

    def _without(self, decided: frozenset[Cell]) -> tuple[frozenset[Cell], frozenset[Cell]]:
        return self.to_hide(self.system, self.known_elsewhere, self.before, decided)


def to_hide(
    system: System, known_elsewhere: Elsewhere, before: Before, decided: frozenset[Cell]
) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """What to hide, and the small counts that earlier documents give away whatever is hidden.

    So they do a nought in print beside a count that is to be printed all the same, once it is corrected.
    """
    known = frozenset(
        cell for cell in same_elsewhere(known_elsewhere, system) if not is_small(system.counts[cell])
    )
    told = before.sums(system, known_elsewhere)
    counts, additions = {**system.counts, **told.counts}, [*system.additions, *told.additions]
    in_print = before.known(system) | (told.counts.keys() - told.hidden) | decided | system.known
    noughts = noughts_beside(decided, system)
    given: dict[str, Any] = {
        "also": noughts,
        "unprinted": system.unprinted | told.hidden,
        "in_print": in_print,
        "hidden_before": before.kept_hidden(system),
    }
    for always_printed in (known | system.totals, system.totals, frozenset()):
        try:
            cells = hidden_cells(counts, additions, always_printed=always_printed, **given)
        except CannotProtect:
            continue
        return cells, noughts & in_print
    if in_print - system.known:
        lost = set(noughts & in_print)
        return hidden_cells(counts, additions, lost=lost, **given), frozenset(lost)
    # Not even by hiding every cell: a small total that its own parts must add up to. Nothing is printed then.
    return frozenset(system.counts), frozenset()
