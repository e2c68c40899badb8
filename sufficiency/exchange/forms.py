"""What is asked of someone who loads a return: files, and only where dates do not tell, which year or day."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms

from sufficiency.exchange.models import Import
from sufficiency.exchange.ssda903 import limits

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
_YEAR_FAULT = "The year must be the one in which the return ends, in four digits, such as 2026"


class UploadForm(forms.Form):
    """What a load is, with its year or day; the files themselves come through the page's own upload component."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=(
            (Import.Kind.RETURN, "An annual return, or several"),
            (Import.Kind.EXTRACT, "An extract from the case system, to a day in the year"),
        ),
        required=False,
        widget=forms.RadioSelect,
        initial=Import.Kind.RETURN,
        error_messages={"invalid_choice": "Choose an annual return or an extract"},
    )
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
        label="Day of the extract",
        help_text="The last day that it tells of. What is open in it is open on that day. For example, 31/12/2025.",
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

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, day = given.get("kind"), given.get("as_at")
        if kind == Import.Kind.EXTRACT and day is None and "as_at" not in self.errors:
            self.add_error("as_at", "Give the day of the extract, such as 31/12/2025")
        if kind == Import.Kind.EXTRACT and given.get("year"):
            self.add_error("year", "An extract has a day and no year: leave the year empty")
        if kind == Import.Kind.RETURN and day is not None:
            self.add_error(
                "as_at", "An annual return has no day of its own: choose an extract, or leave this empty"
            )
        return given

    def clean_as_at(self) -> date | None:
        day = self.cleaned_data["as_at"]
        if day is not None and day > self.today:
            raise forms.ValidationError("The day of an extract must be today or earlier")
        if day is not None and day.year < limits.FIRST_RETURN_YEAR:
            raise forms.ValidationError(
                f"The day of an extract must be in {limits.FIRST_RETURN_YEAR} or later"
            )
        return day
