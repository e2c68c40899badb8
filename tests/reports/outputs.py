"""What leaves the building, read back: the files of a document's tables, its charts and its text, by what they say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reports.document import Cell, Document, Items, Note, Paragraph, Prose, Row, Subheading, Table
from reports.exports.csv import table_csv
from reports.renderers.charts import svg

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def as_in_csv(table: Table) -> Table:
    """The table with the text of each cell as its file says it: what a row means is plain to a reader."""
    [_, *lines] = csv.reader(io.StringIO(table_csv(table)))
    return replace(table, rows=tuple(_row(row, line) for row, line in zip(table.rows, lines, strict=True)))


def _row(row: Row, line: list[str]) -> Row:
    texts = line[len(row.headings) :]
    return replace(
        row,
        cells=tuple(
            replace(cell, text=text, value=None) for cell, text in zip(row.cells, texts, strict=True)
        ),
    )


def printed_cells(document: Document) -> Iterator[Cell]:
    for table in document.tables():
        for row in table.rows:
            yield from row.cells


def in_charts(document: Document) -> Iterator[tuple[str, date | None, float]]:
    """Every value that a chart is drawn from: its title, the date, the value."""
    for chart in document.charts():
        for series in chart.series:
            yield from (
                (chart.title, point.at, point.value) for point in series.points if point.value is not None
            )
        yield from ((chart.title, None, bar.value) for bar in chart.bars if bar.value is not None)


def drawn(document: Document) -> str:
    """Every drawing as it is sent, one after another."""
    return "\n".join(svg(chart) for chart in document.charts())


def text_of(document: Document) -> str:
    """All that the document says outside its tables."""
    said: list[str] = []
    for section in document.sections:
        for block in section.blocks:
            match block:
                case Paragraph(text=text, points=points):
                    said += [text, *points]
                case Note(text=text):
                    said.append(text)
                case Prose(words=words) | Subheading(words=words):
                    said += [f"{run.text} {run.footnote}" for run in words]
                case Items(items=items):
                    said += [run.text for words in items for run in words]
                case _:
                    pass
    said += [chart.alternative for chart in document.charts()]
    return "\n".join(said)


def numbers_in(text: str) -> set[str]:
    """Numbers as they stand in the text, without the commas of thousands."""
    return {found.group().replace(",", "") for found in _NUMBER.finditer(text)}
