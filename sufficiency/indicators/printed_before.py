"""What earlier public documents print of the same dates: known to every reader, and a pattern to keep.

A count that one edition hides and another prints is hidden no longer. So what was hidden stays hidden, and what was
printed, and is the same still, counts as known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from sufficiency.indicators.base import Unit
from sufficiency.indicators.protected_links import Cell, Part, System


@dataclass(frozen=True)
class Before:
    """`printed` are the values of each count in print, more than one where it was corrected; `hidden` the counts
    that an edition names without a value; `named` every measurement that an edition prints."""

    printed: Mapping[Cell, Set[int]]
    hidden: Set[Cell]
    named: Set[tuple[str, date]]

    def known(self, system: System) -> frozenset[Cell]:
        """The counts of the system that are in print as they are."""
        return frozenset(
            system.same.get(cell, cell)
            for cell, values in self.printed.items()
            if system.counts.get(system.same.get(cell, cell)) in values
        )

    def kept_hidden(self, system: System) -> frozenset[Cell]:
        """The counts of the system that an edition hides and none prints as they are."""
        named = {system.same.get(cell, cell) for cell in self.hidden}
        return frozenset(named & system.counts.keys()) - self.known(system)


NOTHING = Before({}, frozenset(), frozenset())


def before(printed: Iterable[Mapping[str, Any]]) -> Before:
    """From measurements as editions keep them: the JSON of `ProtectedMeasurement`."""
    values: dict[Cell, set[int]] = {}
    hidden: set[Cell] = set()
    named: set[tuple[str, date]] = set()
    for measurement in printed:
        named.add((measurement["key"], date.fromisoformat(measurement["as_at"])))
        for cell, value, is_hidden in _cells(measurement):
            if is_hidden:
                hidden.add(cell)
            elif value is not None:
                values.setdefault(cell, set()).add(int(value))
    return Before(values, hidden, named)


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
