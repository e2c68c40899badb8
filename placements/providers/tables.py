"""The list of providers' homes: columns declared once, for the page and for the file."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from carers.words import in_words
from placements.providers import presenting

_NEXT_LINE = mark_safe("<br>")
_NUMERIC = {
    "td": {"class": "govuk-table__cell--numeric"},
    "th": {"class": "govuk-table__header--numeric"},
}


class HomeTable(tables.Table):
    """Providers' homes `with_children_of` an authority. `value_…` is what the file holds of a column."""

    name = tables.Column(
        "Home",
        order_by=("name", "urn"),
        linkify=lambda record: record.get_absolute_url(),
        attrs={"td": {"class": "app-table__words"}},
    )
    urn = tables.Column("Ofsted number", attrs={"td": {"class": "app-nowrap"}})
    kinds = tables.Column(
        "Kinds of placement",
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "app-table__some-words"}},
    )
    there = tables.Column("There today", order_by=("there", "name"), attrs=_NUMERIC)
    ever = tables.Column("Children so far", order_by=("ever", "name"), attrs=_NUMERIC)
    last_came = tables.Column("Last came", empty_values=(), attrs={"td": {"class": "app-nowrap"}})

    class Meta:
        attrs = {"caption": "Providers’ homes in which children of the authority live or lived"}
        order_by = "name"

    def render_kinds(self, record):
        return format_html_join(_NEXT_LINE, "{}", ((words,) for words in presenting.kinds(record.kinds)))

    def value_kinds(self, record):
        return "; ".join(presenting.kinds(record.kinds))

    def render_last_came(self, value, record):
        if value is None:
            return "not known" if record.ever else "nobody yet"
        return in_words(value)

    def order_last_came(self, homes: Any, is_descending: bool) -> tuple[Any, bool]:
        """Where nobody has come yet, or nobody knows when, stands last, whichever way."""
        came = F("last_came")
        order = came.desc(nulls_last=True) if is_descending else came.asc(nulls_last=True)
        return homes.order_by(order, "name", "urn"), True
