"""Lists of what a council keeps for its documents: columns declared once."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from reports.tables import NUMERIC
from reports.writing.records import printed, when_of


class ContextTable(tables.Table):
    """Figures that others counted."""

    name = tables.Column("Name")
    kind = tables.Column()
    value = tables.Column("Figure", attrs=NUMERIC, orderable=False)
    as_at = tables.Column("Of")
    source = tables.Column("Source")
    note = tables.Column("Note", orderable=False, default="")

    class Meta:
        attrs = {"caption": "Context figures"}

    def __init__(self, *args: Any, today: date, may_keep: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.may_keep = today, may_keep

    def render_name(self, record):
        if not self.may_keep:
            return record.name
        address = reverse("reports:context-change", args=[record.public_id])
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, record.name)

    def render_value(self, record):
        text = printed(record.value, record.unit, record.value_high)
        if record.unit == "rank":
            return f"rank {text}"
        return text if record.unit in {"%", "£", "£ a week", "count"} else f"{text} {record.unit}"

    def render_as_at(self, record):
        if record.is_stale(self.today):
            return format_html('{} <strong class="govuk-tag govuk-tag--yellow">Old</strong>', when_of(record))
        return when_of(record)

    def render_source(self, record):
        return f"{record.source}, {record.place_in_source}" if record.place_in_source else record.source
