"""The list of loads: columns declared once."""

from __future__ import annotations

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse

from sufficiency.exchange.models import Import
from sufficiency.exchange.presenters import load, words
from sufficiency.exchange.runs import stage_of
from sufficiency.indicators.formatting import number

NUMERIC = {
    "td": {"class": "govuk-table__cell--numeric"},
    "th": {"class": "govuk-table__header--numeric"},
}


class ImportTable(tables.Table):
    """Loads, the newest first."""

    started_at = tables.Column("Loaded", linkify=lambda record: address(record))
    returns = tables.Column("Returns", orderable=False)
    by = tables.Column("By", order_by=("by__last_name", "by__first_name"))
    status = tables.Column("Status")
    children = tables.Column("Children", attrs=NUMERIC)
    set_aside = tables.Column("Rows set aside", attrs=NUMERIC)
    queries = tables.Column("Queries", attrs=NUMERIC)

    class Meta:
        attrs = {"caption": "Loads of returns"}
        order_by = "-started_at"

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    def render_started_at(self, value):
        return words.moment(value)

    def render_returns(self, record):
        return words.returns_in_short(record.returns.all())

    def render_status(self, record):
        run = next(iter(record.runs.all()), None)
        return render_to_string("_components/tag.html", load.tag(stage_of(record, run, now=self.now)))

    def render_children(self, value):
        return number(value)

    def render_set_aside(self, value):
        return number(value)

    def render_queries(self, value):
        return number(value)


def address(batch: Import) -> str:
    return reverse("exchange:import-detail", args=[batch.public_id])
