"""Questions as the design system asks them, each with its own words for what is missing or wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Div, Field, Layout, Size
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from sufficiency.core.postcodes import districts_of

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")
MOST_PLACES = 20
# Those who may supervise carers: people who work with families, not those who read or run the service.
SUPERVISORS = (
    Role.SOCIAL_WORKER,
    Role.FOSTERING_ADMIN,
    Role.PLACEMENT_OFFICER,
    Role.PLACEMENT_MANAGER,
    Role.LEAVING_CARE_ADVISER,
)


def day_to_type(day: date) -> str:
    """As people type it: '31/3/2026'."""
    return f"{day.day}/{day.month}/{day.year}"


def day(label: str, *, missing: str = "", help_text: str = "") -> forms.DateField:
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


def number(
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


def name_of(
    label: str, *, missing: str = "", length: int = 60, width: str = "", **options: Any
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=length,
        error_messages={
            "required": missing,
            "max_length": f"{label} must have {length} characters or fewer",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", **({"class": width} if width else {})}),
        **options,
    )


def choice(
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


def radios(name: str, *, inline: bool = False) -> Field:
    return Field.radios(name, legend_size=Size.SMALL, inline=inline)


def calendar(name: str) -> Div:
    return Div(name, css_class="moj-datepicker", data_module="moj-date-picker")


def beside(*names: Any) -> Div:
    """Short fields in one line, where the screen is wide enough."""
    return Div(*names, css_class="app-fields-beside")


def supervisors_of(authority: Authority) -> QuerySet[User]:
    """Those who may be named as a household's supervising worker."""
    held = authority.memberships.filter(role__in=SUPERVISORS, dates__contains=timezone.localdate())
    people = User.objects.filter(is_active=True, pk__in=held.values("user_id"))
    return people.order_by("last_name", "first_name", "pk")


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
        self.queryset = supervisors_of(authority)


class WritingForm(forms.Form):
    """A form of this register. `arrangement` is how its fields stand; the page's template brings the button."""

    arrangement: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(self.arrangement or self.fields))


def clean_area(form: forms.Form) -> str:
    """The outward half of a postcode; a whole postcode is cut to it, so that none is kept here."""
    text = form.cleaned_data["area"].strip().upper()
    outward = districts_of(text) or districts_of(f"{text}1AA")
    if text and outward is None:
        raise forms.ValidationError("Enter the first half of the postcode, such as SO16")
    return outward or ""


AREA_HINT = "The first half of the postcode, such as SO16. It stands for the address in lists."
