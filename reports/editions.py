"""Reading editions: which there are, their bytes, and their tables as they were printed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from reports.document import Cell, Column, Row, Table
from reports.models import Edition, EditionMeasurement, EditionQuerySet
from sufficiency.core.models import Authority, User


def editions_of(authority: Authority, *, user: User) -> EditionQuerySet:
    """The authority's issued editions that the user may see, newest first, without their bytes."""
    return (
        Edition.objects.visible_to(user)
        .filter(authority=authority)
        .without_bytes()
        .with_standing()
        .select_related("made_by")
    )


def pdf_of(edition: Edition) -> bytes:
    """The PDF, byte for byte as issued."""
    return bytes(edition.pdf)


def tables_of(edition: Edition) -> list[Table]:
    """The edition's tables as printed."""
    return [_table(content) for content in edition.tables]


def table_of(edition: Edition, identifier: str) -> Table | None:
    """One table of the edition, such as "table-3"; None where it has none of that name."""
    return next((table for table in tables_of(edition) if table.identifier == identifier), None)


def printed_in(key: str, *, user: User, authority: Authority) -> list[EditionMeasurement]:
    """Where a measure stands in print: each edition the user may see, with the measurement as printed."""
    return list(
        EditionMeasurement.objects.filter(
            key=key, edition__in=Edition.objects.visible_to(user).filter(authority=authority)
        )
        .select_related("edition")
        .defer("edition__pdf", "edition__tables", "edition__counted_besides")
        .order_by("-edition__number", "as_at")
    )


def table_json(table: Table) -> dict[str, Any]:
    """A table as JSON, dates in ISO form; `tables_of` reads it back."""
    content = asdict(table)
    for row in content["rows"]:
        for cell in row["cells"]:
            cell["as_at"] = cell["as_at"] and cell["as_at"].isoformat()
    return content


def _table(content: dict[str, Any]) -> Table:
    columns = {
        name: tuple(Column(**column) for column in content[name]) for name in ("heading_columns", "columns")
    }
    rows = tuple(
        Row(
            tuple(row["headings"]),
            tuple(
                Cell(**{**cell, "as_at": date.fromisoformat(cell["as_at"]) if cell["as_at"] else None})
                for cell in row["cells"]
            ),
            row["is_total"],
        )
        for row in content["rows"]
    )
    return Table(**{**content, **columns, "rows": rows, "notes": tuple(content["notes"])})
