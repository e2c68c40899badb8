"""What people are asked to put scenarios side by side, and of the homes to win."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from forecasting.form_fields import decimal_number, several, whole_number
from forecasting.models import Scenario
from forecasting.models.scenarios import MOST_PLACES_EACH
from forecasting.presenters import words
from sufficiency.core.writing import choice

MOST_COMPARED = 4


class CompareForm(forms.Form):
    """Which scenarios to put side by side."""

    scenario = several("Scenarios", (), f"{MOST_COMPARED} at most.")

    def __init__(self, *args: Any, scenarios: Sequence[Scenario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].choices = [(str(one.public_id), one.name) for one in scenarios]  # type: ignore[attr-defined]

        self.fields["scenario"].error_messages["invalid_choice"] = (
            "One of these was not tried on the latest forecast. Open it and try it first"
        )

    def clean_scenario(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["scenario"]
        if not chosen:
            raise forms.ValidationError("Choose a scenario")
        if len(chosen) > MOST_COMPARED:
            raise forms.ValidationError(f"Choose {MOST_COMPARED} scenarios at most")
        return chosen


FAR = "far"
GOALS = (
    ("agency_fostering", "Fostering through agencies"),
    ("residential", "Residential homes"),
    (FAR, "Over 20 miles from home"),
)


class GoalForm(forms.Form):
    """The goal: at most so many children somewhere by a day; and what a home holds."""

    kind = choice("Bring down", GOALS, missing="Choose what to bring down")
    target = whole_number("To this many or fewer", 0, 9_999, missing="Enter how many children you aim for")
    by = choice("By the end of", (), missing="Choose a month")
    places = decimal_number(
        "Places in a home", MOST_PLACES_EACH, missing="Enter how many places a home has on average"
    )
    fill_rate = whole_number(
        "Share of places filled, per cent", 1, 100, missing="Enter the share of places that are filled"
    )

    def __init__(self, *args: Any, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [(one.isoformat(), words.month(one)) for one in days]  # type: ignore[attr-defined]

    def clean_places(self) -> Decimal:
        places: Decimal = self.cleaned_data["places"]
        if not places:
            raise forms.ValidationError(f"Enter the places of a home, up to {MOST_PLACES_EACH}, such as 1.5")
        return places
