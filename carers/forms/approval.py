"""What is asked about an approval: its beginning, its terms and its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms_gds.layout import Field, Fieldset, Size
from django import forms

from carers.actions.terms import TermsWanted
from carers.codes import (
    HouseholdKind,
    ReasonEnded,
    SexAccepted,
)
from carers.forms.fields import (
    AREA_HINT,
    MOST_PLACES,
    WorkerField,
    beside,
    calendar,
    choice,
    clean_area,
    day,
    name_of,
    number,
    radios,
)
from carers.models import Household
from carers.models.approval import OLDEST_AGE
from sufficiency.core.models import Authority
from sufficiency.core.writing import WritingForm


class TermsFields(forms.Form):
    """The questions that make up terms of approval."""

    places = number("Places", least=1, most=MOST_PLACES, missing="Enter how many children they may take")
    youngest = number(
        "Youngest age", least=0, most=OLDEST_AGE, missing="Enter the youngest age, 0 for a baby"
    )
    oldest = number("Oldest age", least=0, most=OLDEST_AGE, missing="Enter the oldest age they may take")
    sex = choice(
        "Girls or boys",
        SexAccepted.choices,
        missing="Choose whether they may take any child, girls only or boys only",
        widget=forms.RadioSelect,
        initial=SexAccepted.ANY,
    )
    siblings_only = forms.BooleanField(label="Only siblings together", required=False)
    only_child = forms.BooleanField(label="Must be the only child", required=False)

    def terms_wanted(self) -> TermsWanted:
        """Raises `TermsNotPossible`."""
        return TermsWanted(
            **{
                name: self.cleaned_data[name]
                for name in ("places", "youngest", "oldest", "sex", "siblings_only", "only_child")
            },
            note=self.cleaned_data.get("note", ""),
        )


_TERMS = (
    beside("places", "youngest", "oldest"),
    radios("sex", inline=True),
    Field("siblings_only"),
    Field("only_child"),
)


class ApprovalForm(TermsFields, WritingForm):
    """A household that was approved. Ten answers are needed; the address comes after, on a page of its own."""

    first_name = name_of("First name", missing="Enter the first name of the primary carer")
    last_name = name_of("Last name", missing="Enter the last name of the primary carer")
    second_first_name = name_of("First name of the second carer")
    second_last_name = name_of("Last name of the second carer")
    approved_on = day("Approved on", missing="Enter the day of the decision to approve them")
    kind = choice(
        "Approved for",
        HouseholdKind.choices,
        missing="Choose what they are approved for",
        widget=forms.RadioSelect,
    )
    area = name_of(
        "Area",
        missing="Enter the first half of their postcode, such as SO16",
        length=40,
        width="govuk-input--width-5",
        help_text=AREA_HINT,
    )
    supervising_worker = WorkerField(missing="Choose the supervising social worker")
    review_due_on = day(
        "Next review due on",
        help_text="A year apart at most. Leave it empty for a year after the approval.",
    )
    reference = name_of(
        "Your own reference",
        length=20,
        width="govuk-input--width-10",
        help_text="Leave it empty to be given one, such as H0042.",
    )
    arrangement = (
        Fieldset(
            beside("first_name", "last_name"),
            beside("second_first_name", "second_last_name"),
            legend="Carers",
            legend_size=Size.MEDIUM,
        ),
        Fieldset(
            calendar("approved_on"), radios("kind"), *_TERMS, legend="Approval", legend_size=Size.MEDIUM
        ),
        Fieldset(
            "area",
            "supervising_worker",
            calendar("review_due_on"),
            "reference",
            legend="Place and support",
            legend_size=Size.MEDIUM,
        ),
    )
    # The order in which errors are listed: that of the page.
    field_order = (
        "first_name",
        "last_name",
        "second_first_name",
        "second_last_name",
        "approved_on",
        "kind",
        "places",
        "youngest",
        "oldest",
        "sex",
        "siblings_only",
        "only_child",
        "area",
        "supervising_worker",
        "review_due_on",
        "reference",
    )
    clean_area = clean_area

    def __init__(self, *args: Any, authority: Authority, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["supervising_worker"].offer(authority)  # type: ignore[attr-defined]
        self.fields["second_first_name"].help_text = self.fields["second_last_name"].help_text = (
            "If there is one."
        )

    def clean_approved_on(self) -> date:
        day = self.cleaned_data["approved_on"]
        if day > self.today:
            raise forms.ValidationError("The day of approval must be today or earlier")
        return day

    def clean(self) -> dict[str, Any]:
        names = [self.cleaned_data.get(name, "") for name in ("second_first_name", "second_last_name")]
        if any(names) and not all(names):
            self.add_error(
                "second_last_name" if names[0] else "second_first_name",
                "Enter both names of the second carer, or neither",
            )
        return self.cleaned_data

    def carers(self) -> list[tuple[str, str]]:
        """First and last names, the primary carer first."""
        given = self.cleaned_data
        people = [(given["first_name"], given["last_name"])]
        if given["second_first_name"]:
            people.append((given["second_first_name"], given["second_last_name"]))
        return people


class TermsForm(TermsFields, WritingForm):
    """What the panel recommended and the decision-maker agreed. Filled in with the present terms."""

    starts_on = day("From", missing="Enter the day from which the new terms hold")
    note = name_of("Note", length=300, help_text="Optional. About the terms, never about a child.")
    arrangement = (calendar("starts_on"), *_TERMS, "note")
    field_order = ("starts_on",)


class DetailsForm(WritingForm):
    """What is corrected without a panel."""

    kind = choice(
        "Approved for",
        HouseholdKind.choices,
        missing="Choose what they are approved for",
        widget=forms.RadioSelect,
    )
    area = name_of("Area", length=40, width="govuk-input--width-5", help_text=AREA_HINT)
    supervising_worker = WorkerField()
    arrangement = (radios("kind"), "area", "supervising_worker")
    clean_area = clean_area

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervising_worker"].offer(household.authority)  # type: ignore[attr-defined]
        if household.located_in:
            self.fields["area"].disabled = True
            self.fields["area"].help_text = "Follows from the address."


class EndForm(WritingForm):
    """When an approval ended, and why."""

    ends_on = day("Approval ends on", missing="Enter the first day on which they are no longer approved")
    reason = choice(
        "Why?", ReasonEnded.choices, missing="Choose why the approval ends", widget=forms.RadioSelect
    )
    arrangement = (calendar("ends_on"), radios("reason"))
