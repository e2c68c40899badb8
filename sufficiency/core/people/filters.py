"""What the list of people can be narrowed by."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from sufficiency.core.access import Role


class PersonFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label="Name or user name", method="by_name")
    role = django_filters.ChoiceFilter(
        label="Role", choices=Role.choices, field_name="memberships__role", distinct=True, empty_label="All"
    )
    state = django_filters.ChoiceFilter(
        label="Account",
        choices=(("active", "Active"), ("disabled", "Disabled")),
        method="by_state",
        empty_label="All",
    )

    def by_name(self, people: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            people = people.filter(
                Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(username__icontains=word)
            )
        return people

    def by_state(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(is_active=value == "active")
