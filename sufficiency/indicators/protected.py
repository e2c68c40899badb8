"""Measurements as a surface may print them: what must be hidden is gone, and says so.

Everything that one document prints of one date is protected together, as one system of additions, so the same
count is hidden wherever it stands. Surfaces that leave the building take these objects and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sufficiency.core.periods import Window, year_to
from sufficiency.core.protection import is_small
from sufficiency.core.rounding import ROUND_TO, is_few
from sufficiency.indicators.base import Category, Measurement, Unit
from sufficiency.indicators.printed_before import NOTHING, Before, Elsewhere
from sufficiency.indicators.protected_links import Cell, Part, System, system_of
from sufficiency.indicators.protected_pattern import Pattern, small_beside, to_hide
from sufficiency.indicators.protected_rounding import rounded_measurement, to_hide_when_rounded
from sufficiency.indicators.protected_ties import TOTAL


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
    # To what its counts are rounded, each by itself; None where they are exact.
    rounded_to: int | None = None

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
            **({"rounded_to": self.rounded_to} if self.rounded_to else {}),
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
    # Counts that two people decided to print and that stay hidden: each would tell those small ones.
    refused: Mapping[Cell, tuple[Cell, ...]] = field(default_factory=dict)

    def get(self, key: str, day: date) -> ProtectedMeasurement | None:
        return self.measurements.get((key, day))


def protect(
    measurements: Iterable[Measurement],
    *,
    known_elsewhere: Elsewhere = frozenset(),
    before: Before = NOTHING,
    only_before: Iterable[Measurement] = (),
    printed_anyway: frozenset[Cell] = frozenset(),
    countable: Iterable[Measurement] = (),
    rounded_dates: Set[date] = frozenset(),
) -> ProtectedSet:
    """Hide what must be hidden of everything that a document prints.

    `known_elsewhere` are counts that others have published already, with what they print: hiding the same number would
    protect nothing. Where they leave no way to protect a small count, they are hidden too. `before` is what earlier
    public documents print of these dates, and `only_before` what they measured and this one does not, as it is counted
    now: a reader has those tables beside this. `printed_anyway` are counts that two people decided to print. Nothing
    else that is small may be worked out from them: one that would tell another whatever else is hidden stays hidden.
    `countable` is everything that can be counted of the dates, printed here or not: what a reader can work out of it is
    protected too, and beside what two people decided to print all of it is taken for printed, as a later document may
    print it. On `rounded_dates` counts under 10 are hidden and all others rounded.
    """
    by_date, beside, whole = map(_by_date, (measurements, only_before, countable))
    decided_on = {cell.as_at for cell in printed_anyway}
    shown: dict[tuple[str, date], ProtectedMeasurement] = {}
    hidden: list[HiddenCell] = []
    lost: list[Cell] = []
    refused: dict[Cell, tuple[Cell, ...]] = {}
    for day, of_day in by_date.items():
        printed = [*of_day, *beside[day], *(whole[day] if day in decided_on else ())]
        system = system_of(printed, _a_year_before(day, by_date, beside), countable=whole[day])
        rounds = day in rounded_dates
        pattern = Pattern(system, to_hide_when_rounded if rounds else to_hide, known_elsewhere, before)
        named = {system.same.get(cell, cell) for cell in printed_anyway}
        decided = pattern.decide(sorted(named & system.counts.keys()))
        # A small count that stands in print already stands here too.
        decided |= before.known(system)
        lost += sorted(pattern.lost)
        refused |= {
            cell: pattern.refused[system.same.get(cell, cell)]
            for cell in printed_anyway
            if system.same.get(cell, cell) in pattern.refused
        }
        is_hidden_alone = is_few if rounds else is_small
        hidden += [
            HiddenCell(
                name,
                system.counts[cell],
                is_hidden_alone(system.counts[cell]),
                small_beside(cell, system, is_hidden_alone),
            )
            for cell, name in _names_here(system, of_day).items()
            if cell in pattern.cells and cell not in system.unprinted
        ]
        for measurement in of_day:
            as_printed = rounded_measurement(measurement, system, decided) if rounds else measurement
            shown[measurement.key, day] = _protected(as_printed, _Hides(system, pattern.cells, rounds))
    return ProtectedSet(shown, tuple(hidden), tuple(lost), refused)


def _by_date(measurements: Iterable[Measurement]) -> dict[date, list[Measurement]]:
    found: dict[date, list[Measurement]] = defaultdict(list)
    for measurement in measurements:
        found[measurement.as_at].append(measurement)
    return found


def _names_here(system: System, measured: Iterable[Measurement]) -> dict[Cell, Cell]:
    """The counts of the system that stand in the measurements, each with the name that it has there."""
    here = {
        (measurement.key, category)
        for measurement in measured
        for category in ("", *(line.category for line in measurement.breakdown or ()))
    }
    also = {named: cell for cell, named in sorted(system.same.items()) if (cell.key, cell.category) in here}
    return {
        cell: cell if (cell.key, cell.category) in here else also[cell]
        for cell in system.counts
        if (cell.key, cell.category) in here or cell in also
    }


def _a_year_before(day: date, *found: Mapping[date, list[Measurement]]) -> Measurement | None:
    """The number looked after on the day before the year to `day` began."""
    before = year_to(day).start - timedelta(days=1)
    return next((one for each in found for one in each.get(before, ()) if one.key == TOTAL), None)


def unprotected(measurements: Iterable[Measurement]) -> ProtectedSet:
    """The same shape with nothing hidden, for those inside who may see exact figures."""
    nothing = _Hides(System(), frozenset())
    return ProtectedSet({(m.key, m.as_at): _protected(m, nothing) for m in measurements}, ())


@dataclass(frozen=True)
class _Hides:
    system: System
    cells: frozenset[Cell]
    is_rounded: bool = False

    def hides(self, measurement: Measurement, category: str, part: Part) -> bool:
        cell = self.system.cell(measurement.key, measurement.as_at, category, part)
        return cell in self.cells

    def hides_share(self, measurement: Measurement, category: str) -> bool:
        """A percentage tells its number, of how many it is, and how many were not in it: none of them may be hidden.

        To the whole it would tell them still: 81% of a hidden number, 21 of them, is of 26.
        """
        if any(self.hides(measurement, category, part) for part in (Part.COUNT, Part.OF)):
            return True
        # Of rounded counts nothing is left over that anybody could work out.
        rest = self.system.cell(measurement.key, measurement.as_at, category, Part.REST)
        return not self.is_rounded and is_small(self.system.counts.get(rest, 0))


def _shown(value: float | int | None, hide: bool) -> Shown:
    if value is None:
        return NOT_KNOWN
    return HIDDEN if hide else Shown(State.PRINTED, value)


def _protected(measurement: Measurement, hides: _Hides) -> ProtectedMeasurement:
    hides_count = hides.hides(measurement, "", Part.COUNT)
    hides_of = hides.hides(measurement, "", Part.OF)
    if measurement.unit is Unit.PERCENT:
        hides_value = hides.hides_share(measurement, "")
        hides_count = hides_value
    elif measurement.unit is Unit.DAYS:
        # A mean of a few tells about each of them.
        hides_value = hides_count = hides_of
    else:
        hides_value = hides_count
    # "There is nobody" tells the count that the share is of.
    tells_nobody = measurement.value is None and measurement.denominator == 0 and hides_of
    return ProtectedMeasurement(
        key=measurement.key,
        title=measurement.title,
        unit=measurement.unit,
        value=HIDDEN if tells_nobody else _shown(measurement.value, hides_value),
        numerator=HIDDEN if tells_nobody else _shown(measurement.numerator, hides_count),
        denominator=_shown(measurement.denominator, hides_of),
        missing=_shown(measurement.missing, hides.hides(measurement, "", Part.MISSING)),
        as_at=measurement.as_at,
        period=measurement.period,
        definition_version=measurement.definition_version,
        reason=None if tells_nobody else measurement.reason,
        breakdown=None
        if measurement.breakdown is None
        else tuple(_line(measurement, line, hides) for line in measurement.breakdown),
        rounded_to=ROUND_TO if hides.is_rounded else None,
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
    return ProtectedCategory(
        line.category,
        _shown(line.value, hides_share),
        _shown(line.percent, hides_share),
        _shown(line.denominator, hides.hides(measurement, line.category, Part.OF)),
    )
