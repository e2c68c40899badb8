"""What people are asked on the pages of figures and documents."""

from __future__ import annotations

from datetime import date

from django import forms

from sufficiency.indicators.wording import in_words

# Before the first children who could be in any return; a slip of the keyboard, not a question.
EARLIEST = date(1990, 1, 1)
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")


class AsAtForm(forms.Form):
    """The day that a page is about."""

    on = forms.DateField(
        label="As at",
        required=False,
        input_formats=FORMATS,
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"class": "govuk-input moj-js-datepicker-input", "autocomplete": "off"},
        ),
        error_messages={"invalid": "Enter a real date, such as 31 March 2013"},
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        day = self.cleaned_data["on"]
        if day is None:
            return None
        if day > self.today:
            raise forms.ValidationError(
                f"The date must be today or earlier: nobody has counted {in_words(day)} yet"
            )
        if day < EARLIEST:
            raise forms.ValidationError(f"The date must be {in_words(EARLIEST)} or later")
        return day
