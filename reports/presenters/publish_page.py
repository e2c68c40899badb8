"""What an edition will hold, told before it is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from reports.document import Block, Document, Items, Prose, Run, Subheading
from reports.models import Draft, DraftSection, Edition
from reports.presenters import words
from reports.writing.composing import Composed
from sufficiency.indicators.wording import in_words


def facts(
    draft: Draft, made: Composed, sections: Sequence[DraftSection], *, number: int
) -> list[dict[str, Any]]:
    """Rows of a summary list. `number` is the edition's own, as long as nobody publishes another before."""
    found: list[dict[str, Any]] = [
        {"key": "Edition", "value": f"{number}, {draft.template.get_kind_display().lower()}"},
        {"key": "As at", "value": in_words(draft.as_at)},
        {"key": "For", "value": Edition.Audience(draft.audience).label},
        {"key": "Figures printed", "value": _printed(made.document)},
        {
            "key": "Kept behind them",
            "value": f"{words.records(len(made.protected.measurements), 'measurement', 'measurements')}, so that "
            "it can be told years later where a figure came from",
        },
        {"key": "Hidden", **_hidden(draft, made)},
    ]
    exempt = [one.title for one in sections if one.is_exempt]
    if exempt:
        found.append({"key": "Exempt, printed apart", "value": ", ".join(exempt)})
    if draft.follows:
        found.append({"key": "Takes the place of", "value": str(draft.follows)})
    if draft.erratum:
        found.append({"key": "Corrects", "value": draft.erratum})
    if draft.approved_by:
        found.append({"key": "Approved by", "value": str(draft.approved_by)})
    return found


def _printed(document: Document) -> str:
    """'12 in the words, 84 in 4 tables, and 2 charts'."""
    tables = list(document.tables())
    said = sum(
        bool(run.figure) for section in document.sections for block in section.blocks for run in _runs(block)
    )
    in_tables = sum(bool(cell.key) for table in tables for row in table.rows for cell in row.cells)
    return (
        f"{said} in the words, {in_tables} in {words.records(len(tables), 'table', 'tables')}, and "
        f"{words.records(len(list(document.charts())), 'chart', 'charts')}"
    )


def _runs(block: Block) -> Iterator[Run]:
    match block:
        case Prose(words=line) | Subheading(words=line):
            yield from line
        case Items(items=items):
            for line in items:
                yield from line


def _hidden(draft: Draft, made: Composed) -> dict[str, str]:
    if draft.audience == Edition.Audience.INTERNAL:
        return {"value": "Nothing: exact figures, for inside the council"}
    return {
        "value": words.records(len(made.protected.hidden), "count", "counts"),
        "href": reverse("reports:draft-protection", args=[draft.public_id]),
        "link_text": "See which and why",
    }
