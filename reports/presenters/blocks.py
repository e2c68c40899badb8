"""A document's blocks as a page shows them: the same words and figures as in print."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from reports.document import Block, Chart, Fields, Items, Note, Paragraph, Prose, Subheading, Table, Words


def of(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Each block with its `kind`, for `reports/_block.html`."""
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "number": block.number, "text": block.text, "points": block.points}
        case Prose():
            return {"kind": "prose", "number": block.number, "words": _words(block.words)}
        case Items():
            return {
                "kind": "items",
                "is_numbered": block.marker != "•",
                "items": [_words(words) for words in block.items],
            }
        case Subheading():
            return {"kind": "subheading", "words": _words(block.words)}
        case Note():
            return {"kind": "note", "text": block.text}
        case Chart():
            return {"kind": "chart", "chart": block, "source": drawing(block)}
        case Fields():
            rows = [{"key": question, "value": answer} for question, answer in block.rows]
            return {"kind": "fields", "title": block.title, "rows": rows}
        case Table():
            return {"kind": "table", "id": block.identifier, "label": block.label, "table": table(block)}


def _words(words: Words) -> list[dict[str, Any]]:
    return [
        {
            "text": run.text,
            "strong": run.strong,
            "emphasis": run.emphasis,
            "footnote": run.footnote,
            "figure": run.figure,
        }
        for run in words
    ]


def drawing(chart: Chart) -> str:
    """The chart as it is printed, as the address of a picture: what draws styles its marks, which no page may."""
    # What draws takes half a second to read, and most pages draw nothing.
    from reports.renderers.charts import svg

    return f"data:image/svg+xml;base64,{base64.b64encode(svg(chart).encode()).decode()}"


def table(printed: Table) -> dict[str, Any]:
    """A printed table as the page's own; several columns of headings become one."""
    return {
        "caption": f"{printed.label}: {printed.caption}",
        "hide_caption": True,
        "columns": [
            {"text": ", ".join(column.title for column in printed.heading_columns)},
            *({"text": column.title, "numeric": column.numeric} for column in printed.columns),
        ],
        "rows": [
            {
                "cells": [": ".join(row.headings), *(cell.text for cell in row.cells)],
                "total": row.is_total,
            }
            for row in printed.rows
        ],
        "notes": [*printed.notes, *([f"Source: {printed.source}"] if printed.source else [])],
    }
