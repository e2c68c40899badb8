"""A cabinet report in the council's form: what its head and its last page say, among the sections as written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports import printing
from reports.document import Document, Fields, HeadForm, Prose, ReportHead, Run, Section

NOT_SAID = "Not yet said"
_EQUALITY = {
    HeadForm.COUNCIL_2014: "Equality Impact Assessment",
    HeadForm.COUNCIL_2020: "Equality and Safety Impact Assessment",
}


def block(head: ReportHead) -> tuple[Fields, Fields]:
    """The table at the head of the first page, and who can be asked."""
    day = printing.in_words(head.decided_on) if head.decided_on else ""
    decision = {
        "Decision-maker": head.decision_maker,
        "Subject": head.subject,
        "Date of decision": day,
        "Report of": head.report_of,
    }
    contacts = {
        "Author": head.author,
        "Author's contact": head.author_contact,
        "Director": head.director,
        "Director's contact": head.director_contact,
    }
    return _fields(decision), _fields(contacts, "Contact details")


def arranged(document: Document) -> tuple[Section, ...]:
    """The sections in the order of the council's form.

    The statement of confidentiality comes first. Whether it is a key decision and which wards it touches stand before
    the supporting documentation; the assessments before the other background documents, or last. A section
    of the same name that somebody wrote keeps its words, under the answer.
    """
    if document.head is None:
        return document.sections
    waiting = _answers(document.head)
    result = [_confidentiality(document.head)]
    for section in document.sections:
        title = section.title.casefold()
        for before, answer in list(waiting):
            if title.startswith(before):
                waiting.remove((before, answer))
                if title.startswith(before[0]):
                    section = replace(section, blocks=(*answer.blocks, *section.blocks))
                else:
                    result.append(answer)
        result.append(section)
    return (*result, *(answer for _, answer in waiting))


def _answers(head: ReportHead) -> list[tuple[tuple[str, ...], Section]]:
    """Each table of the last page, after how the titles begin before which it stands: its own, then others."""
    supporting = ("supporting", "appendices")
    equality = _EQUALITY[head.variant]
    answers: list[tuple[tuple[str, ...], Section]] = [
        (
            ("key decision", *supporting),
            _answer("Key decision", "Is this a key decision?", head.key_decision),
        ),
        (
            ("wards", *supporting),
            _answer("Wards and communities affected", "Which are affected?", head.wards),
        ),
        (
            ("equality", "other background"),
            _answer(equality, _needs(equality), head.equality_assessment),
        ),
    ]
    if head.variant is HeadForm.COUNCIL_2020:
        name = "Data Protection Impact Assessment"
        answers.append(
            (
                ("data protection", "other background"),
                _answer(name, _needs(name), head.data_protection_assessment),
            )
        )
    return answers


def _needs(assessment: str) -> str:
    return f"Does the subject of this report call for an {assessment}?".replace("an Data", "a Data")


def _answer(title: str, question: str, said: str) -> Section:
    return Section(title, (_fields({question: said}),), is_unnumbered=True)


def _confidentiality(head: ReportHead) -> Section:
    words = Prose((Run(head.confidentiality or NOT_SAID),))
    return Section("Statement of confidentiality", (words,), is_unnumbered=True)


def _fields(said: dict[str, str], title: str = "") -> Fields:
    return Fields(tuple(_rows(said)), title)


def _rows(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    for question, answer in said.items():
        yield question, answer or NOT_SAID
