"""Lists of the pages of an edition, and of templates: columns declared once."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from reports.presenters import template_page
from reports.tables import NUMERIC


class OriginTable(tables.Table):
    """Each figure as printed, and where it came from."""

    figure = tables.Column("Figure", orderable=False)
    when = tables.Column("Of", orderable=False, default="")
    text = tables.Column("As printed", orderable=False, attrs=NUMERIC)
    where = tables.Column("Where", orderable=False)
    version = tables.Column("Definition", orderable=False, empty_values=())
    today = tables.Column("Today", orderable=False)

    class Meta:
        attrs = {"caption": "Figures as printed, in the order of the document"}

    def __init__(self, *args: Any, compares: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if compares else ("today",), **kwargs)

    def render_figure(self, record):
        part = format_html('<br><span class="app-quiet">{}</span>', record["part"]) if record["part"] else ""
        if not record["href"]:
            return format_html("{}{}", record["figure"], part)
        return format_html('<a class="govuk-link" href="{}">{}</a>{}', record["href"], record["figure"], part)

    def render_where(self, record):
        return format_html('{}<br><span class="app-quiet">{}</span>', record["where"], record["place"])

    def render_version(self, record):
        if record["source"]:
            return record["source"]
        return format_html('{}<br><span class="app-quiet">{}</span>', record["version"], record["key"])

    def render_today(self, record):
        if not record["colour"]:
            return record["today"]
        return format_html(
            '<strong class="govuk-tag govuk-tag--{}">{}</strong>', record["colour"], record["today"]
        )


class TemplateTable(tables.Table):
    """What a document can begin with."""

    name = tables.Column("Template", linkify=lambda record: template_page.address(record))
    kind = tables.Column("Kind")
    number = tables.Column("Sections", attrs=NUMERIC)
    authority = tables.Column("Whose", default="The product's own")
    is_retired = tables.BooleanColumn(verbose_name="In use")

    class Meta:
        attrs = {"caption": "Templates of documents"}

    def render_kind(self, record):
        return record.get_kind_display()

    def render_is_retired(self, record):
        return "Retired" if record.is_retired else "In use"
