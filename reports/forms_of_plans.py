"""What people are asked about the action plan, statements and what guidance asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from reports.models import PlannedAction, Statement
from sufficiency.core.writing import WritingForm, calendar, choice, day, day_in_words, day_to_type
from sufficiency.core.writing import words as _words
from sufficiency.indicators import catalogue

_FIGURES = [(key, catalogue.get(key).title) for key in catalogue.KEYS]


def _figures(label: str, help_text: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=_FIGURES,
        required=False,
        help_text=help_text,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        error_messages={"invalid_choice": "Choose figures of the list"},
    )


class ActionForm(WritingForm):
    """What is promised, by whom and by when, and to whom it answers."""

    area = _words("Key area", length=80, missing="Enter the key area, such as Fostering")
    focus = _words("Action", length=300, missing="Enter what will be done")
    milestone = _words(
        "Milestone (optional)",
        length=300,
        help_text="As it is to be printed, such as Review in March, award in July.",
    )
    due_on = day("Due by (optional)", help_text="Without a day, nobody can say whether it is on time.")
    lead = _words(
        "Lead", length=200, missing="Enter who answers for it", help_text="A post, not a private person."
    )
    indicators = _figures(
        "Figures that it is to move (optional)", "Their targets help to judge how it stands."
    )
    linked_words = _words("What else it is to change (optional)", length=300)
    statements = forms.ModelMultipleChoiceField(
        label="I statements and priorities that it answers (optional)",
        help_text="An action that answers a priority is one of its next steps.",
        queryset=Statement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Choose statements of the list",
            "invalid_pk_value": "Choose statements of the list",
        },
    )
    note = _words("Note (optional)", length=500)
    arrangement = (
        "area",
        "focus",
        "milestone",
        calendar("due_on"),
        "lead",
        "indicators",
        "linked_words",
        "statements",
        "note",
    )

    def __init__(self, *args: Any, statements: QuerySet[Statement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statements"].queryset = statements  # type: ignore[attr-defined]


_ACTION = ("focus", "milestone", "lead", "linked_words", "note")


def of_action(row: PlannedAction) -> dict[str, Any]:
    """An action as the form shows it."""
    return {
        **{name: getattr(row, name) for name in _ACTION},
        "area": row.area.name,
        "due_on": day_to_type(row.due_on) if row.due_on else "",
        "indicators": [one.key for one in row.indicators.all()],
        "statements": [one.statement_id for one in row.answers.all()],
    }


def action_in_words(row: PlannedAction) -> dict[str, str]:
    """What of it a person types, as people read it."""
    return {
        **{name: getattr(row, name) or "Not given" for name in _ACTION},
        "area": row.area.name,
        "due_on": day_in_words(row.due_on) if row.due_on else "Not given",
        "indicators": ", ".join(catalogue.get(one.key).title for one in row.indicators.all()) or "Not given",
    }


class UpdateForm(WritingForm):
    """What was done by a day."""

    on = day("Day", missing="Enter the day of which you speak")
    words = _words(
        "What was done",
        length=2000,
        missing="Enter what was done",
        help_text="It is kept as you write it. Name no child and no carer.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_done = forms.BooleanField(label="The action is done", required=False)
    arrangement = (calendar("on"), "words", "is_done")


class StatementForm(WritingForm):
    """A statement, a priority with its aim and what is known of it, a value, a line of the charter or the pledge."""

    kind = choice("Kind", Statement.Kind.choices, missing="Choose what it is", press=True)
    number = forms.IntegerField(
        label="Number",
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter its number",
            "invalid": "The number must be a whole number, such as 3",
            "min_value": "The number must be 1 or more",
            "max_value": "The number must be 999 or less",
        },
    )
    words = _words("Words", length=300, missing="Enter the words")
    aim = _words(
        "Aim (of a priority, optional)",
        length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    known = _words(
        "What is known nationally (of a priority, optional)",
        length=2000,
        help_text="A line for each thing. Pick figures by name, as [[context: name]]; their source is printed.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    source = _words("Source (optional)", length=200)
    arrangement = ("kind", "number", "words", "aim", "known", "source")

    def clean_known(self) -> str:
        """Its lines, without blank ones."""
        lines = (line.strip() for line in self.cleaned_data["known"].splitlines())
        return "\n".join(line for line in lines if line)


def of_statement(statement: Statement) -> dict[str, Any]:
    """A statement as the form shows it."""
    return {name: getattr(statement, name) for name in ("kind", "number", "words", "aim", "known", "source")}


def statement_in_words(statement: Statement) -> dict[str, str]:
    """The same, as people read it."""
    return {
        "kind": statement.get_kind_display(),
        "number": str(statement.number),
        "words": statement.words,
        "aim": statement.aim or "Not given",
        "known": statement.known or "Not given",
        "source": statement.source or "Not given",
    }


class EvidenceForm(WritingForm):
    """With what the council meets a test of the guidance."""

    words = _words(
        "How it is met",
        length=2000,
        missing="Enter how the council meets this",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    keys = _figures("Figures that show it (optional)", "Documents print their names beside the answer.")
    section = _words("Section that says more (optional)", length=120)


def titles(keys: Sequence[str]) -> str:
    """Names of figures, in a line."""
    return ", ".join(catalogue.get(key).title for key in keys)
