"""Whether the tables of a document add up: totals from their parts, percentages to 100, near and far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reports.checks.finding import Finding, Severity, Subject, place
from reports.checks.reading import heading, number, step, tables
from reports.document import Row, Table

_TOTAL = re.compile(r"\b(total|in all|altogether)\b", re.IGNORECASE)
_NEAR = re.compile(r"20 miles or less|within 20 miles|under 20 miles", re.IGNORECASE)
_FAR = re.compile(r"(over|more than) 20 miles", re.IGNORECASE)
_UNKNOWN = re.compile(r"not known|unknown|not recorded", re.IGNORECASE)
_INSIDE, _OUTSIDE = re.compile(r"\binside\b", re.IGNORECASE), re.compile(r"\boutside\b", re.IGNORECASE)
_ROUNDED = "rounded to 5"
# A column of percentages is taken for shares of one whole where it comes at least this near to 100.
_NEARLY = 10
_HUNDRED = Decimal(100)


def totals(subject: Subject) -> Iterator[Finding]:
    """A row of totals that is not the sum of the rows above it, since the total before."""
    for section, table in tables(subject.document):
        if any(_ROUNDED in note for note in table.notes):
            continue
        parts: list[Row] = []
        for row in table.rows:
            if not (row.is_total or _TOTAL.search(heading(row))):
                parts.append(row)
                continue
            for at, column in enumerate(table.columns):
                yield from _total(section, table, row, parts, at, column.title)
            parts = []


def _total(
    section: str, table: Table, total: Row, parts: Sequence[Row], at: int, column: str
) -> Iterator[Finding]:
    texts = [row.cells[at].text for row in parts]
    numbers = [number(text) for text in texts]
    whole = number(total.cells[at].text)
    known = [one for one in numbers if one is not None]
    if whole is None or len(known) < 2 or len(known) < len(numbers):
        return  # Where a part is hidden or not known, nobody can add up.
    if total.cells[at].text.strip().endswith("%"):
        return
    if sum(known) != whole:
        yield Finding(
            Severity.STOPS,
            place(section, table, heading(total), column),
            f"The rows add to {sum(known):,}, and the total says {whole:,}.",
            "Correct the row or the total that is wrong, or pick the table so that it is counted.",
        )


def distances(subject: Subject) -> Iterator[Finding]:
    """Near, far and not known against 100%, and inside with outside against near: typed or printed from elsewhere."""
    for section, table in tables(subject.document):
        for area, rows in _by_area(table):
            if any(_NEAR.search(heading(row)) for row in rows) and any(
                _FAR.search(heading(row)) for row in rows
            ):
                for at, column in enumerate(table.columns):
                    yield from _distance(section, table, area, rows, at, column.title)


def _by_area(table: Table) -> list[tuple[str, list[Row]]]:
    """The rows by the area that they speak of, where a table has several; else all of them."""
    areas: dict[str, list[Row]] = {}
    for row in table.rows:
        area = next((cell.area for cell in row.cells if cell.area), "")
        areas.setdefault(area, []).append(row)
    return list(areas.items())


def _distance(
    section: str, table: Table, area: str, rows: Sequence[Row], at: int, column: str
) -> Iterator[Finding]:
    percent = [row for row in rows if row.cells[at].text.strip().endswith("%")]
    near, far = (_whole_and_parts(percent, which) for which in (_NEAR, _FAR))
    column = f"{column}, {area}" if area else column
    for name, (whole, parts) in (("20 miles or less", near), ("Over 20 miles", far)):
        if whole is not None and len(parts) == 2:
            yield from _sum(section, table, column, at, parts, f'"{name}"', whole)
    unknown = [row for row in percent if _UNKNOWN.search(heading(row)) and not _NEAR.search(heading(row))]
    if near[0] is not None and far[0] is not None and len(unknown) == 1:
        yield from _sum(section, table, column, at, [near[0], far[0], *unknown], "100%", None)


def _whole_and_parts(rows: Sequence[Row], which: re.Pattern[str]) -> tuple[Row | None, list[Row]]:
    band = [row for row in rows if which.search(heading(row))]
    parts = [row for row in band if _INSIDE.search(heading(row)) or _OUTSIDE.search(heading(row))]
    whole = [row for row in band if row not in parts]
    return (whole[0] if len(whole) == 1 else None), parts


def _sum(
    section: str, table: Table, column: str, at: int, parts: Sequence[Row], name: str, whole: Row | None
) -> Iterator[Finding]:
    texts = [row.cells[at].text for row in parts]
    expected = _HUNDRED if whole is None else number(whole.cells[at].text)
    numbers = [number(text) for text in texts]
    known = [one for one in numbers if one is not None]
    if expected is None or len(known) < len(numbers):
        return
    room = sum((step(text) for text in (*texts, *([whole.cells[at].text] if whole else []))), Decimal(0)) / 2
    if abs(sum(known) - expected) > room:
        said = " + ".join(text.strip() for text in texts)
        yield Finding(
            Severity.STOPS,
            place(section, table, heading(parts[0]), column),
            f"{said} is {sum(known)}%, and {name} says {expected}%: more than rounding can do."
            if whole
            else f"{said} is {sum(known)}%, not 100%: more than rounding can do.",
            "Correct the percentage that is wrong, or pick the figures so that they are counted.",
        )


def percentages(subject: Subject) -> Iterable[Finding]:
    """A typed column of percentages that nearly makes 100, and not within rounding."""
    for section, table in tables(subject.document):
        rows = [row for row in table.rows if not (row.is_total or _TOTAL.search(heading(row)))]
        if len(rows) < 3 or any(_NEAR.search(heading(row)) for row in rows):
            continue
        if any(cell.key for row in rows for cell in row.cells):
            continue  # Counted here: shares of one whole, or several measures that are not.
        for at, column in enumerate(table.columns):
            texts = [row.cells[at].text for row in rows]
            if not all(text.strip().endswith("%") for text in texts):
                continue
            numbers = [one for text in texts if (one := number(text)) is not None]
            off = abs(sum(numbers, Decimal(0)) - 100)
            if (
                len(numbers) == len(texts)
                and sum((step(text) for text in texts), Decimal(0)) / 2 < off <= _NEARLY
            ):
                yield Finding(
                    Severity.WARNS,
                    place(section, table, column=column.title),
                    f"The column adds to {sum(numbers)}%, not 100%, which is more than rounding can do.",
                    "Correct the percentage that is wrong, or say under the table why they do not make a whole.",
                )
