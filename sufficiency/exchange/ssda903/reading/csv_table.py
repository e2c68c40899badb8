"""A CSV file to a frame of text, with the spreadsheet's row numbers."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd

from sufficiency.exchange.ssda903 import limits
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.tables import DISTINCTIVE

_EVERY_DISTINCTIVE = frozenset().union(*DISTINCTIVE.values())
_OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def header_of(name: str, text: str) -> list[str]:
    """The column names of the first line, trimmed and in capitals. Raises `ReturnRefused`."""
    line = text[: limits.HEADER_BYTES].split("\n", 1)[0].rstrip("\r")
    if len(line) >= limits.HEADER_BYTES - 1 or line.count(",") >= limits.COLUMNS:
        raise ReturnRefused(
            f"{name} has more than {limits.COLUMNS} columns; no table of the return has more than 13. "
            "Check that it is the right file."
        )
    columns = [cell.strip().upper() for cell in next(csv.reader([line]), [])]
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
        raise ReturnRefused(
            f"{name} has the column {twice[0]} twice, and which one counts cannot be known. Take one out."
        )
    return columns


def read_csv(name: str, text: str, columns: list[str], wanted: list[str]) -> pd.DataFrame:
    """The wanted columns, every cell as text; wholly blank lines left out, their numbers kept.

    The index is the spreadsheet's row number: the header is row 1. Raises `ReturnRefused`.
    """
    width = text.split("\n", 1)[0].count(",") + 1
    names = columns + [f" {position}" for position in range(len(columns), max(width, len(columns)))]
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            header=0,
            names=names,
            index_col=False,
            usecols=wanted,
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
    frame = frame[wanted].astype(object)
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="row")
    return frame


def _why(name: str, fault: str) -> str:
    wide = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", fault)
    if wide:
        return (
            f"{name} has {int(wide[3]):,} cells in row {int(wide[2]):,} and {int(wide[1]):,} columns. "
            "Correct that row and send the file again."
        )
    quote = re.search(r"EOF inside string starting at row (\d+)", fault)
    if quote:
        return (
            f'{name} has a quotation mark (") in row {int(quote[1]) + 2:,} that is never closed. '
            "Correct that row and send the file again."
        )
    return f"{name} cannot be read as CSV. Save it again as CSV and send that."
