"""Lists that belong to a document being written: columns declared once."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from reports.tables import NOWRAP
from sufficiency.indicators.wording import in_words

_SOME_WORDS = {"td": {"class": "app-table__some-words"}}


class ConsultationTable(tables.Table):
    """Whom a document was put to."""

    whom = tables.Column("Who was asked")
    how = tables.Column("How", orderable=False)
    on = tables.Column("When", attrs=NOWRAP)
    said = tables.Column("What they said", orderable=False, default="No answer yet", attrs=_SOME_WORDS)
    answer = tables.Column("What was made of it", orderable=False, default="Not yet said", attrs=_SOME_WORDS)

    class Meta:
        attrs = {"caption": "Consultation"}
        empty_text = ""

    def __init__(self, *args: Any, may_write: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_write = may_write

    def render_whom(self, record):
        if not self.may_write:
            return record.whom
        address = reverse("reports:consultation-change", args=[record.public_id])
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, record.whom)

    def render_on(self, record):
        return in_words(record.on)
