"""Figures counted here beside those that others printed: which belong together, and why they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from reports import printing
from sufficiency.core.models import Authority, ConflictNote, PublishedFigure
from sufficiency.indicators import catalogue, formatting, measure_series
from sufficiency.indicators.base import Measurement, Unit
from sufficiency.indicators.breaks import Break, breaks_between
from sufficiency.indicators.published import Comparators, all_comparators

_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_COUNTS = (Unit.CHILDREN, Unit.YOUNG_PEOPLE)
_SYMBOLS = {
    "c": "hidden by the source",
    "z": "not applicable",
    "x": "not available",
    "k": "rounds to 0",
    "u": "of low reliability",
}


@dataclass(frozen=True)
class Match:
    """One figure on one date: as counted here, and as others published it."""

    key: str
    category: str
    unit: str
    as_at: date
    measurement: Measurement
    others: Comparators
    broken: Break | None
    note: ConflictNote | None = None

    @property
    def title(self) -> str:
        title = catalogue.get(self.key).title
        return f"{title}: {self.category}" if self.category else title

    @property
    def is_number_of_a_share(self) -> bool:
        """Whether the same source prints it as a percentage too, which is what people compare."""
        is_share = self.measurement.unit is Unit.PERCENT or bool(self.category)
        return is_share and self.unit != Unit.PERCENT

    @property
    def counted(self) -> float | int | None:
        return comparable(self.measurement, self.category, self.unit)

    @property
    def published(self) -> PublishedFigure | None:
        return self.others.this_authority

    @property
    def difference(self) -> Decimal | None:
        """Counted here less published, at the rounding of the published figure."""
        if self.counted is None or self.published is None or self.published.value is None:
            return None
        return rounded_as(self.published, self.counted) - self.published.value

    @property
    def explanation(self) -> str:
        """Why the two differ, as far as the records can tell, and what else is in print."""
        also = [
            f"{formatting.figure(one.value, one.unit)} ({one.place_in_source or one.source})"
            for one in self.others.also_printed
            if one.value is not None
        ]
        return f"{self._why} Also in print: {printing.listed(also)}." if also else self._why

    @property
    def _why(self) -> str:
        if self.published is None:
            return "Nothing published is held for this authority."
        if self.published.value is None:
            return f"The published figure is {_SYMBOLS.get(self.published.symbol, 'not printed')}."
        if self.counted is None:
            return self.measurement.reason or "Not counted here."
        if self.difference == 0:
            exact = Decimal(str(self.counted)) == self.published.value
            return "Equal." if exact else "Equal at the rounding in print."
        if abs(Decimal(str(self.counted)) - self.published.value) < _step(self.published):
            return "Within rounding."
        if self.note:
            return f"More than rounding. {self.note.reason}"
        words = "More than rounding. Counted here with later corrections, published as it then stood."
        if self.measurement.missing:
            words += f" {formatting.number(self.measurement.missing)} could not be judged here."
        if self.broken:
            words += f" The definition changed: {self.broken.what_changed}"
        return words


def matches(authority: Authority, *, today: date, keys: list[str] | None = None) -> list[Match]:
    """Every figure that somebody published and that is counted here, by figure and date. A query a family."""
    published = all_comparators(authority, keys=keys or list(catalogue.KEYS))
    days = sorted({day for _, _, _, day in published})
    if not days:
        return []
    asked = [key for key in catalogue.KEYS if key in {key for key, _, _, _ in published}]
    series = measure_series(asked, authority=authority, dates=days, today=today)
    figures = {key: dict(zip(days, found, strict=True)) for key, found in series.items()}
    order = {key: at for at, key in enumerate(catalogue.KEYS)}
    notes = notes_of(authority)
    found = []
    before: dict[tuple[str, str, str], date] = {}
    for key, category, unit, day in sorted(
        published, key=lambda one: (order[one[0]], one[1], one[2], one[3])
    ):
        line = (key, category, unit)
        broken = breaks_between(key, before[line], day) if line in before else []
        before[line] = day
        others, note = published[key, category, unit, day], notes.get((key, category, day))
        found.append(
            Match(key, category, unit, day, figures[key][day], others, broken[-1] if broken else None, note)
        )
    return found


def notes_of(authority: Authority) -> dict[tuple[str, str, date], ConflictNote]:
    """What was decided where print disagrees with itself or with the count, by key, category and date."""
    return {
        (note.key, note.category, note.as_at): note
        for note in ConflictNote.objects.filter(area_code=authority.gss_code)
    }


def comparable(measurement: Measurement, category: str, unit: str) -> float | int | None:
    """The part of a measurement that a published figure of that category and unit speaks of."""
    if category:
        line = measurement.category(category)
        if line is None:
            return None
        return line.percent if unit == Unit.PERCENT else line.value
    if unit == measurement.unit or (unit in _COUNTS and measurement.unit in _COUNTS):
        return measurement.value
    return measurement.numerator if measurement.unit is Unit.PERCENT and unit in _COUNTS else None


def rounded_as(figure: PublishedFigure, value: float | int | Decimal) -> Decimal:
    """A value rounded half up to the decimals that the figure is printed with."""
    return Decimal(str(value)).quantize(_step(figure), rounding=ROUND_HALF_UP)


def agrees(figure: PublishedFigure, value: float | int) -> bool:
    """Whether a value is the printed one at its rounding."""
    return figure.value is not None and rounded_as(figure, value) == figure.value


def _step(figure: PublishedFigure) -> Decimal:
    """One in the last decimal that is printed: 1 for 78%, 0.1 for 9.3."""
    printed = _NUMBER.search(figure.as_printed)
    if printed:
        decimals = len(printed[1] or "")
    else:
        exponent = (figure.value or Decimal(0)).normalize().as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Decimal(1).scaleb(-decimals)
