"""What is asked from day to day: holds, what is free, the address."""

from __future__ import annotations

from django import forms

from carers.codes import (
    AddressReason,
    HoldReason,
)
from carers.forms.fields import (
    MOST_PLACES,
    beside,
    calendar,
    choice,
    day,
    name_of,
    number,
    radios,
)
from sufficiency.core.writing import WritingForm


class HoldForm(WritingForm):
    """Why, and until when."""

    reason = choice(
        "Why?", HoldReason.choices, missing="Choose why the places are on hold", widget=forms.RadioSelect
    )
    starts_on = day("From", missing="Enter the day on which the hold begins")
    ends_on = day(
        "Until", help_text="The first day on which the places are free again. Leave it empty if not known."
    )
    places = number(
        "Number of places",
        least=1,
        most=MOST_PLACES,
        help_text="Leave it empty to hold all of them.",
    )
    arrangement = (radios("reason"), beside(calendar("starts_on"), calendar("ends_on")), "places")


class ConfirmationForm(WritingForm):
    """What the carers say."""

    places_free = number(
        "Places free",
        least=0,
        most=MOST_PLACES,
        help_text="As the carers say. Leave it empty if they did not say.",
    )
    not_before = day("Not before", help_text="If they cannot take a child this week: the first day they can.")
    arrangement = ("places_free", calendar("not_before"))


class AddressForm(WritingForm):
    """The whole address: the one on record is not shown here, and is replaced."""

    line_1 = name_of("Address line 1", missing="Enter the first line of the address", length=100)
    line_2 = name_of("Address line 2", length=100, help_text="Optional.")
    town = name_of("Town or city", missing="Enter the town or city")
    postcode = name_of(
        "Postcode",
        missing="Enter the full postcode, such as SO14 7LY",
        length=10,
        width="govuk-input--width-10",
    )
    phone = name_of("Telephone", length=30, width="govuk-input--width-20", help_text="Optional.")


class RevealForm(WritingForm):
    """Why somebody needs the address now."""

    reason = choice(
        "Why do you need it?",
        AddressReason.choices,
        missing="Choose why you need the address",
        widget=forms.RadioSelect,
    )
    arrangement = (radios("reason"),)
