"""What people are asked on a document's way to approval: its head, whom it was put to, who cleared it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from crispy_forms_gds.layout import Fieldset, Layout, Size
from django import forms

from reports.actions import Consulted, Head
from reports.models import Clearance, Consultation, DocumentTemplate, Draft, ExemptBy, ReportHeader
from sufficiency.core.writing import (
    WritingForm,
    calendar,
    choice,
    day,
    day_in_words,
    day_to_type,
    radios,
    words,
)

NOT_GIVEN = "Not given"
_NONE_EXEMPT = "No part is exempt"
_AREA = {"rows": 4}


class ClearForm(WritingForm):
    """That an office has cleared the words, by name and day."""

    office = choice(
        "Which office?", Clearance.Office.choices, missing="Choose the office that cleared it", press=True
    )
    name = words(
        "Name of the officer or member",
        length=120,
        missing="Enter the name of who cleared it",
        help_text="They need have no sign-in here.",
    )
    on = day(
        "Cleared on", missing="Enter the day on which it was cleared", help_text="For example 31/3/2026."
    )
    remark = words(
        "Remark (optional)",
        length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example a condition, or the reference of an e-mail.",
    )
    arrangement = (radios("office"), "name", calendar("on"), "remark")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(
                "The day of clearance must not lie ahead. Give the day on which it was cleared"
            )
        return on


class DecisionForm(WritingForm):
    """When the decision is to be taken."""

    decision_on = day(
        "Day of the decision",
        help_text="As the forward plan has it. Leave it empty while it is not fixed. For example 31/3/2026.",
    )
    arrangement = (calendar("decision_on"),)


class HeadForm(WritingForm):
    """The head of a cabinet report, in the fields of its form; of other documents, why a part is exempt."""

    decision_maker = words("Decision-maker", length=120, help_text="For example Cabinet.")
    subject = words("Subject", length=250)
    decided_on = day(
        "Date of decision",
        help_text="Left empty, the day of the forward plan is printed. For example 31/3/2026.",
    )
    report_of = words("Report of", length=200, help_text="The member or officer in whose name it is made.")
    author = words("Author", length=200)
    author_contact = words(
        "Author's contact", length=200, help_text="A telephone number or an e-mail address."
    )
    director = words("Director", length=200)
    director_contact = words("Director's contact", length=200)
    key_decision = choice("Is this a key decision?", ReportHeader.YesNo.choices, press=True)
    wards = words("Wards and communities affected", length=200, help_text="For example All.")
    equality_assessment = choice("", ReportHeader.YesNo.choices, press=True)
    data_protection_assessment = choice(
        "Does it call for a Data Protection Impact Assessment?", ReportHeader.YesNo.choices, press=True
    )
    confidentiality = words(
        "Statement of confidentiality",
        length=500,
        missing="Say that nothing is confidential, for example: Not applicable",
        help_text="Printed where no part is exempt. For example Not applicable.",
    )
    exempt_paragraph = choice(
        "Is a part exempt from publication?",
        [("", _NONE_EXEMPT), *((str(value), label) for value, label in ExemptBy.choices)],
        help_text="The paragraphs are those of Part 1 of Schedule 12A to the Local Government Act 1972.",
    )
    exempt_reason = words(
        "Why is it exempt?",
        length=500,
        widget=forms.Textarea(attrs=_AREA),
        help_text="Say also why keeping it back serves the public better than telling it. This is printed.",
    )

    def __init__(self, *args: Any, header: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if header == DocumentTemplate.Header.NONE:
            for name in set(self.fields) - {"exempt_paragraph", "exempt_reason"}:
                del self.fields[name]
        elif header == DocumentTemplate.Header.COUNCIL_2014:
            del self.fields["data_protection_assessment"]
            self.fields["equality_assessment"].label = "Does it call for an Equality Impact Assessment?"
        else:
            self.fields[
                "equality_assessment"
            ].label = "Does it call for an Equality and Safety Impact Assessment?"
        self.helper.layout = Layout(*self._arranged())

    def _arranged(self) -> Iterator[Fieldset]:
        parts: dict[str, tuple[Any, ...]] = {
            "The decision": ("decision_maker", "subject", calendar("decided_on"), "report_of"),
            "Contact details": ("author", "author_contact", "director", "director_contact"),
            "What it touches": (
                radios("key_decision", inline=True),
                "wards",
                radios("equality_assessment", inline=True),
                *(
                    [radios("data_protection_assessment", inline=True)]
                    if "data_protection_assessment" in self.fields
                    else []
                ),
            ),
        }
        if "decision_maker" in self.fields:
            for legend, fields in parts.items():
                yield Fieldset(*fields, legend=legend, legend_size=Size.MEDIUM)
        of_confidence = ["confidentiality"] if "confidentiality" in self.fields else []
        yield Fieldset(
            *of_confidence,
            "exempt_paragraph",
            "exempt_reason",
            legend="Confidentiality",
            legend_size=Size.MEDIUM,
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        paragraph, reason = given.get("exempt_paragraph"), given.get("exempt_reason")
        if paragraph and not reason and "exempt_reason" not in self.errors:
            self.add_error("exempt_reason", "Say why it is exempt")
        if reason and not paragraph and "exempt_paragraph" not in self.errors:
            self.add_error("exempt_paragraph", "Choose the paragraph by which it is exempt")
        return given

    def head(self) -> Head:
        """What was typed, as the action takes it."""
        given = dict(self.cleaned_data)
        paragraph = given.pop("exempt_paragraph")
        return Head(exempt_paragraph=int(paragraph) if paragraph else None, **given)


class ConsultationForm(WritingForm):
    """Whom the document was put to, and what came of it."""

    whom = words(
        "Who was asked?",
        length=200,
        missing="Enter who was asked",
        help_text="A group or a body, such as the Children in Care Council. Name no child.",
    )
    how = words(
        "How?", length=200, missing="Enter how they were asked", help_text="A meeting, a survey, a letter."
    )
    on = day("When?", missing="Enter the day on which they were asked", help_text="For example 31/3/2026.")
    said = words(
        "What did they say? (optional)",
        length=2_000,
        widget=forms.Textarea(attrs=_AREA),
        help_text="Leave it empty while no answer has come.",
    )
    answer = words(
        "What was made of it? (optional)",
        length=2_000,
        widget=forms.Textarea(attrs=_AREA),
        help_text="What was changed, or why nothing was.",
    )
    arrangement = ("whom", "how", calendar("on"), "said", "answer")

    def consulted(self) -> Consulted:
        """What was typed, as the action takes it."""
        return Consulted(**self.cleaned_data)


def head_as_typed(header: ReportHeader | None) -> dict[str, Any]:
    """What the form shows of a head that is kept."""
    if header is None:
        return {"confidentiality": "Not applicable"}
    kept = {name: getattr(header, name) for name in HeadForm.base_fields}
    kept["decided_on"] = day_to_type(header.decided_on) if header.decided_on else ""
    kept["exempt_paragraph"] = str(header.exempt_paragraph or "")
    return kept


def head_in_words(draft: Draft) -> dict[str, str]:
    """What stands in a draft's head, by field, as people read it."""
    header = ReportHeader.objects.filter(draft=draft).first() or ReportHeader(draft=draft)
    said = {name: str(getattr(header, name) or NOT_GIVEN) for name in HeadForm.base_fields}
    for name in ("key_decision", "equality_assessment", "data_protection_assessment"):
        said[name] = ReportHeader.YesNo(getattr(header, name)).label
    said["decided_on"] = day_in_words(header.decided_on) if header.decided_on else NOT_GIVEN
    said["exempt_paragraph"] = (
        ExemptBy(header.exempt_paragraph).label if header.exempt_paragraph else _NONE_EXEMPT
    )
    return said


def consultation_in_words(now: Consultation) -> dict[str, str]:
    """The same of an entry of the log."""
    return {
        "whom": now.whom,
        "how": now.how,
        "on": day_in_words(now.on),
        "said": now.said or NOT_GIVEN,
        "answer": now.answer or NOT_GIVEN,
    }


def decision_in_words(now: Draft) -> dict[str, str]:
    """The same of the day of the decision."""
    return {"decision_on": day_in_words(now.decision_on) if now.decision_on else NOT_GIVEN}
