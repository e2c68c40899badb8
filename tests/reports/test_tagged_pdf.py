"""What a screen reader is told: tags, words for every drawing, headings of tables, on every page that they run over."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from reports.document import Document, HeadForm, Section
from reports.renderers.pdf import pdf
from tests.reports import papers

LOOKS = ("statement", "cabinet", "scorecard", "members")


def printed(document: Document) -> PdfReader:
    return PdfReader(
        io.BytesIO(pdf(document, edition="Edition 1", made_at=papers.MADE_AT).content), strict=True
    )


def tags(reader: PdfReader) -> Iterator[Any]:
    def below(element: Any) -> Iterator[Any]:
        element = element.get_object()
        if isinstance(element, list):
            for one in element:
                yield from below(one)
        elif isinstance(element, dict):
            if "/S" in element:
                yield element
            if "/K" in element:
                yield from below(element["/K"])

    yield from below(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])


def looking(kind: str) -> Document:
    document = papers.cabinet(HeadForm.COUNCIL_2020)
    return document if kind == "cabinet" else replace(document, kind=kind, head=None)


@pytest.fixture(scope="module", params=LOOKS)
def reader(request) -> PdfReader:
    return printed(looking(request.param))


def test_it_is_tagged_and_says_title_and_language(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower() == "en-gb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Northmere: Strategy for homes at 31 March 2013"


def test_every_drawing_has_words(reader):
    drawings = [tag for tag in tags(reader) if tag["/S"] == "/Figure"]
    assert drawings
    assert all(tag["/Alt"] == "Homes: 12 with carers, 7 elsewhere" for tag in drawings)


def test_headings_are_bookmarks(reader):
    def titles(entries) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield entry.title

    found = {title.casefold() for title in titles(reader.outline)}
    assert {"recommendations", "capital and revenue"} <= found


@pytest.mark.parametrize("kind", ["statement", "cabinet", "scorecard"])
def test_every_table_has_headings(kind):
    tables = [tag for tag in tags(printed(looking(kind))) if tag["/S"] == "/Table"]
    assert len(tables) == 1
    heads = [tag for tag in tags(printed(looking(kind))) if tag["/S"] == "/TH"]
    assert len(heads) == 4


def test_a_long_table_repeats_its_headings():
    long = replace(
        papers.cabinet(HeadForm.COUNCIL_2020),
        head=None,
        kind="statement",
        sections=(Section("Long", (papers.figures_table(rows=120),)),),
    )
    pages = [page.extract_text() for page in printed(long).pages]
    with_rows = [text for text in pages if "Row " in text]
    assert len(with_rows) >= 3
    assert all("Children" in text and "Cost" in text for text in with_rows)


def test_a_document_may_begin_within_a_section():
    """No author's order of headings stops the printer."""
    begun = replace(looking("statement"), sections=(Section("Within", (papers.prose("Words."),), level=2),))
    assert "/H1" in {tag["/S"] for tag in tags(printed(begun))}


def test_the_members_page_is_one_side():
    document = looking("members")
    one = replace(document, sections=(Section("Figures", (papers.figures_table(rows=6),)),))
    assert len(printed(one).pages) == 1


def test_a_scorecard_lies_on_its_side():
    for page in printed(looking("scorecard")).pages:
        assert page.mediabox.width > page.mediabox.height
