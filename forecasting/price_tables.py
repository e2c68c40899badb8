"""Prices of placements as a list, and what it can be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.html import format_html

from forecasting.models import UnitCost
from forecasting.presenters.money import exact, holds, kind
from forecasting.presenters.words import PLACEMENTS
from sufficiency.core.narrowing import NarrowingFilterSet
from sufficiency.indicators.wording import in_words

_WORDS = {"td": {"class": "app-table__some-words"}}
_WHEN = (("today", "Today"), ("ahead", "From a later day on"), ("ended", "No more"))


class PriceFilter(NarrowingFilterSet):
    """By kind, and by when a price holds."""

    placement = django_filters.ChoiceFilter(choices=list(PLACEMENTS.items()), label="Kind", empty_label="All")
    when = django_filters.ChoiceFilter(
        choices=_WHEN, label="Holds", empty_label="At any time", method="filter_when"
    )

    class Meta:
        model = UnitCost
        fields = ("placement", "when")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def filter_when(self, queryset: QuerySet[UnitCost], name: str, value: str) -> QuerySet[UnitCost]:
        if value == "ended":
            return queryset.filter(valid__endswith__lte=self.today)
        if value == "ahead":
            return queryset.filter(valid__startswith__gt=self.today)
        return queryset.filter(valid__contains=self.today)


def in_order_of_kinds(prices: QuerySet[UnitCost]) -> QuerySet[UnitCost]:
    """With the place of each kind among those of the pages of forecasts."""
    places = [When(placement=placement, then=Value(at)) for at, placement in enumerate(PLACEMENTS)]
    return prices.annotate(kind_order=Case(*places, output_field=IntegerField()))


class PriceTable(tables.Table):
    """What held when: one row a price."""

    placement = tables.Column("Placement", order_by=("kind_order", "provider", "-valid"), attrs=_WORDS)
    weekly = tables.Column(
        "A week", orderable=False, attrs={"td": {"class": "govuk-table__cell--numeric app-nowrap"}}
    )
    spread = tables.Column("Lowest to highest", empty_values=(), orderable=False, attrs=_WORDS)
    valid = tables.Column("Holds", order_by=("-valid",), attrs=_WORDS)
    source = tables.Column("Source", orderable=False, attrs={"td": {"class": "app-table__words"}})
    change = tables.Column("Change", empty_values=(), orderable=False)

    class Meta:
        attrs = {"caption": "Prices of a week for a child"}
        order_by = "placement"

    def __init__(self, *args: Any, today: date, may_keep: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if may_keep else ("change",), **kwargs)
        self.today = today

    def render_placement(self, record):
        return kind(record.placement, record.provider)

    def render_weekly(self, value):
        return exact(value)

    def render_spread(self, record):
        said = []
        if record.lowest is not None and record.highest is not None:
            said.append(f"{exact(record.lowest)} to {exact(record.highest)}")
        elif record.lowest is not None or record.highest is not None:
            said.append(
                f"from {exact(record.lowest)}"
                if record.lowest is not None
                else f"up to {exact(record.highest)}"
            )
        said += [
            f"{name} {exact(value)}"
            for name, value in (("mean", record.mean), ("median", record.median))
            if value is not None
        ]
        return "; ".join(said) or "not known"

    def render_valid(self, value):
        if self.today in value:
            text, colour = "Holds", "green"
        else:
            text, colour = ("Later", "blue") if value.lower > self.today else ("Ended", "grey")
        return format_html(
            '{}<br><strong class="govuk-tag govuk-tag--{}">{}</strong>', holds(value), colour, text
        )

    def render_source(self, record):
        return format_html(
            '{}<br><span class="app-quiet">{}, entered by {}</span>',
            record.source,
            in_words(record.said_on),
            record.entered_by,
        )

    def render_change(self, record):
        what = f"{kind(record.placement, record.provider)} from {in_words(record.valid.lower)}"
        end = (
            ""
            if record.valid.upper
            else format_html(
                '<br><a href="{}">End<span class="govuk-visually-hidden"> {}</span></a>',
                reverse("forecasting:price-end", args=[record.public_id]),
                what,
            )
        )
        return format_html(
            '<a href="{}">Correct<span class="govuk-visually-hidden"> {}</span></a>{}',
            reverse("forecasting:price-correct", args=[record.public_id]),
            what,
            end,
        )
