"""The list of young people: columns declared once, for the page and the file."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from careleavers import law, presenters
from careleavers.models import YoungPerson
from careleavers.querysets import YoungPersonQuerySet
from careleavers.set_based import in_order_of
from careleavers.situation import Situation
from sufficiency.core.writing import day_in_words

_SOME_WORDS = {"td": {"class": "app-table__some-words"}}


def _two_lines(first: str, second: str) -> str:
    if not second:
        return first
    return format_html('{}<br><span class="app-quiet">{}</span>', first, second)


class YoungPeopleTable(tables.Table):
    """Young people `with_facts`, where each lives and what is due: ordered by the database, judged row by row."""

    name = tables.Column("Young person", empty_values=(), linkify=lambda record: record.get_absolute_url())
    age = tables.Column("Age", empty_values=())
    category = tables.Column("Category", empty_values=())
    lives = tables.Column("Lives", empty_values=(), attrs=_SOME_WORDS)
    suitable = tables.Column("Suitable", empty_values=(), orderable=False)
    contact = tables.Column("Contact", empty_values=(), attrs=_SOME_WORDS)
    plan = tables.Column("Plan review", empty_values=(), attrs=_SOME_WORDS)
    activity = tables.Column("Activity", empty_values=(), orderable=False, attrs=_SOME_WORDS)
    adviser = tables.Column("Adviser", empty_values=())

    class Meta:
        attrs = {"caption": "Young people"}
        order_by = ("name",)

    def __init__(self, *args: Any, day: date, recorded_from: date | None, **kwargs: Any) -> None:
        # Before the rest, which puts the rows in order.
        self.day, self.recorded_from = day, recorded_from
        self._situations: dict[int, Situation] = {}
        super().__init__(*args, **kwargs)

    def of(self, person: YoungPerson) -> Situation:
        """How things stand for the person of a row."""
        if person.pk not in self._situations:
            self._situations[person.pk] = Situation(person, self.day, self.recorded_from)
        return self._situations[person.pk]

    def _in_order_of(
        self, column: str, people: YoungPersonQuerySet, descending: bool
    ) -> tuple[YoungPersonQuerySet, bool]:
        known = self.recorded_from
        return in_order_of(column, people, day=self.day, recorded_from=known, descending=descending), True

    def order_name(self, queryset, is_descending):
        return self._in_order_of("name", queryset, is_descending)

    def order_age(self, queryset, is_descending):
        return self._in_order_of("age", queryset, is_descending)

    def order_category(self, queryset, is_descending):
        return self._in_order_of("category", queryset, is_descending)

    def order_lives(self, queryset, is_descending):
        return self._in_order_of("lives", queryset, is_descending)

    def order_contact(self, queryset, is_descending):
        return self._in_order_of("contact", queryset, is_descending)

    def order_plan(self, queryset, is_descending):
        return self._in_order_of("plan", queryset, is_descending)

    def order_adviser(self, queryset, is_descending):
        return self._in_order_of("adviser", queryset, is_descending)

    def render_name(self, record):
        return presenters.name(record)

    value_name = render_name

    def render_age(self, record):
        return self.of(record).age

    def render_category(self, record):
        return presenters.category(self.of(record))

    def render_lives(self, record):
        living = self.of(record).living
        if not living.words:
            return presenters.NOT_KNOWN
        second = f"since {day_in_words(living.since)}" if living.since else ""
        if living.source.startswith("return"):
            second = living.source
        return _two_lines(living.words, second)

    def value_lives(self, record):
        return presenters.lives(self.of(record))

    def render_suitable(self, record):
        words = presenters.suitable(self.of(record))
        if words == "no":
            return format_html('<strong class="govuk-tag govuk-tag--red">{}</strong>', "No")
        return words

    def value_suitable(self, record):
        return presenters.suitable(self.of(record))

    def _due(self, one: law.Due) -> str:
        tag = presenters.due_tag(one)
        return format_html(
            '<strong class="govuk-tag govuk-tag--{}">{}</strong><br><span class="app-quiet">{}</span>',
            tag["colour"],
            tag["text"],
            presenters.due_beside_tag(one),
        )

    def render_contact(self, record):
        return self._due(self.of(record).contact)

    def value_contact(self, record):
        return presenters.due(self.of(record).contact)

    def render_plan(self, record):
        return self._due(self.of(record).plan)

    def value_plan(self, record):
        return presenters.due(self.of(record).plan)

    def render_activity(self, record):
        words, source = self.of(record).activity
        return _two_lines(words or presenters.NOT_KNOWN, source)

    def value_activity(self, record):
        return presenters.activity(self.of(record))

    def render_adviser(self, record):
        return presenters.adviser(self.of(record))
