"""Every form in which a document leaves the building, read back from its bytes: what a reader of it has before them.

Each reading gives the document's tables with the text that stands in that form, and all other text of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html.parser import HTMLParser

from django.template.loader import render_to_string
from docx import Document as opened_word
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell

from reports.document import Document, Table
from reports.exports.word import word
from reports.exports.workbook import workbook
from reports.frozen import document_from, document_json
from reports.models import Edition
from reports.presenters import document_page
from reports.renderers.pdf import pdf
from tests.reports.outputs import as_in_csv
from tests.reports.pdf_reading import TaggedPdf

MADE = datetime(2024, 4, 2, 9, tzinfo=UTC)
Grid = list[list[str]]


@dataclass(frozen=True)
class Read:
    """One form of a document, read: its tables in their order, and all the text that its file holds."""

    tables: tuple[Table, ...]
    text: str


def _with_texts(table: Table, grid: Grid) -> Table:
    """The table with the texts of a form in its cells; the grid's last columns are those of the cells."""
    assert len(grid) == len(table.rows), f"{table.label} has {len(table.rows)} rows, and there {len(grid)}"
    width = len(table.columns)
    rows = []
    for row, texts in zip(table.rows, grid, strict=True):
        cells = zip(row.cells, texts[len(texts) - width :], strict=True)
        rows.append(replace(row, cells=tuple(replace(cell, text=text, value=None) for cell, text in cells)))
    return replace(table, rows=tuple(rows))


def csv(document: Document) -> Read:
    tables = tuple(as_in_csv(table) for table in document.tables())
    return Read(tables, "\n".join(cell.text for one in tables for row in one.rows for cell in row.cells))


def xlsx(document: Document) -> Read:
    content = workbook(document.tables(), title=document.title, council=document.council, made_at=MADE)
    book = load_workbook(io.BytesIO(content))
    tables = []
    for table in document.tables():
        sheet = next(one for one in book if one["A1"].value == f"{table.label}: {table.caption}")
        lines = [[_said(cell) for cell in row] for row in sheet.iter_rows()]
        head = next(at for at, line in enumerate(lines) if table.columns[-1].title in line)
        tables.append(_with_texts(table, lines[head + 1 : head + 1 + len(table.rows)]))
    return Read(tuple(tables), _unzipped(content))


def _said(cell: SheetCell) -> str:
    """As a spreadsheet shows it, with all the digits that it holds."""
    if cell.value is None:
        return ""
    if not isinstance(cell.value, (int, float)):
        return str(cell.value)
    if "%" in cell.number_format:
        return f"{100 * cell.value:.10g}%"
    return f"{cell.value:.10g}"


def _unzipped(content: bytes) -> str:
    """Every part of a packed file, its properties among them, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())


def docx(document: Document) -> Read:
    content = word(document, edition="Edition 1", made_at=MADE)
    grids = [
        [[cell.text for cell in row.cells] for row in one.rows]
        for one in opened_word(io.BytesIO(content)).tables
    ]
    return Read(_matched(document, grids), _unzipped(content))


def html(document: Document) -> Read:
    """The edition as a page, as the page draws it."""
    edition = Edition(title=document.title, as_at=document.as_at, number=1)
    page = render_to_string("reports/_document.html", document_page.page(document, edition=edition))
    reader = _Tables()
    reader.feed(page)
    return Read(_matched(document, reader.grids), page)


class _Tables(HTMLParser):
    """The texts of every table's cells."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[Grid] = []
        self.is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.grids.append([])
        elif tag == "tr" and self.grids:
            self.grids[-1].append([])
        elif tag in {"td", "th"} and self.grids:
            self.grids[-1][-1].append("")
            self.is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self.is_in_cell:
            self.grids[-1][-1][-1] += data.strip()


def _matched(document: Document, grids: Iterable[Grid]) -> tuple[Table, ...]:
    """The document's tables, each with the grid that has its headings; other grids are of no table of figures."""
    tables = []
    left = list(grids)
    for table in document.tables():
        heading = _run_together(table.columns[-1].title)
        for at, grid in enumerate(left):
            body = [row for row in grid if row][-len(table.rows) :] if table.rows else []
            head = grid[: len(grid) - len(body)]
            if any(heading in _run_together(text) for row in head for text in row) and len(body) == len(
                table.rows
            ):
                tables.append(_with_texts(table, body))
                del left[: at + 1]
                break
        else:
            raise AssertionError(f"{table.label} is nowhere in that form of the document")
    return tuple(tables)


def _run_together(text: str) -> str:
    """Without the blanks at which a form may break its lines."""
    return "".join(text.split())


def printed(document: Document) -> Read:
    """The PDF, by its tags."""
    read = TaggedPdf(pdf(document, edition="Edition 1", made_at=MADE).content)
    return Read(_matched(document, read.grids()), "\n".join(read.texts()))


# The forms from which tables are read cell by cell.
FORMS: Mapping[str, Callable[[Document], Read]] = {
    "CSV": csv,
    "XLSX": xlsx,
    "Word": docx,
    "HTML": html,
    "PDF": printed,
}


def as_stored(document: Document) -> Document:
    """As the edition keeps it, from which every later form is made."""
    return document_from(document_json(document))
