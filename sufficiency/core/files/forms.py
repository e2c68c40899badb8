"""What is asked about a file with names: what it is for, and whether it may leave."""

from __future__ import annotations

from typing import Any

from django import forms

from sufficiency.core.files.limits import TAKEN_WITHIN
from sufficiency.core.models import FileRequest
from sufficiency.core.writing import WritingForm, choice, radios, words

HOURS = int(TAKEN_WITHIN.total_seconds() // 3600)
_APPROVED, _REFUSED = FileRequest.Decision.APPROVED.value, FileRequest.Decision.REFUSED.value


class AskingForm(WritingForm):
    """Why somebody needs the file."""

    reason = words(
        "What do you need the file for?",
        length=300,
        missing="Say what you need the file for",
        help_text="Who decides reads this. Say who will have the file, and when it will be deleted.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(WritingForm):
    """Whether it may leave."""

    decision = choice(
        "May the file be taken?",
        [(_APPROVED, f"Yes, within {HOURS} hours"), (_REFUSED, "No")],
        missing="Choose whether the file may be taken",
        press=True,
    )
    note = words(
        "Note to who asked",
        length=300,
        help_text="Needed if you say no: why, and what they can do instead.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    arrangement = (radios("decision"), "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == _REFUSED and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Say why the file may not be taken")
        return cleaned

    @property
    def approves(self) -> bool:
        return self.cleaned_data["decision"] == _APPROVED
