"""What people are asked when they sign in or look after how they sign in."""

from __future__ import annotations

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Fixed, Layout, Size
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sufficiency.core.models import User


class SignInForm(AuthenticationForm):
    """User name and password. One sentence for a wrong name and for a wrong password."""

    error_messages = {
        "invalid_login": "That user name and password do not belong together. Check both and try again.",
        "inactive": "That user name and password do not belong together. Check both and try again.",
    }


class _Plain(forms.Form):
    """A form that the page puts between its own form tags."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.label_size = Size.SMALL
        self.helper.layout = Layout(
            *(Field.text(name, field_width=self.WIDTHS.get(name, Fixed.TWENTY)) for name in self.fields)
        )

    WIDTHS: dict[str, Any] = {}


class CodeForm(_Plain):
    WIDTHS = {"code": Fixed.TEN}

    code = forms.CharField(
        label="Code from your app",
        help_text="6 digits, such as 123 456. It changes every half-minute.",
        max_length=20,
        error_messages={"required": "Enter the code that your app shows"},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )


class RecoveryCodeForm(_Plain):
    code = forms.CharField(
        label="Recovery code",
        help_text="One of the ten that you were given when you set up your app. It works once.",
        max_length=40,
        error_messages={"required": "Enter one of your recovery codes"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


def _password(label: str, autocomplete: str, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}), **options
    )


class NewPasswordForm(_Plain):
    """A password and the same again; long, unlike the person's name, and not one of the common ones."""

    password = _password(
        "New password",
        "new-password",
        help_text="At least 12 characters. Three or four words that do not belong together are easy to "
        "remember. It may not be a common password, nor like your name.",
        error_messages={"required": "Enter a new password"},
    )
    again = _password(
        "The same again", "new-password", error_messages={"required": "Enter the new password a second time"}
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean_again(self) -> str:
        again = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("The two passwords differ. Enter the same one twice.")
        return again


class PasswordForm(_Plain):
    """The password again, of somebody who has no app."""

    password = _password(
        "Your password", "current-password", error_messages={"required": "Enter your password"}
    )


class ChangePasswordForm(NewPasswordForm):
    """The present password too, so that a screen left open is not enough."""

    present_password = _password(
        "Your present password",
        "current-password",
        error_messages={"required": "Enter your present password"},
    )
    field_order = ("present_password", "password", "again")

    def clean_present_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["present_password"]):
            raise ValidationError("That is not your present password.")
        return self.cleaned_data["present_password"]
