"""The Word file: headings, numbers as text, tables with headings, pictures with words, nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document as opened
from docx.oxml.ns import qn

from reports.document import Document, HeadForm
from reports.exports.word import word
from tests.reports import hostile, papers


def printed(document: Document) -> bytes:
    return word(document, edition="Edition 1", made_at=papers.MADE_AT)


@pytest.fixture(scope="module")
def content() -> bytes:
    return printed(papers.cabinet(HeadForm.COUNCIL_2020))


@pytest.fixture(scope="module")
def file(content):
    return opened(io.BytesIO(content))


def test_headings_are_headings_in_their_order(file):
    headings = [
        (line.style.name, line.text) for line in file.paragraphs if line.style.name.startswith("Head")
    ]
    assert headings[:3] == [
        ("Heading 1", "STATEMENT OF CONFIDENTIALITY"),
        ("Heading 1", "BRIEF SUMMARY"),
        ("Heading 1", "RECOMMENDATIONS"),
    ]
    assert ("Heading 2", "Capital and revenue") in headings
    assert headings[-1] == ("Heading 1", "Notes")


def test_numbers_are_text_and_run_on(file):
    texts = [line.text for line in file.paragraphs]
    numbers = [int(text.split("\t")[0]) for text in texts[: texts.index("Notes")] if re.match(r"\d+\t", text)]
    assert numbers == [1, 2, 3, 4]
    assert "(ii)\tTo note." in texts
    assert "1\tAnother table says 479." in texts


def test_tables_mark_their_headings_and_pictures_have_words(file):
    figures = next(table for table in file.tables if table.rows[0].cells[0].text == "Kind")
    assert figures.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in figures.rows[1].cells] == ["Row 1", "1,204", "0.4%", "£4,980"]
    [picture] = file.inline_shapes
    assert picture._inline.docPr.get("descr") == "Homes: 12 with carers, 7 elsewhere"


def test_it_says_its_title_and_language(file):
    about = file.core_properties
    assert (about.title, about.language) == ("Northmere: Strategy for homes", "en-GB")
    assert {tag.get(qn("w:val")) for tag in file.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def runs_nothing(content: bytes) -> None:
    for name, part in parts_of(content).items():
        assert "vba" not in name.lower()
        assert b'TargetMode="External"' not in part
        assert not re.search(rb"<w:(fldSimple|instrText|fldChar|hyperlink|altChunk|object)\b", part), name


def test_nothing_runs_and_nothing_is_fetched(content):
    runs_nothing(content)


def test_whatever_was_written_comes_out_as_text():
    texts = hostile.texts(
        "http://127.0.0.1:9/x", "/etc/passwd", "file:///etc/passwd", "\\\\host\\share", "a.csv"
    )
    content = printed(papers.full_of(texts))
    runs_nothing(content)
    said = {line.text for line in opened(io.BytesIO(content)).paragraphs}
    for text in ('#read("/etc/passwd")', "=1+1", "<b>bold</b>", "a" + "b"):
        assert text in said, text


def test_the_same_edition_has_the_same_bytes(content, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert printed(papers.cabinet(HeadForm.COUNCIL_2020)) == content
