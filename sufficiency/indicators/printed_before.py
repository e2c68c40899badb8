"""What earlier public documents print of the same dates: known to every reader, and a pattern to keep.

A count that one edition hides and another prints is hidden no longer. So what was hidden stays hidden, and what was
printed, and is the same still, counts as known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sufficiency.core.protection import Addition, is_small
from sufficiency.core.rounding import THRESHOLD, Range, values_of
from sufficiency.indicators.base import Unit
from sufficiency.indicators.protected_flows import Flow, sums_of
from sufficiency.indicators.protected_links import Cell, Part, System

# Counts that others have published, each with the number that they print.
Elsewhere = frozenset[tuple[Cell, int]]


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
    # The measurements of which an edition prints the categories.
    broken_down: Set[tuple[str, date]] = frozenset()

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

    def sums(self, system: System, elsewhere: Elsewhere = frozenset()) -> Told:
        """What an edition's sums tell of counts that it hides, beside the sums that are printed now.

        A reader takes a sum printed then, from which a corrected count has to be taken, and sets what is left beside
        the sum printed now. They may know which counts were corrected, and what others (`elsewhere`) print of then.
        """
        told = Told()
        for number, edition in enumerate(self.editions, start=1):
            if edition.is_rounded:
                continue
            if edition.counted:
                _Then(edition, number, system, elsewhere).tell(told)
            else:
                _guessed(edition, number, system, told)
        return told.whole()

    def rounded_sums(self, system: System, elsewhere: Elsewhere = frozenset()) -> Told:
        """The same of editions that rounded: of each count they tell between which values it lies."""
        told = Told()
        for number, edition in enumerate(self.editions, start=1):
            if edition.is_rounded:
                _Then(edition, number, system, elsewhere).tell(told)
        return told.whole()


@dataclass
class Told:
    """What earlier editions tell beside the counts that are the same still.

    `counts` are counts of theirs that were corrected since, as they were then; of those, `hidden` were printed nowhere.
    `ranges` are the values that rounding left to a count, of theirs or of now. Editions that counted the same share one
    name for it, so what one of them prints is hidden in none.
    """

    counts: dict[Cell, int] = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)
    printed: set[Cell] = field(default_factory=set)
    ranges: dict[Cell, Range] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)

    def count(self, name: Cell, value: int, *, is_printed: bool) -> None:
        """Add a count of then, and whether the edition prints it."""
        self.counts[name] = value
        (self.printed if is_printed else self.hidden).add(name)

    def whole(self) -> Told:
        """With each sum once, and nothing hidden that another edition prints."""
        self.hidden -= self.printed
        self.additions = list(dict.fromkeys(self.additions))
        return self


class _Then:
    """An edition of which it is known what was counted: every count that was corrected since has a name of its own."""

    def __init__(self, edition: InPrint, number: int, system: System, elsewhere: Elsewhere) -> None:
        self.edition, self.number, self.system = edition, number, system
        self.counted = _aliases(edition.counted, system)
        # Two counts that are one now, and were not then, tie nothing.
        self.apart = {cell for cell, values in self.counted.items() if len(values) > 1}
        self.changed = {
            cell for cell, values in self.counted.items() if values != {system.counts[cell]}
        } - self.apart
        self.elsewhere = {
            cell
            for cell, value in _named(elsewhere, system)
            if cell in self.changed
            and {value} == self.counted[cell]
            and (edition.is_rounded or not is_small(value))
        }
        self.printed = {system.same.get(named, named) for named in edition.printed} | self.elsewhere

    def tell(self, told: Told) -> None:
        """Add its sums that hold a corrected count, and what it rounded."""
        if self.edition.is_rounded:
            self._ranges(told)
        self._flow(told)
        for addition in self.system.additions:
            cells = (addition.total, *addition.parts)
            if self.system.flow and addition.total == self.system.flow.everybody:
                continue
            if self.changed.isdisjoint(cells) or not self.apart.isdisjoint(cells):
                continue
            values = self._values(addition)
            if values is None:
                continue
            names = {
                # What it did not count, and what was another number then all the same, is a count of then too.
                cell: self._name(cell, value, is_of_then=value != self.system.counts[cell])
                for cell, value in values.items()
            }
            for cell, value in values.items():
                if names[cell] != cell:
                    told.count(names[cell], value, is_printed=cell in self.printed)
            told.additions.append(
                Addition(names[addition.total], tuple(names[cell] for cell in addition.parts))
            )

    def _flow(self, told: Told) -> None:
        """Who came and left, with the numbers at both ends of the year, where any of them was corrected since.

        By how many the two sides differ may have changed as well, so the sums of then are not those of now.
        """
        flow = self.system.flow
        if flow is None:
            return
        cells = (flow.then, flow.came, flow.now, flow.left)
        if self.changed.isdisjoint(cells) or not self.counted.keys() - self.apart >= {*cells}:
            return
        values = {cell: next(iter(self.counted[cell])) for cell in cells}
        of_then = Flow(
            *(
                self._name(cell, value, is_of_then=value != self.system.counts[cell])
                for cell, value in values.items()
            ),
            *(self._name(cell, None, is_of_then=True) for cell in (flow.everybody, flow.twice)),
        )
        counts, additions = sums_of(of_then, dict(zip(of_then, values.values(), strict=False)))
        told.additions += additions
        told.counts |= counts
        told.hidden.add(of_then.everybody)
        if of_then.twice in counts:
            told.ranges[of_then.twice] = values_of(counts[of_then.twice])
        for cell, name in zip(cells, of_then, strict=False):
            if name != cell:
                told.count(name, values[cell], is_printed=cell in self.printed)

    def _ranges(self, told: Told) -> None:
        for named, value in self.edition.printed.items():
            cell = self.system.same.get(named, named)
            if cell in self.system.counts and cell not in self.apart:
                of_then = next(iter(self.counted.get(cell, ())), None)
                told.ranges[self._name(cell, of_then)] = values_of(value)
        for cell in self.elsewhere:
            [of_then] = self.counted[cell]
            told.ranges[self._name(cell, of_then)] = (of_then, of_then)

    def _name(self, cell: Cell, value: int | None, *, is_of_then: bool = False) -> Cell:
        """The cell itself where it is the same still. What was counted then goes by its value, or by the edition."""
        is_known_to_be_the_same = cell in self.counted and cell not in self.changed
        if not is_of_then and (is_known_to_be_the_same or cell not in self.changed | self.system.unprinted):
            return cell
        of_then = f"edition {self.number}" if value is None else f"once {value}"
        return cell._replace(category=f"{of_then}, {cell.part} {cell.category}", part=Part.OUT)

    def _values(self, addition: Addition) -> dict[Cell, int] | None:
        """What each cell of the sum was then; None where too little is known of it, or where it did not add up.

        Nobody may be left over of a whole now, and somebody then: that sum was none.
        """
        cells = (addition.total, *addition.parts)
        values = {cell: next(iter(self.counted[cell])) for cell in cells if cell in self.counted}
        unknown = [cell for cell in cells if cell not in values]
        parts = sum(values.get(cell, 0) for cell in addition.parts)
        if unknown == [addition.total]:
            values[addition.total] = parts
        elif len(unknown) == 1 and values[addition.total] >= parts:
            values[unknown[0]] = values[addition.total] - parts
        elif unknown or values[addition.total] != parts:
            return None
        return values


def _guessed(edition: InPrint, number: int, system: System, told: Told) -> None:
    """Of an edition that kept nothing but what it printed: what it hides is taken to be what it is now."""
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
        name = Cell(addition.total.key, addition.total.as_at, f"edition {number}, sum {place}", Part.OUT)
        if addition.total in printed:
            told.counts[name] = total - of_print
            told.additions.append(Addition(name, unseen))
        else:
            told.counts[name] = of_print
            told.additions.append(Addition(addition.total, (*unseen, name)))


def same_elsewhere(elsewhere: Elsewhere, system: System) -> frozenset[Cell]:
    """The counts of the system of which others print the same number."""
    return frozenset(cell for cell, value in _named(elsewhere, system) if system.counts.get(cell) == value)


def _named(elsewhere: Elsewhere, system: System) -> Elsewhere:
    return frozenset((system.same.get(cell, cell), value) for cell, value in elsewhere)


def _aliases(counted: Mapping[Cell, int], system: System) -> dict[Cell, set[int]]:
    """The values of then by the one name that the system has for each count now."""
    found: dict[Cell, set[int]] = {}
    for cell, value in counted.items():
        if (named := system.same.get(cell, cell)) in system.counts:
            found.setdefault(named, set()).add(value)
    return found


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

    Each may have under "counted" the JSON of what was counted when the edition was made. One that has nothing else was
    counted and is not printed.
    """
    found: list[InPrint] = []
    named: set[tuple[str, date]] = set()
    broken_down: set[tuple[str, date]] = set()
    dates: dict[bool, set[date]] = {False: set(), True: set()}
    for edition in editions:
        kept = list(edition)
        printed = [one for one in kept if "key" in one]
        rounded = {date.fromisoformat(one["as_at"]) for one in printed if one.get("rounded_to")}
        for is_rounded in (False, True):
            values, hidden = dict[Cell, int](), set[Cell]()
            for measurement in printed:
                day = date.fromisoformat(measurement["as_at"])
                if (day in rounded) != is_rounded:
                    continue
                named.add((measurement["key"], day))
                if measurement["breakdown"]:
                    broken_down.add((measurement["key"], day))
                dates[is_rounded].add(day)
                for cell, value, is_hidden in _cells(measurement):
                    if is_hidden:
                        hidden.add(cell)
                    elif value is not None:
                        values[cell] = int(value)
            counted = {
                cell: int(value)
                for measurement in kept
                for cell, value, _ in _cells(measurement.get("counted") or {})
                if value is not None and (cell.as_at in rounded) == is_rounded
            }
            if values or hidden:
                found.append(InPrint(values, hidden, is_rounded, counted))
    return Before(tuple(found), named, dates[False], dates[True] - dates[False], broken_down)


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
