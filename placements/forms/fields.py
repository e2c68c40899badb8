"""Fields that several forms of the desk share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")


def day_field(label: str, *, missing: str = "", **options: Any) -> forms.DateField:
    """A day that people type or choose from the calendar."""
    return forms.DateField(
        label=label,
        input_formats=FORMATS,
        required=bool(missing),
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input moj-js-datepicker-input govuk-input--width-10",
                "autocomplete": "off",
            }
        ),
        error_messages={"required": missing, "invalid": "Enter a real date, such as 4/6/2026"},
        **options,
    )


def one_of(
    label: str, choices: Mapping[str, str], *, missing: str = "", first: str = "Choose one", **options: Any
) -> Any:
    """A list to choose one from. Without `missing` it may be left at `first`."""
    return forms.ChoiceField(
        label=label,
        choices=[("", first), *choices.items()],
        required=bool(missing),
        error_messages={"required": missing, "invalid_choice": missing or "Choose one of the list"},
        **options,
    )


def radios(label: str, choices: Mapping[str, str], *, missing: str, **options: Any) -> Any:
    """A few answers, all in sight."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices.items()),
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
        **options,
    )


def reason_field(label: str, *, missing: str) -> forms.CharField:
    """Why, in a sentence. Kept with the deed."""
    return forms.CharField(
        label=label,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": missing, "max_length": "Use 300 characters at most"},
    )


def whole_number(text: str) -> int | None:
    """A number that a page wrote into one of its own values; None where it is none, or longer than any of ours."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


class DeedForm(forms.Form):
    """Every form that writes: its key, and the version of the child that it shows."""

    key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": "Open the page again and send it once more."}
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": "Open the page again."}
    )
