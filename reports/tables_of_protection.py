"""Lists of what a public document hides, and of what was asked to be printed all the same."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.hidden import Hidden, named
from reports.models import DisclosureOverride
from reports.tables import NOWRAP
from sufficiency.core.models import User
from sufficiency.indicators.wording import in_words


class HiddenTable(tables.Table):
    """What the public version of a document hides; with `ask`, the address at which printing one is asked for."""

    title = tables.Column("Figure", orderable=False)
    group = tables.Column("Group", orderable=False)
    as_at = tables.DateColumn(verbose_name="As at", format="j F Y", attrs=NOWRAP, orderable=False)
    what = tables.Column("What", orderable=False)
    why = tables.Column("Why", orderable=False)
    cell = tables.Column("Print it", orderable=False)

    class Meta:
        attrs = {"caption": "Counts that the public version does not show"}

    def __init__(self, *args: Any, ask: str, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if ask else ("cell",), **kwargs)
        self.ask = ask

    def render_cell(self, record: Hidden) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}?{}">Ask<span class="govuk-visually-hidden"> to print {}</span></a>',
            self.ask,
            urlencode({"count": name_of(record)}),
            named(record.cell),
        )


def name_of(one: Hidden) -> str:
    """A hidden count as an address and a form name it."""
    return "~".join((one.cell.key, one.as_at.isoformat(), one.cell.part, one.cell.category))


class OverrideTable(tables.Table):
    """What was asked, by whom, and what became of it."""

    key = tables.Column("Count", orderable=False)
    reason = tables.Column("Reason", orderable=False)
    asked_by = tables.Column("Asked by", orderable=False)
    part = tables.Column("How it stands", orderable=False)
    public_id = tables.Column("Next", orderable=False)

    class Meta:
        attrs = {"caption": "Counts that somebody asked to print all the same"}

    def __init__(self, *args: Any, may_decide: bool, may_withdraw: bool, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_decide, self.may_withdraw, self.user = may_decide, may_withdraw, user

    def render_key(self, record: DisclosureOverride) -> str:
        return named(record.cell)

    def render_part(self, record: DisclosureOverride) -> str:
        if record.declined_by:
            return f"Declined by {record.declined_by}. It stays hidden."
        if record.withdrawn_at:
            return "Taken back. It stays hidden."
        if record.agreed_by and record.agreed_at:
            return f"Agreed by {record.agreed_by} on {in_words(record.agreed_at.date())}. It is printed."
        return "Waits for a second person. It stays hidden until then."

    def render_public_id(self, record: DisclosureOverride) -> SafeString | str:
        if record.withdrawn_at:
            return ""
        if self.may_decide and record.agreed_by is None and record.asked_by != self.user:
            return self._link("override-decide", "Decide", record)
        return self._link("override-withdraw", "Keep it hidden", record) if self.may_withdraw else ""

    def _link(self, name: str, text: str, record: DisclosureOverride) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>',
            reverse(f"reports:{name}", args=[record.public_id]),
            text,
            named(record.cell),
        )
