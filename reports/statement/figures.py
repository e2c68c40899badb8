"""One door through which the statement's sections take figures: protected, with their text and their "
"origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from reports import printing
from reports.document import Block, Cell, Chart, Column, Point, Row, Table
from reports.statement.gathering import Gathered
from sufficiency.core.periods import year_end
from sufficiency.indicators.base import Unit
from sufficiency.indicators.protected import (
    NOT_KNOWN,
    ProtectedMeasurement,
    ProtectedSet,
    Shown,
    State,
)

AREAS = {"neighbours": "Statistical neighbours", "region": "Region", "england": "England"}


@dataclass(frozen=True)
class Figures:
    gathered: Gathered
    protected: ProtectedSet
    used: set[str] = field(default_factory=set)
    # For those inside who may see exact figures.
    is_exact: bool = False

    @property
    def dates(self) -> Sequence[date]:
        return self.gathered.dates

    @property
    def as_at(self) -> date:
        return self.gathered.as_at

    @property
    def council(self) -> str:
        return self.gathered.short_name

    @cached_property
    def rounded_dates(self) -> frozenset[date]:
        """The dates of which counts are printed rounded."""
        return frozenset(day for (_, day), found in self.protected.measurements.items() if found.rounded_to)

    def is_apart(self, day: date) -> bool:
        """Whether a date is not a year-end, and so never one line with those that are."""
        return day != year_end(day.year)

    @property
    def before(self) -> date | None:
        """The last year-end before the as-at date."""
        return next(
            (day for day in reversed(self.dates) if day < self.as_at and not self.is_apart(day)), None
        )

    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(printing.column_date(day), stands_apart=self.is_apart(day)) for day in self.dates)

    def measurement(self, key: str, day: date) -> ProtectedMeasurement | None:
        self.used.add(key)
        return self.protected.get(key, day)

    def value(self, key: str, day: date, category: str = "") -> Shown:
        """The measurement's value, or a category's count."""
        found = self.measurement(key, day)
        if found is None:
            return NOT_KNOWN
        if not category:
            return found.value
        line = found.category(category)
        return NOT_KNOWN if line is None else line.value

    def share(self, key: str, day: date, category: str = "") -> Shown:
        """A percentage: the measurement's own, or a category's."""
        found = self.measurement(key, day)
        if found is None:
            return NOT_KNOWN
        if not category:
            return found.value
        line = found.category(category)
        return NOT_KNOWN if line is None else line.percent

    def text(self, key: str, day: date, category: str = "") -> str:
        """The value, or a category's count, as printed."""
        found = self.measurement(key, day)
        unit = Unit.CHILDREN if category or found is None else found.unit
        return printing.shown(self.value(key, day, category), unit)

    def cells(self, key: str, category: str = "", *, percent: bool = False) -> tuple[Cell, ...]:
        """One cell a date: values, counts of a category, or with `percent` its percentage."""
        cells = []
        for day in self.dates:
            shown = self.share(key, day, category) if percent else self.value(key, day, category)
            found = self.measurement(key, day)
            unit = Unit.PERCENT if percent else (Unit.CHILDREN if category or not found else found.unit)
            text = printing.NOBODY if self._is_of_nobody(key, day, category) else printing.shown(shown, unit)
            cells.append(Cell(text, shown.value, key, category, self.council, day))
        return tuple(cells)

    def _is_of_nobody(self, key: str, day: date, category: str) -> bool:
        """Whether a percentage is of a group that has no one in it."""
        found = self.measurement(key, day)
        line = found.category(category) if found and category else None
        of = line.denominator if line else (found.denominator if found and not category else None)
        return of is not None and of.value == 0

    def comparator(self, key: str, area: str, day: date, unit: Unit, category: str = "") -> Cell:
        """Another area's figure, in the symbol of its publisher where hidden, "-" where nobody "
        "published one."""
        held = self.gathered.comparators.get((key, category, unit.value, day))
        found = getattr(held, area) if held else None
        if isinstance(found, Decimal) or found is None:
            value, symbol = found, printing.NOT_HELD
        else:
            value, symbol = found.value, found.symbol or printing.NOT_HELD
        text = symbol if value is None else printing.figure(value, unit)
        return Cell(text, None if value is None else float(value), key, category, AREAS[area], day)

    def comparator_rows(
        self, headings: tuple[str, ...], key: str, unit: Unit, category: str = ""
    ) -> list[Row]:
        """A row an area for those areas of which any figure is held."""
        rows = []
        for area in ("neighbours", "england"):
            cells = tuple(self.comparator(key, area, day, unit, category) for day in self.dates)
            if any(cell.text != printing.NOT_HELD for cell in cells):
                rows.append(Row((*headings, AREAS[area]), cells))
        return rows

    def points(self, cells: Sequence[Cell]) -> tuple[Point, ...]:
        """A row of cells as the points of a line."""
        return tuple(
            Point(day, cell.value, cell.text, self.is_apart(day))
            for day, cell in zip(self.dates, cells, strict=True)
        )


def is_printed(*figures: Shown) -> bool:
    return all(figure.state is State.PRINTED for figure in figures)


NOTES = {
    printing.HIDDEN: "c: hidden. A count of 1 to 5, or one from which such a count could be worked out.",
    printing.NOT_KNOWN: "not known: the records held do not say; see how the figures were counted.",
    printing.NOBODY: "nobody: there was no one in the group to count.",
    printing.NOT_HELD: "-: no published figure is held.",
}


def notes_on(rows: Sequence[Row], *more: str) -> tuple[str, ...]:
    """An explanation of each symbol that the rows use, and further notes."""
    texts = {cell.text for row in rows for cell in row.cells}
    return (*(note for symbol, note in NOTES.items() if symbol in texts), *more)


_ROUNDED = (
    "are rounded to the nearest 5, each by itself, and percentages are of rounded counts: totals may not add."
)
HIDDEN_ROUNDED = "c: hidden. A count of 1 to 9, or one from which such a count could be worked out."


def how_rounded(dates: Iterable[date], *, all_of_it: bool) -> str:
    """The note on what is printed rounded; where not all of it is, with the dates that are."""
    when = "" if all_of_it else f" at {printing.listed([printing.in_words(day) for day in sorted(dates)])}"
    return f"Counts{when} {_ROUNDED}"


def says_it_is_rounded(block: Block) -> bool:
    """Whether a table or chart has that note."""
    return isinstance(block, Table | Chart) and any(note.endswith(_ROUNDED) for note in block.notes)


def said_of_rounding(block: Block, figures: Figures) -> Block:
    """A table or chart with the note that its counts are rounded, where they are."""
    if isinstance(block, Table):
        own = {
            cell.as_at
            for row in block.rows
            for cell in row.cells
            if cell.as_at is not None and cell.area == figures.council
        }
    elif isinstance(block, Chart):
        own = {point.at for line in block.series for point in line.points}
        own |= {figures.as_at} if block.bars else set()
    else:
        return block
    rounded = own & figures.rounded_dates
    if not rounded:
        return block
    is_whole = rounded == own
    notes = [
        *(
            line
            for note in block.notes
            for line in (
                ([] if is_whole else [note]) + [HIDDEN_ROUNDED] if note == NOTES[printing.HIDDEN] else [note]
            )
        ),
        how_rounded(rounded, all_of_it=is_whole),
    ]
    return replace(block, notes=tuple(notes))
