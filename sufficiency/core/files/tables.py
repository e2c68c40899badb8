"""The list of requests for files with names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from sufficiency.core.files import wording
from sufficiency.core.models import FileRequest


class FileRequestTable(tables.Table):
    """Requests, the newest first."""

    what = tables.Column(
        "What is asked for",
        empty_values=(),
        linkify=lambda record: reverse("files:request", args=[record.public_id]),
    )
    asked_by = tables.Column("Asked by")
    asked_at = tables.Column("Asked")
    state = tables.Column("State", empty_values=())

    class Meta:
        attrs = {"caption": "Files asked for"}
        orderable = False

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def render_what(self, record: FileRequest) -> str:
        return wording.what(record)

    def render_asked_at(self, value: datetime) -> str:
        return wording.moment(value)

    def render_state(self, record: FileRequest) -> str:
        text, colour = wording.state(record, at=self.at)
        tag = format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)
        if record.until and wording.may_be_taken(record, at=self.at):
            return format_html(
                '{}<br><span class="app-quiet">until {}</span>', tag, wording.moment(record.until)
            )
        return tag
