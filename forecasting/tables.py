"""Lists of forecasts: columns declared once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from forecasting.models import ForecastLine
from forecasting.presenters import issued as told
from forecasting.presenters import words
from forecasting.scores import Score
from sufficiency.indicators.wording import in_words

_WORDS = {"td": {"class": "app-table__words"}}


class IssuedTable(tables.Table):
    """Issued forecasts, the newest first, each with what became of its forecasts of the number."""

    title = tables.Column("Forecast", linkify=lambda record: record.get_absolute_url())
    issued_on = tables.Column("Issued")
    issued_by = tables.Column("By")
    fared = tables.Column("Children looked after", empty_values=(), orderable=False, attrs=_WORDS)
    status = tables.Column("Standing", accessor="withdrawn_on", empty_values=())

    class Meta:
        attrs = {"caption": "Issued forecasts"}
        order_by = "-issued_on"

    def __init__(self, *args: Any, scores: Mapping[int, list[Score]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scores = scores

    def render_issued_on(self, value):
        return in_words(value)

    def render_fared(self, record):
        mine = self.scores.get(record.pk, [])
        if not mine:
            return "No forecast of it"
        return format_html_join(
            mark_safe("<br>"),
            "{}: {}. {}",
            (
                (words.month_end(score.line.on), told.foretold(score.line), told.fared(score))
                for score in mine
            ),
        )

    def render_status(self, record):
        return f"Withdrawn on {in_words(record.withdrawn_on)}" if record.withdrawn_on else "Stands"


class RunTable(tables.Table):
    """Forecasts that were made, the latest records first."""

    extract_on = tables.Column(
        "Records up to",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("extract_on", "finished_at"),
    )
    finished_at = tables.Column("Made")
    asked_by = tables.Column("For", order_by=("asked_by__last_name", "asked_by__first_name"))
    expected = tables.Column("What it said", empty_values=(), orderable=False, attrs=_WORDS)
    issued = tables.Column("Issued", accessor="is_issued")

    class Meta:
        attrs = {"caption": "Forecasts made"}
        order_by = "-extract_on"

    def __init__(self, *args: Any, spoken: Mapping[int, ForecastLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken = spoken

    def render_extract_on(self, value):
        return in_words(value)

    def render_finished_at(self, value):
        made = timezone.localtime(value)
        return f"{in_words(made.date())} at {made:%H:%M}"

    def render_asked_by(self, record):
        return "Made by itself after a load" if record.asked_by.is_system else str(record.asked_by)

    def render_expected(self, record):
        line = self.spoken.get(record.pk)
        return (
            f"{words.between(line.low80, line.high80)} in {words.month(line.on)} (8 chances in 10)"
            if line
            else ""
        )

    def render_issued(self, value):
        return "Yes" if value else "No"
