"""The trail for the auditor: what it finds, that reading it is an event, that nobody else reads it."""

from __future__ import annotations

import csv
import io

import pytest

from sufficiency.core import audit
from sufficiency.core.access import Role
from sufficiency.core.models import AuditCheck, AuditEvent
from tests.factories import AuthorityFactory, ChildFactory
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(here):
    return someone(here, Role.PLACEMENT_OFFICER)


@pytest.fixture
def auditor(here):
    return signed_in(someone(here, Role.AUDITOR))


@pytest.fixture
def event(here, officer):
    return audit.record(by=officer, action="start placement", on=ChildFactory(authority=here), authority=here)


def test_filters(auditor, officer, event):
    def found(**asked):
        return [row.record for row in auditor.get("/audit/", asked).context["table"].rows]

    assert event in found(who=str(officer.public_id))
    assert found(what="START", who=str(officer.public_id)) == [event]
    assert event in found(record=event.object_id)
    assert found(result="refused") == []
    assert found(until="1/1/2001") == []
    assert event in found(since="1/1/2001")
    assert "There is a problem" in auditor.get("/audit/", {"since": "31/2/2001"}).text
    assert auditor.get("/audit/events.csv", {"since": "31/2/2001"}).status_code == 400


def test_reading_the_trail_is_an_event_that_does_not_say_for_whom_one_looked(auditor, officer, event):
    auditor.get("/audit/", {"who": str(officer.public_id)})
    auditor.get("/audit/events.csv", {"who": str(officer.public_id)})
    read, taken = AuditEvent.objects.order_by("pk")[1:]
    assert (read.action, read.facts) == ("saw audit trail", {"filters": ["who"], "hits": 1})
    assert (taken.action, taken.facts["rows"]) == ("exported audit trail", 1)


def test_the_file_holds_what_the_page_shows(auditor, officer, event):
    answer = auditor.get("/audit/events.csv", {"what": "start placement"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode())))
    assert [(row["who"], row["action"], row["records"]) for row in rows] == [
        (officer.username, "start placement", event.object_id)
    ]


def test_an_auditor_reads_the_trail_of_their_own_authority_alone(auditor, event):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    stranger = someone(elsewhere, Role.ANALYST)
    hidden = [
        audit.record(by=stranger, action="what another council did", on=stranger, authority=elsewhere),
        audit.record(by=stranger, action="what another council did", on=stranger),
    ]
    assert "what another council did" not in auditor.get("/audit/").text
    assert auditor.get(f"/audit/records/{hidden[0].object_id}/").context["table"].page.paginator.count == 0


def test_who_looked_shows_managers_everybody_and_is_itself_a_look(here, event, auditor):
    manager = someone(here, Role.PLACEMENT_MANAGER)
    address = f"/access/children/{event.object_id}/who-looked/"
    first = signed_in(manager).get(address)
    assert [row.record.action for row in first.context["table"].rows] == [
        "saw who has looked",
        "start placement",
    ]
    seen = auditor.get(address)
    assert event.object_id in seen.text
    assert "Child C" not in seen.text


def test_the_check_is_asked_for_and_its_outcome_shown(auditor, event, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    page = auditor.get("/audit/checks/")
    assert "has not been checked yet" in page.text
    sent = {"key": str(page.context["key"])}
    auditor.post("/audit/checks/", sent)
    auditor.post("/audit/checks/", sent)
    assert AuditCheck.objects.count() == 1
    assert "As it was written" in auditor.get("/audit/checks/").text
    AuditCheck.objects.update(findings=["Event 7 is not as it was written (1 such in all)."])
    assert "Event 7 is not as it was written" in auditor.get("/audit/checks/").text


@pytest.mark.parametrize("address", ["/audit/", "/audit/events.csv", "/access/"])
def test_as_many_queries_for_a_thousand_events_as_for_ten(
    auditor, officer, here, address, django_assert_max_num_queries
):
    for _ in range(30):
        audit.record(by=officer, action="start placement", on=officer, authority=here)
    with django_assert_max_num_queries(20):
        auditor.get(address)
