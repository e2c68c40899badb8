"""What the statement's charts share: comparators' lines, alternative text, notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reports import printing
from reports.document import Cell, Series
from reports.statement.figures import Figures
from sufficiency.indicators import catalogue

NOT_A_YEAR_END = (
    "The last date is not a year-end. It stands apart: it is not the next of one series with the others."
)


def with_comparators(
    figures: Figures, key: str, cells: Sequence[Cell], category: str = ""
) -> tuple[Series, ...]:
    """The council's line and those of the areas of which any figure is held."""
    unit = catalogue.get(key).unit
    series = [Series(figures.council, "council", figures.points(cells))]
    for area, name in (("neighbours", "Statistical neighbours"), ("england", "England")):
        others = [figures.comparator(key, area, day, unit, category) for day in figures.dates]
        if any(cell.value is not None for cell in others):
            series.append(Series(name, area, figures.points(others)))
    return tuple(series)


def alternative(kind: str, title: str, series: Sequence[Series]) -> str:
    """The finding, then every figure drawn, in words."""
    lines = []
    for line in series:
        said = [
            f"{printing.in_words(point.at)} {'hidden' if point.text == printing.HIDDEN else point.text}"
            for point in line.points
            if point.text != printing.NOT_HELD
        ]
        lines.append(f"{line.name}: {', '.join(said)}.")
    return f"{kind}. {title}. {' '.join(lines)}"


def notes(figures: Figures, breaks: Sequence[tuple[date, str]] = ()) -> tuple[str, ...]:
    """What a reader of the drawing must know: the date that stands apart, breaks in the series."""
    apart = [NOT_A_YEAR_END] if any(figures.is_apart(day) for day in figures.dates) else []
    return (*apart, *(f"Break in the series at {printing.in_words(on)}: {what}" for on, what in breaks))
