"""A closed record opened in an emergency; and what is shown while the trail cannot be written."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from placements.access.actions import AccessRefused, mark_read, open_in_an_emergency, review
from placements.models import Allocation, Connection, Opening
from sufficiency.core.models import AuditEvent
from tests.access.conftest import key, restrict, sees
from tests.factories import PeriodOfCareFactory, PlacementFactory
from tests.people import signed_in

WHY = {"ground": "safety", "what_happened": "Police rang"}


def opened(child, by) -> Opening:
    return open_in_an_emergency(child=child, by=by, **WHY)


@pytest.mark.parametrize("who", ["olive", "duty", "sam", "other_manager"])
def test_a_closed_record_opens_for_two_hours(child, cast, who):
    restrict(child, cast.mara)
    person = getattr(cast, who)
    assert not sees(person, child)
    opening = opened(child, person)
    assert sees(person, child)
    assert not sees(cast.charlie, child)
    Opening.objects.update(until=timezone.now(), opened_at=timezone.now() - timedelta(hours=2))
    assert not sees(person, child)
    event = AuditEvent.objects.about(child.public_id).get()
    assert (event.action, event.reason, event.facts["opening"]) == (
        "open in an emergency",
        "safety",
        str(opening.public_id),
    )
    assert "Police" not in str(event.facts)


def test_the_database_lets_nothing_open_longer_nor_be_reviewed_by_oneself(child, cast):
    opening = opened(child, cast.olive)
    with pytest.raises(IntegrityError, match="two_hours"), transaction.atomic():
        Opening.objects.update(until=opening.until + timedelta(seconds=1))
    with pytest.raises(IntegrityError, match="read_by_another"), transaction.atomic():
        Opening.objects.update(read_by=cast.olive, read_at=timezone.now())
    with pytest.raises(IntegrityError, match="reviewed_by_another"), transaction.atomic():
        Opening.objects.update(reviewed_by=cast.olive, reviewed_at=timezone.now(), finding="justified")


def test_managers_read_the_notice_and_the_auditor_reviews(child, cast):
    opening = opened(child, cast.mara)
    with pytest.raises(AccessRefused, match="somebody else"):
        mark_read(opening=opening, by=cast.mara)
    assert mark_read(opening=opening, by=cast.dora).read_by == cast.dora
    assert review(opening=opening, finding="justified", by=cast.audrey).finding == "justified"
    with pytest.raises(AccessRefused, match="first finding stands"):
        review(opening=opening, finding="not_justified", by=cast.audrey)


def test_pages_from_the_form_to_the_review(child, cast):
    restrict(child, cast.mara)
    duty, dora, audrey = signed_in(cast.duty), signed_in(cast.dora), signed_in(cast.audrey)
    assert "Open a closed record in an emergency" in duty.get("/access/emergency/").text
    answer = duty.post("/access/emergency/", {"key": key(), "number": " K1 ", **WHY})
    page = duty.get(answer["Location"])
    assert "The record is open to you" in page.text
    assert AuditEvent.objects.filter(action="searched to open in an emergency").get().facts["hits"] == 1
    assert "A record was opened in an emergency" in dora.get("/access/").text
    notice = dora.get(answer["Location"])
    assert "Child K1" not in notice.text, "the Director is not on its list"
    assert "Police rang" not in notice.text
    dora.post(answer["Location"], {"key": key()})
    assert Opening.objects.get().read_by == cast.dora
    assert "A record was opened in an emergency" not in dora.get("/access/").text
    review_page = audrey.get(answer["Location"])
    assert "Police rang" in review_page.text
    assert audrey.post(answer["Location"], {"key": key()}).status_code == 400
    audrey.post(answer["Location"], {"key": key(), "finding": "justified"})
    assert Opening.objects.get().finding == "justified"


def test_trying_numbers_leaves_a_trail_and_tells_nothing(child, cast):
    Connection.objects.create(child=child, person=cast.duty, nature="family", recorded_by=cast.mara)
    duty = signed_in(cast.duty)
    same = key()
    answers = [
        duty.post("/access/emergency/", {"key": same, "number": number, **WHY}) for number in ("K1", "K9")
    ]
    assert [one.status_code for one in answers] == [400, 400]
    assert "There is no record with this number that you can open" in answers[0].text
    hashes = [e.facts["terms"] for e in AuditEvent.objects.filter(action__startswith="searched")]
    assert len(set(hashes)) == 2
    assert not [one for one in hashes if "K" in one]


@pytest.fixture
def no_trail(monkeypatch):
    """The database refuses the trail, as a full disk or a read-only one does."""

    def refuse(*args, **kwargs):
        raise DatabaseError("could not extend file")

    monkeypatch.setattr(AuditEvent.objects, "create", refuse)
    monkeypatch.setattr("sufficiency.core.audit.AuditEvent.objects.create", refuse, raising=False)


@pytest.fixture
def placed(child, cast):
    period = PeriodOfCareFactory(child=child)
    PlacementFactory(period=period, postcode="SO16 4XE")
    Allocation.objects.create(child=child, worker=cast.sam, dates=(timezone.localdate(), None))
    return child


def test_records_stay_shut_where_the_trail_cannot_be_written(placed, cast, no_trail):
    page = signed_in(cast.mara).get(f"/access/children/{placed.public_id}/")
    assert page.status_code == 503
    assert "The access log cannot be written" in page.text
    assert str(placed) not in page.text
    assert f'action="/access/children/{placed.public_id}/summary/"' in page.text


def test_the_emergency_summary_is_on_the_disk_before_it_is_shown(placed, cast, no_trail, settings):
    page = signed_in(cast.olive).post(f"/access/children/{placed.public_id}/summary/")
    assert page.status_code == 200
    assert "With foster carers" in page.text
    assert str(cast.sam) in page.text
    assert "SO16" not in page.text
    (line,) = (Path(settings.AUDIT_DIRECTORY) / "emergency.log").read_text().splitlines()
    kept = json.loads(line)
    assert (kept["actor"], kept["record"]) == (str(cast.olive.public_id), str(placed.public_id))
    assert kept["request_id"] == page["X-Request-ID"]
    assert placed.number not in line


def test_without_a_place_to_write_it_the_summary_is_refused(placed, cast, no_trail, settings, tmp_path):
    (tmp_path / "a-file").touch()
    for place in ("", str(tmp_path / "a-file")):
        settings.AUDIT_DIRECTORY = place
        page = signed_in(cast.olive).post(f"/access/children/{placed.public_id}/summary/")
        assert page.status_code == 503
        assert "foster" not in page.text
        assert "Ring the emergency duty team" in page.text


def test_with_the_trail_the_summary_is_an_event_like_any_other(placed, cast):
    signed_in(cast.olive).post(f"/access/children/{placed.public_id}/summary/")
    assert AuditEvent.objects.about(placed.public_id).get().action == "saw emergency summary"
