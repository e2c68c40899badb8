"""Many rows of a model at once, by COPY: constraints and triggers are asked as for any other writer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.expressions import DatabaseDefault

from sufficiency.exchange.ssda903.applying.copying import copy_in


def copy_rows(model: type[models.Model], rows: Iterable[Any]) -> int:
    """Add them, and say how many. The rows themselves learn no keys: for what nothing else refers to."""
    listed = list(rows)
    columns = {
        field.column: [getattr(row, field.attname) for row in listed]
        for field in model._meta.concrete_fields
        if field.column and not field.primary_key
    }
    if listed:
        # What nobody set is left to the database's own default.
        told = {name: values for name, values in columns.items() if not _left_out(values)}
        copy_in(
            model._meta.db_table, {name: [_ready(one) for one in values] for name, values in told.items()}
        )
    return len(listed)


def _left_out(values: list[Any]) -> bool:
    return all(isinstance(value, DatabaseDefault) for value in values)


def _ready(value: Any) -> Any:
    """As COPY reads it: a range as PostgreSQL writes it, anything else as text."""
    if isinstance(value, DateRange):
        return f"[{_day(value.lower)},{_day(value.upper)})"
    return value if value is None or isinstance(value, bool) else str(value)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
