"""What earlier public documents print of the same dates: known to every reader, and a pattern to keep.

A count that one edition hides and another prints is hidden no longer. So what was hidden stays hidden, and what was
printed, and is the same still, counts as known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from sufficiency.core.protection import Addition
from sufficiency.indicators.base import Unit
from sufficiency.indicators.protected_links import Cell, Part, System


@dataclass(frozen=True)
class InPrint:
    """One edition's counts of these dates: those with a value, and those that it names and hides."""

    printed: Mapping[Cell, int]
    hidden: Set[Cell]


@dataclass(frozen=True)
class Before:
    """The earlier editions, and every measurement that any of them prints."""

    editions: tuple[InPrint, ...]
    named: Set[tuple[str, date]]

    def known(self, system: System) -> frozenset[Cell]:
        """The counts of the system that are in print as they are."""
        return frozenset(
            cell
            for edition in self.editions
            for cell, value in _by_name(edition.printed, system).items()
            if system.counts.get(cell) == value
        )

    def kept_hidden(self, system: System) -> frozenset[Cell]:
        """The counts of the system that an edition hides and none prints as they are."""
        named = {system.same.get(cell, cell) for edition in self.editions for cell in edition.hidden}
        return frozenset(named & system.counts.keys()) - self.known(system)

    def sums(self, system: System) -> tuple[dict[Cell, int], list[Addition]]:
        """What an edition's sums tell of counts that it hides and that are the same now, and the numbers they tell.

        A reader takes a sum printed then, from which a corrected count has to be taken, and sets what is left beside
        the sum printed now.
        """
        told: dict[Cell, int] = {}
        additions: list[Addition] = []
        for number, edition in enumerate(self.editions, start=1):
            printed = _by_name(edition.printed, system)
            for place, addition in enumerate(system.additions):
                cells = (addition.total, *addition.parts)
                if all(printed.get(cell, system.counts[cell]) == system.counts[cell] for cell in cells):
                    continue  # Nothing was corrected: the sum of now tells as much.
                unseen = tuple(cell for cell in addition.parts if cell not in printed)
                of_print = sum(printed[cell] for cell in addition.parts if cell in printed)
                total = printed.get(addition.total, system.counts[addition.total])
                rest = sum(system.counts[cell] for cell in unseen)
                if not unseen or total != of_print + rest:
                    continue  # Of what was hidden something was corrected too: the sum then is of other counts.
                name = Cell(
                    addition.total.key, addition.total.as_at, f"edition {number}, sum {place}", Part.OUT
                )
                if addition.total in printed:
                    told[name] = total - of_print
                    additions.append(Addition(name, unseen))
                else:
                    told[name] = of_print
                    additions.append(Addition(addition.total, (*unseen, name)))
        return told, additions


def _by_name(printed: Mapping[Cell, int], system: System) -> dict[Cell, int]:
    """The values by the one name that the system has for each count."""
    return {
        named: value
        for cell, value in printed.items()
        if (named := system.same.get(cell, cell)) in system.counts
    }


NOTHING = Before((), frozenset())


def before(editions: Iterable[Iterable[Mapping[str, Any]]]) -> Before:
    """From measurements as editions keep them: of each edition, the JSON of its `ProtectedMeasurement`s."""
    found: list[InPrint] = []
    named: set[tuple[str, date]] = set()
    for edition in editions:
        values: dict[Cell, int] = {}
        hidden: set[Cell] = set()
        for measurement in edition:
            named.add((measurement["key"], date.fromisoformat(measurement["as_at"])))
            for cell, value, is_hidden in _cells(measurement):
                if is_hidden:
                    hidden.add(cell)
                elif value is not None:
                    values[cell] = int(value)
        found.append(InPrint(values, hidden))
    return Before(tuple(found), named)


# Where a measurement's own count stands, by its unit; of all others it is the value.
_OWN = {
    Unit.PERCENT: (("numerator", Part.COUNT), ("denominator", Part.OF)),
    Unit.RATE: (("numerator", Part.COUNT),),
    Unit.DAYS: (("denominator", Part.OF),),
}


def _cells(measurement: Mapping[str, Any]) -> Iterator[tuple[Cell, int | None, bool]]:
    key, day = measurement["key"], date.fromisoformat(measurement["as_at"])
    hidden = set(measurement["hidden"])
    own = _OWN.get(Unit(measurement["unit"]), (("value", Part.COUNT),))
    for name, part in (*own, ("missing", Part.MISSING)):
        yield Cell(key, day, "", part), measurement[name], name in hidden
    for line in measurement["breakdown"] or ():
        category = line["category"]
        for name, part in (("value", Part.COUNT), ("denominator", Part.OF)):
            if name in line:
                yield Cell(key, day, category, part), line[name], f"{category}: {name}" in hidden
