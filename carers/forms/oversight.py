"""What is asked about reviews and checks."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms_gds.layout import Layout
from django import forms

from carers.codes import (
    OF_THE_HOME,
    CheckKind,
    ReviewOutcome,
)
from carers.forms.fields import (
    calendar,
    choice,
    day,
    radios,
)
from carers.models import Carer, Household
from sufficiency.core.writing import WritingForm


class ReviewForm(WritingForm):
    """A review that was held, and what was decided, now or later."""

    held_on = day("Review held on", missing="Enter the day on which the review was held")
    panel_on = day("Panel on", help_text="If it goes to the panel. A first review always does.")
    outcome = choice(
        "What was decided?",
        [*ReviewOutcome.choices, ("", "Not decided yet")],
        widget=forms.RadioSelect,
        initial=ReviewOutcome.UNCHANGED,
    )
    decided_on = day("Decided on", help_text="Leave it empty while it is not decided.")
    next_due_on = day("Next review due on", help_text="Leave it empty for a year after this one was held.")

    def __init__(self, *args: Any, next_is_set: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if next_is_set:
            del self.fields["next_due_on"]
        self.helper.layout = Layout(
            calendar("held_on"),
            calendar("panel_on"),
            radios("outcome"),
            calendar("decided_on"),
            *([] if next_is_set else [calendar("next_due_on")]),
        )

    def clean_held_on(self) -> date:
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(
                "Record the review once it was held: the day must be today or earlier"
            )
        return day


class CheckForm(WritingForm):
    """A check, of whom, and until when it holds."""

    kind = choice(
        "What was checked?", CheckKind.choices, missing="Choose what was checked", widget=forms.RadioSelect
    )
    of_whom = choice("Of whom?", [], missing="Choose of whom", widget=forms.RadioSelect)
    done_on = day("Done on", missing="Enter the day on which it was done")
    expires_on = day(
        "Runs out on", help_text="The first day on which it no longer holds. Empty if it never runs out."
    )
    arrangement = (radios("kind"), radios("of_whom"), calendar("done_on"), calendar("expires_on"))

    def __init__(self, *args: Any, household: Household, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.people = {str(carer.public_id): carer for carer in household.carers.in_force_on(today)}
        self.fields["of_whom"].choices = [  # type: ignore[attr-defined]
            *((key, str(carer)) for key, carer in self.people.items()),
            ("home", "The home"),
        ]
        home = ", ".join(kind.label.lower() for kind in CheckKind if kind in OF_THE_HOME)
        self.fields["of_whom"].help_text = f"Of the home: {home}. All else is of a person."

    def clean_done_on(self) -> date:
        day = self.cleaned_data["done_on"]
        if day > self.today:
            raise forms.ValidationError("The day must be today or earlier: record a check once it was done")
        return day

    def carer(self) -> Carer | None:
        return self.people.get(self.cleaned_data["of_whom"])
