"""Pages of running the service: what is said, to whom, and that no secret and no record is."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sufficiency.core.access import Role
from sufficiency.operations import health
from sufficiency.operations.health import State
from sufficiency.operations.heartbeats import beat
from sufficiency.operations.models import Certificate, Heartbeat, LegalHold, Proposal
from sufficiency.operations.retention import actions
from tests.factories import AuthorityFactory
from tests.operations.test_destruction import TODAY, gone_child
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(council) -> Client:
    return signed_in(someone(council, Role.SYSTEM_ADMINISTRATOR))


def test_the_settings_page_shows_what_is_set_and_never_a_secret(council, settings):
    settings.SECRET_KEY = "canary-key-0123456789-0123456789-0123456789-0123456789"
    administrator = signed_in(someone(council, Role.SYSTEM_ADMINISTRATOR))
    database = {**settings.DATABASES["default"]}
    page = administrator.get("/operations/settings/").text
    assert "canary-key" not in page
    assert not database["PASSWORD"] or database["PASSWORD"] not in page
    assert "Counts hidden from the public" in page
    assert "1 to 5" in page
    assert "Not for real children" in page


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "Pages of errors show records"),
        ("ALLOWED_HOSTS", ["*", "testserver"], "A name of * lets anybody"),
        ("SECRET_KEY", "short", "Shorter than 50 characters"),
        ("SESSION_COOKIE_SECURE", False, "Set SUFFICIENCY_PRODUCTION to true"),
        (
            "TASKS",
            {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
            "holds up the page",
        ),
        ("CSRF_TRUSTED_ORIGINS", ["http://plain.example"], "without https"),
        ("BACKUP_DIRECTORY", "", "when a backup is missing"),
    ],
)
def test_what_is_unsafe_is_told_in_words(council, settings, name, value, said):
    settings.PRODUCTION = True
    settings.DEMONSTRATION = False
    setattr(settings, name, value)
    administrator = signed_in(someone(council, Role.SYSTEM_ADMINISTRATOR))
    assert said in administrator.get("/operations/settings/").text


def test_strangers_are_told_one_word(monkeypatch):
    assert Client().get("/readyz").content == b"ok\n"
    monkeypatch.setattr(health, "_migrations_here", lambda: frozenset({("core", "9999_to_come")}))
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")


def states(now=None) -> dict[str, State]:
    return {one.name: one.state for one in health.checks(now=now or timezone.now())}


def test_each_check_turns(council, settings, tmp_path: Path):
    settings.BACKUP_DIRECTORY = str(tmp_path)
    with connection.cursor() as cursor:
        # As a council's database has it; the tests' own does not wait for the disk.
        cursor.execute("set local synchronous_commit = on")
    now = timezone.now()
    first = states(now)
    assert first["Background worker"] == first["Nightly run"] == first["Last backup"] == State.WRONG
    assert first["Tables"] == State.WELL
    assert first["Restore that was tried"] == State.LOOK
    for name in Heartbeat.Of:
        beat(name)
    told = {"finished_at": now.isoformat(), "verified": True}
    (tmp_path / "last-backup.json").write_text(json.dumps(told))
    assert {one for name, one in states(now).items() if name in first and "Changes" not in name} <= {
        State.WELL,
        State.LOOK,
    }
    late = states(now + timedelta(hours=27))
    assert late["Background worker"] == late["Nightly run"] == late["Last backup"] == State.WRONG
    (tmp_path / "last-backup.json").write_text(json.dumps(told | {"verified": False}))
    assert states(now)["Last backup"] == State.WRONG
    beat(Heartbeat.Of.NIGHTLY, clearsessions="done", verify_audit="CommandError")
    assert states(now)["Nightly run"] == State.WRONG


def test_the_page_and_the_command_say_the_same(council, administrator, capsys):
    page = administrator.get("/operations/health/").text
    with pytest.raises(SystemExit):
        call_command("health", json=True)
    told = json.loads(capsys.readouterr().out)
    assert all(one["name"] in page for one in told)


def test_the_nightly_run_tells_how_it_went(council):
    call_command("nightly")
    assert Heartbeat.objects.get(name="nightly").facts["clearsessions"] == "done"


@pytest.mark.usefixtures("rules")
def test_from_due_to_certificate_through_pages(council, manager, director):
    gone_child(council, number="Z90311")
    first, second = signed_in(manager), signed_in(director)
    due_page = first.get("/operations/retention/")
    assert "Z90311" in due_page.text
    key = re.search(r'name="key" value="([^"]+)"', due_page.text)[1]
    answers = [first.post("/operations/retention/propose/", {"key": key})["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert Proposal.objects.count() == 1
    address = answers[0]
    assert "Somebody else must sign" in first.get(address).text
    refused = first.post(address, {"do": "sign", "key": str(uuid4()), "version": "1"})
    assert refused.status_code == 409
    assert "somebody else must sign" in refused.text
    for hostile in ("", "\0", "x" * 500):
        odd = second.post(address, {"do": hostile, "key": str(uuid4()), "version": "1"})
        assert odd.status_code == 409, repr(hostile[:3])
    incomplete = second.post(address, {"do": "decline", "key": str(uuid4()), "version": "1"})
    assert incomplete.status_code == 400
    assert "Enter why the records are kept" in incomplete.text
    stale = second.post(address, {"do": "sign", "key": str(uuid4()), "version": "7"})
    assert stale.status_code == 409
    assert second.post(address, {"do": "sign", "key": str(uuid4()), "version": "1"})["Location"] == address
    done = second.post(address, {"do": "carry-out", "key": str(uuid4()), "version": "2"})
    certificate = Certificate.objects.get()
    assert done["Location"] == certificate.get_absolute_url()
    page = second.get(done["Location"]).text
    assert certificate.sha256 in page
    assert "Z90311" not in page + second.get(address).text
    ids = second.get(f"{done['Location']}ids.csv").text
    assert str(certificate.proposal.records.get().record_id) in ids


@pytest.mark.usefixtures("rules")
def test_a_restricted_record_is_counted_and_not_named(council, manager):
    gone_child(council, number="Z90311", is_restricted=True)
    page = signed_in(manager).get("/operations/retention/").text
    assert "Z90311" not in page
    # The apostrophe is written as a character reference.
    assert "record that you cannot open" in page


@pytest.mark.usefixtures("rules")
def test_holds_through_pages(council, manager):
    child = gone_child(council)
    client = signed_in(manager)
    form = {
        "key": str(uuid4()),
        "covers": "record",
        "why": "court",
        "reference": "C1",
        "from_on": "1/11/2026",
    }
    assert "Give the address of the record" in client.post("/operations/retention/holds/new/", form).text
    form["record"] = f"https://council.example/children/{child.public_id}/"
    assert client.post("/operations/retention/holds/new/", form)["Location"] == "/operations/retention/holds/"
    hold = LegalHold.objects.get()
    assert (hold.subject, hold.record_id) == ("child", child.public_id)
    assert "In force" in client.get("/operations/retention/holds/").text
    assert "Held" in client.get("/operations/retention/").text
    release = f"/operations/retention/holds/{hold.public_id}/release/"
    answer = client.post(
        release, {"key": str(uuid4()), "version": "1", "on": "2/11/2026", "why": "It has reported"}
    )
    assert answer.status_code == 302
    assert "Held" not in client.get("/operations/retention/").text


@pytest.mark.usefixtures("rules")
def test_looking_ahead(council, manager):
    gone_child(council)
    client = signed_in(manager)
    assert "by 1 January 2090" in client.get("/operations/retention/?by=1/1/2090").text
    assert "Enter a real date" in client.get("/operations/retention/?by=31/2/2090").text


@pytest.mark.usefixtures("rules")
def test_queries_do_not_grow_with_the_list(council, manager):
    client = signed_in(manager)
    asked = []
    for more in (2, 20):
        for _ in range(more):
            gone_child(council)
        with CaptureQueriesContext(connection) as queries:
            client.get("/operations/retention/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.usefixtures("rules")
def test_proposals_certificates_and_holds_of_another_authority_are_not_found(council, manager, director):
    gone_child(council)
    proposal = actions.propose_destruction(authority=council, as_at=TODAY, today=TODAY, by=manager)
    actions.sign_destruction(proposal=proposal, version=1, by=director)
    certificate = actions.carry_out(proposal=proposal, version=2, today=TODAY, by=director)
    hold = actions.place_hold(
        authority=council, covers="everything", why="court", reference="C1", from_on=TODAY, by=manager
    )
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    addresses = [
        proposal.get_absolute_url(),
        certificate.get_absolute_url(),
        f"{certificate.get_absolute_url()}ids.csv",
        f"/operations/retention/holds/{hold.public_id}/release/",
    ]
    there = signed_in(someone(elsewhere, Role.DIRECTOR))
    here_without = signed_in(someone(council, Role.ANALYST))
    for address in addresses:
        assert there.get(address).status_code == 404, address
        assert here_without.get(address).status_code == 403, address
        assert here_without.post(address).status_code in (403, 405), address
        assert signed_in(director).get(address).status_code == 200, address
    assert here_without.post("/operations/retention/propose/").status_code == 403
    assert signed_in(director).get("/operations/retention/propose/").status_code == 405
