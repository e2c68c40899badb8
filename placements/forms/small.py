"""The short forms: an end, a change of legal status, away and back, a new record, a number, an undo."""

from __future__ import annotations

from typing import Any

from django import forms

from placements.choices import LEGAL_STATUSES, REASONS_CARE_ENDED, REASONS_FOR_CHANGE, SEXES, TEMPORARY_MOVES
from placements.forms.fields import DeedForm, day_field, one_of, radios, reason_field, whole_number

_DAY = "Enter the day, such as 4/6/2026"


class EndCareForm(DeedForm):
    on = day_field("Day the child left care", missing=_DAY, help_text="The child is out of care on this day.")
    reason = one_of("Why care ended", REASONS_CARE_ENDED, missing="Choose why care ended")


class EndPlacementForm(DeedForm):
    on = day_field("Day the child left", missing=_DAY)
    reason = one_of("Why the placement ended", REASONS_FOR_CHANGE, missing="Choose why the placement ended")


class LegalStatusForm(DeedForm):
    on = day_field("From", missing=_DAY)
    code = one_of("New legal status", LEGAL_STATUSES, missing="Choose the new legal status")


class AwayForm(DeedForm):
    code = one_of("Where the child is", TEMPORARY_MOVES, missing="Choose where the child is")
    on = day_field("From", missing=_DAY)
    until = day_field("Back on, if known")


class BackForm(DeedForm):
    on = day_field("Day the child came back", missing=_DAY)


class UndoForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    because = reason_field("Why it is undone", missing="Say why it is undone")


class NumberForm(DeedForm):
    number = forms.CharField(label="Number", max_length=20, error_messages={"required": "Enter the number"})
    because = reason_field("Why it changes", missing="Say why the number changes")


class SiblingForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.CharField(
        label="Number of the brother or sister",
        max_length=20,
        error_messages={"required": "Enter the number of the brother or sister"},
    )


class ChildForm(forms.Form):
    """A name and a date of birth are enough for tonight."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    first_name = forms.CharField(
        label="First name",
        max_length=60,
        error_messages={"required": "Enter the first name, or what the child is called"},
    )
    last_name = forms.CharField(label="Last name", max_length=60, required=False)
    date_of_birth = day_field("Date of birth", missing="Enter the date of birth, such as 17/5/2014")
    sex = one_of("Sex", SEXES, first="Not known yet")
    number = forms.CharField(
        label="Number in the case system, if there is one", max_length=20, required=False
    )


class MergeForm(DeedForm):
    """`choices` are the other records: their public id and the version that the form shows."""

    other = radios("Which record is the same child?", {}, missing="Choose the other record")
    because = reason_field(
        "How it is known that both are the same child",
        missing="Say how it is known that both are the same child",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = self.fields["other"]
        assert isinstance(other, forms.ChoiceField)
        # The version last seen may have been passed by: that is told as such, not as a choice that is none.
        sent = self.data.get("other", "")
        known = {key.partition(":")[0] for key, _ in choices}
        if sent.partition(":")[0] in known and whole_number(sent.rpartition(":")[2]) is not None:
            choices = [
                (sent if key.partition(":")[0] == sent.partition(":")[0] else key, text)
                for key, text in choices
            ]
        other.choices = choices
