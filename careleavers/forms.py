"""What is asked of those who keep young people's records: few fields, each with its own words."""

from __future__ import annotations

from typing import Any

from django import forms

from careleavers.codes import (
    AccommodationKind,
    ActivityKind,
    Category,
    ContactKind,
    ContactOutcome,
    DocumentState,
    PlanStep,
    Relation,
)
from sufficiency.core.models import User
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


class VisitForm(WritingForm):
    """One hand, standing in a doorway: two presses, a day that is filled in, and a line if there is time."""

    kind = choice("What was it?", ContactKind.choices, missing="Choose what it was", press=True)
    outcome = choice(
        "Were they seen?", ContactOutcome.choices, missing="Choose whether they were seen", press=True
    )
    on = day("When?", missing="Enter the day")
    note = words(
        "A line for the record",
        length=500,
        help_text="If there is something to say. Up to 500 characters.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    arrangement = (radios("kind"), radios("outcome"), calendar("on"), "note")


class AccommodationForm(WritingForm):
    """Where they live, in the words of the return."""

    kind = choice(
        "Where do they live?",
        [("", "Choose"), *AccommodationKind.choices],
        missing="Choose where they live",
    )
    on = day("From", missing="Enter the day from which they live there")
    is_suitable = choice(
        "Is it suitable?",
        YES_NO_UNKNOWN,
        help_text=(
            "Safe, secure and affordable, fitting their needs, wishes, work or study. Being homeless or in custody "
            "never is; abroad is not judged."
        ),
        press=True,
    )
    why = words("Why, in a few words", length=200, help_text="Needed where it is not suitable.")
    provided_by_council = choice(
        "Does the council provide it?",
        YES_NO_UNKNOWN,
        help_text="If so, the regulations ask for a visit within 7 days, then at least every two months.",
        press=True,
    )
    arrangement = (
        "kind",
        calendar("on"),
        radios("is_suitable", inline=True),
        "why",
        radios("provided_by_council", inline=True),
    )

    def clean_is_suitable(self) -> bool | None:
        return yes_no(self.cleaned_data["is_suitable"])

    def clean_provided_by_council(self) -> bool | None:
        return yes_no(self.cleaned_data["provided_by_council"])


class ActivityForm(WritingForm):
    """The main thing they do."""

    kind = choice("What do they mainly do?", ActivityKind.choices, missing="Choose what they do", press=True)
    on = day("From", missing="Enter the day from which they do it")
    arrangement = (radios("kind"), calendar("on"))


class PlanForm(WritingForm):
    """A step of the pathway plan."""

    step = choice("What happened?", PlanStep.choices, missing="Choose what happened", press=True)
    on = day("When?", missing="Enter the day")
    took_part = choice("Did the young person take part?", YES_NO_UNKNOWN, press=True)
    next_on = day(
        "Next review",
        help_text="Leave it empty for six months on, the longest that the regulations allow.",
    )
    arrangement = (radios("step"), calendar("on"), radios("took_part", inline=True), calendar("next_on"))

    def clean_took_part(self) -> bool | None:
        return yes_no(self.cleaned_data["took_part"])


class AdviserForm(WritingForm):
    """Who advises them from a day on."""

    adviser = forms.ModelChoiceField(
        queryset=User.objects.none(),
        to_field_name="public_id",
        label="Personal adviser",
        empty_label="Choose an adviser",
        error_messages={
            "required": "Choose the personal adviser",
            "invalid_choice": "Choose an adviser of the list",
        },
    )
    on = day("From", missing="Enter the day from which they are the adviser")
    arrangement = ("adviser", calendar("on"))

    def __init__(self, *args: Any, advisers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["adviser"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = advisers


class CategoryForm(WritingForm):
    """What somebody says of the category, and where it is written."""

    category = choice(
        "Category",
        [*Category.choices, ("", "As the dates give it")],
        press=True,
    )
    source = words(
        "Where is it written?",
        length=200,
        help_text="Such as: needs assessment of 3 May 2026. Not needed where the dates give it.",
    )
    asks_for_support = choice(
        "At 21 or over: do they ask for support?",
        YES_NO_UNKNOWN,
        help_text="From 21 to 25 support is given to those who ask for it (Children Act 1989 s23CZB).",
        press=True,
    )
    arrangement = (radios("category"), "source", radios("asks_for_support", inline=True))

    def clean_asks_for_support(self) -> bool | None:
        return yes_no(self.cleaned_data["asks_for_support"])


class DocumentForm(WritingForm):
    """State and expiry of one paper. A number is never asked."""

    state = choice(
        "Do they have it?", DocumentState.choices, missing="Choose whether they have it", press=True
    )
    expires_on = day("Holds until", help_text="The last day, if it runs out.")
    arrangement = (radios("state"), calendar("expires_on"))


class PersonToRingForm(WritingForm):
    """Whom to ring."""

    relation = choice(
        "Who is it?",
        Relation.choices,
        missing="Choose who it is",
        help_text="A foster carer's number stays with the carer records.",
        press=True,
    )
    name = words("Name", length=80, help_text="Not needed for the young person.")
    telephone = words(
        "Telephone",
        length=30,
        missing="Enter a telephone number, such as 07700 900123",
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "govuk-input--width-20"}),
    )
    in_an_emergency = forms.BooleanField(label="Ring in an emergency", required=False)
    arrangement = (radios("relation"), "name", "telephone", "in_an_emergency")
