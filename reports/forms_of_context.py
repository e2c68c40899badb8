"""What people are asked about a figure that somebody else counted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from reports.models import ContextFigure
from sufficiency.core.writing import WritingForm, calendar, choice, day, day_in_words, day_to_type
from sufficiency.core.writing import words as _words

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
