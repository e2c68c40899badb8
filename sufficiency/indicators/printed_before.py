"""What earlier public documents print of the same dates: known to every reader, and a pattern to keep.

A count that one edition hides and another prints is hidden no longer. So what was hidden stays hidden, and what was
printed, and is the same still, counts as known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sufficiency.core.protection import Addition
from sufficiency.core.rounding import THRESHOLD, Range, values_of
from sufficiency.indicators.base import Unit
from sufficiency.indicators.protected_links import Cell, Part, System


@dataclass(frozen=True)
class InPrint:
    """One edition's counts of these dates: those with a value, and those that it names and hides."""

    printed: Mapping[Cell, int]
    hidden: Set[Cell]
    # Whether the values are rounded: then each says no more than between which counts it lies.
    is_rounded: bool = False
    # What was counted when it was made, hidden counts too: nobody reads it, and it says which counts were corrected.
    counted: Mapping[Cell, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Before:
    """The earlier editions, and every measurement that any of them prints."""

    editions: tuple[InPrint, ...]
    named: Set[tuple[str, date]]
    # The dates that an edition prints exactly, and those that one prints rounded: never one date both ways.
    exact_dates: Set[date] = frozenset()
    rounded_dates: Set[date] = frozenset()

    def known(self, system: System) -> frozenset[Cell]:
        """The counts of the system that are in print as they are."""
        return frozenset(
            cell
            for edition in self.editions
            for cell, value in _by_name(edition.printed, system).items()
            if system.counts.get(cell) == value and (value < THRESHOLD or not edition.is_rounded)
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
            if edition.is_rounded:
                continue
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

    def rounded_sums(self, system: System) -> tuple[dict[Cell, Range], list[Addition]]:
        """What editions that rounded tell: between which values a count lies, and the sums of what they printed.

        A reader may know which counts were corrected since. One that was is a count of that edition alone, and so is
        what was left over of a sum that holds such a count.
        """
        told: dict[Cell, Range] = {}
        sums: list[Addition] = []
        for number, edition in enumerate(self.editions, start=1):
            if not edition.is_rounded:
                continue
            printed = _by_name(edition.printed, system)
            names = {
                cell: _of_edition(cell, number)
                for cell, count in _by_name(edition.counted, system).items()
                if count != system.counts[cell]
            }
            told |= {names.get(cell, cell): values_of(value) for cell, value in printed.items()}
            for addition in system.additions:
                cells = (addition.total, *addition.parts)
                if names.keys().isdisjoint(cells):
                    continue
                then = [
                    _of_edition(cell, number) if cell in system.unprinted else names.get(cell, cell)
                    for cell in cells
                ]
                sums.append(Addition(then[0], tuple(then[1:])))
        return told, sums


def _of_edition(cell: Cell, number: int) -> Cell:
    return cell._replace(category=f"edition {number}, {cell.part} {cell.category}", part=Part.OUT)


def _by_name(printed: Mapping[Cell, int], system: System) -> dict[Cell, int]:
    """The values by the one name that the system has for each count."""
    return {
        named: value
        for cell, value in printed.items()
        if (named := system.same.get(cell, cell)) in system.counts
    }


NOTHING = Before((), frozenset())


def before(editions: Iterable[Iterable[Mapping[str, Any]]]) -> Before:
    """From measurements as editions keep them: of each edition, the JSON of its `ProtectedMeasurement`s.

    Each may have under "counted" the JSON of what was counted when the edition was made.
    """
    found: list[InPrint] = []
    named: set[tuple[str, date]] = set()
    dates: dict[bool, set[date]] = {False: set(), True: set()}
    for edition in editions:
        read = {flag: (dict[Cell, int](), set[Cell](), dict[Cell, int]()) for flag in (False, True)}
        for measurement in edition:
            day = date.fromisoformat(measurement["as_at"])
            is_rounded = bool(measurement.get("rounded_to"))
            values, hidden, counted = read[is_rounded]
            named.add((measurement["key"], day))
            dates[is_rounded].add(day)
            for cell, value, is_hidden in _cells(measurement):
                if is_hidden:
                    hidden.add(cell)
                elif value is not None:
                    values[cell] = int(value)
            counted |= {
                cell: int(value)
                for cell, value, _ in _cells(measurement.get("counted") or {})
                if value is not None
            }
        found += [
            InPrint(values, hidden, is_rounded, counted)
            for is_rounded, (values, hidden, counted) in read.items()
            if values or hidden
        ]
    return Before(tuple(found), named, dates[False], dates[True] - dates[False])


# Where a measurement's own count stands, by its unit; of all others it is the value.
_OWN = {
    Unit.PERCENT: (("numerator", Part.COUNT), ("denominator", Part.OF)),
    Unit.RATE: (("numerator", Part.COUNT),),
    Unit.DAYS: (("denominator", Part.OF),),
}


def _cells(measurement: Mapping[str, Any]) -> Iterator[tuple[Cell, int | None, bool]]:
    if not measurement:
        return
    key, day = measurement["key"], date.fromisoformat(measurement["as_at"])
    hidden = set(measurement.get("hidden", ()))
    own = _OWN.get(Unit(measurement["unit"]), (("value", Part.COUNT),))
    for name, part in (*own, ("missing", Part.MISSING)):
        yield Cell(key, day, "", part), measurement[name], name in hidden
    for line in measurement["breakdown"] or ():
        category = line["category"]
        for name, part in (("value", Part.COUNT), ("denominator", Part.OF)):
            if name in line:
                yield Cell(key, day, category, part), line[name], f"{category}: {name}" in hidden
