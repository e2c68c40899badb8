"""The list of young people: columns declared once, for the page and the file."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from careleavers import law, presenters
from sufficiency.core.writing import day_in_words

_SOME_WORDS = {"td": {"class": "app-table__some-words"}}


def _two_lines(first: str, second: str) -> str:
    if not second:
        return first
    return format_html('{}<br><span class="app-quiet">{}</span>', first, second)


class YoungPeopleTable(tables.Table):
    """Young people, where each lives and what is due."""

    name = tables.Column(
        "Young person",
        accessor="person",
        order_by=("person__last_name", "person__first_name", "person__number"),
        linkify=lambda record: record.person.get_absolute_url(),
    )
    age = tables.Column("Age", order_by="-person__date_of_birth")
    category = tables.Column("Category", empty_values=(), order_by="category")
    lives = tables.Column("Lives", empty_values=(), order_by="living__words", attrs=_SOME_WORDS)
    suitable = tables.Column("Suitable", empty_values=(), orderable=False)
    contact = tables.Column("Contact", order_by="contact__on", attrs=_SOME_WORDS)
    plan = tables.Column("Plan review", order_by="plan__on", attrs=_SOME_WORDS)
    activity = tables.Column("Activity", empty_values=(), orderable=False, attrs=_SOME_WORDS)
    adviser = tables.Column("Adviser", empty_values=(), order_by="adviser__last_name")

    class Meta:
        attrs = {"caption": "Young people"}
        order_by = ("name",)

    def render_name(self, record):
        return presenters.name(record.person)

    value_name = render_name

    def render_category(self, record):
        return presenters.category(record)

    def render_lives(self, record):
        living = record.living
        if not living.words:
            return presenters.NOT_KNOWN
        second = f"since {day_in_words(living.since)}" if living.since else ""
        if living.source.startswith("return"):
            second = living.source
        return _two_lines(living.words, second)

    def value_lives(self, record):
        return presenters.lives(record)

    def render_suitable(self, record):
        words = presenters.suitable(record)
        if words == "no":
            return format_html('<strong class="govuk-tag govuk-tag--red">{}</strong>', "No")
        return words

    def value_suitable(self, record):
        return presenters.suitable(record)

    def _due(self, one: law.Due) -> str:
        tag = presenters.due_tag(one)
        return format_html(
            '<strong class="govuk-tag govuk-tag--{}">{}</strong><br><span class="app-quiet">{}</span>',
            tag["colour"],
            tag["text"],
            presenters.due_beside_tag(one),
        )

    def render_contact(self, record):
        return self._due(record.contact)

    def value_contact(self, record):
        return presenters.due(record.contact)

    def render_plan(self, record):
        return self._due(record.plan)

    def value_plan(self, record):
        return presenters.due(record.plan)

    def render_activity(self, record):
        return _two_lines(record.activity[0] or presenters.NOT_KNOWN, record.activity[1])

    def value_activity(self, record):
        return presenters.activity(record)

    def render_adviser(self, record):
        return presenters.adviser(record)
