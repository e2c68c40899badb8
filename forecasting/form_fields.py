"""Fields that several forms of forecasts have."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms


def decimal_number(
    label: str, most: int | Decimal, *, missing: str = "", help_text: str = "", **more: Any
) -> forms.DecimalField:
    refused = f"{label}: enter a number from 0 to {most}"
    return forms.DecimalField(
        label=label,
        required=bool(missing),
        min_value=Decimal(0),
        max_value=Decimal(most),
        decimal_places=1,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
        error_messages={
            "required": missing,
            "invalid": f"{refused}, such as 12.5",
            "min_value": refused,
            "max_value": refused,
            "max_decimal_places": f"{label}: enter one decimal at most, such as 12.5",
        },
        **more,
    )


def whole_number(
    label: str, least: int, most: int, *, missing: str = "", help_text: str = ""
) -> forms.IntegerField:
    refused = f"{label}: enter a whole number from {least} to {most:,}"
    return forms.IntegerField(
        label=label,
        required=bool(missing),
        min_value=least,
        max_value=most,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": missing, "invalid": refused, "min_value": refused, "max_value": refused},
    )


def several(label: str, names: Sequence[tuple[str, str]], help_text: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=names,
        required=False,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list"},
    )
