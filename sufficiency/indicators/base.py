"""The shapes that every surface takes: an indicator's definition and a measurement of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sufficiency.core.models import FieldGroup
from sufficiency.core.periods import Window, months_before, return_year, year_ending, year_to, years_to


class Unit(StrEnum):
    CHILDREN = "children"
    PERCENT = "percent"
    RATE = "per 10,000 aged 0 to 17"
    DAYS = "days"
    YOUNG_PEOPLE = "young people"


class Direction(StrEnum):
    """Which way is better. The number in care has none: a child in care may be a child kept safe."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Span(StrEnum):
    """The days that a figure as at a date speaks of."""

    DAY = "the day itself"
    YEAR = "the year to the day"
    THREE_YEARS = "the three years to the day"
    LONG_TERM = "the two and a half years to the day"
    RETURN = "the return year that the day falls in, up to the day"

    def window(self, day: date) -> Window:
        """Those days, both ends included."""
        match self:
            case Span.DAY:
                return Window(day, day)
            case Span.YEAR:
                return year_to(day)
            case Span.THREE_YEARS:
                return years_to(day, 3)
            case Span.LONG_TERM:
                return Window(months_before(day, 30), day)
            case Span.RETURN:
                return Window(return_year(year_ending(day)).start, day)


@dataclass(frozen=True)
class Category:
    """One line of a breakdown. `percent` is of `denominator` where it has one of its own, else of the total."""

    category: str
    value: int
    percent: float | None
    denominator: int | None = None

    def as_json(self) -> dict[str, Any]:
        line: dict[str, Any] = {"category": self.category, "value": self.value, "percent": self.percent}
        if self.denominator is not None:
            line["denominator"] = self.denominator
        return line


@dataclass(frozen=True)
class Measurement:
    """One figure, with all that is needed to print it, defend it and count it again.

    `value` is None, with a `reason`, where it is undefined or the records do not cover its window.
    `missing` counts the records that could not be judged. Percentages run from 0 to 100 and are exact:
    rounding belongs to surfaces.
    """

    key: str
    title: str
    unit: Unit
    value: float | int | None
    numerator: int | None
    denominator: int | None
    missing: int
    as_at: date
    period: Window | None
    definition_version: str
    reason: str | None = None
    breakdown: tuple[Category, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape of the command's JSON."""
        return {
            "key": self.key,
            "title": self.title,
            "unit": self.unit.value,
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "missing": self.missing,
            "as_at": self.as_at.isoformat(),
            "period": self.period
            and {"from": self.period.start.isoformat(), "to": self.period.end.isoformat()},
            "definition_version": self.definition_version,
            "reason": self.reason,
            "breakdown": None if self.breakdown is None else [line.as_json() for line in self.breakdown],
        }

    def category(self, name: str) -> Category | None:
        """The line of that name, or None."""
        return next((line for line in self.breakdown or () if line.category == name), None)


@dataclass(frozen=True)
class Indicator:
    """What a figure means. The words on every page come from here, from the object that is counted."""

    key: str
    title: str
    why_it_matters: str
    population: str  # who is counted and who is left out
    how: str  # how it was computed, in words
    source: str  # the guide, statute or return that says so
    unit: Unit
    better: Direction
    span: Span
    version: str
    # The groups of fields that it is counted from, which may be kept here after the last return. None at all: what
    # only a return tells.
    groups: frozenset[FieldGroup]
    categories: tuple[str, ...] = field(default=())


IN_CARE = frozenset({FieldGroup.LEGAL})
WHERE_THEY_LIVE = frozenset({FieldGroup.LEGAL, FieldGroup.PLACEMENTS})
A_RETURN_ALONE: frozenset[FieldGroup] = frozenset()
