"""What is asked of people who hold records or decide on their destruction."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from crispy_forms_gds.helper import FormHelper
from django import forms

from sufficiency.operations.models.retention import LegalHold, Subject

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NOT_A_DATE = "Enter a real date, such as 31/3/2030"


def _day(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=_DAYS,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"}
        ),
        **options,
    )


def _line(label: str, missing: str, help_text: str = "", length: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, help_text=help_text, error_messages={"required": missing}
    )


class _Drawn(forms.Form):
    """Drawn by the design system inside the page's own form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class LookAheadForm(forms.Form):
    """The day to look ahead to."""

    by = _day("Due by", required=False, error_messages={"invalid": NOT_A_DATE})


class HoldForm(_Drawn):
    """A new hold: what it covers, why, and from when."""

    covers = forms.ChoiceField(
        label="What must be kept?",
        choices=[
            ("record", "One record"),
            ("kind-child", "All records of children"),
            ("kind-household", "All records of fostering households"),
            ("everything", "Everything that this authority keeps"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what must be kept", "invalid_choice": "Choose what must be kept"},
    )
    record = forms.CharField(
        label="Address of the record",
        required=False,
        help_text="Only for one record: copy the address of its page, or its id.",
        max_length=300,
    )
    why = forms.ChoiceField(
        label="Why?",
        choices=LegalHold.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why", "invalid_choice": "Choose why"},
    )
    reference = _line(
        "Reference",
        "Enter the reference of the inquiry, case or request",
        "Of the inquiry, case or request. Do not name anybody.",
        120,
    )
    from_on = _day(
        "From",
        help_text="For example, 22/11/2026.",
        error_messages={"required": "Enter the day from which the records are held", "invalid": NOT_A_DATE},
    )

    def clean_record(self) -> tuple[str, UUID] | None:
        """The kind and id that stand in an address: /households/… is a household, anything else a child."""
        text = self.cleaned_data["record"]
        found = _ID.search(text)
        if not text:
            return None
        if not found:
            raise forms.ValidationError("The address holds no id. Copy it whole from the record's page")
        kind = (
            Subject.HOUSEHOLD if "household" in text.lower() or "/homes/" in text.lower() else Subject.CHILD
        )
        return kind.value, UUID(found[0])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("covers") == "record" and not cleaned.get("record") and "record" not in self.errors:
            self.add_error("record", "Give the address of the record that must be kept")
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """As `place_hold` takes it."""
        covers, _, kind = self.cleaned_data["covers"].partition("-")
        record = self.cleaned_data.get("record") if covers == "record" else None
        subject, record_id = record or (kind, None)
        return {
            "covers": covers,
            "subject": subject,
            "record_id": record_id,
            **{name: self.cleaned_data[name] for name in ("why", "reference", "from_on")},
        }


class ReleaseForm(_Drawn):
    """Why a hold ends, and from when it stops nothing."""

    on = _day("Released from", error_messages={"required": "Enter the day", "invalid": NOT_A_DATE})
    why = _line(
        "Why is it released?", "Enter why the hold is released", "For example, the inquiry has reported."
    )


class DeclineForm(_Drawn):
    """Why records are kept on."""

    why = _line("Why are they kept?", "Enter why the records are kept", "Do not name anybody.")


def today_or_later(day: date | None, *, today: date) -> date:
    """The day to look ahead to; never before today, which is what may be proposed."""
    return day if day and day > today else today
