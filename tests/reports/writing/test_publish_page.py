"""Publishing in the browser: what will be frozen, one button, and two who press it at once."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from reports import actions
from reports.editions import tables_of
from reports.models import Draft, Edition
from sufficiency.core.access import Role
from tests.guards import place, scenes_of_documents
from tests.people import signed_in, someone
from tests.reports.writing.test_drafts import author, cleared, director, draft, template

__all__ = ["author", "director", "draft", "template"]


@pytest.fixture
def client(author):
    return signed_in(author)


def address(draft: Draft) -> str:
    return reverse("reports:draft-publish", args=[draft.public_id])


def approved(draft: Draft, author, director) -> Draft:
    draft = cleared(draft, author)
    return actions.approve(draft=draft, version=draft.version, by=director)


@pytest.mark.django_db
def test_it_says_what_will_be_frozen_then_freezes_it(client, draft, author, director):
    draft = approved(draft, author, director)
    page = client.get(address(draft)).text
    assert "1, sufficiency statement" in page
    assert "31 March 2013" in page
    assert "1 table" in page
    assert reverse("reports:draft-protection", args=[draft.public_id]) in page
    sent = {"key": str(uuid4()), "version": str(draft.version)}
    answer = client.post(address(draft), sent)
    edition = Edition.objects.get()
    assert answer["Location"] == reverse("reports:edition-detail", args=[edition.public_id])
    figures = edition.measurements.count()
    assert f"{figures} measurement" in page
    printed = page.split("Figures printed")[1].split("</dd>")[0]
    # [[cla.number]] and its change stand in the words; every cell of the table has its measure.
    cells = [cell for row in tables_of(edition)[0].rows for cell in row.cells if cell.key]
    assert f"2 in the words, {len(cells)} in 1 table, and 0 charts" in printed
    assert client.post(address(draft), sent)["Location"] == answer["Location"]
    assert Edition.objects.count() == 1
    assert "It is published, as edition 1." in client.get(address(draft)).text


@pytest.mark.django_db
def test_before_approval_it_says_why_not(client, draft, author):
    page = client.get(address(draft)).text
    assert "It can be published once it is approved" in page
    assert "Publish the edition" not in page
    answer = client.post(address(draft), {"key": str(uuid4()), "version": str(draft.version)})
    assert answer.status_code == 400
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_who_clears_reads_the_page_and_does_not_publish(council, draft, author, director):
    draft = approved(draft, author, director)
    theirs = signed_in(director)
    assert "Whoever writes it publishes it." in theirs.get(address(draft)).text
    assert theirs.post(address(draft), {"key": str(uuid4())}).status_code == 403


@pytest.mark.django_db
def test_who_comes_second_is_led_to_the_edition(council, client, draft, author, director):
    draft = approved(draft, author, director)
    second = signed_in(someone(council, Role.ANALYST))
    sent = {"version": str(draft.version)}
    first = client.post(address(draft), {"key": str(uuid4()), **sent})
    late = second.post(address(draft), {"key": str(uuid4()), **sent}, follow=True)
    assert late.redirect_chain[-1][0] == first["Location"]
    assert f"{author} published it before you, as edition 1." in late.text


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_edition():
    here = place.here()
    draft = scenes_of_documents.approved(here)
    clients = [here.client(Role.REPORT_AUTHOR), here.client(Role.ANALYST)]
    barrier, answers = threading.Barrier(len(clients)), []

    def press(client) -> None:
        try:
            barrier.wait()
            answer = client.post(address(draft), {"key": str(uuid4()), "version": str(draft.version)})
            answers.append((answer.status_code, answer.headers.get("Location")))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[one]) for one in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    edition = Edition.objects.get()
    assert answers == [(302, reverse("reports:edition-detail", args=[edition.public_id]))] * 2
    draft.refresh_from_db()
    assert (draft.edition, edition.number) == (edition, 1)
