"""What is asked of a handover note."""

from __future__ import annotations

from django import forms

from placements.forms.fields import one_of
from sufficiency.core.access import Action, Reach, Role, roles_allowed


class HandoverForm(forms.Form):
    """A note and whom it is for."""

    key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": "Open the page again and send it once more."}
    )
    text = forms.CharField(
        label="What those who come in the morning must know",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Write what they must know",
            "max_length": "Use 2,000 characters at most",
        },
    )
    for_role = one_of(
        "Who it is for",
        {role.value: role.label for role in roles_allowed(Action.SEE_CHILDREN, at_least=Reach.AUTHORITY)},
        first="Everybody who sees all records",
    )

    def clean_for_role(self) -> Role | str:
        return self.cleaned_data["for_role"] or ""
