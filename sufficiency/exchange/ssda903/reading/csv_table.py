"""A CSV file to a frame of text, with the spreadsheet's row numbers."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

import pandas as pd

from sufficiency.exchange.ssda903 import limits
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.tables import DISTINCTIVE, TABLES

_EVERY_DISTINCTIVE = frozenset().union(*DISTINCTIVE.values())
_EVERY_COLUMN = frozenset(column for table in TABLES.values() for column in table.columns)
_LINE_END = re.compile(r"\r\n|\n|\r")
_OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def header_of(name: str, text: str) -> list[str]:
    """The column names of the first line, trimmed and in capitals. Raises `ReturnRefused`."""
    line = _LINE_END.split(text[: limits.HEADER_BYTES], maxsplit=1)[0]
    if len(line) >= limits.HEADER_BYTES - 1 or line.count(",") >= limits.COLUMNS:
        raise ReturnRefused(
            f"{name} has more than {limits.COLUMNS} columns; no table of the return has more than 13. "
            "Check that it is the right file."
        )
    try:
        columns = [cell.strip().upper() for cell in next(csv.reader([line]), [])]
    except csv.Error:
        raise ReturnRefused(f"{name} cannot be read as CSV. Save it again as CSV and send that.") from None
    for delimiter, words in _OTHER_DELIMITERS.items():
        cells = {cell.strip().strip('"').upper() for cell in line.split(delimiter)}
        if len(columns) == 1 and cells & _EVERY_DISTINCTIVE:
            raise ReturnRefused(
                f"{name} has {words} between its cells. Save it with commas and send it again."
            )
    while columns and not columns[-1]:
        columns.pop()
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        # A first line that is no header holds cells of a row: they are not repeated.
        column = f"the column {twice[0]}" if twice[0] in _EVERY_COLUMN else "a column"
        raise ReturnRefused(f"{name} has {column} twice, and which one counts cannot be known. Take one out.")
    return columns


def read_csv(name: str, text: str, columns: list[str], wanted: list[str]) -> pd.DataFrame:
    """The wanted columns, every cell as text; wholly blank lines left out, their numbers kept.

    The index is the spreadsheet's row number: the header is row 1. Raises `ReturnRefused`.
    """
    width = max(len(columns), _widest_of_first_rows(name, text))
    names = columns + [f" {position}" for position in range(len(columns), width)]
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            header=0,
            names=names,
            index_col=False,
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
            engine="c",
            low_memory=False,
        )
    except pd.errors.ParserError as fault:
        raise ReturnRefused(_why(name, str(fault))) from None
    except ValueError:
        raise ReturnRefused(f"{name} cannot be read as CSV. Save it again as CSV and send that.") from None
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="row")
    for extra in names[len(columns) :]:
        stray = frame.index[(frame[extra] != "").to_numpy(bool)]
        if len(stray):
            raise ReturnRefused(_too_wide(name, int(stray[0]), names.index(extra) + 1, len(columns)))
    return frame[wanted].astype(object)


def _widest_of_first_rows(name: str, text: str) -> int:
    """How many cells the header or the row below it has; some systems end each with commas too many."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text)), 2))
    except csv.Error:
        raise ReturnRefused(f"{name} cannot be read as CSV. Save it again as CSV and send that.") from None
    return max(map(len, rows), default=0)


def _why(name: str, fault: str) -> str:
    wide = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", fault)
    if wide:
        return _too_wide(name, int(wide[2]), int(wide[3]), int(wide[1]))
    quote = re.search(r"EOF inside string starting at row (\d+)", fault)
    if quote:
        return (
            f'{name} has a quotation mark (") in row {int(quote[1]) + 1:,} that is never closed. '
            "Correct that row and send the file again."
        )
    return f"{name} cannot be read as CSV. Save it again as CSV and send that."


def _too_wide(name: str, row: int, cells: int, columns: int) -> str:
    return (
        f"{name} has {cells:,} cells in row {row:,} but only {columns:,} columns. "
        "Correct that row (often it is a comma inside a cell) and send the file again."
    )
