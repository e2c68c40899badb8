"""The page of an edition: its exempt part, what took its place, a correction from it, and its first page."""

from __future__ import annotations

import io
import re
import zipfile
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from reports import actions
from reports.actions import NotReady
from reports.editions import pdf_of
from reports.models import Draft, Edition
from sufficiency.core.access import Role
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT
from tests.reports.writing.test_drafts import author, cleared, director, draft, published, template, write

__all__ = ["author", "director", "draft", "template"]
pytestmark = pytest.mark.django_db
WRONG = "Table 1 counted two children twice."


@pytest.fixture
def client(author):
    return signed_in(author)


def _at(name: str, edition: Edition) -> str:
    return reverse(f"reports:edition-{name}", args=[edition.public_id])


def _corrected(client, edition: Edition, author, director) -> Edition:
    answer = client.post(_at("correct", edition), {"key": str(uuid4()), "erratum": WRONG})
    assert answer.status_code == 302, answer.text
    draft = Draft.objects.get(follows=edition)
    assert answer["Location"] == reverse("reports:draft-detail", args=[draft.public_id])
    return published(draft, author, director)


def test_the_exempt_part_is_for_those_who_may_see_it(council, client, draft, author, director):
    write(draft.sections.get(key="foreword"), author, "What a home costs us.", is_exempt=True)
    head = actions.Head(exempt_paragraph=3, exempt_reason="It names the terms of a contract.")
    actions.write_head(draft=draft, version=draft.version, head=head, by=author)
    draft = _approved_as_it_is(draft, author, director)
    edition = actions.publish_draft(draft=draft, version=draft.version, by=author)
    assert b"%PDF" in bytes(edition.exempt_pdf)[:8]
    address = _at("exempt", edition)
    assert client.get(address).content == bytes(edition.exempt_pdf)
    assert address in client.get(_at("detail", edition)).text
    for role, status in {
        Role.ANALYST: 200,
        Role.DIRECTOR: 200,
        Role.ELECTED_MEMBER: 404,
        Role.SOCIAL_WORKER: 404,
    }.items():
        reader = signed_in(someone(council, role))
        assert reader.get(address).status_code == status, role
        page = reader.get(_at("detail", edition))
        assert page.status_code == 200
        assert (address in page.text) is (status == 200), role
    assert "What a home costs" not in _text(pdf_of(edition))
    assert "What a home costs" in _text(bytes(edition.exempt_pdf))


def _approved_as_it_is(draft: Draft, author, director) -> Draft:
    for section in draft.sections.filter(is_written=False):
        write(section, author)
    draft.refresh_from_db()
    draft = actions.ask_clearance(draft=draft, version=draft.version, by=author)
    for office in ("legal", "finance", "monitoring", "director", "member"):
        given = {"name": "A. Officer", "on": draft.as_at, "remark": "", "today": draft.as_at}
        actions.clear(draft=draft, office=office, by=author, **given)
    return actions.approve(draft=draft, version=draft.version, by=director)


def _text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_without_an_exempt_part_there_is_none(client, draft, author, director):
    assert client.get(_at("exempt", published(draft, author, director))).status_code == 404


def test_a_correction_takes_the_place_of_the_edition_and_says_what_was_wrong(client, draft, author, director):
    first = published(draft, author, director)
    bytes_of_first = pdf_of(first)
    second = _corrected(client, first, author, director)
    assert (second.supersedes, second.erratum, second.number) == (first, WRONG, 2)
    assert (second.as_at, second.audience) == (first.as_at, first.audience)

    before, after = (client.get(_at("detail", one)).text for one in (first, second))
    assert "Superseded" in before
    assert _at("detail", second) in before
    assert _at("correct", first) not in before
    assert "Published" in after
    assert _at("detail", first) in after
    assert WRONG in after

    page_one = " ".join(PdfReader(io.BytesIO(pdf_of(second))).pages[0].extract_text().split())
    assert f"Correction of Edition 1 {WRONG}" in page_one
    html = client.get(_at("html", second)).text
    assert "Correction of Edition 1" in html
    assert WRONG in html
    with zipfile.ZipFile(io.BytesIO(client.get(_at("word", second)).content)) as parts:
        assert WRONG in parts.read("word/document.xml").decode()
    assert WRONG not in client.get(_at("html", first)).text
    first.refresh_from_db()
    assert client.get(_at("pdf", first)).content == bytes_of_first


def test_a_draft_is_read_beforehand_as_the_edition_will_be(client, draft, author, director):
    """But for the marks of what was picked, and for what only an edition has: its files."""
    first = published(draft, author, director)
    client.post(_at("correct", first), {"key": str(uuid4()), "erratum": WRONG})
    after = Draft.objects.get(follows=first)
    write(
        after.sections.get(key="foreword"), author, "We looked after [[cla.number]].[^a]\n\n[^a]: In March."
    )
    before = _article(client.get(reverse("reports:draft-preview", args=[after.public_id])).text)
    assert "Correction of Edition 1" in before
    assert 'title="cla.number"' in before
    after.refresh_from_db()
    edition = published(after, author, director)
    read = _article(client.get(_at("html", edition)).text)
    assert 'id="note-1">In March.' in read
    assert re.sub(r'<span class="app-document__figure" title="[^"]+">([^<]+)</span>', r"\1", before) == read


def _article(page: str) -> str:
    """The document in it, without the addresses of its tables' files."""
    [found] = re.findall(r"<article.*</article>", page, re.DOTALL)
    return " ".join(re.sub(r"<p [^>]*app-no-print.*?</p>", "", found).split())


def test_what_was_wrong_must_be_said(client, draft, author, director):
    edition = published(draft, author, director)
    answer = client.post(_at("correct", edition), {"key": str(uuid4()), "erratum": " "})
    assert answer.status_code == 400
    assert "Say what was wrong" in answer.text
    assert not Draft.objects.filter(follows=edition).exists()


def test_only_one_edition_takes_the_place_of_another(client, council, draft, author, director):
    first = published(draft, author, director)
    other = actions.begin_draft(
        authority=council,
        template=draft.template,
        as_at=first.as_at,
        audience="public",
        follows=first,
        erratum="Another sentence.",
        by=author,
    )
    second = _corrected_by(client, first, author, director)
    other = cleared(other, author)
    other = actions.approve(draft=other, version=other.version, by=director)
    with pytest.raises(NotReady, match="Edition 2 has already taken the place"):
        actions.publish_draft(draft=other, version=other.version, by=author)
    page = client.get(_at("correct", first)).text
    assert "Edition 2 has taken the place of this one" in page
    assert client.post(_at("correct", first), {"key": str(uuid4()), "erratum": "x"}).status_code == 409
    assert Edition.objects.filter(supersedes=first).get() == second


def _corrected_by(client, edition: Edition, author, director) -> Edition:
    client.post(_at("correct", edition), {"key": str(uuid4()), "erratum": WRONG})
    return published(Draft.objects.get(follows=edition, erratum=WRONG), author, director)


def test_one_made_without_an_author_is_corrected_in_a_form_that_is_chosen(council, client, template, author):
    edition = actions.publish_edition(
        authority=council, kind="statement", as_at=AS_AT, audience="public", by=author
    )
    sent = {"key": str(uuid4()), "erratum": WRONG}
    assert "Choose a kind of document" in client.post(_at("correct", edition), sent).text
    answer = client.post(_at("correct", edition), sent | {"template": str(template.public_id)})
    assert answer.status_code == 302
    assert Draft.objects.get(follows=edition).template == template


def test_members_begin_nothing(council, draft, author, director):
    edition = published(draft, author, director)
    member = signed_in(someone(council, Role.ELECTED_MEMBER))
    assert _at("correct", edition) not in member.get(_at("detail", edition)).text
    assert member.get(_at("correct", edition)).status_code == 403
