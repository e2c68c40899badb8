"""The pages of a document that is being written: begun, written in, read as it would print, commented on."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from reports import actions
from reports.models import Draft
from sufficiency.core.access import Role
from sufficiency.indicators import measure
from tests.guards.hostile import TEXTS
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT
from tests.reports.keeping import a_context_figure
from tests.reports.writing.test_drafts import author, director, draft, published, template, write

__all__ = ["author", "director", "draft", "template"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(author):
    return signed_in(author)


def section_address(draft: Draft, key: str) -> str:
    return reverse("reports:draft-section", args=[draft.sections.get(key=key).public_id])


def sent(draft: Draft, key: str, text: str, **others: str) -> dict[str, str]:
    return {"key": str(uuid4()), "version": str(draft.sections.get(key=key).version), "text": text} | others


def test_last_years_edition_is_the_next_in_two_clicks(council, client, draft, author, director):
    edition = published(draft, author, director)
    page = client.get(reverse("reports:draft-new"), {"follows": edition.public_id})
    assert "The words of the edition before come with it" in page.text
    given = {
        "key": str(uuid4()),
        "template": str(draft.template.public_id),
        "as_at": "31/3/2013",
        "audience": "public",
    }
    answer = client.post(f"{reverse('reports:draft-new')}?follows={edition.public_id}", given)
    assert answer.status_code == 302
    after = Draft.objects.get(follows=edition)
    assert answer["Location"] == reverse("reports:draft-detail", args=[after.public_id])
    assert [one.text for one in after.sections.all()] == [one.text for one in draft.sections.all()]


def test_what_is_written_is_saved_and_shown_as_it_will_print(council, client, draft):
    address = section_address(draft, "numbers")
    text = "We looked after [[cla.number]] **children**."
    answer = client.post(address, sent(draft, "numbers", text, is_written="on"))
    assert (answer.status_code, answer["Location"]) == (302, address)
    number = measure(["cla.number"], authority=council, as_at=AS_AT, today=AS_AT)["cla.number"].value
    page = client.get(address).text
    assert f'title="cla.number">{number}</span>' in page
    assert "<strong>children</strong>" in page
    whole = client.get(reverse("reports:draft-preview", args=[draft.public_id])).text
    assert f'title="cla.number">{number}</span>' in whole
    printed = client.get(reverse("reports:draft-pdf", args=[draft.public_id]))
    assert printed.content.startswith(b"%PDF")


def test_what_the_council_keeps_can_be_picked_with_its_source(council, author, client, draft):
    a_context_figure(council, author)
    address = section_address(draft, "numbers")
    page = client.get(address).text
    assert "People of all ages: 240,000, 1 January 2013" in page
    assert "<code data-pick>[[context: all residents; with source]]</code>" in page
    client.post(address, sent(draft, "numbers", "Here live [[context: all residents; with source]]."))
    page = client.get(address).text
    assert "240,000" in page
    assert "Census office" in page


def test_a_figure_that_is_none_is_told_at_the_section(client, draft):
    address = section_address(draft, "numbers")
    client.post(address, sent(draft, "numbers", "We have [[cla.nonsense]]."))
    page = client.get(address).text
    assert "This cannot be printed yet" in page
    assert "There is no figure called &#x27;cla.nonsense&#x27;" in page
    outline = client.get(reverse("reports:draft-detail", args=[draft.public_id])).text
    assert "To mend" in outline


def test_who_came_second_loses_no_typing(client, draft, author):
    address = section_address(draft, "numbers")
    late = sent(draft, "numbers", "Mine, which took an hour.")
    write(draft.sections.get(key="numbers"), author, "Somebody else's.")
    answer = client.post(address, late)
    assert answer.status_code == 409
    assert "Mine, which took an hour." in answer.text
    assert "Somebody else&#x27;s." in answer.text


def test_comments_are_said_and_settled(client, draft, author):
    section = draft.sections.get(key="numbers")
    client.post(
        reverse("reports:section-comment", args=[section.public_id]), {"key": str(uuid4()), "text": "Why?"}
    )
    comment = section.comments.get()
    assert "Why?" in client.get(section_address(draft, "numbers")).text
    client.post(reverse("reports:comment-settle", args=[comment.public_id]), {"key": str(uuid4())})
    comment.refresh_from_db()
    assert comment.settled_by == author


def test_who_clears_reads_and_does_not_write(council, client, draft, author):
    for one in draft.sections.all():
        write(one, author)
    address = section_address(draft, "numbers")
    finance = signed_in(someone(council, Role.FINANCE_OFFICER))
    assert finance.get(address).status_code == 404
    draft.refresh_from_db()
    actions.ask_clearance(draft=draft, version=draft.version, by=author)
    page = finance.get(address)
    assert page.status_code == 200
    assert "You read this section to clear it" in page.text
    assert "<textarea" not in page.text
    assert finance.post(address, sent(draft, "numbers", "Theirs.")).status_code == 403


@pytest.mark.parametrize("text", [one for one in TEXTS if one != "\ud800"])
def test_hostile_words_are_printed_as_words(client, draft, text):
    address = section_address(draft, "numbers")
    assert client.post(address, sent(draft, "numbers", text)).status_code in {302, 400}
    page = client.get(address)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
