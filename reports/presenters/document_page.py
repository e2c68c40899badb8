"""A document as an accessible page: its headings in order, its tables, its drawings with words, its footnotes.

Drafts and editions are drawn alike. In a draft each picked figure is marked; an edition's tables are files too.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reports import heads
from reports.colours import palette
from reports.document import (
    Block,
    Chart,
    Document,
    Fields,
    Items,
    Note,
    Paragraph,
    Prose,
    Section,
    Style,
    Subheading,
    Table,
    Words,
)
from reports.models import Edition
from reports.presenters import edition_page


@dataclass
class _Reading:
    """The page while it is put together; footnotes are numbered through it. `edition` is None for a draft."""

    edition: Edition | None
    notes: list[dict[str, Any]] = field(default_factory=list)

    def words(self, words: Words) -> list[dict[str, Any]]:
        return [
            {
                "text": run.text,
                "strong": run.strong,
                "emphasis": run.emphasis,
                "figure": run.figure if self.edition is None else "",
                "note": self._noted(run.footnote) if run.footnote else None,
            }
            for run in words
        ]

    def _noted(self, text: str) -> int:
        self.notes.append({"number": len(self.notes) + 1, "text": text})
        return len(self.notes)

    def prose(self, block: Prose) -> dict[str, Any]:
        return {"kind": "words", "number": block.number, "words": self.words(block.words)}

    def paragraph(self, block: Paragraph) -> dict[str, Any]:
        return {
            "kind": "words",
            "number": block.number,
            "words": [{"text": block.text}],
            "points": block.points,
        }

    def items(self, block: Items) -> dict[str, Any]:
        return {
            "kind": "items",
            "marker": block.marker,
            "items": [self.words(words) for words in block.items],
        }

    def subheading(self, block: Subheading) -> dict[str, Any]:
        return {"kind": "subheading", "words": self.words(block.words)}

    def note(self, block: Note) -> dict[str, Any]:
        return {"kind": "note", "text": block.text}

    def table(self, block: Table) -> dict[str, Any]:
        return {
            "kind": "table",
            "table": {
                **edition_page.table(block, edition=self.edition),
                "hide_caption": False,
                "wide": len(block.columns) > 6,
                "notes": [
                    *block.notes,
                    *([f"Source: {block.source} As at {block.as_at}."] if block.source else []),
                ],
            },
        }

    def chart(self, block: Chart) -> dict[str, Any]:
        # What draws takes half a second to read, and most pages draw nothing.
        from reports.renderers.charts import svg

        drawing = base64.b64encode(svg(block).encode()).decode()
        return {"kind": "chart", "chart": block, "source": f"data:image/svg+xml;base64,{drawing}"}

    def blocks(self, section: Section) -> list[dict[str, Any]]:
        show: dict[type[Block], Callable[[Any], dict[str, Any]]] = {
            Prose: self.prose,
            Paragraph: self.paragraph,
            Items: self.items,
            Subheading: self.subheading,
            Note: self.note,
            Fields: _fields,
            Table: self.table,
            Chart: self.chart,
        }
        return [show[type(block)](block) for block in section.blocks]

    def section(self, place: int, section: Section) -> dict[str, Any]:
        before = f"{'Annex ' if section.is_annex else ''}{section.number} " if section.number else ""
        return {
            "id": f"section-{place}",
            "title": f"{before}{section.title}",
            "level": section.level,
            "blocks": self.blocks(section),
        }


def page(document: Document, *, edition: Edition | None = None) -> dict[str, Any]:
    """What the page shows: `head` of a cabinet report, `sections`, and the `notes` that the text points to."""
    reading = _Reading(edition)
    sections = [reading.section(place, one) for place, one in enumerate(heads.arranged(document), start=1)]
    return {
        "council": document.council,
        "style": _style(document.style),
        "erratum": _erratum(document),
        "head": [_fields(block) for block in heads.block(document.head)] if document.head else [],
        "sections": sections,
        "notes": reading.notes,
    }


def one_section(section: Section) -> dict[str, Any]:
    """A section of a draft by itself: its `blocks`, and the `notes` that they point to."""
    reading = _Reading(None)
    return {"blocks": reading.blocks(section), "notes": reading.notes}


def _style(style: Style) -> dict[str, str]:
    shades = palette(style.accent)
    svg = base64.b64encode(style.logo_svg.encode()).decode()
    logo = f"data:image/svg+xml;base64,{svg}" if svg else f"data:image/png;base64,{style.logo_png}"
    return {
        "accent": shades.accent,
        "deep": shades.deep,
        "logo": logo if style.logo_png else "",
        "logo_alt": style.logo_alt,
    }


def _erratum(document: Document) -> dict[str, str] | None:
    if not document.erratum:
        return None
    title = f"Correction of {document.corrects}" if document.corrects else "Correction"
    return {"title": title, "text": document.erratum}


def _fields(block: Fields) -> dict[str, Any]:
    return {
        "kind": "fields",
        "title": block.title,
        "rows": [{"key": question, "value": answer} for question, answer in block.rows],
    }
