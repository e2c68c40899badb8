"""A document as a tagged PDF. Data reach the template as JSON and are never read as markup."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from reports import heads, printing
from reports.document import (
    Audience,
    Block,
    Chart,
    Document,
    Fields,
    Items,
    Note,
    Paragraph,
    Prose,
    Subheading,
    Table,
    Words,
)

ROOT = Path(__file__).resolve().parent.parent / "typst"
# How each kind of document looks; every other is set as a statement is.
LOOKS = {"scorecard": "scorecard.typ", "members": "members.typ"}
AUDIENCES = {
    Audience.PUBLIC: "For publication",
    Audience.INTERNAL: "Exact figures: not for publication",
}


@dataclass(frozen=True)
class Printed:
    content: bytes
    pages: int


def pdf(document: Document, *, edition: str, made_at: datetime) -> Printed:
    """The PDF of an edition. The same document, edition and moment give the same bytes.

    `edition` is its name in words ("Edition 3"). The file is tagged for PDF/UA-1 as typst checks it.
    """
    compiler = typst.Compiler(
        str(ROOT / _look(document)),
        root=str(ROOT),
        font_paths=[str(ROOT / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_data(document, edition, made_at))},
    )
    content = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(made_at.timestamp()))
    if not isinstance(content, bytes):
        raise TypeError("The template gave no single file.")
    [pages] = json.loads(compiler.query("<pages>", field="value"))
    return Printed(content, pages)


def _look(document: Document) -> str:
    return "cabinet.typ" if document.head else LOOKS.get(document.kind, "statement.typ")


def _data(document: Document, edition: str, made_at: datetime) -> dict[str, Any]:
    return {
        "title": document.title,
        "council": document.council,
        "as_at": printing.in_words(document.as_at),
        "audience": document.audience.value,
        "audience_in_words": AUDIENCES[document.audience],
        "edition": edition,
        "made_on": printing.in_words(made_at.date()),
        "is_synthetic": document.is_synthetic,
        "head": document.head
        and {
            "variant": document.head.variant.value,
            "blocks": [_fields(block) for block in heads.block(document.head)],
        },
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "is_annex": section.is_annex,
                "level": section.level,
                "blocks": [_BLOCKS[type(block)](block) for block in section.blocks],
            }
            for section in heads.arranged(document)
        ],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "kind": "paragraph",
        "number": paragraph.number,
        "text": paragraph.text,
        "points": paragraph.points,
    }


def _words(words: Words) -> list[dict[str, Any]]:
    return [
        {"text": run.text, "strong": run.strong, "emphasis": run.emphasis, "footnote": run.footnote}
        for run in words
    ]


def _prose(prose: Prose) -> dict[str, Any]:
    return {"kind": "prose", "number": prose.number, "words": _words(prose.words)}


def _items(items: Items) -> dict[str, Any]:
    return {"kind": "items", "marker": items.marker, "items": [_words(words) for words in items.items]}


def _subheading(heading: Subheading) -> dict[str, Any]:
    return {"kind": "subheading", "words": _words(heading.words)}


def _note(note: Note) -> dict[str, Any]:
    return {"kind": "note", "text": note.text}


def _fields(fields: Fields) -> dict[str, Any]:
    return {"kind": "fields", "title": fields.title, "rows": fields.rows}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "label": table.label,
        "caption": table.caption,
        "headings": [asdict(column) for column in table.heading_columns],
        "columns": [asdict(column) for column in table.columns],
        "rows": [
            {
                "headings": row.headings,
                "cells": [cell.text for cell in row.cells],
                "is_total": row.is_total,
            }
            for row in table.rows
        ],
        "source": table.source,
        "as_at": table.as_at,
        "notes": table.notes,
        "landscape": table.landscape,
        "is_text": not any(column.numeric for column in table.columns),
    }


def _chart(chart: Chart) -> dict[str, Any]:
    # What draws takes half a second to read, and most of what imports this draws nothing.
    from reports.renderers import charts

    return {
        "kind": "chart",
        "label": chart.label,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alternative": chart.alternative,
        "source": chart.source,
        "notes": chart.notes,
        "svg": charts.svg(chart),
    }


_BLOCKS: dict[type[Block], Callable[[Any], dict[str, Any]]] = {
    Paragraph: _paragraph,
    Prose: _prose,
    Items: _items,
    Subheading: _subheading,
    Note: _note,
    Fields: _fields,
    Table: _table,
    Chart: _chart,
}
