"""CSV for people: cells that no spreadsheet takes for a formula.

Not for the statutory return, whose cells are codes and dates and go out exactly as they are.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain

from django.http import HttpResponse

# What spreadsheets take for the beginning of a formula; full-width forms become these when normalised.
_FORMULA = frozenset("=+-@|%")
# Not seen, and skipped by some spreadsheets before they look for a formula.
_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad")


def safe_cell(value: object) -> str | int | float | Decimal:
    """A value as a CSV cell: numbers stay numbers, None is empty, dates are ISO, text cannot be a formula.

    Text loses control characters and outer blanks; before what would begin a formula stands an apostrophe,
    which spreadsheets show and do not run. Take one leading apostrophe away to have the text again.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float, Decimal)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    one_line = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in str(value)
    )
    text = _without_leading_blanks(one_line).rstrip()
    first = unicodedata.normalize("NFKC", text[:1]).lstrip()[:1]
    return f"'{text}" if first in _FORMULA else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file, safe, one at a time; text is quoted, so that no other delimiter parts it."""
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), quoting=csv.QUOTE_NONNUMERIC)
    for row in chain([header], rows):
        writer.writerow([safe_cell(cell) for cell in row])
        yield lines.pop()


def csv_file(header: Sequence[str], rows: Iterable[Sequence[object]], *, name: str) -> HttpResponse:
    """The file `name`.csv, safe, for the browser to keep."""
    response = HttpResponse("".join(csv_lines(header, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Lines:
    """Where `csv` writes: each line becomes an element of the list."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def write(self, line: str) -> int:
        self.lines.append(line)
        return len(line)


def _without_leading_blanks(text: str) -> str:
    place = 0
    while place < len(text) and (text[place].isspace() or text[place] in _INVISIBLE):
        place += 1
    return text[place:]
