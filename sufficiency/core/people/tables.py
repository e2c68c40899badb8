"""Lists of people and of requests."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from sufficiency.core.models import AccessRequest, User
from sufficiency.core.people import wording

_TAG = '<strong class="govuk-tag govuk-tag--{}">{}</strong>'


class PersonTable(tables.Table):
    """The accounts that an administrator keeps. Each person carries `roles_here`, read with them."""

    name = tables.Column("Name", empty_values=(), order_by=("last_name", "first_name", "pk"))
    username = tables.Column("User name")
    roles = tables.Column("Roles", empty_values=(), orderable=False)
    last_login = tables.DateTimeColumn(verbose_name="Last signed in", format="j F Y", default="never")
    state = tables.Column("Account", empty_values=(), order_by=("is_active",))

    class Meta:
        attrs = {"caption": "People who can sign in"}
        order_by = "name"
        fields = ("name", "username", "roles", "last_login", "state")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_name(self, record: User) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>',
            reverse("people:person", args=[record.public_id]),
            record,
        )

    def render_roles(self, record: Any) -> str:
        held = [(m.get_role_display(), wording.state_of(m, self.today)) for m in record.roles_here]
        waiting = [f"{one.get_role_display()} (waits for a manager)" for one in record.roles_asked]
        return ", ".join([f"{role} ({state})" if state else role for role, state in held] + waiting) or "none"

    def render_state(self, record: User) -> str:
        if not record.is_active:
            return format_html(_TAG, "grey", "Disabled")
        if not (record.has_usable_password() or record.last_login):
            return format_html(_TAG, "yellow", "No password yet")
        return "Active"


class AccessRequestTable(tables.Table):
    """Requests that wait for a manager."""

    asks = tables.Column("What is asked", empty_values=(), orderable=False)
    asked_by = tables.Column("Asked by", orderable=False)
    asked_at = tables.DateTimeColumn(verbose_name="Asked", format="j F Y", orderable=False)

    class Meta:
        attrs = {"caption": "Requests that wait"}
        fields = ("asks", "asked_by", "asked_at")

    def render_asks(self, record: AccessRequest) -> str:
        address = reverse("people:request", args=[record.public_id])
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, wording.asks(record))
