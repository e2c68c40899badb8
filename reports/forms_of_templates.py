"""What people are asked of a template of documents, of its sections, and of how documents look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reports.actions.templates import check_text
from reports.colours import colour_from
from reports.forms_of_drafts import LONGEST_SECTION
from reports.logos import Logo, NotALogo, read_logo
from reports.models import DocumentKind, DocumentTemplate, TemplateSection
from sufficiency.core.writing import WritingForm, choice, radios, words

FIRST = ""
_LEVELS = (("1", "A section of its own"), ("2", "Within the section before it"))


def _line(text: str) -> str:
    """In one line, without signs that no database holds."""
    return " ".join(text.replace("\x00", "").split())


class _Lines(WritingForm):
    """Whatever is typed in one line is kept in one line."""

    lines: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in self.lines:
            if name in given:
                given[name] = _line(given[name])
                if self.fields[name].required and not given[name]:
                    self.add_error(name, str(self.fields[name].error_messages["required"]))
        return given


class CopyForm(_Lines):
    """What the council calls its own copy."""

    lines = ("name",)
    name = words(
        "What do you call your copy?",
        length=120,
        missing="Give the copy a name",
        help_text="As it is chosen when a document begins, such as “Our strategy, short form”.",
    )


class TemplateForm(_Lines):
    """The settings of a template. An existing one is of its kind for good."""

    lines = ("name", "title", "description")
    name = words(
        "Name", length=120, missing="Give it a name", help_text="As it is chosen when a document begins."
    )
    kind = choice("What kind of document is it?", DocumentKind.choices, missing="Choose a kind", press=True)
    title = words(
        "Title of its documents",
        length=150,
        missing="Give the title that its documents bear",
        help_text="As it is printed on the first page.",
    )
    description = words("What it is for", length=500, widget=forms.Textarea(attrs={"rows": 2}))
    numbering = choice(
        "How are paragraphs numbered?",
        DocumentTemplate.Numbering.choices,
        missing="Choose how paragraphs are numbered",
        press=True,
    )
    header = choice(
        "Which header block has a cabinet report?",
        DocumentTemplate.Header.choices,
        missing="Choose a header block, or none",
        help_text="Other documents have none.",
        press=True,
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        named = ["name", *(["kind"] if is_new else []), "title", "description", "numbering", "header"]
        pressed = {"kind", "numbering", "header"}
        self.arrangement = tuple(radios(one) if one in pressed else one for one in named)
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["kind"]


class TemplateSectionForm(_Lines):
    """A section of a template: what it is called, where it stands, and what a document begins with."""

    lines = ("title", "guidance")
    title = words("Title", length=150, missing="Give the section a title")
    after = choice("Where does it stand?", ())
    level = choice("Is it a section of its own?", _LEVELS, missing="Choose how it stands", press=True)
    guidance = words(
        "What belongs here",
        length=1_000,
        help_text="For the author. It is never printed.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = words(
        "What a document begins with",
        length=LONGEST_SECTION,
        help_text="An empty line begins a paragraph. ## is a heading, - an item of a list, **bold**, *emphasis*, "
        "^[a footnote]. Figures, tables and charts are picked beside it.",
        widget=forms.Textarea(attrs={"rows": 14, "class": "app-writing__text", "spellcheck": "true"}),
    )
    marks = choice(
        "Numbers of paragraphs",
        TemplateSection.Marks.choices,
        missing="Choose whether its paragraphs are numbered",
        press=True,
    )
    is_annex = forms.BooleanField(label="It is an annex", required=False)
    is_required = forms.BooleanField(label="A document cannot do without it", required=False)
    arrangement = (
        *("title", "after", radios("level"), "guidance", "text"),
        *(radios("marks"), "is_annex", "is_required"),
    )

    def __init__(self, *args: Any, others: Sequence[TemplateSection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            (FIRST, "First"),
            *((one.key, f"After {one.title}") for one in others),
        ]

    def clean_level(self) -> int:
        return int(self.cleaned_data["level"])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\x00", "").replace("\r\n", "\n")
        if wrong := check_text(text):
            raise forms.ValidationError(wrong)
        return text


class StyleForm(_Lines):
    """How the council's documents look."""

    lines = ("printed_name", "logo_alt")
    printed_name = words(
        "Name of the council as printed",
        length=120,
        help_text="On the first page and at the head of every other. Left empty, it is the name of the authority.",
    )
    accent = words(
        "Colour",
        length=20,
        help_text="Of lines and headings, as six digits after a #, such as #00512f. It must be readable on white: 4.5 "
        "to 1 at least. Left empty, it is blue.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="A PNG picture or an SVG drawing of shapes alone, of 500 kB at most. Without a new one, the logo "
        "that is there stays. If this page comes back to be corrected, choose the file again.",
        widget=forms.FileInput(attrs={"accept": ".png,.svg"}),
        error_messages={
            "empty": "The file is empty. Choose the logo again.",
            "invalid": "Choose the logo again: no file arrived.",
            "missing": "Choose the logo again: no file arrived.",
        },
    )
    logo_alt = words(
        "What the logo shows",
        length=200,
        help_text="For those who cannot see it, such as “Northmere Council”.",
    )
    takes_logo_away = forms.BooleanField(label="Take the logo away", required=False)

    def __init__(self, *args: Any, has_logo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["takes_logo_away"]
            self.helper.layout.fields.remove("takes_logo_away")

    def clean_accent(self) -> str:
        typed = _line(self.cleaned_data["accent"])
        found = colour_from(typed)
        if typed and not found:
            raise forms.ValidationError("Enter a colour as a # and six digits, such as #00512f")
        return found

    def clean_logo(self) -> Logo | None:
        file = self.cleaned_data["logo"]
        if file is None:
            return None
        try:
            return read_logo(file.name, file.read())
        except NotALogo as refusal:
            raise forms.ValidationError(str(refusal)) from None
