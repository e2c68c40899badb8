"""What is typed is kept while it is typed, under the rules of the Save button; and who else has the section open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from reports import actions
from reports.models import Draft, EditingPresence
from sufficiency.core.access import Role
from tests.people import signed_in, someone
from tests.reports.writing.test_draft_pages import section_address, sent
from tests.reports.writing.test_drafts import author, cleared, director, draft, template, write

__all__ = ["author", "director", "draft", "template"]
pytestmark = pytest.mark.django_db
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def client(author):
    return signed_in(author)


def foreword(draft: Draft):
    return draft.sections.get(key="foreword")


def test_the_next_saving_goes_under_the_key_and_version_that_come_back(client, draft):
    address = section_address(draft, "foreword")
    first = client.post(address, sent(draft, "foreword", "Wel"), headers=SCRIPT).json()
    assert (foreword(draft).text, first["version"]) == ("Wel", 2)
    given = {"key": first["key"], "version": str(first["version"]), "text": "Welcome"}
    second = client.post(address, given, headers=SCRIPT).json()
    assert (foreword(draft).text, second["version"]) == ("Welcome", 3)
    button = {
        "key": second["key"],
        "version": str(second["version"]),
        "text": "Welcome all",
        "is_written": "on",
    }
    assert client.post(address, button).status_code == 302
    assert (foreword(draft).text, foreword(draft).is_written) == ("Welcome all", True)


def test_sent_again_it_is_done_once_and_nobodys_words_in_between_are_taken_for_seen(client, draft, author):
    address = section_address(draft, "foreword")
    given = sent(draft, "foreword", "Mine")
    client.post(address, given, headers=SCRIPT)
    write(foreword(draft), author, "Theirs")
    again = client.post(address, given, headers=SCRIPT).json()
    assert (foreword(draft).text, again["version"]) == ("Theirs", 2)
    late = client.post(
        address, {"key": again["key"], "version": "2", "text": "Mine, and more"}, headers=SCRIPT
    )
    assert late.status_code == 409
    assert "press Save to see both versions" in late.json()["why"]
    assert foreword(draft).text == "Theirs"


def test_a_button_pressed_with_the_key_of_a_saving_under_way_loses_nothing(client, draft):
    address = section_address(draft, "foreword")
    given = sent(draft, "foreword", "Half")
    client.post(address, given, headers=SCRIPT)
    answer = client.post(address, {**given, "text": "Half and the rest"})
    assert answer.status_code == 400
    assert "Half and the rest" in answer.text


def test_it_refuses_as_the_button_does(council, client, draft, author, director):
    address = section_address(draft, "foreword")
    assert client.post(address, {"text": "x", "version": "1"}, headers=SCRIPT).status_code == 400
    too_long = client.post(address, sent(draft, "foreword", "x" * 50_001), headers=SCRIPT)
    assert "50000 characters or fewer" in too_long.json()["why"]
    drafted = cleared(draft, author)
    assert signed_in(director).post(address, sent(draft, "foreword", "x"), headers=SCRIPT).status_code == 403
    actions.approve(draft=drafted, version=drafted.version, by=director)
    closed = client.post(address, sent(draft, "foreword", "x"), headers=SCRIPT)
    assert (closed.status_code, closed.json()["why"]) == (
        409,
        "The document is approved: its words stand still.",
    )
    assert foreword(draft).text == "Welcome."


def test_in_clearance_words_are_saved_by_hand_alone(client, draft, author):
    assert "data-autosave" in client.get(section_address(draft, "foreword")).text
    cleared(draft, author)
    page = client.get(section_address(draft, "foreword")).text
    assert "data-autosave" not in page
    assert "words that you save must be cleared again" in page


def test_after_a_refusal_nothing_saves_itself_over_what_was_not_seen(client, draft, author):
    late = sent(draft, "foreword", "Mine")
    write(foreword(draft), author, "Theirs")
    answer = client.post(section_address(draft, "foreword"), late)
    assert answer.status_code == 409
    assert "data-autosave" not in answer.text


def test_who_else_has_it_open_is_told_until_they_save(council, client, draft, author):
    address = section_address(draft, "foreword")
    other = someone(council, Role.ANALYST)
    theirs = signed_in(other)
    theirs.get(address)
    opened = timezone.localtime(EditingPresence.objects.get(by=other).since)
    page = client.get(address).text
    assert f"{other} has had this section open since {opened:%H:%M}." in page
    assert "has had this section open" not in client.get(section_address(draft, "numbers")).text
    theirs.post(address, sent(draft, "foreword", "Theirs."))
    assert "has had this section open" not in client.get(address).text
    assert f"{author} has had this section open" in theirs.get(address).text


def test_a_quarter_of_an_hour_without_a_sign_is_gone(council, client, draft, author):
    other = someone(council, Role.ANALYST)
    now = timezone.now()
    section = foreword(draft)
    actions.open_section(section=section, now=now - timedelta(minutes=16), by=other)
    assert "has had this section open" not in client.get(section_address(draft, "foreword")).text
    actions.open_section(section=section, now=now - timedelta(minutes=20), by=other)
    actions.open_section(section=section, now=now - timedelta(minutes=8), by=other)
    found = EditingPresence.objects.of_others(author).at(now).get()
    assert found.since == now - timedelta(minutes=20)
    with pytest.raises(IntegrityError, match="section_open_once_a_person"), transaction.atomic():
        EditingPresence.objects.create(section=section, by=other, since=now, seen_at=now)


def test_who_goes_on_to_another_section_has_left_the_one_before(council, client, draft, author):
    other = someone(council, Role.ANALYST)
    theirs = signed_in(other)
    theirs.get(section_address(draft, "foreword"))
    theirs.get(section_address(draft, "numbers"))
    assert "has had this section open" not in client.get(section_address(draft, "foreword")).text
    assert f"{other} has had this section open" in client.get(section_address(draft, "numbers")).text
    theirs.post(section_address(draft, "foreword"), sent(draft, "foreword", "Back"), headers=SCRIPT)
    assert f"{other} has had this section open" in client.get(section_address(draft, "foreword")).text


def test_who_only_reads_holds_nothing_open(council, draft, author, director):
    cleared(draft, author)
    assert signed_in(director).get(section_address(draft, "foreword")).status_code == 200
    assert not EditingPresence.objects.filter(by=director).exists()
    with pytest.raises(PermissionDenied):
        actions.open_section(section=foreword(draft), now=timezone.now(), by=director)


def test_looking_ahead_is_no_opening(client, draft, author):
    client.head(section_address(draft, "foreword"))
    assert not EditingPresence.objects.exists()
    client.get(reverse("reports:draft-detail", args=[draft.public_id]))
    assert not EditingPresence.objects.exists()
