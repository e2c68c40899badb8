"""What people are asked about context figures, the action plan, meetings and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from reports.models import ContextFigure, GovernanceBody, Meeting, PlannedAction, Statement
from sufficiency.core.writing import WritingForm, calendar, choice, day, day_in_words, day_to_type
from sufficiency.core.writing import words as _words
from sufficiency.indicators import catalogue

UNITS = (
    "people",
    "children",
    "young people",
    "households",
    "count",
    "places",
    "%",
    "per 10,000",
    "rank",
    "days",
    "£",
    "£ a week",
)
_FIGURES = [(key, catalogue.get(key).title) for key in catalogue.KEYS]
_NO_MARKS = ";[]"


def _amount(label: str, *, missing: str = "", help_text: str = "") -> forms.DecimalField:
    fault = f"{label.partition(' (')[0]} must be a number, such as 240000 or 18.2"
    return forms.DecimalField(
        label=label,
        required=bool(missing),
        help_text=help_text,
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        error_messages={
            "required": missing,
            "invalid": fault,
            "max_decimal_places": "Use two decimal places at most",
            "max_digits": "Use twelve figures before the point at most",
            "max_whole_digits": "Use twelve figures before the point at most",
        },
    )


def _figures(label: str, help_text: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=_FIGURES,
        required=False,
        help_text=help_text,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        error_messages={"invalid_choice": "Choose figures of the list"},
    )


class ContextForm(WritingForm):
    """A figure that somebody else counted: what, of when, and where it stands."""

    kind = choice("Kind", [("", "Choose"), *ContextFigure.Kind.choices], missing="Choose a kind of figure")
    name = _words(
        "Name by which authors pick it",
        length=80,
        missing="Enter a name, such as population, all ages",
        help_text="The same name for the same figure of another date.",
    )
    label = _words("What it is", length=160, missing="Enter what the figure is, as a table is to print it")
    value = _amount("Figure (the lower end of a range)", missing="Enter the figure")
    value_high = _amount("Upper end of a range (optional)")
    unit = choice(
        "In what it is counted", [("", "Choose"), *((one, one) for one in UNITS)], missing="Choose a unit"
    )
    as_at = day("As at, or last day of its period", missing="Enter the day that it speaks of")
    starts_on = day("First day of its period (optional)")
    when_said = _words(
        "Date as the source names it (optional)",
        length=60,
        help_text="If it names no day, such as 2014, no day given. It is printed in place of the day.",
    )
    source = _words("Source", length=200, missing="Enter where the figure comes from")
    place_in_source = _words("Release or paragraph (optional)", length=120)
    note = _words(
        "Note (optional)", length=500, help_text="What a reader must know, such as another figure in print."
    )
    arrangement = (
        "kind",
        "name",
        "label",
        "value",
        "value_high",
        "unit",
        calendar("as_at"),
        calendar("starts_on"),
        "when_said",
        "source",
        "place_in_source",
        "note",
    )

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["unit"]
        if unit and unit not in UNITS:
            chosen.choices = [*chosen.choices, (unit, unit)]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if any(mark in name for mark in _NO_MARKS):
            raise forms.ValidationError("The name may not have a semicolon or a square bracket in it")
        return name

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        value, high = given.get("value"), given.get("value_high")
        if isinstance(value, Decimal) and isinstance(high, Decimal) and high <= value:
            self.add_error("value_high", "The upper end must be more than the lower end")
        if given.get("starts_on") and given.get("as_at") and given["starts_on"] > given["as_at"]:
            self.add_error("starts_on", "The first day must not be after the last day")
        return given


_CONTEXT = (
    "kind",
    "name",
    "label",
    "value",
    "value_high",
    "unit",
    "when_said",
    "source",
    "place_in_source",
    "note",
)


def of_context(figure: ContextFigure) -> dict[str, Any]:
    """A figure as the form shows it."""
    return {
        **{name: getattr(figure, name) for name in _CONTEXT},
        "value": _plain(figure.value),
        "value_high": "" if figure.value_high is None else _plain(figure.value_high),
        "as_at": day_to_type(figure.as_at),
        "starts_on": day_to_type(figure.starts_on) if figure.starts_on else "",
    }


def context_in_words(figure: ContextFigure) -> dict[str, str]:
    """The same, as people read it."""
    return {
        **{name: str(value) or "Not given" for name, value in of_context(figure).items()},
        "kind": figure.get_kind_display(),
        "as_at": day_in_words(figure.as_at),
        "starts_on": day_in_words(figure.starts_on) if figure.starts_on else "Not given",
    }


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


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
        label="I statements that it answers (optional)",
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
    """A statement, a priority, a value or a line of the charter."""

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
    source = _words("Source (optional)", length=200)


def of_statement(statement: Statement) -> dict[str, Any]:
    """A statement as the form shows it."""
    return {name: getattr(statement, name) for name in ("kind", "number", "words", "source")}


def statement_in_words(statement: Statement) -> dict[str, str]:
    """The same, as people read it."""
    return {
        "kind": statement.get_kind_display(),
        "number": str(statement.number),
        "words": statement.words,
        "source": statement.source or "Not given",
    }


class BodyForm(WritingForm):
    """A board or committee that answers for children's homes."""

    name = _words("Board or committee", length=120, missing="Enter its name")
    chair = _words("Who chairs it (optional)", length=120, help_text="A post, not a private person.")
    meetings_a_year = forms.IntegerField(
        label="Meetings a year (optional)",
        required=False,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": "The number must be a whole number, such as 6",
            "min_value": "The number must be 1 or more",
            "max_value": "The number must be 366 or less",
        },
    )


_BODY = ("name", "chair", "meetings_a_year")


def of_body(body: GovernanceBody) -> dict[str, Any]:
    """A board or committee as the form shows it."""
    return {name: getattr(body, name) for name in _BODY}


def body_in_words(body: GovernanceBody) -> dict[str, str]:
    """The same, as people read it."""
    return {name: str(value or "Not given") for name, value in of_body(body).items()}


class MeetingForm(WritingForm):
    """A meeting, and what it receives."""

    body = _words("Board or committee", length=120, missing="Enter which board or committee meets")
    on = day("Day of the meeting", missing="Enter the day of the meeting")
    pack_due_on = day("Papers due (optional)")
    receives = _words("What it receives (optional)", length=300)
    arrangement = ("body", calendar("on"), calendar("pack_due_on"), "receives")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("pack_due_on") and given.get("on") and given["pack_due_on"] > given["on"]:
            self.add_error("pack_due_on", "The papers must be due on the day of the meeting or earlier")
        return given


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the form shows it."""
    return {
        "body": meeting.body.name,
        "on": day_to_type(meeting.on),
        "pack_due_on": day_to_type(meeting.pack_due_on) if meeting.pack_due_on else "",
        "receives": meeting.receives,
    }


def meeting_in_words(meeting: Meeting) -> dict[str, str]:
    """The same, as people read it."""
    return {
        "body": meeting.body.name,
        "on": day_in_words(meeting.on),
        "pack_due_on": day_in_words(meeting.pack_due_on) if meeting.pack_due_on else "Not given",
        "receives": meeting.receives or "Not given",
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
