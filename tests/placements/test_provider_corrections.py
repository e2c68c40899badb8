"""Providers' homes put on file and corrected: by whom, once, and without losing what was typed."""

from __future__ import annotations

import csv
import io
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from placements.models import Home, Placement
from placements.providers.actions import NumberOnFile, add_home, correct_home
from sufficiency.core.access import Action, Role, roles_allowed
from sufficiency.core.models import AuditEvent, FieldGroup, FieldOwner, Owner
from sufficiency.core.ownership import KeptElsewhere
from sufficiency.core.stale import StaleEdit
from tests.people import signed_in, someone
from tests.placements.homes_of_providers import LIST, a_child, a_home, days_ago, lived

pytestmark = pytest.mark.django_db


# Corrections


def correcting(home: Home, **changes: str) -> dict[str, str]:
    return {"key": str(uuid4()), "version": str(home.version), "name": home.name, "urn": home.urn, **changes}


def change(client, home: Home, sent: dict[str, str]):
    return client.post(f"{home.get_absolute_url()}change/", sent)


@pytest.fixture
def home(here) -> Home:
    home = a_home("Invented Hous")
    lived(a_child(here), home, days_ago(9))
    return home


def test_a_contracts_officer_corrects_a_home_from_the_list(contracts, home):
    client = signed_in(contracts)
    assert home.get_absolute_url() in client.get("/homes/providers/").text
    assert f"{home.get_absolute_url()}change/" in client.get(home.get_absolute_url()).text
    form = client.get(f"{home.get_absolute_url()}change/")
    assert "change for all of them" in form.text
    sent = correcting(home, name="Invented House", urn=" sc 012345 ")
    answers = [change(client, home, sent) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {home.get_absolute_url()}
    home.refresh_from_db()
    assert (home.name, home.urn, home.version) == ("Invented House", "SC012345", 2)
    page = client.get(home.get_absolute_url())
    assert "Invented House" in page.text
    # What returns reported stays as reported.
    assert home.placements.get().urn != "SC012345"
    event = AuditEvent.objects.get(action="placements: correct home")
    assert (event.actor, event.object_id, event.facts) == (
        contracts,
        str(home.public_id),
        {"changed": ["name", "urn"]},
    )
    with connection.cursor() as cursor:
        cursor.execute("select name from placements_homeevent where pgh_obj_id = %s", [home.pk])
        assert cursor.fetchall() == [("Invented Hous",)]


def test_a_stale_edit_keeps_both_versions(contracts, home):
    client, sent = signed_in(contracts), correcting(home, name="Mine")
    assert change(client, home, correcting(home, name="Theirs")).status_code == 302
    answer = change(client, home, sent)
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert 'value="Mine"' in answer.text
    home.refresh_from_db()
    assert home.name == "Theirs"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "Enter the name of the home"),
        ({"name": "x" * 121}, "must have 120 characters or fewer"),
        ({"urn": ""}, "Enter the home’s Ofsted number"),
        ({"urn": "XXXXXXX"}, "letters and digits, such as SC012345"),
        ({"urn": "SC-12345"}, "letters and digits, such as SC012345"),
        ({"urn": "SC12345678"}, "letters and digits, such as SC012345"),
        ({"urn": "taken"}, "A home with this Ofsted number is on file already"),
        ({"key": "nonsense"}, "send it once more"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(contracts, home, changes, sentence):
    other = a_home()
    if changes.get("urn") == "taken":
        changes = {"urn": other.urn.lower()}
    answer = change(signed_in(contracts), home, correcting(home, **changes))
    assert answer.status_code == 400
    assert sentence in answer.text
    # Whose home it is that has the number is not told.
    assert other.name not in answer.text.replace(home.name, "")
    home.refresh_from_db()
    assert home.version == 1


@pytest.mark.parametrize("role", sorted(set(Role) - set(roles_allowed(Action.KEEP_HOMES))))
def test_nobody_else_corrects_or_adds_a_home(here, home, role):
    user = someone(here, role)
    assert change(signed_in(user), home, correcting(home)).status_code == 403
    with pytest.raises(PermissionDenied):
        correct_home(
            home=home, version=1, authority=here, name="x", urn="SC1", today=timezone.localdate(), by=user
        )
    with pytest.raises(PermissionDenied):
        add_home(authority=here, name="x", urn="SC1", today=timezone.localdate(), by=user)


def test_a_council_that_placed_nobody_there_corrects_nothing(there, home):
    theirs = someone(there, Role.CONTRACTS_OFFICER)
    with pytest.raises(PermissionDenied, match="placed no child"):
        correct_home(
            home=home, version=1, authority=there, name="x", urn="SC1", today=timezone.localdate(), by=theirs
        )


def test_where_the_case_system_keeps_homes_nobody_types(here, contracts, home):
    FieldOwner.objects.create(
        authority=here, group=FieldGroup.HOMES, owner=Owner.CASE_SYSTEM, from_on=days_ago(1), set_by=contracts
    )
    client = signed_in(contracts)
    page = client.get(f"{home.get_absolute_url()}change/")
    assert "kept in your case system" in page.text
    assert '<button type="submit" class="govuk-button" data-module' not in page.text
    assert change(client, home, correcting(home, name="x")).status_code == 409
    with pytest.raises(KeptElsewhere):
        correct_home(
            home=home,
            version=1,
            authority=here,
            name="x",
            urn="SC1",
            today=timezone.localdate(),
            by=contracts,
        )


def test_an_edit_names_the_version_it_saw(here, contracts, home):
    day = timezone.localdate()
    correct_home(home=home, version=1, authority=here, name="One", urn=home.urn, today=day, by=contracts)
    with pytest.raises(StaleEdit):
        correct_home(home=home, version=1, authority=here, name="Two", urn=home.urn, today=day, by=contracts)


def test_a_home_is_put_on_file_once_and_seen_when_a_child_is_placed_there(here, contracts, olive):
    client = signed_in(contracts)
    sent = {"key": str(uuid4()), "name": "New House", "urn": "sc012345"}
    answers = [client.post(f"{LIST}new/", sent) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {LIST}
    home = Home.objects.get(name="New House")
    assert home.urn == "SC012345"
    assert AuditEvent.objects.filter(action="placements: add home").count() == 1
    assert client.get(home.get_absolute_url()).status_code == 404
    child = a_child(here)
    lived(child, home, days_ago(3))
    # What an import brought waits for its home, and is linked by the number.
    Placement.objects.filter(child=child).update(home=None)
    assert signed_in(olive).post("/children/homes-to-link/", {"key": str(uuid4())}).status_code == 302
    assert client.get(home.get_absolute_url()).status_code == 200
    again = client.post(f"{LIST}new/", {**sent, "key": str(uuid4())})
    assert again.status_code == 400
    assert "is on file already" in again.text


def test_the_database_holds_names_and_numbers(here, contracts):
    a_home()
    for urn, name in (("SC1", ""), ("", "x"), ("sc1", "x"), (Home.objects.get().urn, "x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Home.objects.create(urn=urn, name=name)
    with pytest.raises(NumberOnFile):
        add_home(
            authority=here, name="x", urn=Home.objects.get().urn, today=timezone.localdate(), by=contracts
        )


def test_long_and_hostile_names_are_shown_as_text(contracts, home):
    Home.objects.update(name="=cmd|'/c calc'!A1<script>x</script>")
    client = signed_in(contracts)
    assert "<script>x" not in client.get(LIST).text + client.get(home.get_absolute_url()).text
    text = client.get(LIST, {"format": "csv"}).text
    assert list(csv.reader(io.StringIO(text)))[1][0].startswith("'=")
