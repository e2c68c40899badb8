"""A CSV file as somebody chose it: refused in words where it is no table of what is wanted, else its rows."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_BYTES = 1024 * 1024
TOO_LARGE = "The file is larger than 1 MB. Check that it is the right one, or divide it."
_MOST_CHARACTERS = 3_000
# How files begin that are sent by mistake.
_OTHER_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or a zip file. Save the sheet as CSV (File, Save as, CSV UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook. Save the sheet as CSV (File, Save as, CSV UTF-8)"),
    (b"%PDF", "a PDF. Export the table as CSV instead"),
    (b"<", "a web page or XML. Export the table as CSV instead"),
    (b"{", "JSON. Export the table as CSV instead"),
)
_FORMULA = frozenset("=+-@|%")


class UploadRefused(Exception):
    """The file cannot be read as what is wanted. Nothing was changed."""


@dataclass(frozen=True)
class Wanted:
    """What a file must hold: `what` in words ("the carer records"), its headings, and those that it may not lack."""

    what: str
    names: Sequence[str]
    needed: Sequence[str]
    most_rows: int


@dataclass(frozen=True)
class Row:
    """A row with its number in the spreadsheet (the header is 1) and its cells by column, trimmed."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """What was found in a file."""

    name: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    not_understood: tuple[str, ...]


def text_of(data: bytes, *, what: str) -> str:
    """The text of a file. Raises `UploadRefused`."""
    if not data.strip():
        raise UploadRefused(f"The file is empty. Choose the file that holds {what}.")
    if len(data) > MOST_BYTES:
        raise UploadRefused(TOO_LARGE)
    for beginning, kind in _OTHER_KINDS:
        if data.lstrip().startswith(beginning):
            raise UploadRefused(f"This is {kind}.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes where it is not asked for UTF-8.
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UploadRefused("This is not a text file. Save the sheet as CSV (File, Save as, CSV UTF-8).")
    return text


def read(name: str, text: str, wanted: Wanted) -> Sheet:
    """The rows of a file, by its headings in whatever order. Raises `UploadRefused`."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise UploadRefused(
            "The file is damaged: a quotation mark is opened and not closed. Save it as CSV again."
        ) from None
    header = [cell.strip().lower().replace(" ", "_") for cell in table[0]] if table else []
    known = [cell for cell in header if cell in wanted.names]
    missing = [column for column in wanted.needed if column not in known]
    if missing:
        raise UploadRefused(
            f"The first row must hold the headings, and {_listed(missing)} {'is' if len(missing) == 1 else 'are'} "
            "missing. Take the empty file on this page and copy your columns into it."
        )
    twice = sorted({cell for cell in known if known.count(cell) > 1})
    if twice:
        raise UploadRefused(f"The heading {_listed(twice)} stands there twice. Take one of the columns out.")
    rows = tuple(
        Row(number, _cells(header, line, wanted))
        for number, line in enumerate(table[1:], start=2)
        if any(cell.strip() for cell in line)
    )
    if not rows:
        raise UploadRefused(f"The file has headings and no rows. Choose the file that holds {wanted.what}.")
    if len(rows) > wanted.most_rows:
        raise UploadRefused(f"The file has more than {wanted.most_rows:,} rows. Divide it.")
    others = tuple(cell or "(no heading)" for cell in header if cell not in wanted.names)
    return Sheet(name=name, rows=rows, columns=tuple(known), not_understood=others)


def printable(name: str) -> str:
    """The name of a file as a page may show it."""
    return "".join(sign if sign.isprintable() else "_" for sign in name)[-100:]


def unquoted(cell: str) -> str:
    """A cell without the apostrophe that this product's own files put before what would be a formula."""
    first = unicodedata.normalize("NFKC", cell[1:2])[:1]
    return cell[1:] if cell.startswith("'") and first in _FORMULA else cell


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _cells(header: list[str], line: list[str], wanted: Wanted) -> dict[str, str]:
    """The cells under the headings that are known; what is too long to be any of them is cut."""
    return {
        column: cell.strip()[:_MOST_CHARACTERS]
        for column, cell in zip(header, line, strict=False)
        if column in wanted.names
    }
