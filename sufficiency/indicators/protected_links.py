"""How the counts of one date hang together: which are sums of which, which are the same count printed twice.

An attacker with a pencil knows all of this. What a reader could work out by subtraction (those not in a
share, children placed outside who are not in fostering) is a cell too, printed nowhere and protected all the
same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sufficiency.core.protection import Addition
from sufficiency.indicators.base import Measurement, Unit
from sufficiency.indicators.protected_flows import Flow, sums_of
from sufficiency.indicators.protected_ties import (
    DENOMINATOR,
    LEAVERS,
    OF_EVERYONE,
    OVERLAPPING,
    SHARES_OF_LEAVERS,
    TOTAL,
    WITHIN,
    Place,
)


class Part(StrEnum):
    """What of a measurement a cell counts."""

    COUNT = "count"  # a count, or a share's numerator
    OF = "of"  # a share's denominator, or how many a mean is of
    REST = "rest"  # those of the denominator who are not in the numerator
    MISSING = "missing"
    OUT = "out"  # left over when one printed count is taken from another


class Cell(NamedTuple):
    key: str
    as_at: date
    category: str
    part: Part


@dataclass
class System:
    """The counts of one date and every sum that ties them. Two names of one count share one cell."""

    counts: dict[Cell, int] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)
    unprinted: frozenset[Cell] = frozenset()
    totals: frozenset[Cell] = frozenset()
    # Counts of another date, in sums with those of this one: a reader has them.
    known: frozenset[Cell] = frozenset()
    same: dict[Cell, Cell] = field(default_factory=dict)
    # Who came and left, and the numbers at both ends of the year, where the document has them all.
    flow: Flow | None = None

    def cell(self, key: str, as_at: date, category: str, part: Part) -> Cell:
        named = Cell(key, as_at, category, part)
        return self.same.get(named, named)


def system_of(
    measurements: Sequence[Measurement],
    a_year_before: Measurement | None = None,
    *,
    countable: Iterable[Measurement] = (),
) -> System:
    """The cells and sums of the measurements of one date. `a_year_before` is the number looked after on the day before
    the year to that date began, where a reader has it. What of `countable` is none of the measurements stands nowhere.
    """
    return _Builder(measurements, a_year_before, countable).build()


class _Builder:
    def __init__(
        self,
        measurements: Sequence[Measurement],
        a_year_before: Measurement | None,
        countable: Iterable[Measurement],
    ) -> None:
        self.day = measurements[0].as_at
        self.a_year_before = a_year_before
        self.known: set[Cell] = set()
        self.by_key = {measurement.key: measurement for measurement in measurements}
        # What can be counted besides, and whole what the measurements have without its lines.
        self.besides = [
            one
            for one in countable
            if one.key not in self.by_key or (one.breakdown and not self.by_key[one.key].breakdown)
        ]
        self.counts: dict[Cell, int] = {}
        self.additions: list[Addition] = []
        self.unprinted: set[Cell] = set()

    def build(self) -> System:
        for measurement in self.by_key.values():
            self._cells(measurement)
        printed = frozenset(self.counts)
        for measurement in self.besides:
            self._cells(measurement)
            self.by_key.setdefault(measurement.key, measurement)
        self.unprinted |= self.counts.keys() - printed
        for key in OF_EVERYONE:
            self._tie((TOTAL, ""), [(key, "")], exactly=True)
        for whole, within, exactly in WITHIN:
            self._tie(whole, within, exactly=exactly)
        for whole, within, beside in OVERLAPPING:
            self._overlap(self._cell(*whole), [self._cell(*place) for place in within], self._cell(*beside))
        for key, whole in DENOMINATOR.items():
            self._leave_over(self._cell(*whole), [self._cell(key, "", Part.OF)])
        self._leavers()
        flow = self._flow()
        same = self._merge()
        total = same.get(self._cell(TOTAL, ""), self._cell(TOTAL, ""))
        return System(
            self.counts,
            self.additions,
            frozenset(self.unprinted & self.counts.keys()),
            frozenset({total} & self.counts.keys()),
            frozenset(self.known),
            same,
            flow and Flow(*(same.get(cell, cell) for cell in flow)),
        )

    def _cell(self, key: str, category: str, part: Part = Part.COUNT) -> Cell:
        return Cell(key, self.day, category, part)

    def _cells(self, measurement: Measurement) -> None:
        key = measurement.key
        if measurement.missing:
            self.counts[self._cell(key, "", Part.MISSING)] = measurement.missing
        if measurement.value is None:
            if measurement.unit is Unit.PERCENT and measurement.denominator == 0:
                # That there is nobody of whom it could be a share is a count too.
                self.counts[self._cell(key, "", Part.OF)] = 0
            return
        if measurement.unit is Unit.DAYS:
            self.counts[self._cell(key, "", Part.OF)] = measurement.denominator or 0
        elif measurement.unit is Unit.PERCENT:
            self._share(key, "", measurement.numerator or 0, measurement.denominator or 0)
        elif measurement.unit is Unit.RATE:
            self.counts[self._cell(key, "")] = measurement.numerator or 0
        else:
            self.counts[self._cell(key, "")] = int(measurement.value)
        lines = measurement.breakdown or ()
        for line in lines:
            if line.denominator is None:
                self.counts[self._cell(key, line.category)] = line.value
            else:
                self._share(key, line.category, line.value, line.denominator)
        for part in (Part.COUNT, Part.OF, Part.REST):
            parts = tuple(self._cell(key, line.category, part) for line in lines)
            if parts and all(cell in self.counts for cell in (*parts, self._cell(key, "", part))):
                self.additions.append(Addition(self._cell(key, "", part), parts))

    def _share(self, key: str, category: str, number: int, of: int) -> None:
        count, whole, rest = (self._cell(key, category, part) for part in (Part.COUNT, Part.OF, Part.REST))
        self.counts |= {count: number, whole: of, rest: of - number}
        self.unprinted.add(rest)
        self.additions.append(Addition(whole, (count, rest)))

    def _tie(self, whole: Place, within: Iterable[Place], *, exactly: bool) -> None:
        """Where the parts are printed. What is left over of the total is a cell of its own."""
        parts = [self._cell(*place) for place in within]
        total = self._cell(*whole)
        if any(cell not in self.counts for cell in parts):
            return
        if exactly and total not in self.counts:
            # Nobody prints the sum, but a reader can form it, and set it beside another table.
            self.counts[total] = sum(self.counts[cell] for cell in parts)
            self.unprinted.add(total)
        if total not in self.counts:
            return
        if exactly and self.counts[total] == sum(self.counts[cell] for cell in parts):
            self.additions.append(Addition(total, tuple(parts)))
        else:
            self._leave_over(total, parts, may_be_none=exactly)

    def _overlap(self, total: Cell, within: list[Cell], beside: Cell) -> None:
        """What of the total is not within it whole is a part of the count beside it."""
        if any(cell not in self.counts for cell in (total, *within, beside)):
            return
        over = self.counts[total] - sum(self.counts[cell] for cell in within)
        if not 0 <= over <= self.counts[beside]:
            return
        part, rest = (
            Cell(beside.key, self.day, f"{total.key} {beside.category} {which}", Part.OUT)
            for which in ("in it", "not in it")
        )
        self.counts |= {part: over, rest: self.counts[beside] - over}
        self.unprinted |= {part, rest}
        self.additions += [Addition(total, (*within, part)), Addition(beside, (part, rest))]

    def _leave_over(self, total: Cell, parts: list[Cell], *, may_be_none: bool = True) -> None:
        """What the parts leave over of the total. Where nothing is, they are the total, if a reader can know that."""
        if total not in self.counts or any(cell not in self.counts for cell in parts):
            return
        over = self.counts[total] - sum(self.counts[cell] for cell in parts)
        if over == 0 and may_be_none:
            self.additions.append(Addition(total, tuple(parts)))
        elif over >= 0:
            left = Cell(parts[0].key, self.day, f"{total.key} {parts[0].category}", Part.OUT)
            self.counts[left] = over
            self.unprinted.add(left)
            self.additions.append(Addition(total, (*parts, left)))
            missing = Cell(parts[0].key, self.day, "", Part.MISSING)
            if self.counts.get(missing) == over:
                self.additions.append(Addition(left, (missing,)))

    def _leavers(self) -> None:
        """All in scope, by age, are what each share of care leavers is of, or is part of."""
        in_touch = self.by_key.get(LEAVERS)
        if in_touch is None:
            return
        for category in ("", *(line.category for line in in_touch.breakdown or ())):
            for key in SHARES_OF_LEAVERS:
                self._leave_over(self._cell(LEAVERS, category, Part.OF), [self._cell(key, category, Part.OF)])
        self._leave_over(self._cell(LEAVERS, "", Part.OF), [self._cell("leavers.by_accommodation", "")])

    def _flow(self) -> Flow | None:
        """Who came and who left, with the numbers at both ends of the year, where a reader has them all."""
        before = self.a_year_before
        now, came, left = (self._cell(key, "") for key in (TOTAL, "cla.started", "cla.ceased"))
        if before is None or before.value is None or any(one not in self.counts for one in (now, came, left)):
            return None
        then = Cell(TOTAL, before.as_at, "", Part.COUNT)
        self.counts[then] = int(before.value)
        flow = Flow(
            then, came, now, left, *(self._cell(TOTAL, name, Part.OUT) for name in ("everybody", "twice"))
        )
        counts, additions = sums_of(flow, self.counts)
        self.counts |= counts
        self.additions += additions
        self.unprinted.add(flow.everybody)
        # By how many the two sides differ a reader may know.
        self.known |= {then, *counts} - {flow.everybody}
        return flow

    def _merge(self) -> dict[Cell, Cell]:
        """One cell for a count that has two names: a sum of one part is that part."""
        same: dict[Cell, Cell] = {}

        def name(cell: Cell) -> Cell:
            while cell in same:
                cell = same[cell]
            return cell

        for addition in self.additions:
            if len(addition.parts) == 1:
                total, part = name(addition.total), name(addition.parts[0])
                if total != part:
                    # The name that is printed stands for both.
                    kept, gone = (part, total) if total in self.unprinted else (total, part)
                    same[gone] = kept
        same = {cell: name(cell) for cell in same}
        self.additions = [
            Addition(same.get(a.total, a.total), tuple(same.get(cell, cell) for cell in a.parts))
            for a in self.additions
            if len(a.parts) > 1
        ]
        self.counts = {cell: count for cell, count in self.counts.items() if cell not in same}
        return same
