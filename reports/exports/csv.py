"""A document's table as a CSV file for people: what the page prints, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from reports import printing
from reports.document import Cell, Row, Table

# What a spreadsheet takes for the beginning of a formula, their full-width forms included once normalised.
_FORMULA = frozenset("=+-@|%")
_CONTROLS = frozenset("\t\r\n\0")


@dataclass(frozen=True)
class Field:
    """One column of the file: its heading, and its value in a row."""

    title: str
    value: Callable[[Row], str | int]


def fields(table: Table) -> list[Field]:
    """The columns of the file: the table's own, in its order."""
    return [
        *(Field(column.title, _heading(place)) for place, column in enumerate(table.heading_columns)),
        *(Field(column.title, _cell(place)) for place, column in enumerate(table.columns)),
    ]


def table_csv(table: Table) -> str:
    """The table as printed; counts as plain numbers, "c" where hidden, an empty field where nobody "
    "published one."""
    columns = fields(table)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(field.title) for field in columns])
    writer.writerows([field.value(row) for field in columns] for row in table.rows)
    return out.getvalue()


def safe(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would be a formula, control characters out."""
    one_line = "".join(" " if sign in "\t\r\n" else sign for sign in text if sign != "\0")
    first = unicodedata.normalize("NFKC", one_line.lstrip("\ufeff\u200b \u00a0")).lstrip()[:1]
    return f"'{one_line}" if first in _FORMULA or text[:1] in _CONTROLS else one_line


def _heading(place: int) -> Callable[[Row], str]:
    return lambda row: safe(row.headings[place])


def _cell(place: int) -> Callable[[Row], str | int]:
    return lambda row: _plain(row.cells[place])


def _plain(cell: Cell) -> str | int:
    if cell.text == printing.NOT_HELD:
        return ""
    digits = cell.text.replace(",", "")
    return int(digits) if digits.isdecimal() else safe(cell.text)
