"""A difference about which the child's worker is asked: the question, who answers, and what becomes of it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from placements.models import Allocation, Child, Connection, Placement, RestrictedGrant
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent, User
from sufficiency.exchange.models import LiveConflict
from sufficiency.exchange.reconciliation import settling
from tests.exchange.entering import DAY, SETTLE, URL, settle
from tests.exchange.returns import load, write_return
from tests.factories import (
    UserFactory,
)
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(council):
    return signed_in(someone(council, Role.PLACEMENT_OFFICER))


@pytest.fixture
def worker(council, differing):
    return _allocated(council, differing)


def _allocated(council, differing, since: date = date(2025, 1, 1)):
    found = someone(council, Role.SOCIAL_WORKER)
    Allocation.objects.create(child=differing.child, worker=found, dates=DateRange(since, None))
    return found


def _answer(client, differing, says: str = "theirs", note: str = "I was there", key=None):
    given = {"key": str(key or uuid.uuid4()), "says": says, "note": note}
    return client.post(f"{URL}answer/{differing.public_id}/", given)


def test_the_question_is_on_the_workers_page_and_the_answer_comes_back(officer, worker, differing):
    settle(officer, differing, how="ask")
    theirs = signed_in(worker)
    work = theirs.get("/").text
    address = f"{URL}answer/{differing.public_id}/"
    assert address in work
    assert "Here: PR1: Own provision. In the case system: PR4: " in work
    asked = theirs.get(address).text
    assert "Placement from 3 June 2025: provider" in asked
    assert "PR1: Own provision" in asked
    assert _answer(theirs, differing).status_code == 302
    differing.refresh_from_db()
    assert (differing.answer, differing.note, differing.answered_by) == ("theirs", "I was there", worker)
    assert (differing.choice, Placement.objects.get().provider) == ("ask", "PR1")  # Nothing is settled by it.
    assert address not in theirs.get("/").text
    event = AuditEvent.objects.get(action="difference answered")
    assert event.facts == {"answer": "theirs"}
    listed = officer.get(URL, {"state": "answered"})
    assert "What the case system says, said" in listed.text
    page = officer.get(SETTLE, {"id": str(differing.public_id)})
    assert "I was there" in page.text
    assert page.context["form"].initial["how"] == "theirs"
    assert "The worker&#x27;s answer" in officer.get("/").text
    assert settle(officer, differing, how="theirs").status_code == 302
    assert Placement.objects.get().provider == "PR4"


def test_an_answer_is_sent_once_and_said_once(officer, worker, differing):
    settle(officer, differing, how="ask")
    theirs, key = signed_in(worker), uuid.uuid4()
    first, again = (_answer(theirs, differing, key=key) for _ in range(2))
    assert (first.status_code, again.status_code, first.url) == (302, 302, again.url)
    assert AuditEvent.objects.filter(action="difference answered").count() == 1
    assert _answer(theirs, differing, says="ours").status_code == 409
    differing.refresh_from_db()
    assert differing.answer == "theirs"
    settle(officer, differing, how="theirs")
    assert _answer(theirs, differing, key=key).url == first.url  # Also when the question is gone.


def test_neither_needs_what_is_right(officer, worker, differing):
    settle(officer, differing, how="ask")
    assert _answer(signed_in(worker), differing, says="neither", note=" ").status_code == 400
    with pytest.raises(settling.CannotSettle, match="Say what is right"):
        settling.answer(difference=differing, says="neither", note="", on=DAY, by=worker)
    assert _answer(signed_in(worker), differing, says="neither", note="PR3").status_code == 302


def test_the_question_follows_the_child_to_another_worker(officer, council, worker, differing):
    settle(officer, differing, how="ask")
    yesterday = timezone.localdate() - timedelta(days=1)
    Allocation.objects.filter(worker=worker).update(dates=DateRange(date(2025, 1, 1), yesterday))
    now = _allocated(council, differing, since=yesterday)
    assert _answer(signed_in(worker), differing).status_code == 404
    assert str(differing.public_id) not in signed_in(worker).get("/").text
    assert str(differing.public_id) in signed_in(now).get("/").text


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PLACEMENT_OFFICER, Role.LEAVING_CARE_ADVISER])
def test_nobody_but_the_childs_worker_answers(officer, council, worker, differing, role):
    settle(officer, differing, how="ask")
    other = someone(council, role)
    assert signed_in(other).get(f"{URL}answer/{differing.public_id}/").status_code == 404
    assert _answer(signed_in(other), differing).status_code == 404
    with pytest.raises(settling.CannotSettle):
        settling.answer(difference=differing, says="ours", note="", on=timezone.localdate(), by=other)


def test_what_nobody_asked_about_is_no_question(worker, differing):
    assert _answer(signed_in(worker), differing).status_code == 404


def test_a_restricted_childs_question_is_only_for_a_worker_on_its_list(officer, council, worker, differing):
    settle(officer, differing, how="ask")
    Child.objects.filter(pk=differing.child_id).update(is_restricted=True)
    assert str(differing.public_id) not in signed_in(worker).get("/").text
    assert _answer(signed_in(worker), differing).status_code == 404
    # Nor does the team's list tell of it to who may not open the record.
    assert str(differing.public_id) not in officer.get("/").text
    assert officer.get(URL, {"state": "nobody"}).context["count"] == "0 differences"
    listed = signed_in(granted := someone(council, Role.PLACEMENT_OFFICER))
    _grant(differing, granted)
    assert listed.get(URL, {"state": "nobody"}).context["count"] == "1 difference"
    _grant(differing, worker)
    assert listed.get(URL, {"state": "nobody"}).context["count"] == "0 differences"
    assert _answer(signed_in(worker), differing).status_code == 302


def _grant(differing, user) -> None:
    today = timezone.localdate()
    RestrictedGrant.objects.create(
        child=differing.child, user=user, expires_on=today, granted_by=UserFactory()
    )


def test_without_a_worker_the_page_says_so_and_the_teams_list_has_it(officer, differing):
    page = officer.get(SETTLE, {"id": str(differing.public_id)}).text
    assert "no worker who could answer" in page
    assert "?state=nobody" in page
    settle(officer, differing, how="ask")
    assert "1 question of children without a worker" in officer.get(URL).text
    assert officer.get(URL, {"state": "nobody"}).context["count"] == "1 difference"
    assert "no worker who could answer" in officer.get("/").text


@pytest.mark.parametrize("gone", ["inactive", "no role", "connected"])
def test_a_worker_who_cannot_open_the_record_is_none(officer, worker, differing, gone):
    assert "no worker who could answer" not in officer.get(SETTLE, {"id": str(differing.public_id)}).text
    if gone == "inactive":
        User.objects.filter(pk=worker.pk).update(is_active=False)
    elif gone == "no role":
        worker.memberships.all().delete()
    else:
        Connection.objects.create(
            child=differing.child, person=worker, nature="family", recorded_by=UserFactory()
        )
    assert "no worker who could answer" in officer.get(SETTLE, {"id": str(differing.public_id)}).text


def test_the_question_stays_while_the_extracts_say_the_same(
    officer, council, worker, differing, tmp_path: Path
):
    settle(officer, differing, how="ask")
    _answer(signed_in(worker), differing)
    same = "1,03/06/2025,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,"
    more = [same, same.replace("1,", "2,", 1)]
    load(council, write_return(tmp_path / "same", more), as_at=date(2025, 9, 2))
    assert LiveConflict.objects.get(field="provider").answer == "theirs"


def test_asked_again_the_answer_before_is_gone(officer, worker, differing):
    settle(officer, differing, how="ask")
    _answer(signed_in(worker), differing, says="unknown", note="")
    settle(officer, differing, how="ask")
    differing.refresh_from_db()
    assert (differing.answer, differing.answered_by) == ("", None)
    assert str(differing.public_id) in signed_in(worker).get("/").text
