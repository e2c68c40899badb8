"""What people are asked on the pages of figures and documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Div, Field, Layout
from django import forms
from django.db.models import QuerySet

from reports.models import Edition
from sufficiency.core.models import User
from sufficiency.indicators.wording import in_words

# Before the first children who could be in any return; a slip of the keyboard, not a question.
EARLIEST = date(1990, 1, 1)
NOT_A_DATE = "Enter a real date, such as 31/3/2013"
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
AUDIENCES = (
    (Edition.Audience.PUBLIC.value, "The public: small counts are hidden"),
    (Edition.Audience.INTERNAL.value, "People inside the council who may see exact figures"),
)


def _day_field(label: str, **options: Any) -> forms.DateField:
    """A day that people type or choose from the design system's calendar."""
    return forms.DateField(
        label=label,
        input_formats=FORMATS,
        widget=forms.TextInput(attrs={"class": "govuk-input moj-js-datepicker-input", "autocomplete": "off"}),
        **options,
    )


def day_to_type(day: date) -> str:
    """As people type it: '31/3/2013'."""
    return f"{day.day}/{day.month}/{day.year}"


def usable_day(day: date, *, today: date) -> date:
    """The day, if a figure can be of it; else `ValidationError` in words."""
    if day > today:
        raise forms.ValidationError(
            f"The date must be today or earlier: nobody has counted {in_words(day)} yet"
        )
    if day < EARLIEST:
        raise forms.ValidationError(f"The date must be {in_words(EARLIEST)} or later")
    return day


class AsAtForm(forms.Form):
    """The day that a page is about."""

    on = _day_field("As at", required=False, error_messages={"invalid": NOT_A_DATE})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        day = self.cleaned_data["on"]
        return day and usable_day(day, today=self.today)


class EditionForm(forms.Form):
    """What to publish: the day it speaks of, and who may read it."""

    as_at = _day_field(
        "As at",
        help_text="Any day that the returns cover, such as 31/3/2013.",
        error_messages={"required": "Enter the day that the figures are to be of", "invalid": NOT_A_DATE},
    )
    audience = forms.ChoiceField(
        label="Who will read it?",
        choices=AUDIENCES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who will read it", "invalid_choice": "Choose who will read it"},
    )

    def __init__(self, *args: Any, today: date, exact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        audience = self.fields["audience"]
        if isinstance(audience, forms.ChoiceField) and not exact:
            audience.choices = [AUDIENCES[0]]

    def clean_as_at(self) -> date:
        return usable_day(self.cleaned_data["as_at"], today=self.today)


class TargetForm(forms.Form):
    """What is wanted of a figure, from when, and who answers for it."""

    since = _day_field(
        "From",
        help_text="The target before it stays in force until then. The same day again corrects the one of that day.",
        error_messages={"required": "Enter the day from which it is in force", "invalid": NOT_A_DATE},
    )
    value = forms.DecimalField(
        label="Target",
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={
            "invalid": "Enter the target as a number, such as 12 or 12.5",
            "min_value": "The target must be 0 or more",
            "max_decimal_places": "Use one decimal place at most",
            "max_digits": "Use eight figures before the point at most",
            "max_whole_digits": "Use eight figures before the point at most",
        },
    )
    baseline = forms.DecimalField(
        label="From where it sets out (optional)",
        help_text="In the same unit as the target.",
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={
            "invalid": "Enter it as a number, such as 12 or 12.5",
            "min_value": "It must be 0 or more",
            "max_decimal_places": "Use one decimal place at most",
            "max_digits": "Use eight figures before the point at most",
            "max_whole_digits": "Use eight figures before the point at most",
        },
    )
    due_on = _day_field(
        "To be reached by (optional)",
        help_text="How it stands is judged by this day.",
        required=False,
        error_messages={"invalid": NOT_A_DATE},
    )
    owner = forms.ModelChoiceField(
        label="Who answers for it",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        error_messages={"invalid_choice": "Choose somebody of the list"},
    )
    commentary = forms.CharField(
        label="Commentary",
        help_text="What the figure shows and what is done about it. Name no child.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": "Use 2,000 characters at most"},
    )

    def __init__(self, *args: Any, owners: QuerySet[User], unit: str, percent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        day = Div(Field("since"), css_class="moj-datepicker", data_module="moj-date-picker")
        due = Div(Field("due_on"), css_class="moj-datepicker", data_module="moj-date-picker")
        self.helper.layout = Layout(day, "value", "baseline", due, "owner", "commentary")
        for name in ("since", "due_on"):
            self.fields[name].widget.attrs["class"] += " govuk-input--width-10"
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = owners
        self.fields["value"].help_text = unit
        self.percent = percent

    def clean_value(self) -> Decimal | None:
        return self._possible(self.cleaned_data["value"])

    def clean_baseline(self) -> Decimal | None:
        return self._possible(self.cleaned_data["baseline"])

    def _possible(self, value: Decimal | None) -> Decimal | None:
        if value is not None and self.percent and value > 100:
            raise forms.ValidationError("A percentage is 100 at most")
        return value

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        since, due_on = given.get("since"), given.get("due_on")
        if since and due_on and due_on < since:
            self.add_error("due_on", "It must be reached on the day from which it is in force, or later")
        return given
