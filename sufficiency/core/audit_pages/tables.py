"""Events of the trail as rows: one list of columns for the page and the file."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent

CSV_HEADER = (
    "at",
    "who",
    "roles",
    "action",
    "result",
    "record type",
    "records",
    "reason",
    "facts",
    "authority",
    "request",
    "session",
    "address",
)


def csv_cells(event: AuditEvent) -> tuple:
    """An event as the cells of a file, in the order of `CSV_HEADER`."""
    return (
        event.at,
        event.actor.username,
        " ".join(event.roles),
        event.action,
        event.result,
        event.object_type,
        " ".join(event.object_ids),
        event.reason,
        " ".join(f"{key}={value}" for key, value in sorted(event.facts.items())),
        event.authority.gss_code if event.authority else "",
        event.request_id,
        event.session_hash,
        event.address,
    )


class LookedTable(tables.Table):
    """Who has seen or changed a record, the newest first."""

    at = tables.Column("When", attrs={"td": {"class": "app-nowrap"}})
    actor = tables.Column("Who", order_by=("actor__last_name", "actor__first_name"))
    roles = tables.Column("In the role of", orderable=False, empty_values=())
    action = tables.Column("What")
    reason = tables.Column("Why", orderable=False, default="")

    class Meta:
        attrs = {"caption": "Who has looked"}
        empty_text = "Nobody has looked at this record since the trail began."
        sequence = ("at", "actor", "action", "roles", "reason")

    def render_at(self, value: Any) -> str:
        local = timezone.localtime(value)
        return f"{local.day} {local:%B %Y, %H:%M}"

    def render_roles(self, record: AuditEvent) -> str:
        return ", ".join(Role(role).label for role in record.roles) or "no role"

    def render_action(self, record: AuditEvent) -> str:
        words = record.action[:1].upper() + record.action[1:]
        return words if record.result == AuditEvent.Result.DONE else f"{words} ({record.result})"


class EventTable(LookedTable):
    """The trail, for the auditor."""

    records = tables.Column("Records", empty_values=(), orderable=False)
    address = tables.Column("From", orderable=False, default="")

    class Meta:
        attrs = {"caption": "Audit trail"}
        empty_text = "No event fits these filters."
        sequence = ("at", "actor", "action", "records", "roles", "reason", "address")

    def render_records(self, record: AuditEvent) -> str:
        only = record.object_ids[0] if len(record.object_ids) == 1 else ""
        return render_to_string(
            "audit/_records.html",
            {
                "kind": record.object_type.rpartition(".")[2],
                "count": len(record.object_ids),
                "only": only,
                "href": reverse("audit:record", args=[only]) if len(only) == 36 else "",
            },
        )
