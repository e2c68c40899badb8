"""What is asked of someone who loads a return: files, and only where dates do not tell, which year or day."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms

from sufficiency.exchange.ssda903 import limits

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
_YEAR_FAULT = "The year must be the one in which the return ends, in four digits, such as 2026"


class UploadForm(forms.Form):
    """The year and day of a load; the files themselves come through the page's own upload component."""

    year = forms.IntegerField(
        label="Year in which the return ends",
        help_text="For the return of April 2025 to March 2026, type 2026.",
        required=False,
        min_value=limits.FIRST_RETURN_YEAR,
        max_value=limits.LAST_RETURN_YEAR,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={"invalid": _YEAR_FAULT, "min_value": _YEAR_FAULT, "max_value": _YEAR_FAULT},
    )
    as_at = forms.DateField(
        label="The day to which an extract speaks",
        help_text="For example, 31/12/2025.",
        required=False,
        input_formats=_DAYS,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"}
        ),
        error_messages={"invalid": "The day of an extract must be a real date, such as 31/12/2025"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_as_at(self) -> date | None:
        day = self.cleaned_data["as_at"]
        if day is not None and day > self.today:
            raise forms.ValidationError("The day of an extract must be today or earlier")
        if day is not None and day.year < limits.FIRST_RETURN_YEAR:
            raise forms.ValidationError(
                f"The day of an extract must be in {limits.FIRST_RETURN_YEAR} or later"
            )
        return day
