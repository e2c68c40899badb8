"""What is asked of those who keep carer records: as few questions as each deed needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Div, Field, Fieldset, Layout, Size
from django import forms

from carers.actions.terms import TermsWanted
from carers.codes import (
    OF_THE_HOME,
    AddressReason,
    CheckKind,
    HoldReason,
    HouseholdKind,
    ReasonEnded,
    ReviewOutcome,
    SexAccepted,
)
from carers.models import Carer, Household
from carers.models.approval import OLDEST_AGE
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from sufficiency.core.postcodes import districts_of

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")
_MOST_PLACES = 20
# Those who may supervise carers: people who work with families, not those who read or run the service.
_SUPERVISORS = (
    Role.SOCIAL_WORKER,
    Role.FOSTERING_ADMIN,
    Role.PLACEMENT_OFFICER,
    Role.PLACEMENT_MANAGER,
    Role.LEAVING_CARE_ADVISER,
)


def day_to_type(day: date) -> str:
    """As people type it: '31/3/2026'."""
    return f"{day.day}/{day.month}/{day.year}"


def _day(label: str, *, missing: str = "", help_text: str = "") -> forms.DateField:
    """A day that people type or choose from the calendar; without `missing` it may stay empty."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        input_formats=DAYS,
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"class": "govuk-input--width-10 moj-js-datepicker-input", "autocomplete": "off"},
        ),
        error_messages={"required": missing, "invalid": "Enter a real date, such as 31/3/2026"},
    )


def _number(
    label: str, *, least: int, most: int, missing: str = "", help_text: str = ""
) -> forms.IntegerField:
    fault = f"{label} must be a whole number from {least} to {most}"
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={"required": missing, "invalid": fault, "min_value": fault, "max_value": fault},
    )


def _name(label: str, *, missing: str = "", length: int = 60, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=length,
        error_messages={
            "required": missing,
            "max_length": f"{label} must have {length} characters or fewer",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        **options,
    )


def _choice(
    label: str, choices: list[tuple[str, str]], missing: str = "", **options: Any
) -> forms.ChoiceField:
    fault = missing or "Choose one of the list"
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=bool(missing),
        error_messages={"required": fault, "invalid_choice": fault},
        **options,
    )


def _radios(name: str, *, inline: bool = False) -> Field:
    return Field.radios(name, legend_size=Size.SMALL, inline=inline)


def _calendar(name: str) -> Div:
    return Div(name, css_class="moj-datepicker", data_module="moj-date-picker")


def _beside(*names: Any) -> Div:
    """Short fields in one line, where the screen is wide enough."""
    return Div(*names, css_class="app-fields-beside")


class WorkerField(forms.ModelChoiceField):
    """A supervising worker of the authority, known to the form by public id."""

    def __init__(self, *, missing: str = "") -> None:
        fault = missing or "Choose a worker of the list"
        super().__init__(
            queryset=User.objects.none(),
            to_field_name="public_id",
            label="Supervising social worker",
            empty_label="Choose a worker",
            required=bool(missing),
            error_messages={"required": fault, "invalid_choice": fault},
        )

    def offer(self, authority: Authority) -> None:
        self.queryset = (
            User.objects.filter(
                is_active=True,
                memberships__authority=authority,
                memberships__role__in=_SUPERVISORS,
            )
            .distinct()
            .order_by("last_name", "first_name")
        )


class WritingForm(forms.Form):
    """A form of this register. `arrangement` is how its fields stand; the page's template brings the button."""

    arrangement: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(self.arrangement or self.fields))


def _clean_area(form: forms.Form) -> str:
    """The outward half of a postcode; a whole postcode is cut to it, so that none is kept here."""
    text = form.cleaned_data["area"].strip().upper()
    outward = districts_of(text) or districts_of(f"{text}1AA")
    if text and outward is None:
        raise forms.ValidationError("Enter the first half of the postcode, such as SO16")
    return outward or ""


_AREA_HINT = "The first half of the postcode, such as SO16. It stands for the address in lists."


class TermsFields(forms.Form):
    """The questions that make up terms of approval."""

    places = _number("Places", least=1, most=_MOST_PLACES, missing="Enter how many children they may take")
    youngest = _number(
        "Youngest age", least=0, most=OLDEST_AGE, missing="Enter the youngest age, 0 for a baby"
    )
    oldest = _number("Oldest age", least=0, most=OLDEST_AGE, missing="Enter the oldest age they may take")
    sex = _choice(
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
    _beside("places", "youngest", "oldest"),
    _radios("sex", inline=True),
    Field("siblings_only"),
    Field("only_child"),
)


class ApprovalForm(TermsFields, WritingForm):
    """A household that was approved. Ten answers are needed; the address comes after, on a page of its own."""

    first_name = _name("First name", missing="Enter the first name of the primary carer")
    last_name = _name("Last name", missing="Enter the last name of the primary carer")
    second_first_name = _name("First name of the second carer")
    second_last_name = _name("Last name of the second carer")
    approved_on = _day("Approved on", missing="Enter the day of the decision to approve them")
    kind = _choice(
        "Approved for",
        HouseholdKind.choices,
        missing="Choose what they are approved for",
        widget=forms.RadioSelect,
    )
    area = _name(
        "Area",
        missing="Enter the first half of their postcode, such as SO16",
        length=40,
        help_text=_AREA_HINT,
    )
    supervising_worker = WorkerField(missing="Choose the supervising social worker")
    review_due_on = _day(
        "First review due on",
        help_text="Leave it empty for a year after the approval, the latest the law allows.",
    )
    reference = _name(
        "Your own reference", length=20, help_text="Leave it empty to be given one, such as H0042."
    )
    arrangement = (
        Fieldset(
            _beside("first_name", "last_name"),
            _beside("second_first_name", "second_last_name"),
            legend="Carers",
            legend_size=Size.MEDIUM,
        ),
        Fieldset(
            _calendar("approved_on"), _radios("kind"), *_TERMS, legend="Approval", legend_size=Size.MEDIUM
        ),
        Fieldset(
            "area",
            "supervising_worker",
            _calendar("review_due_on"),
            "reference",
            legend="Place and support",
            legend_size=Size.MEDIUM,
        ),
    )
    clean_area = _clean_area

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

    starts_on = _day("From", missing="Enter the day from which the new terms hold")
    note = _name("Note", length=300, help_text="Optional. About the terms, never about a child.")
    arrangement = (_calendar("starts_on"), *_TERMS, "note")


class DetailsForm(WritingForm):
    """What is corrected without a panel."""

    kind = _choice(
        "Approved for",
        HouseholdKind.choices,
        missing="Choose what they are approved for",
        widget=forms.RadioSelect,
    )
    area = _name("Area", length=40, help_text=_AREA_HINT)
    supervising_worker = WorkerField()
    arrangement = (_radios("kind"), "area", "supervising_worker")
    clean_area = _clean_area

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervising_worker"].offer(household.authority)  # type: ignore[attr-defined]
        if household.located_in:
            self.fields["area"].disabled = True
            self.fields["area"].help_text = "Follows from the address."


class HoldForm(WritingForm):
    """Why, and until when."""

    reason = _choice(
        "Why?", HoldReason.choices, missing="Choose why the places are on hold", widget=forms.RadioSelect
    )
    starts_on = _day("From", missing="Enter the day on which the hold begins")
    ends_on = _day(
        "Until", help_text="The first day on which the places are free again. Leave it empty if not known."
    )
    places = _number(
        "Number of places",
        least=1,
        most=_MOST_PLACES,
        help_text="Leave it empty to hold all of them.",
    )
    arrangement = (_radios("reason"), _beside(_calendar("starts_on"), _calendar("ends_on")), "places")


class ReviewForm(WritingForm):
    """A review that was held, and what was decided, now or later."""

    held_on = _day("Review held on", missing="Enter the day on which the review was held")
    panel_on = _day("Panel on", help_text="If it goes to the panel. A first review always does.")
    outcome = _choice(
        "What was decided?",
        [*ReviewOutcome.choices, ("", "Not decided yet")],
        widget=forms.RadioSelect,
        initial=ReviewOutcome.UNCHANGED,
    )
    decided_on = _day("Decided on", help_text="Leave it empty while it is not decided.")
    next_due_on = _day("Next review due on", help_text="Leave it empty for a year after this one was held.")

    def __init__(self, *args: Any, next_is_set: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if next_is_set:
            del self.fields["next_due_on"]
        self.helper.layout = Layout(
            _calendar("held_on"),
            _calendar("panel_on"),
            _radios("outcome"),
            _calendar("decided_on"),
            *([] if next_is_set else [_calendar("next_due_on")]),
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

    kind = _choice(
        "What was checked?", CheckKind.choices, missing="Choose what was checked", widget=forms.RadioSelect
    )
    of_whom = _choice("Of whom?", [], missing="Choose of whom", widget=forms.RadioSelect)
    done_on = _day("Done on", missing="Enter the day on which it was done")
    expires_on = _day(
        "Runs out on", help_text="The first day on which it no longer holds. Empty if it never runs out."
    )
    arrangement = (_radios("kind"), _radios("of_whom"), _calendar("done_on"), _calendar("expires_on"))

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


class ConfirmationForm(WritingForm):
    """What the carers say."""

    places_free = _number(
        "Places free",
        least=0,
        most=_MOST_PLACES,
        help_text="As the carers say. Leave it empty if they did not say.",
    )
    not_before = _day(
        "Not before", help_text="If they cannot take a child this week: the first day they can."
    )
    arrangement = ("places_free", _calendar("not_before"))


class EndForm(WritingForm):
    """When an approval ended, and why."""

    ends_on = _day("Approval ends on", missing="Enter the first day on which they are no longer approved")
    reason = _choice(
        "Why?", ReasonEnded.choices, missing="Choose why the approval ends", widget=forms.RadioSelect
    )
    arrangement = (_calendar("ends_on"), _radios("reason"))


class AddressForm(WritingForm):
    """The whole address: the one on record is not shown here, and is replaced."""

    line_1 = _name("Address line 1", missing="Enter the first line of the address", length=100)
    line_2 = _name("Address line 2", length=100, help_text="Optional.")
    town = _name("Town or city", missing="Enter the town or city")
    postcode = _name("Postcode", missing="Enter the full postcode, such as SO14 7LY", length=10)
    phone = _name("Telephone", length=30, help_text="Optional.")


class RevealForm(WritingForm):
    """Why somebody needs the address now."""

    reason = _choice(
        "Why do you need it?",
        AddressReason.choices,
        missing="Choose why you need the address",
        widget=forms.RadioSelect,
    )
    arrangement = (_radios("reason"),)
