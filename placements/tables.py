"""Lists of the placement desk."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse

from placements.choices import legal_status
from placements.presenters import words
from placements.situation import Situation

_NUMERIC = {
    "td": {"class": "govuk-table__cell--numeric"},
    "th": {"class": "govuk-table__header--numeric"},
}


class ChildTable(tables.Table):
    """Children, and where each is on the day."""

    name = tables.Column(
        "Child",
        empty_values=(),
        order_by=("last_name", "first_name", "number"),
        attrs={"th": {"class": "app-nowrap"}, "td": {"class": "app-nowrap"}},
        linkify=lambda record: reverse("placements:child-detail", args=[record.public_id]),
    )
    number = tables.Column("Number", empty_values=())
    age = tables.Column("Age", accessor="date_of_birth", order_by="-date_of_birth")
    legal_status = tables.Column("Legal status", empty_values=(), orderable=False)
    where = tables.Column("Lives", empty_values=(), orderable=False)
    since = tables.Column("Since", empty_values=(), orderable=False, attrs={"td": {"class": "app-nowrap"}})
    miles = tables.Column("Miles", empty_values=(), orderable=False, attrs=_NUMERIC)

    class Meta:
        order_by = ("name",)
        attrs = {"caption": "Children"}

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.situations: dict[int, Situation] = {}

    def render_name(self, record):
        return words.name(record)

    def render_number(self, record):
        return record.number or "none yet"

    def render_age(self, record):
        return words.age(record, self.day)

    def render_legal_status(self, record):
        status = self.situations[record.pk].legal_status
        return legal_status(status.code) if status else "none today"

    def render_where(self, record):
        return words.lives(self.situations[record.pk])

    def render_since(self, record):
        now = self.situations[record.pk]
        return words.day(now.placement.dates.lower) if now.placement else ""

    def render_miles(self, record):
        now = self.situations[record.pk]
        if now.placement is None:
            return ""
        miles = now.placement.miles
        if miles is None:
            return "not known"
        # Whole miles: a distance to a tenth of a mile points to a door.
        return "under 1" if miles < 1 else str(round(miles))
