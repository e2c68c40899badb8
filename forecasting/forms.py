"""What people are asked on the pages of forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from forecasting.presenters.words import month
from sufficiency.core.writing import WritingForm, calendar, choice, day, radios, words

_MONTHS = (("12", "1 year"), ("24", "2 years"), ("36", "3 years"), ("60", "5 years"))
MOST_CHILDREN = 99_999


class AskForm(WritingForm):
    """From which day, and how far."""

    as_at = day(
        "Records up to",
        missing="Enter the last day of records to use",
        help_text="The forecast knows nothing of what came later. An earlier day shows what could have been said then.",
    )
    months = choice("How far ahead?", _MONTHS, missing="Choose how far ahead to look", press=True)
    adds_arrivals = forms.BooleanField(
        label="Add expected arrivals on top of the usual number",
        help_text="Leave this unticked unless they are beyond what you usually see: the usual number of arrivals is "
        "in the forecast already. Expected leavings are always used.",
        required=False,
    )
    arrangement = (calendar("as_at"), radios("months"), "adds_arrivals")

    def clean_months(self) -> int:
        return int(self.cleaned_data["months"])


class ChanceForm(forms.Form):
    """More than how many children, and when."""

    more_than = forms.IntegerField(
        min_value=0,
        max_value=MOST_CHILDREN,
        error_messages={
            "required": "Enter a number of children",
            "invalid": "Enter a whole number of children, such as 530",
            "min_value": "The number must be 0 or more",
            "max_value": f"The number must be {MOST_CHILDREN:,} or less",
        },
    )
    at = forms.ChoiceField(
        error_messages={"required": "Choose a month", "invalid_choice": "Choose a month of the list"}
    )

    def __init__(self, *args: Any, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [(one.isoformat(), month(one)) for one in days]  # type: ignore[attr-defined]


class IssueForm(WritingForm):
    """Who puts their name to a forecast, when and where."""

    title = words("Title", length=120, missing="Enter a title, such as Forecast for the budget of 2027-28")
    issued_on = day("Issued on", missing="Enter the day on which it was issued")
    issued_by = words(
        "Issued by",
        length=120,
        missing="Enter who issues it, such as Director of Children’s Services",
        help_text="A role or a committee.",
    )
    published_in = words(
        "Where it is published",
        length=200,
        missing="Enter where it is published, such as Cabinet report of 3 December 2026",
        help_text="A document, a report or a meeting.",
    )
    arrangement = ("title", calendar("issued_on"), "issued_by", "published_in")


class WithdrawForm(WritingForm):
    """Why an issued forecast no longer stands."""

    because = words("Why is it withdrawn?", length=300, missing="Enter why it is withdrawn")
