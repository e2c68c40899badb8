"""What people are asked of an edition that was published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reports.models import DocumentTemplate
from sufficiency.core.writing import WritingForm, choice, radios, words


class CorrectionForm(WritingForm):
    """What was wrong. An edition made without an author also asks in which form the new one is written."""

    template = choice("In which form is it written?", (), missing="Choose a kind of document", press=True)
    erratum = words(
        "What was wrong, in a sentence",
        length=500,
        missing="Say what was wrong: readers find it on the first page",
        help_text="It stands on the first page of the new edition. For example: “Table 3 counted children placed for "
        "adoption twice.” Name no child.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, templates: Sequence[DocumentTemplate], **kwargs: Any) -> None:
        self.arrangement = (*([radios("template")] if templates else []), "erratum")
        super().__init__(*args, **kwargs)
        if templates:
            self.fields["template"].choices = [(str(one.public_id), one.name) for one in templates]  # type: ignore[attr-defined]
        else:
            del self.fields["template"]

    def clean_erratum(self) -> str:
        return " ".join(self.cleaned_data["erratum"].replace("\x00", "").split())
