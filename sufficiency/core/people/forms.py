"""What an administrator is asked about people and roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Fixed, Layout, Size
from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from sufficiency.core.access import Role, opens_records
from sufficiency.core.people.actions import days

_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
_NOT_A_DATE = "Enter a real date, such as 31/3/2027"


class RoleForm(forms.Form):
    """A role and the days on which it is held."""

    role = forms.ChoiceField(
        label="Role",
        help_text="A role that opens children's, young people's or carers' records begins when a manager confirms it.",
        choices=[
            ("", "Choose a role"),
            *(
                (one.value, f"{one.label}{' (a manager confirms)' if opens_records(one) else ''}")
                for one in Role
            ),
        ],
        error_messages={"required": "Choose a role", "invalid_choice": "Choose a role from the list"},
    )
    first_day = forms.DateField(
        label="First day",
        help_text="Such as 1/4/2026.",
        input_formats=_FORMATS,
        error_messages={"required": "Enter the first day of the role", "invalid": _NOT_A_DATE},
    )
    last_day = forms.DateField(
        label="Last day (optional)",
        help_text="For cover or a fixed term. After it the role opens nothing; leave it empty if no end is known.",
        input_formats=_FORMATS,
        required=False,
        error_messages={"invalid": _NOT_A_DATE},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].initial = f"{today.day}/{today.month}/{today.year}"
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.label_size = Size.SMALL
        self.helper.layout = Layout(*(_drawn(name, field) for name, field in self.fields.items()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if last == date.max:
            self.add_error("last_day", "Leave the last day empty if no end is known")
        elif first and last and last < first:
            self.add_error("last_day", "The last day must be the first day or later")
        elif first:
            cleaned["dates"] = days(first, last)
        return cleaned


class PersonForm(RoleForm):
    """A new person: who they are, what they sign in with, their first role."""

    first_name = forms.CharField(
        label="First name", max_length=150, error_messages={"required": "Enter the person's first name"}
    )
    last_name = forms.CharField(
        label="Last name", max_length=150, error_messages={"required": "Enter the person's last name"}
    )
    username = forms.CharField(
        label="User name",
        help_text="What they sign in with. Letters, digits and @ . + - _ only.",
        max_length=150,
        validators=[UnicodeUsernameValidator(message="Use letters, digits and @ . + - _ only")],
        error_messages={"required": "Enter a user name"},
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    field_order = ("first_name", "last_name", "username", "role", "first_day", "last_day")


class IdentityForm(forms.Form):
    """Who a person is at the council's identity provider."""

    subject = forms.CharField(
        label="Their reference at the identity provider",
        help_text="The page that refused them shows it, or your identity team can give it. It is not an e-mail "
        "address: those pass from one person to another.",
        max_length=255,
        error_messages={"required": "Enter the reference"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.label_size = Size.SMALL
        self.helper.layout = Layout(Field.text("subject"))

    def clean_subject(self) -> str:
        subject: str = self.cleaned_data["subject"]
        if "@" in subject:
            raise forms.ValidationError("Enter the unchanging reference, not an e-mail address")
        return subject


def _drawn(name: str, field: forms.Field) -> Field:
    if name == "role":
        return Field.select(name)
    return Field.text(name, field_width=Fixed.TEN if isinstance(field, forms.DateField) else Fixed.THIRTY)
