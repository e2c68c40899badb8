"""How a deed is written down as it is done, so that it can be undone whole."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Child, Deed
from sufficiency.core import audit
from sufficiency.core.models import User


def as_json(value: Any) -> Any:
    """A field's value as the deed keeps it."""
    if isinstance(value, DateRange):
        return [value.lower and value.lower.isoformat(), value.upper and value.upper.isoformat()]
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_json(field: Any, kept: Any) -> Any:
    """The value back from what the deed kept."""
    if isinstance(kept, list):
        lower, upper = (day and date.fromisoformat(day) for day in kept)
        return DateRange(lower, upper)
    return field.to_python(kept) if kept is not None and not field.is_relation else kept


def model_of(label: str) -> type[models.Model]:
    return apps.get_model("placements", label)


class Recording:
    """Collects what a deed makes and changes, then keeps it with the child's new version."""

    def __init__(self, child: Child, *, by: User) -> None:
        self.child, self.by = child, by
        self.made: list[list[Any]] = []
        self.changed: list[list[Any]] = []

    def make(self, model: type[models.Model], **fields: Any) -> Any:
        """A new row, entered by whoever does the deed."""
        if any(field.name == "entered_by" for field in model._meta.fields):
            fields["entered_by"] = self.by
        row = model._default_manager.create(child=self.child, **fields)
        self.made.append([model._meta.model_name, row.pk])
        return row

    def change(self, row: models.Model, **fields: Any) -> None:
        """New values of some fields of a row, and who changed it by hand."""
        if any(field.name == "entered_by" for field in row._meta.fields):
            fields["entered_by_id"] = self.by.pk
        pairs = {}
        for name, value in fields.items():
            pairs[name] = [as_json(getattr(row, name)), as_json(value)]
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        self.changed.append([row._meta.model_name, row.pk, pairs])

    def end(self, row: Any, on: date, **fields: Any) -> None:
        """The spell ends on the day."""
        self.change(row, dates=DateRange(row.dates.lower, on), **fields)

    def keep(
        self, kind: Deed.Kind, *, happened_on: date, words: str, together: UUID | None = None, **facts: Any
    ) -> Deed:
        """The deed, audited. The child was taken by `core.stale.take`: its raised version is saved here."""
        self.child.save(update_fields=["version"])
        deed = Deed.objects.create(
            child=self.child,
            together=together,
            kind=kind,
            happened_on=happened_on,
            words=words,
            made=self.made,
            changed=self.changed,
            version_before=self.child.version - 1,
            version_after=self.child.version,
            by=self.by,
        )
        audit.record(
            by=self.by,
            action=f"placements: {kind.value}",
            on=self.child,
            authority=self.child.authority,
            happened_on=happened_on.isoformat(),
            **facts,
        )
        deed.refresh_from_db(fields=["public_id", "at"])
        return deed
