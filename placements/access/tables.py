"""Lists about access to records: columns declared once."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from placements.models import AccessProposal, Child, Opening

NUMERIC = {"td": {"class": "govuk-table__cell--numeric"}, "th": {"class": "govuk-table__header--numeric"}}


def moment(value: Any) -> str:
    """'3 May 2026, 14:05', in this country's time."""
    local = timezone.localtime(value)
    return f"{local.day} {local:%B %Y, %H:%M}"


def _tag(text: str, colour: str) -> str:
    return render_to_string("_components/tag.html", {"text": text, "colour": colour})


class ClosedTable(tables.Table):
    """Restricted records, those due for review first. Without `names`, by opaque ids."""

    number = tables.Column("Record", empty_values=(), orderable=False)
    people = tables.Column("People on its list", attrs=NUMERIC)
    review_due = tables.Column("Review due", empty_values=())
    state = tables.Column("Review", empty_values=(), orderable=False)
    looked = tables.Column("Who has looked", empty_values=(), orderable=False)

    class Meta:
        order_by = "review_due"

    def __init__(self, *args: Any, today: date, names: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.names = today, names
        self.empty_text = "No record is restricted, or none whose list you are on."

    def render_number(self, record: Child) -> str:
        if not self.names:
            return str(record.public_id)
        return _link(reverse("access:child-access", args=[record.public_id]), str(record))

    def render_review_due(self, value: date | None) -> str:
        return f"{value.day} {value:%B %Y}" if value else "nobody is on its list"

    def render_state(self, record: Any) -> str:
        if record.review_due is None or record.review_due < self.today:
            return _tag("Overdue", "red")
        days = (record.review_due - self.today).days
        return _tag("Due soon", "yellow") if days <= 14 else _tag("Reviewed", "green")

    def render_looked(self, record: Child) -> str:
        return _link(reverse("access:child-who-looked", args=[record.public_id]), "Who has looked")


class OpeningTable(tables.Table):
    """Records opened in an emergency, the newest first."""

    opened_at = tables.Column(
        "Opened", linkify=lambda record: reverse("access:opening-detail", args=[record.public_id])
    )
    person = tables.Column("By", order_by=("person__last_name", "person__first_name"))
    ground = tables.Column("Why")
    read_at = tables.Column("Read by a manager", empty_values=())
    reviewed_at = tables.Column("Reviewed", empty_values=())

    class Meta:
        empty_text = "Nobody has opened a closed record in an emergency."

    def render_opened_at(self, value: Any) -> str:
        return moment(value)

    def render_ground(self, record: Opening) -> str:
        return record.get_ground_display()

    def render_read_at(self, record: Opening) -> str:
        return f"{record.read_by}, {moment(record.read_at)}" if record.read_at else _tag("Not read", "red")

    def render_reviewed_at(self, record: Opening) -> str:
        if not record.reviewed_at:
            return _tag("To review", "yellow")
        return f"{record.get_finding_display()}, {moment(record.reviewed_at)}"


def proposal_rows(proposal: AccessProposal) -> list[dict[str, str]]:
    """What is proposed, as a summary list."""
    rows = [
        {"key": "Proposed", "value": proposal.get_kind_display()},
        {"key": "Whom it is about", "value": str(proposal.person or "Everyone on the list")},
        {"key": "Why", "value": proposal.get_ground_display()},
        {"key": "Proposed by", "value": f"{proposal.proposed_by}, {moment(proposal.proposed_at)}"},
    ]
    if proposal.decided_at:
        words = "Agreed by" if proposal.agreed else "Declined by"
        rows.append({"key": words, "value": f"{proposal.decided_by}, {moment(proposal.decided_at)}"})
    return rows


def opening_rows(opening: Opening, child: Child | None, *, with_words: bool) -> list[dict[str, str]]:
    """An opening, as a summary list. The child, and what happened, for those who may open the record alone."""
    rows = [
        {"key": "Record", "value": str(child) if child else "A record that you cannot open"},
        {"key": "Opened by", "value": f"{opening.person}, {moment(opening.opened_at)}"},
        {"key": "Open until", "value": moment(opening.until)},
        {"key": "Why", "value": opening.get_ground_display()},
    ]
    if with_words:
        rows.append({"key": "What happened", "value": opening.what_happened})
    if opening.read_at:
        rows.append({"key": "Read by", "value": f"{opening.read_by}, {moment(opening.read_at)}"})
    if opening.reviewed_at:
        found = f"{opening.get_finding_display()}: {opening.reviewed_by}, {moment(opening.reviewed_at)}"
        rows.append({"key": "The auditor's finding", "value": found})
    return rows


def _link(href: str, text: str) -> str:
    return render_to_string("access/_link.html", {"href": href, "text": text})
