"""A long list does not leave in short pieces: how many names one person takes in a day without an approval."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from sufficiency.core.access import Role
from sufficiency.core.files import tally
from sufficiency.core.files.limits import MOST_A_DAY, MOST_AT_ONCE
from sufficiency.core.models import AuditEvent, FileRequest
from tests.core.files import ASK, LIST, ask, children_in_care, decide, rows_of, take
from tests.factories import AuthorityFactory
from tests.guards.reading import links_of
from tests.people import signed_in, someone

PIECES = ("Ashlocke", "Birchlocke", "Cedarlocke", "Doverlocke")
FILE = f"{LIST}?format=csv"


@pytest.fixture
def here(db):
    council = AuthorityFactory()
    for name in PIECES:
        children_in_care(council, MOST_AT_ONCE, last_name=name)
    return council


def piece(client, name: str):
    """The file of those with the name, as the list's own search narrows it."""
    client.post(reverse("placements:child-search"), {"searched": name})
    return client.get(FILE)


def test_a_hundred_names_leave_in_a_day_and_no_other(here, olive):
    client = signed_in(olive)
    first, second, third, _ = PIECES
    assert len(rows_of(piece(client, first))) == MOST_AT_ONCE
    assert len(rows_of(piece(client, second))) == MOST_AT_ONCE
    # Who was on a file is no new name.
    assert len(rows_of(piece(client, first))) == MOST_AT_ONCE
    before = AuditEvent.objects.count()
    answer = piece(client, third)
    assert answer.status_code == 409
    assert "have 100 different names on them, and this one has 50 others" in answer.text
    assert third not in answer.text
    assert AuditEvent.objects.filter(pk__gt=0, action="exported children").count() == 3
    assert AuditEvent.objects.count() == before + 1, "the search alone"


def test_another_person_and_another_day_begin_anew(here, olive, monkeypatch):
    client = signed_in(olive)
    for name in PIECES[:2]:
        rows_of(piece(client, name))
    assert len(rows_of(piece(signed_in(someone(here, Role.PLACEMENT_OFFICER)), PIECES[2]))) == MOST_AT_ONCE
    assert piece(client, PIECES[2]).status_code == 409
    # As though a day had passed since: nobody writes into the trail another time.
    monkeypatch.setattr(tally, "A_DAY", timedelta(0))
    assert len(rows_of(piece(client, PIECES[2]))) == MOST_AT_ONCE


def test_what_a_second_person_approved_counts_for_nothing(here, olive):
    client = signed_in(olive)
    asked = ask(client)
    decide(signed_in(someone(here, Role.DIRECTOR)), asked)
    assert len(rows_of(take(client, asked))) == len(PIECES) * MOST_AT_ONCE
    for name in PIECES[:2]:
        assert len(rows_of(piece(client, name))) == MOST_AT_ONCE
    assert piece(client, PIECES[2]).status_code == 409
    assert len(rows_of(take(signed_in(olive), asked))) == len(PIECES) * MOST_AT_ONCE


@pytest.mark.django_db(transaction=True)
def test_pieces_asked_for_side_by_side_are_counted_one_after_another(here, olive):
    clients = []
    for name in PIECES:
        client = signed_in(olive)
        client.post(reverse("placements:child-search"), {"searched": name})
        clients.append(client)

    def get(client) -> int:
        try:
            return client.get(FILE).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as threads:
        answers = sorted(threads.map(get, clients))
    assert answers == [200, 200, 409, 409]
    taken = AuditEvent.objects.filter(action="saw children in a file").values_list("object_ids", flat=True)
    assert len({one for names in taken for one in names}) == MOST_A_DAY


def test_what_no_longer_leaves_at_once_is_asked_for(here, olive):
    """A short file too: who took a hundred names today has another need, and a second person judges it."""
    client = signed_in(olive)
    for name in PIECES[:2]:
        rows_of(piece(client, name))
    (asks,) = [link for link in links_of(piece(client, PIECES[2]).text) if link.startswith(ASK)]
    page = client.get(asks)
    assert f"Ask for a file of {MOST_AT_ONCE} children" in page.text
    assert "You would take more than 100 names in 24 hours with this file" in page.text
    assert "Narrow the list" not in page.text
    client.post(asks, {"key": str(uuid4()), "reason": "The team’s visits"})
    asked = FileRequest.objects.get()
    assert asked.rows == MOST_AT_ONCE
    assert take(client, asked).status_code == 409
    decide(signed_in(someone(here, Role.DIRECTOR)), asked)
    assert len(rows_of(take(client, asked))) == MOST_AT_ONCE
    # The next is asked for anew, and who was on a file today still leaves at once.
    assert piece(client, PIECES[3]).status_code == 409
    assert len(rows_of(piece(client, PIECES[0]))) == MOST_AT_ONCE
    assert client.get(asks).status_code == 302, "those may be taken at once"
