"""A document as a reader meets it: its tables with their sections, its words with theirs, and numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.document import Document, Items, Note, Paragraph, Prose, Row, Subheading, Table

NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|(?<![\w.,/-])\d+(?:\.\d+)?%?")


def tables(document: Document) -> Iterator[tuple[str, Table]]:
    """Each table with the title of its section."""
    for section in document.sections:
        yield from ((section.title, block) for block in section.blocks if isinstance(block, Table))


def is_typed(table: Table) -> bool:
    """Whether somebody typed it: its cells come from no measure."""
    return not any(cell.key for row in table.rows for cell in row.cells)


def written(document: Document) -> Iterator[tuple[str, str]]:
    """What somebody wrote, with the title of its section; what was picked is left out, and a mark stands for it."""
    for section in document.sections:
        for block in section.blocks:
            match block:
                case Prose(words=words) | Subheading(words=words):
                    lines = [words]
                case Items(items=items):
                    lines = list(items)
                case _:
                    continue
            for line in lines:
                yield section.title, "".join("…" if run.figure else run.text for run in line)
                yield from ((section.title, run.footnote) for run in line if run.footnote)


def said(document: Document) -> Iterator[tuple[str, str]]:
    """Every line of text outside tables, as it is printed."""
    for section in document.sections:
        for block in section.blocks:
            match block:
                case Prose(words=words) | Subheading(words=words):
                    yield section.title, "".join(f"{run.text} {run.footnote}".rstrip(" ") for run in words)
                case Items(items=items):
                    yield from ((section.title, "".join(run.text for run in words)) for words in items)
                case Paragraph(text=text, points=points):
                    yield from ((section.title, line) for line in (text, *points))
                case Note(text=text):
                    yield section.title, text
                case _:
                    pass


def heading(row: Row) -> str:
    return ": ".join(row.headings)


def number(text: str) -> Decimal | None:
    """The number that a cell prints, without its percent sign; None where it prints none, or more than that."""
    found = NUMBER.fullmatch(text.strip())
    return None if found is None else Decimal(found.group().rstrip("%").replace(",", ""))


def step(text: str) -> Decimal:
    """One in the last digit that is printed: 1 of 78%, 0.1 of 9.3."""
    _, _, decimals = text.strip().rstrip("%").partition(".")
    return Decimal(1).scaleb(-len(decimals))
