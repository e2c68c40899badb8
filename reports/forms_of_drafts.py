"""What people are asked of a document that they begin, and of a section that they write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from reports.forms import AUDIENCES, usable_day
from reports.models import DocumentTemplate
from sufficiency.core.writing import WritingForm, calendar, choice, day, radios, words

LONGEST_SECTION = 50_000


class BeginForm(WritingForm):
    """Which form of document, of which day, for whom."""

    template = choice("What do you want to write?", (), missing="Choose a kind of document", press=True)
    as_at = day(
        "As at",
        missing="Enter the day that the figures are to be of",
        help_text="All figures that you pick are of this day, unless you say otherwise. For example 31/3/2026.",
    )
    audience = choice("Who will read it?", AUDIENCES, missing="Choose who will read it", press=True)
    arrangement = (radios("template"), calendar("as_at"), radios("audience"))

    def __init__(
        self, *args: Any, templates: Sequence[DocumentTemplate], today: date, exact: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["template"].choices = [(str(one.public_id), one.name) for one in templates]  # type: ignore[attr-defined]
        if not exact:
            self.fields["audience"].choices = [AUDIENCES[0]]  # type: ignore[attr-defined]

    def clean_as_at(self) -> date:
        return usable_day(self.cleaned_data["as_at"], today=self.today)


class SectionForm(WritingForm):
    """The words of a section."""

    text = words(
        "Text",
        length=LONGEST_SECTION,
        widget=forms.Textarea(attrs={"rows": 18, "class": "app-writing__text", "spellcheck": "true"}),
        help_text="An empty line begins a paragraph. ## is a heading, - an item of a list, **bold**, *emphasis*, "
        "^[a footnote]. Figures, tables and charts are picked beside it.",
    )
    is_written = forms.BooleanField(label="This section is written", required=False)
    is_exempt = forms.BooleanField(
        label="It is exempt from publication: printed apart, for those who may see it",
        required=False,
    )

    def clean_text(self) -> str:
        # PostgreSQL stores no NUL; browsers send line ends as two signs.
        return self.cleaned_data["text"].replace("\x00", "").replace("\r\n", "\n")


class CommentForm(WritingForm):
    """A remark on a section, to those who write it."""

    text = words(
        "Comment",
        length=2_000,
        missing="Write the comment",
        help_text="Name no child.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NothingToAsk(WritingForm):
    """To confirm needs no answer."""
