"""An edition's other forms on screen: the page, the Word file, the spreadsheet, each from what was frozen."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.utils import timezone
from docx import Document as word_file
from openpyxl import load_workbook

from reports import actions
from reports.document import HeadForm
from reports.editions import table_json
from reports.frozen import document_json
from reports.models import Edition
from sufficiency.core.access import Role
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone
from tests.reports import papers
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db
FORMS = ("pdf/", "word/", "tables.xlsx", "html/")


@pytest.fixture
def edition(council) -> Edition:
    document = papers.cabinet(HeadForm.COUNCIL_2020)
    return Edition.objects.create(
        authority=council,
        kind=Edition.Kind.CABINET,
        as_at=papers.AS_AT,
        audience=Edition.Audience.PUBLIC,
        number=1,
        title=document.title,
        status=Edition.Status.ISSUED,
        made_at=timezone.now(),
        made_by=someone(council, Role.REPORT_AUTHOR),
        pdf=b"%PDF as issued",
        sha256=hashlib.sha256(b"%PDF as issued").hexdigest(),
        pages=4,
        tables=[table_json(table) for table in document.tables()],
        content=document_json(document),
    )


def test_the_page_says_what_was_printed(analyst, edition):
    page = analyst.get(f"/documents/{edition.public_id}/html/").text
    said = ("Decision-maker", "Cabinet member for children", "Statement of confidentiality", "Brief summary",
            "To delegate.", "First reason.", "Is this a key decision?", "Another table says 479.")  # fmt: skip
    places = [page.find(words) for words in said]
    assert -1 not in places
    assert 'alt="Homes: 12 with carers, 7 elsewhere"' in page
    assert 'href="#note-1"' in page
    assert 'href="#to-note-1"' in page
    assert "style=" not in page.split("<main")[1]


def test_the_files_open_and_are_the_same_twice(analyst, edition):
    for form in FORMS[:3]:
        first, again = (analyst.get(f"/documents/{edition.public_id}/{form}") for _ in range(2))
        assert first.content == again.content
        assert first["Content-Disposition"].startswith('attachment; filename="cabinet-2013-03-31-edition-1')
    file = word_file(io.BytesIO(analyst.get(f"/documents/{edition.public_id}/word/").content))
    assert "1\tFirst reason." in [line.text for line in file.paragraphs]
    book = load_workbook(io.BytesIO(analyst.get(f"/documents/{edition.public_id}/tables.xlsx").content))
    assert book.sheetnames == ["Contents", "Table 1"]


def test_a_published_pdf_is_served_as_it_was_stored(analyst, edition, monkeypatch):
    def broken(*args, **others):
        raise AssertionError("A published edition was printed again.")

    monkeypatch.setattr("reports.renderers.pdf.pdf", broken)
    monkeypatch.setattr("typst.Compiler", broken)
    answer = analyst.get(f"/documents/{edition.public_id}/pdf/")
    assert answer.content == b"%PDF as issued"


def test_markup_is_text_on_the_page(analyst, council, edition):
    document = papers.full_of(("<script>alert(1)</script>", "Council", "{{ 7|add:7 }}", '"><img src=x>'))
    other = Edition.objects.get(pk=edition.pk)
    other.pk, other.number, other._state.adding = None, 2, True
    other.public_id = "00000000-0000-4000-8000-000000000001"
    other.content = document_json(document)
    other.save()
    page = analyst.get(f"/documents/{other.public_id}/html/").text
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
    assert "{{ 7|add:7 }}" in page


def test_one_made_without_an_author_is_kept_whole_too(analyst, council):
    made = actions.publish_edition(
        authority=council,
        kind="statement",
        as_at=AS_AT,
        audience="public",
        by=someone(council, Role.REPORT_AUTHOR),
    )
    detail = analyst.get(f"/documents/{made.public_id}/").text
    for form in FORMS:
        assert f"/documents/{made.public_id}/{form}" in detail
        assert analyst.get(f"/documents/{made.public_id}/{form}").status_code == 200


def test_an_edition_from_before_has_its_pdf_and_tables(analyst, council, edition):
    older = Edition.objects.get(pk=edition.pk)
    older.pk, older.number, older._state.adding = None, 3, True
    older.public_id = "00000000-0000-4000-8000-000000000002"
    older.content = {}
    older.save()
    detail = analyst.get(f"/documents/{older.public_id}/").text
    assert f"/documents/{older.public_id}/html/" not in detail
    for form, status in (("html/", 404), ("word/", 404), ("tables.xlsx", 200), ("pdf/", 200)):
        assert analyst.get(f"/documents/{older.public_id}/{form}").status_code == status


def test_a_member_reads_what_is_public_and_a_stranger_nothing(council, edition):
    member = signed_in(someone(council, Role.ELECTED_MEMBER))
    elsewhere = AuthorityFactory(gss_code="E06000044", name="P", short_name="P")
    stranger = signed_in(someone(elsewhere, Role.REPORT_AUTHOR))
    for form in FORMS:
        assert member.get(f"/documents/{edition.public_id}/{form}").status_code == 200
        assert stranger.get(f"/documents/{edition.public_id}/{form}").status_code == 404
