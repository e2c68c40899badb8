"""Lists of carer records: columns declared once, for the page and for the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from carers import presenters
from carers.places import Places
from carers.words import in_words

NOWRAP = {"td": {"class": "app-nowrap"}}
# Cells of several words, kept from becoming a column of single ones.
WORDS = {"td": {"class": "app-table__some-words"}}


def _tag(text: str, colour: str) -> str:
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


class HouseholdTable(tables.Table):
    """Our own households. `value_…` is what the file holds of a column."""

    carers = tables.Column(
        "Carers",
        empty_values=(),
        order_by=("name_order", "reference"),
        attrs={"td": {"class": "app-table__words"}},
    )
    # On the page they stand under the names; in the file in columns of their own.
    reference = tables.Column("Reference", visible=False)
    kind = tables.Column("Approved for", visible=False)
    area = tables.Column("Area", default="not known")
    terms = tables.Column("Terms", empty_values=(), order_by=("places_today", "reference"), attrs=WORDS)
    places = tables.Column("Places today", empty_values=(), orderable=False, attrs=WORDS)
    # On the page under the places; in the file a column of its own.
    holds = tables.Column("Now", empty_values=(), orderable=False, visible=False)
    confirmed = tables.Column(
        "Confirmed", empty_values=(), order_by=("confirmed_at", "reference"), attrs=NOWRAP
    )
    review_due_on = tables.Column("Review due", default="none due", attrs=NOWRAP)

    class Meta:
        attrs = {"caption": "Households approved by the authority"}
        order_by = "carers"

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        # Of the households shown, by their keys.
        self.told: Mapping[int, Places] = {}

    def render_carers(self, record):
        return format_html(
            '<a href="{}">{}</a><br><span class="app-quiet">{}<br>{}</span>',
            record.get_absolute_url(),
            self.value_carers(record),
            record.reference,
            record.get_kind_display(),
        )

    def value_carers(self, record):
        return presenters.names(record, day=self.day) or record.reference

    def render_kind(self, record):
        return record.get_kind_display()

    def render_terms(self, record):
        return self.value_terms(record)

    def value_terms(self, record):
        return record.terms_today[0].in_words if record.terms_today else "no terms today"

    def render_places(self, record):
        told = self.told[record.pk]
        return format_html(
            '{}<br><span class="app-quiet">{}</span> {}',
            told.in_words,
            ", ".join(told.why_not),
            self.render_holds(record),
        )

    def value_places(self, record):
        told = self.told[record.pk]
        return "; ".join([told.in_words, *told.why_not])

    def render_holds(self, record):
        if record.approved.upper and record.approved.upper <= self.day:
            return _tag("Ended", "grey")
        if not record.holds_today:
            return ""
        return format_html("{} {}", _tag("On hold", "yellow"), self.value_holds(record))

    def value_holds(self, record):
        if record.approved.upper and record.approved.upper <= self.day:
            return f"Ended: {record.get_reason_ended_display()}"
        return "; ".join(presenters.hold_words(hold) for hold in record.holds_today)

    def render_confirmed(self, record):
        return self.value_confirmed(record)

    def value_confirmed(self, record):
        return in_words(timezone.localtime(record.confirmed_at).date()) if record.confirmed_at else "never"

    def render_review_due_on(self, record):
        return in_words(record.review_due_on)


class ReviewTable(tables.Table):
    """Reviews that are due, the most overdue first."""

    household = tables.Column("Carers", order_by="household__reference")
    due_on = tables.Column("Due on", attrs=NOWRAP)
    state = tables.Column("State", empty_values=(), orderable=False)
    worker = tables.Column(
        "Worker",
        accessor="household__supervising_worker",
        order_by="household__supervising_worker__last_name",
        default="not known",
    )
    record = tables.Column("Record", empty_values=(), orderable=False)

    class Meta:
        attrs = {"caption": "Reviews of approval that are due"}
        order_by = "due_on"

    def __init__(self, *args: Any, day: date, may_keep: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if may_keep else ("record",), **kwargs)
        self.day = day

    def render_household(self, record):
        household = record.household
        return format_html(
            '<a href="{}">{}</a>',
            household.get_absolute_url(),
            presenters.names(household, day=self.day) or household.reference,
        )

    def render_due_on(self, value):
        return in_words(value)

    def render_state(self, record):
        return _tag(*presenters.due_state(record.due_on, day=self.day))

    def render_record(self, record):
        return format_html(
            '<a href="{}">Record<span class="govuk-visually-hidden"> the review of {}</span></a>',
            reverse("carers:review-record", args=[record.public_id]),
            record.household.reference,
        )


class CheckTable(tables.Table):
    """Checks that have run out or soon will, the first to run out first."""

    household = tables.Column("Carers", order_by="household__reference")
    kind = tables.Column("What")
    carer = tables.Column("Of whom", empty_values=(), order_by="carer__last_name")
    expires_on = tables.Column("Runs out on", attrs=NOWRAP)
    state = tables.Column("State", empty_values=(), orderable=False)
    renew = tables.Column("Renew", empty_values=(), orderable=False)

    class Meta:
        attrs = {"caption": "Checks that have run out or soon will"}
        order_by = "expires_on"

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    render_household = ReviewTable.render_household

    def render_kind(self, record):
        return record.get_kind_display()

    def render_carer(self, record):
        return str(record.carer) if record.carer else "The home"

    def render_expires_on(self, value):
        return in_words(value)

    def render_state(self, record):
        return _tag(*presenters.check_state(record, day=self.day))

    def render_renew(self, record):
        return format_html(
            '<a href="{}?renew={}">Renew<span class="govuk-visually-hidden"> {} of {}</span></a>',
            reverse("carers:check-new", args=[record.household.public_id]),
            record.public_id,
            record.get_kind_display(),
            record.household.reference,
        )
