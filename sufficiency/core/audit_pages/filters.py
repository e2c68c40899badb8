"""What the auditor may look for. People by an opaque id: addresses of pages are logged elsewhere too."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from sufficiency.core.models import AuditEvent, Authority, User

_DAY = forms.DateInput(attrs={"class": "govuk-input", "autocomplete": "off"}, format="%d/%m/%Y")
_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y")


class EventFilter(filters.FilterSet):
    """By person, what was done, how it came out, which record, and days, both included."""

    who = filters.ModelChoiceFilter(
        field_name="actor",
        label="Who",
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label="Anybody",
    )
    what = filters.CharFilter(field_name="action", lookup_expr="icontains", label="What, in part")
    result = filters.ChoiceFilter(
        choices=AuditEvent.Result.choices, label="How it came out", empty_label="Either"
    )
    record = filters.UUIDFilter(method="about", label="Record's id")
    since = filters.DateFilter(
        field_name="at", lookup_expr="date__gte", label="From", widget=_DAY, input_formats=_FORMATS
    )
    until = filters.DateFilter(
        field_name="at", lookup_expr="date__lte", label="To", widget=_DAY, input_formats=_FORMATS
    )

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(memberships__authority=authority).distinct()
        self.filters["who"].queryset = people.order_by("last_name", "first_name", "pk")

    def about(self, events: QuerySet, name: str, value: object) -> QuerySet:
        return events.about(value) if value else events  # type: ignore[attr-defined]

    def used(self) -> list[str]:
        """Names of the filters that are set: for the trail, which does not say to what."""
        return sorted(name for name in self.filters if self.data.get(name))
