"""Lists of retention: columns declared once."""

from __future__ import annotations

from uuid import UUID

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html

from sufficiency.operations.retention import presenting

_NOWRAP = {"td": {"class": "app-nowrap"}}


class DueTable(tables.Table):
    """Records whose time is over."""

    record = tables.Column("Record", orderable=False)
    rule = tables.Column("Rule")
    kept_until = tables.DateColumn(verbose_name="Until", format="j F Y", attrs=_NOWRAP)
    held = tables.Column("Can it go?")

    class Meta:
        attrs = {"caption": "Records due for destruction"}
        order_by = "kept_until"

    called: dict[UUID, str]

    def render_record(self, value, record):
        return self.called.get(value, presenting.closed(record["subject"]))

    def render_held(self, value):
        tag = {"text": "Held", "colour": "red"} if value else {"text": "Can go", "colour": "grey"}
        return render_to_string("_components/tag.html", tag)


class HoldTable(tables.Table):
    """Holds."""

    reference = tables.Column("Reference", linkify=lambda record: _link(record))
    why = tables.Column("Why")
    covers = tables.Column("Covers")
    dates = tables.Column("From", attrs=_NOWRAP, order_by="dates")
    released = tables.Column("Until", empty_values=(), orderable=False)
    placed_by = tables.Column("By", order_by="placed_by__last_name")

    class Meta:
        attrs = {"caption": "Legal holds"}

    def render_why(self, record):
        return record.get_why_display()

    def render_covers(self, record):
        return presenting.covers(record).capitalize()

    def render_dates(self, value):
        return presenting.day(value.lower)

    def render_released(self, record):
        if record.released_at is None:
            return render_to_string("_components/tag.html", {"text": "In force", "colour": "red"})
        return format_html(
            '{}, {} <span class="app-quiet">{}</span>',
            presenting.day(record.dates.upper),
            record.released_by,
            record.why_released,
        )


def _link(record):
    """Where a hold in force is released; a released one leads nowhere."""
    return presenting.release_address(record) if record.released_at is None else None
