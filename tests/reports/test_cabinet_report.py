"""A cabinet report in the council's form: its head, its order, its last page, in both variants."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from reports import heads
from reports.document import Document, HeadForm, Section
from reports.frozen import document_from, document_json
from reports.renderers.pdf import pdf
from tests.reports import papers


def text_of(document: Document) -> str:
    content = pdf(document, edition="Edition 1", made_at=papers.MADE_AT).content
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def in_order(text: str, *words: str) -> None:
    places = [text.find(word) for word in words]
    assert -1 not in places, words[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.parametrize("variant", list(HeadForm))
def test_the_head_then_the_sections_then_the_last_page(variant):
    in_order(
        text_of(papers.cabinet(variant)),
        "Strategy for homes",
        "DECISION-MAKER: Cabinet",
        "SUBJECT: Strategy for homes",
        "DATE OF DECISION: 18 March 2014",
        "REPORT OF: Cabinet member for children",
        "CONTACT DETAILS",
        "AUTHOR: A. Author",
        "DIRECTOR: D. Director",
        "STATEMENT OF CONFIDENTIALITY",
        "Not applicable",
        "BRIEF SUMMARY",
        "RECOMMENDATIONS",
        "(i) To approve.",
        "(iii) To delegate.",
        "REASONS FOR REPORT RECOMMENDATIONS",
        "DETAIL (INCLUDING CONSULTATION CARRIED OUT)",
        "KEY DECISION",
        "Is this a key decision? Yes",
        "WARDS AND COMMUNITIES AFFECTED",
        "All wards",
        "SUPPORTING DOCUMENTATION",
        "IMPACT ASSESSMENT",
        "Other background documents",
    )


def test_data_protection_is_asked_in_the_form_of_2020_alone():
    assert "DATA PROTECTION" in text_of(papers.cabinet(HeadForm.COUNCIL_2020))
    older = text_of(papers.cabinet(HeadForm.COUNCIL_2014))
    assert "DATA PROTECTION" not in older
    assert "EQUALITY IMPACT ASSESSMENT" in older


def test_what_has_not_been_said_is_told_so():
    document = papers.cabinet(HeadForm.COUNCIL_2020, key_decision="", report_of="")
    text = text_of(document)
    assert "REPORT OF: Not yet said" in text
    assert "Is this a key decision? Not yet said" in text


def test_a_section_of_the_same_name_keeps_its_words():
    written = Section(
        "Key decision", (papers.prose("It spends more than the threshold."),), is_unnumbered=True
    )
    sections = heads.arranged(papers.cabinet(HeadForm.COUNCIL_2014, written))
    [found] = [one for one in sections if one.title == "Key decision"]
    assert [type(block).__name__ for block in found.blocks] == ["Fields", "Prose"]


def test_paragraph_numbers_run_through_without_a_repeat():
    document = papers.cabinet(HeadForm.COUNCIL_2020)
    numbers = [block.number for s in document.sections for block in s.blocks if getattr(block, "number", "")]
    assert numbers == ["1", "2", "3", "4"]


def test_the_head_is_frozen_with_the_document():
    document = papers.cabinet(HeadForm.COUNCIL_2014)
    assert document_from(document_json(document)) == document
