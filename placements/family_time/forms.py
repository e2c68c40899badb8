"""What is asked of somebody who records family time or a place: few fields that must be filled."""

from __future__ import annotations

from typing import Any

from django import forms

from placements.family_time.actions import Planned
from placements.family_time.locations_to_avoid import WhyRevealed
from placements.models.family_time import Basis, HowOften, Setting, Whom
from placements.models.places import WIDEST, Ground, PlaceKind
from sufficiency.core.writing import (
    YES_NO_UNKNOWN,
    WritingForm,
    calendar,
    choice,
    day,
    radios,
    words,
    yes_no,
)

_A_FEW_WORDS = "In a few words, if there is something to add"


class FamilyTimeForm(WritingForm):
    """With whom, how often and since when; the rest may stay not known."""

    whom = choice("With whom?", [("", "Choose"), *Whom.choices], missing="Choose with whom")
    how_often = choice("How often?", [("", "Choose"), *HowOften.choices], missing="Choose how often")
    from_on = day("From", missing="Enter the day from which this is the plan, such as 4/6/2026")
    setting = choice(
        "Where, or how?",
        [("", "Not known"), *Setting.choices],
        help_text="Leave this and the next where there is none at present.",
    )
    is_supervised = choice("Is it supervised?", YES_NO_UNKNOWN, press=True)
    basis = choice("On whose word?", [*Basis.choices, ("", "Not known")], press=True)
    reviewed_on = day("Last reviewed on")
    next_review_on = day("Next review")
    description = words(
        _A_FEW_WORDS,
        length=200,
        help_text="No names and no addresses. Up to 200 characters.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    arrangement = (
        "whom",
        "how_often",
        calendar("from_on"),
        "setting",
        radios("is_supervised", inline=True),
        radios("basis"),
        calendar("reviewed_on"),
        calendar("next_review_on"),
        "description",
    )

    def clean_is_supervised(self) -> bool | None:
        return yes_no(self.cleaned_data["is_supervised"])

    @property
    def planned(self) -> Planned:
        """Of a valid form."""
        return Planned(**self.cleaned_data)


class EndForm(WritingForm):
    """When something was over."""

    on = day("Ended on", missing="Enter the day on which it ended, such as 4/6/2026")
    arrangement = (calendar("on"),)


def _postcode(label: str, help_text: str) -> forms.CharField:
    return words(
        label,
        length=10,
        missing=f"Enter the {label.lower()}",
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )


class PlaceForm(WritingForm):
    """A place to be near: what, where, since when."""

    kind = choice("What is there?", [("", "Choose"), *PlaceKind.choices], missing="Choose what is there")
    postcode = _postcode("Postcode", "The whole postcode, such as SO14 7LY. Nobody’s address is asked for.")
    from_on = day("From", missing="Enter the day from which it matters, such as 4/6/2026")
    description = words(
        _A_FEW_WORDS,
        length=120,
        help_text="Such as the name of the school. No names of people. Up to 120 characters.",
    )
    arrangement = ("kind", "postcode", calendar("from_on"), "description")


class LocationToAvoidForm(WritingForm):
    """Where no home may be near. Shown nowhere once it is saved."""

    postcode = _postcode("Postcode", "Or its first half, such as SO14, where no more is known.")
    miles = forms.IntegerField(
        label="No home within how many miles?",
        min_value=1,
        max_value=WIDEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Enter whole miles, from 1 to {WIDEST}"
        ),
    )
    ground = choice("Why?", [("", "Choose"), *Ground.choices], missing="Choose why")
    from_on = day("From", missing="Enter the day from which it is to be avoided, such as 4/6/2026")
    description = words(
        _A_FEW_WORDS,
        length=200,
        help_text="Kept behind the same reason as the postcode. Up to 200 characters.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    arrangement = ("postcode", "miles", "ground", calendar("from_on"), "description")


class RevealForm(WritingForm):
    """Why somebody needs to know now."""

    reason = choice(
        "Why do you need to know?", WhyRevealed.choices, missing="Choose why you need to know", press=True
    )
    arrangement: tuple[Any, ...] = (radios("reason"),)
