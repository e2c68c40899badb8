"""Which home placements of a return are in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from carers.models import Household
from placements.models import Home


class KeyForm(forms.Form):
    """A button alone, pressed once."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class LinkForm(forms.Form):
    """A household by its reference, or a provider's home by its Ofsted number."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reference = forms.CharField(
        label="Reference of the household, or Ofsted number of the home",
        max_length=20,
        error_messages={"required": "Enter the reference of the household, or the Ofsted number of the home"},
    )

    def __init__(self, *args: Any, households: QuerySet[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.households = households

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = cleaned.get("reference", "").strip()
        if given:
            found = (
                self.households.filter(reference__iexact=given).first()
                or Home.objects.filter(urn__iexact=given).first()
            )
            if found is None:
                self.add_error("reference", "No household and no home on file has this reference or number")
            cleaned["to"] = found
        return cleaned
