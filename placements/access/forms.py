"""What people are asked about access to a record."""

from __future__ import annotations

from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from placements.models import AccessProposal, Connection, Opening
from sufficiency.core.models import Authority, User


def people_of(authority: Authority) -> QuerySet[User]:
    """Everyone who holds a role in the authority today, by name."""
    people = User.objects.filter(
        memberships__authority=authority, memberships__dates__contains=timezone.localdate(), is_active=True
    ).distinct()
    return people.order_by("last_name", "first_name", "pk")


class _InPage(forms.Form):
    """Drawn inside the page's own form tag."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class PersonChoice(forms.ModelChoiceField):
    """Somebody of the authority, by an opaque id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), to_field_name="public_id", **options)


class ProposalForm(_InPage):
    kind = forms.ChoiceField(
        label="What do you propose?",
        widget=forms.RadioSelect,
        choices=AccessProposal.Kind.choices,
        error_messages={"required": "Choose what you propose"},
    )
    person = PersonChoice(
        label="Whom is it about?",
        required=False,
        empty_label="Nobody: the restriction is to be lifted",
        help_text="Of a restriction: who goes on working with the record. You and whoever agrees stay on the list too.",
    )
    ground = forms.ChoiceField(
        label="Why?",
        widget=forms.RadioSelect,
        choices=AccessProposal.Ground.choices,
        error_messages={"required": "Choose why"},
    )

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(authority)  # type: ignore[attr-defined]


class ConnectionForm(_InPage):
    person = PersonChoice(
        label="Who is connected with the child?",
        empty_label="Choose somebody",
        error_messages={"required": "Choose who is connected with the child"},
    )
    nature = forms.ChoiceField(
        label="How?",
        widget=forms.RadioSelect,
        choices=Connection.Nature.choices,
        error_messages={"required": "Choose how they are connected"},
    )

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(authority)  # type: ignore[attr-defined]


class NumberForm(_InPage):
    number = forms.CharField(
        label="The child's number",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the child's number"},
    )


class OpeningForm(NumberForm):
    ground = forms.ChoiceField(
        label="Why must you see it now?",
        widget=forms.RadioSelect,
        choices=Opening.Ground.choices,
        error_messages={"required": "Choose why you must see the record now"},
    )
    what_happened = forms.CharField(
        label="What happened?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One or two sentences. Managers and the auditor read this.",
        error_messages={"required": "Say what happened", "max_length": "Use 500 characters at most"},
    )


class DecisionForm(_InPage):
    agree = forms.TypedChoiceField(
        label="Do you agree?",
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[("yes", "Yes: it takes effect at once"), ("no", "No: nothing changes")],
        error_messages={"required": "Choose whether you agree"},
    )


class ReadForm(_InPage):
    """Nothing to fill in: the button says it."""


class FindingForm(_InPage):
    finding = forms.ChoiceField(
        label="What do you find?",
        widget=forms.RadioSelect,
        choices=Opening.Finding.choices,
        error_messages={"required": "Choose what you find"},
    )
