"""What the pages of reconciliation ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms

from sufficiency.core.models import FieldGroup, Owner
from sufficiency.exchange.models import LiveConflict
from sufficiency.exchange.reconciliation.differences import TIMELINES, Narrowed, State
from sufficiency.exchange.reconciliation.words import FIELDS

_ALL = ("", "All")
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")


class DifferenceFilter(forms.Form):
    """What the list shows; the choice stays in the address."""

    state = forms.ChoiceField(
        label="Show",
        choices=(
            (State.OPEN, "To settle"),
            (State.ASKED, "Asked of the worker"),
            (State.SETTLED, "Kept as ours"),
        ),
        required=False,
    )
    kind = forms.ChoiceField(label="Where", choices=[_ALL, *LiveConflict.Kind.choices], required=False)
    group = forms.ChoiceField(
        label="Group",
        choices=[_ALL, *((one.value, one.label) for one in FieldGroup if one in TIMELINES)],
        required=False,
    )
    field = forms.ChoiceField(label="Field", choices=[_ALL, *FIELDS], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def narrowed(self) -> Narrowed:
        """What was chosen; a choice that is none is as if nothing had been chosen."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        return Narrowed(
            state=State(given.get("state") or State.OPEN),
            kind=given.get("kind", ""),
            group=given.get("group", ""),
            field=given.get("field", ""),
        )


class SettleForm(forms.Form):
    """How differences are settled."""

    how = forms.ChoiceField(
        label="How do you settle this?",
        choices=(
            (LiveConflict.Choice.THEIRS, "Take what the case system says"),
            (LiveConflict.Choice.OURS, "Keep what is held here"),
            (LiveConflict.Choice.ASK, "Ask the child's worker"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you settle it", "invalid_choice": "Choose how you settle it"},
    )
    reason = forms.CharField(
        label="Why is what is held here right?",
        help_text="Needed if you keep ours. It stays settled until either value changes.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "The reason must be 500 characters or fewer"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("how") == LiveConflict.Choice.OURS and not given.get("reason", "").strip():
            self.add_error("reason", "Say why what is held here is right")
        return given


class OwnerForm(forms.Form):
    """Which system keeps a group of fields, and from when."""

    group = forms.ChoiceField(
        label="Group of fields",
        choices=FieldGroup.choices,
        error_messages={"required": "Choose a group", "invalid_choice": "Choose a group"},
    )
    owner = forms.ChoiceField(
        label="Which system is the record?",
        choices=Owner.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a system", "invalid_choice": "Choose a system"},
    )
    from_on = forms.DateField(
        label="From",
        help_text="Extracts and returns to this day or a later one follow it. For example, 1/4/2026.",
        input_formats=_DAYS,
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={
            "required": "Enter the day from which it holds",
            "invalid": "The day must be a real date, such as 1/4/2026",
        },
    )
    reason = forms.CharField(
        label="Why, and who agreed it",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say why, and who agreed it",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_from_on(self) -> date:
        day: date = self.cleaned_data["from_on"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError("The day must be a real date, such as 1/4/2026")
        return day
