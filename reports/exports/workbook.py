"""Every table of a document as a spreadsheet: numbers as numbers, and no cell that a spreadsheet would run."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reports import printing
from reports.document import Cell, Column, Table
from reports.exports.csv import safe
from reports.exports.packed import packed_again

_PRINTED = re.compile(r"(?P<sign>-|−)?(?P<pounds>£)?(?P<digits>[\d,]*\d)(?P<decimals>\.\d+)?(?P<percent>%)?")
_NOT_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_BOLD = Font(bold=True)
_RULE = Border(bottom=Side(style="medium", color="1D70B8"))


def workbook(tables: Sequence[Table], *, title: str, council: str, made_at: datetime) -> bytes:
    """A sheet for each table, and before them one that lists them. The same tables give the same bytes.

    What was printed is what stands in a cell: "c" where a figure is hidden, nothing where nobody published one.
    """
    book = Workbook()
    book.properties.title = printing.printable(title)
    book.properties.creator = printing.printable(council)
    book.properties.language = "en-GB"
    book.properties.created = made_at.astimezone(UTC).replace(tzinfo=None)
    contents = book.worksheets[0]
    contents.title = "Contents"
    _line(contents, 1, [f"{council}: {title}"], bold=True)
    _line(contents, 3, ["Sheet", "Table", "As at"], bold=True)
    taken = {"contents"}
    for row, table in enumerate(tables, start=4):
        sheet = book.create_sheet(_name(table, taken))
        _fill(sheet, table)
        _line(contents, row, [sheet.title, table.caption, table.as_at])
        link = contents.cell(row, 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{sheet.title}'!A1")
    _widths(contents, [16, 80, 24])
    out = io.BytesIO()
    book.save(out)
    return packed_again(out.getvalue(), made_at=made_at.astimezone(UTC))


def _name(table: Table, taken: set[str]) -> str:
    """The name of its sheet: the table's label, as far as the format lets it, and never twice."""
    wanted = _NOT_A_NAME.sub(" ", printing.printable(safe(table.label))).strip()[:_LONGEST_NAME] or "Table"
    name, again = wanted, 2
    while name.casefold() in taken:
        ending = f" ({again})"
        name, again = wanted[: _LONGEST_NAME - len(ending)] + ending, again + 1
    taken.add(name.casefold())
    return name


def _fill(sheet: Worksheet, table: Table) -> None:
    _line(sheet, 1, [f"{table.label}: {table.caption}"], bold=True)
    _line(sheet, 2, [f"Source: {table.source}" if table.source else ""])
    _line(sheet, 3, [f"As at {table.as_at}" if table.as_at else ""])
    columns: list[Column] = [*table.heading_columns, *table.columns]
    _line(sheet, 5, [column.title for column in columns], bold=True)
    for place, column in enumerate(columns, start=1):
        heading = sheet.cell(5, place)
        heading.border = _RULE
        heading.alignment = Alignment(horizontal="right" if column.numeric else "left", wrap_text=True)
    for number, row in enumerate(table.rows, start=6):
        _line(sheet, number, row.headings, bold=row.is_total)
        for place, (cell, column) in enumerate(
            zip(row.cells, table.columns, strict=True), start=len(table.heading_columns) + 1
        ):
            at = sheet.cell(number, place)
            _figure(at, cell, column)
            at.font = Font(bold=row.is_total)
    for number, note in enumerate(table.notes, start=len(table.rows) + 7):
        _line(sheet, number, [note])
    sheet.freeze_panes = sheet.cell(6, len(table.heading_columns) + 1).coordinate
    sheet.print_title_rows = "5:5"
    _widths(
        sheet, [*(40 for _ in table.heading_columns), *(14 if one.numeric else 40 for one in table.columns)]
    )


def _line(sheet: Worksheet, row: int, texts: Sequence[str], *, bold: bool = False) -> None:
    for place, text in enumerate(texts, start=1):
        cell = sheet.cell(row, place)
        _text(cell, text)
        if bold:
            cell.font = _BOLD


def _text(cell: SheetCell, text: str) -> None:
    """Text, whatever it begins with: a formula's sign is taken for what it is."""
    if text:
        cell.value = printing.printable(safe(text))[:32_000]
        cell.data_type = "s"


def _figure(cell: SheetCell, printed: Cell, column: Column) -> None:
    """A number as it was rounded for print, never the exact one behind it; else the words that were printed."""
    if printed.text == printing.NOT_HELD:
        return
    found = _PRINTED.fullmatch(printed.text) if column.numeric else None
    if found is None:
        _text(cell, printed.text)
        if column.numeric:
            cell.alignment = Alignment(horizontal="right")
        return
    decimals = found["decimals"] or ""
    number = float(found["digits"].replace(",", "") + decimals)
    places = f".{'0' * (len(decimals) - 1)}" if decimals else ""
    if found["sign"]:
        number = -number
    if found["percent"]:
        cell.value = round(number / 100, 6)
        cell.number_format = f"0{places}%"
    else:
        cell.value = number if decimals else int(number)
        cell.number_format = f"{'£' if found['pounds'] else ''}#,##0{places}"


def _widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
