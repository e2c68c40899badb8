"""The list of differences: columns declared once, for the page and for CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sufficiency.exchange.models import LiveConflict
from sufficiency.exchange.reconciliation import words
from sufficiency.exchange.reconciliation.differences import group_of
from sufficiency.indicators.wording import in_words

CSV_HEADER = (
    "child",
    "group",
    "where",
    "record",
    "from",
    "field",
    "held_here",
    "held_there",
    "extract_or_return_to",
    "since",
    "state",
    "reason",
    "worker_says",
    "worker_note",
)


class DifferenceTable(tables.Table):
    """A row a difference."""

    child = tables.Column("Child", order_by=("child__number",))
    what = tables.Column("What", empty_values=(), order_by=("timeline", "starts_on", "field"))
    ours = tables.Column("Held here", empty_values=(), orderable=False)
    theirs = tables.Column("In the case system", empty_values=(), orderable=False)
    answer = tables.Column(
        "The worker says",
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "app-table__some-words"}},
    )
    first_told_at = tables.Column("Since")
    choose = tables.Column("Choose", empty_values=(), orderable=False)

    class Meta:
        attrs = {"caption": "Differences with the case system"}

    def __init__(self, *args: Any, choosable: bool, answered: bool, **kwargs: Any) -> None:
        left_out = [] if choosable else ["choose"]
        super().__init__(*args, exclude=[*left_out, *([] if answered else ["answer"])], **kwargs)

    def render_child(self, record: LiveConflict) -> SafeString:
        name = record.child.number or "no number yet"
        return format_html('<a class="govuk-link" href="{}">{}</a>', settle_address(record), name)

    def render_what(self, record: LiveConflict) -> str:
        return words.what(record)

    def render_ours(self, record: LiveConflict) -> str:
        return words.value(record, record.ours)

    def render_theirs(self, record: LiveConflict) -> str:
        return words.value(record, record.theirs)

    def render_answer(self, record: LiveConflict) -> str:
        return words.answer(record) or "Not answered yet"

    def render_first_told_at(self, record: LiveConflict) -> str:
        return in_words(record.of_return.as_at)

    def render_choose(self, record: LiveConflict) -> SafeString:
        return format_html(
            '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
            '<input class="govuk-checkboxes__input" type="checkbox" name="id" id="choose-{0}" value="{0}">'
            '<label class="govuk-label govuk-checkboxes__label" for="choose-{0}">'
            '<span class="govuk-visually-hidden">Choose {1} of child {2}</span></label></div></div>',
            record.public_id,
            words.what(record),
            record.child.number or "without a number",
        )


def settle_address(one: LiveConflict) -> str:
    return f"{reverse('reconciliation:settle')}?id={one.public_id}"


def csv_rows(found: Iterable[LiveConflict]) -> Iterator[tuple[object, ...]]:
    """As `CSV_HEADER` names them."""
    for one in found:
        yield (
            one.child.number,
            group_of(one).label,
            one.get_kind_display(),
            one.timeline,
            one.starts_on,
            one.field,
            one.ours,
            one.theirs,
            one.of_return.as_at,
            one.first_told_at.date(),
            one.get_choice_display() if one.choice else "To settle",
            one.reason,
            one.answer,
            one.note,
        )
