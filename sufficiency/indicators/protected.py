"""Measurements as a surface may print them: what must be hidden is gone, and says so.

Everything that one document prints of one date is protected together, as one system of additions, so the same
count is hidden wherever it stands. Surfaces that leave the building take these objects and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from sufficiency.core.periods import Window
from sufficiency.core.protection import CannotProtect, hidden_cells, is_small
from sufficiency.indicators.base import Category, Measurement, Unit
from sufficiency.indicators.printed_before import NOTHING, Before
from sufficiency.indicators.protected_links import Cell, Part, System, system_of


class State(StrEnum):
    PRINTED = "printed"
    HIDDEN = "hidden"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Shown:
    """One number as it may be printed. Without a value unless it is printed: hidden leaves nothing behind."""

    state: State
    value: float | int | None = None


HIDDEN, NOT_KNOWN = Shown(State.HIDDEN), Shown(State.NOT_KNOWN)


@dataclass(frozen=True)
class ProtectedCategory:
    """One line of a breakdown as it may be printed."""

    category: str
    value: Shown
    percent: Shown
    denominator: Shown | None

    def as_json(self) -> dict[str, Any]:
        line = {"category": self.category, "value": self.value.value, "percent": self.percent.value}
        if self.denominator is not None:
            line["denominator"] = self.denominator.value
        return line


@dataclass(frozen=True)
class ProtectedMeasurement:
    """A measurement as it may be printed; see `Measurement` for the meaning of its fields."""

    key: str
    title: str
    unit: Unit
    value: Shown
    numerator: Shown
    denominator: Shown
    missing: Shown
    as_at: date
    period: Window | None
    definition_version: str
    reason: str | None
    breakdown: tuple[ProtectedCategory, ...] | None

    def category(self, name: str) -> ProtectedCategory | None:
        """The line of that name, or None."""
        return next((line for line in self.breakdown or () if line.category == name), None)

    def hidden(self) -> list[str]:
        """What is hidden of it: "value", "missing", or a category's name with what of it is hidden."""
        own = {"value": self.value, "numerator": self.numerator, "denominator": self.denominator}
        names = [name for name, shown in {**own, "missing": self.missing}.items() if shown == HIDDEN]
        for line in self.breakdown or ():
            parts = {"value": line.value, "percent": line.percent, "denominator": line.denominator}
            names += [f"{line.category}: {name}" for name, shown in parts.items() if shown == HIDDEN]
        return names

    def as_json(self) -> dict[str, Any]:
        """As a measurement's JSON, null where hidden, with the list of what is hidden."""
        return {
            "key": self.key,
            "title": self.title,
            "unit": self.unit.value,
            "value": self.value.value,
            "numerator": self.numerator.value,
            "denominator": self.denominator.value,
            "missing": self.missing.value,
            "as_at": self.as_at.isoformat(),
            "period": self.period
            and {"from": self.period.start.isoformat(), "to": self.period.end.isoformat()},
            "definition_version": self.definition_version,
            "reason": self.reason,
            "breakdown": None if self.breakdown is None else [line.as_json() for line in self.breakdown],
            "hidden": self.hidden(),
        }


@dataclass(frozen=True)
class HiddenCell:
    """For those who may see exact figures: a count that the public is not shown, and why."""

    cell: Cell
    count: int
    is_small: bool
    # The small counts that share a sum with it; with none, an earlier edition hides it.
    protects: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class ProtectedSet:
    """All measurements of one document, by key and date."""

    measurements: Mapping[tuple[str, date], ProtectedMeasurement]
    hidden: tuple[HiddenCell, ...]
    # Small counts that a reader can work out already, from what earlier documents print.
    lost: tuple[Cell, ...] = ()

    def get(self, key: str, day: date) -> ProtectedMeasurement | None:
        return self.measurements.get((key, day))


def protect(
    measurements: Iterable[Measurement],
    *,
    known_elsewhere: frozenset[Cell] = frozenset(),
    before: Before = NOTHING,
    only_before: Iterable[Measurement] = (),
    printed_anyway: frozenset[Cell] = frozenset(),
) -> ProtectedSet:
    """Hide what must be hidden of everything that a document prints.

    `known_elsewhere` are counts that others have published already: hiding them would protect nothing. Where
    they leave no way to protect a small count, they are hidden too. `before` is what earlier public documents print
    of these dates, and `only_before` what they measured and this one does not, as it is counted now: a reader has
    those tables beside this one. `printed_anyway` are counts that two people decided to print: nothing else that
    is small may be worked out from them.
    """
    by_date: dict[date, list[Measurement]] = defaultdict(list)
    for measurement in measurements:
        by_date[measurement.as_at].append(measurement)
    beside: dict[date, list[Measurement]] = defaultdict(list)
    for measurement in only_before:
        beside[measurement.as_at].append(measurement)
    shown: dict[tuple[str, date], ProtectedMeasurement] = {}
    hidden: list[HiddenCell] = []
    lost: list[Cell] = []
    for day, of_day in by_date.items():
        system = system_of([*of_day, *beside[day]])
        cells, lost_of_day = _to_hide(system, known_elsewhere, before, printed_anyway)
        lost += sorted(lost_of_day)
        keys = {measurement.key for measurement in of_day}
        hidden += [
            HiddenCell(cell, system.counts[cell], is_small(system.counts[cell]), _small_beside(cell, system))
            for cell in system.counts
            if cell in cells and cell not in system.unprinted and cell.key in keys
        ]
        for measurement in of_day:
            shown[measurement.key, day] = _protected(measurement, _Hides(system, cells))
    return ProtectedSet(shown, tuple(hidden), tuple(lost))


def unprotected(measurements: Iterable[Measurement]) -> ProtectedSet:
    """The same shape with nothing hidden, for those inside who may see exact figures."""
    nothing = _Hides(System(), frozenset())
    return ProtectedSet({(m.key, m.as_at): _protected(m, nothing) for m in measurements}, ())


def _small_beside(cell: Cell, system: System) -> tuple[Cell, ...]:
    """The small counts in a sum with it, those that nobody prints left out."""
    sums = [{a.total, *a.parts} for a in system.additions]
    beside = {other for cells in sums if cell in cells for other in cells} - {cell} - system.unprinted
    return tuple(sorted(other for other in beside if is_small(system.counts[other])))


def _to_hide(
    system: System, known_elsewhere: frozenset[Cell], before: Before, printed_anyway: frozenset[Cell]
) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """What to hide, and the small counts that earlier documents give away whatever is hidden."""
    named = {system.same.get(cell, cell) for cell in known_elsewhere}
    known = frozenset(cell for cell in named & system.counts.keys() if not is_small(system.counts[cell]))
    told, sums = before.sums(system)
    counts, additions = {**system.counts, **told}, [*system.additions, *sums]
    decided = {system.same.get(cell, cell) for cell in printed_anyway} & system.counts.keys()
    in_print = before.known(system) | told.keys() | decided
    given: dict[str, Any] = {
        "unprinted": system.unprinted,
        "in_print": in_print,
        "hidden_before": before.kept_hidden(system),
    }
    for always_printed in (known | system.totals, system.totals, frozenset()):
        try:
            cells = hidden_cells(counts, additions, always_printed=always_printed, **given)
        except CannotProtect:
            continue
        return cells, frozenset()
    if in_print:
        lost: set[Cell] = set()
        return hidden_cells(counts, additions, lost=lost, **given), frozenset(lost)
    # Not even by hiding every cell: a small total that its own parts must add up to. Nothing is printed then.
    return frozenset(system.counts), frozenset()


@dataclass(frozen=True)
class _Hides:
    system: System
    cells: frozenset[Cell]

    def hides(self, measurement: Measurement, category: str, part: Part) -> bool:
        cell = self.system.cell(measurement.key, measurement.as_at, category, part)
        return cell in self.cells

    def hides_share(self, measurement: Measurement, category: str) -> bool:
        """A percentage tells its numerator, and how many were not in it."""
        rest = self.system.cell(measurement.key, measurement.as_at, category, Part.REST)
        return self.hides(measurement, category, Part.COUNT) or is_small(self.system.counts.get(rest, 0))


def _shown(value: float | int | None, hide: bool) -> Shown:
    if value is None:
        return NOT_KNOWN
    return HIDDEN if hide else Shown(State.PRINTED, value)


def _protected(measurement: Measurement, hides: _Hides) -> ProtectedMeasurement:
    hides_count = hides.hides(measurement, "", Part.COUNT)
    hides_of = hides.hides(measurement, "", Part.OF)
    if measurement.unit is Unit.PERCENT:
        hides_value = hides.hides_share(measurement, "")
        hides_count = hides_count or hides_value or hides_of
    elif measurement.unit is Unit.DAYS:
        # A mean of a few tells about each of them.
        hides_value = hides_count = hides_of
    else:
        hides_value = hides_count
    return ProtectedMeasurement(
        key=measurement.key,
        title=measurement.title,
        unit=measurement.unit,
        value=_shown(_blunt(measurement.value, hides_of and not hides_value), hides_value),
        numerator=_shown(measurement.numerator, hides_count),
        denominator=_shown(measurement.denominator, hides_of),
        missing=_shown(measurement.missing, hides.hides(measurement, "", Part.MISSING)),
        as_at=measurement.as_at,
        period=measurement.period,
        definition_version=measurement.definition_version,
        reason=measurement.reason,
        breakdown=None
        if measurement.breakdown is None
        else tuple(_line(measurement, line, hides) for line in measurement.breakdown),
    )


def _line(measurement: Measurement, line: Category, hides: _Hides) -> ProtectedCategory:
    if line.denominator is None:
        hide = hides.hides(measurement, line.category, Part.COUNT)
        # With its total hidden, a share of the total would give the total away.
        hides_percent = hide or hides.hides(measurement, "", Part.COUNT)
        return ProtectedCategory(
            line.category, _shown(line.value, hide), _shown(line.percent, hides_percent), None
        )
    hides_share = hides.hides_share(measurement, line.category)
    hides_of = hides.hides(measurement, line.category, Part.OF)
    return ProtectedCategory(
        line.category,
        _shown(line.value, hides_share or hides_of or hides.hides(measurement, line.category, Part.COUNT)),
        _shown(_blunt(line.percent, hides_of), hides_share),
        _shown(line.denominator, hides_of),
    )


def _blunt(percent: float | None, blunt: bool) -> float | None:
    """A percentage of a hidden number, to the whole: exact, it would tell the number and its numerator."""
    if percent is None or not blunt:
        return percent
    return float(Decimal(str(percent)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
