"""An edition on the page: its facts, and its tables as they are printed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from reports.document import Table
from reports.models import Edition
from sufficiency.indicators.wording import in_words


def address(edition: Edition) -> str:
    return reverse("reports:edition-detail", args=[edition.public_id])


def file_name(edition: Edition) -> str:
    return f"{edition.kind}-{edition.as_at}-edition-{edition.number}"


def tag(*, is_superseded: bool) -> dict[str, str]:
    """Whether it is the one in force."""
    if is_superseded:
        return {"text": "Superseded", "colour": "grey"}
    return {"text": "Published", "colour": "green"}


def facts(
    edition: Edition, *, before: Edition | None = None, after: Edition | None = None
) -> list[dict[str, Any]]:
    """What stands at the top of its page; `before` and `after` are those that the reader may open."""
    made = timezone.localtime(edition.made_at)
    found = [
        {"key": "As at", "value": in_words(edition.as_at)},
        {"key": "For", "value": audience_words(edition)},
        {"key": "Made", "value": f"{in_words(made.date())} at {made:%H:%M}, by {edition.made_by}"},
        {"key": "Length", "value": "1 page" if edition.pages == 1 else f"{edition.pages} pages"},
    ]
    if edition.template:
        found.insert(0, {"key": "Form", "value": edition.template.name})
    if edition.erratum:
        found.append({"key": "Correction", "value": edition.erratum})
    if before:
        found.append(
            {"key": "Takes the place of", "value": str(before), "href": address(before), "link_text": "Open"}
        )
    if after:
        found.append(
            {"key": "Superseded by", "value": str(after), "href": address(after), "link_text": "Open"}
        )
    return [*found, {"key": "Fingerprint of the PDF (SHA-256)", "value": edition.sha256}]


def audience_words(edition: Edition) -> str:
    if edition.audience == Edition.Audience.PUBLIC:
        return "The public: small counts are hidden"
    return "Inside the council: exact figures, not to be passed on"


def table(printed: Table, *, edition: Edition | None) -> dict[str, Any]:
    """A printed table as the page's own; several columns of headings become one. Of an edition it is a file too."""
    return {
        "id": printed.identifier,
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
        "notes": [*printed.notes, f"Source: {printed.source}"],
        "csv_href": reverse("reports:edition-table", args=[edition.public_id, printed.identifier])
        if edition
        else "",
    }
