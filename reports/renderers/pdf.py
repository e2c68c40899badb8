"""A document as a tagged PDF. Data reach the template as JSON and are never read as markup."""

from __future__ import annotations

import json
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from reports import heads, printing
from reports.colours import palette
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
    Run,
    Section,
    Style,
    Subheading,
    Table,
    Words,
)
from reports.renderers import typeface

ROOT = Path(__file__).resolve().parent.parent / "typst"
# How each kind of document looks; every other is set as a statement is.
LOOKS = {"scorecard": "scorecard.typ", "members": "members.typ", "market": "sheet.typ"}
UNTITLED = "Untitled"
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
        sys_inputs={"document": json.dumps(_plain(_data(document, edition, made_at)))},
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
        "erratum": document.erratum,
        "corrects": document.corrects,
        "style": _style(document.style),
        "head": document.head
        and {
            "variant": document.head.variant.value,
            "blocks": [_fields(block) for block in heads.block(document.head)],
        },
        "sections": [
            {
                "number": section.number,
                "title": section.title if _is_seen(section.title) else UNTITLED,
                "is_annex": section.is_annex,
                "level": level,
                "blocks": [_BLOCKS[type(block)](block) for block in section.blocks],
            }
            for section, level in _levels(heads.arranged(document))
        ],
    }


def _style(style: Style) -> dict[str, Any]:
    return {
        **asdict(palette(style.accent)),
        "logo": {
            # A drawing is text; of a picture typst takes the numbers of its bytes.
            "svg": style.logo_svg,
            "png": [] if style.logo_svg else list(b64decode(style.logo_png)),
        },
        "has_logo": bool(style.logo_png),
        "logo_alt": style.logo_alt,
    }


def _plain(value: Any) -> Any:
    """The same in signs that the typeface has: any other stops the printer."""
    if isinstance(value, str):
        return typeface.shown(value)
    if isinstance(value, dict):
        # A drawing is letters drawn as shapes: there is no text in it.
        return {name: one if name in {"svg", "logo"} else _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _is_seen(text: str) -> bool:
    """Whether anything of it shows: a heading of blanks and invisible signs has no name to be found by."""
    return any(unicodedata.category(sign)[0] not in "CZ" for sign in text)


def _levels(sections: Sequence[Section]) -> Iterator[tuple[Section, int]]:
    """Each with the level of its heading: one within another, where there is none before it, is of the first."""
    above = 0
    for section in sections:
        above = min(section.level, above + 1)
        yield section, above


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
    is_seen = any(_is_seen(run.text) for run in heading.words)
    return {"kind": "subheading", "words": _words(heading.words if is_seen else (Run(UNTITLED),))}


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
