"""A proof of the last 15 minutes before a file of records leaves and before a closed record is opened."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.core.sign_in_helpers import PASSWORD, code_of, with_app
from tests.exchange.uploading import OPEN, files, loaded
from tests.factories import MembershipFactory, UserFactory
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def proved(client: Client, *, minutes_ago: float) -> None:
    session = client.session
    session["sign_in.proved"] = time.time() - minutes_ago * 60
    session.save()


def person(here, role: Role):
    return MembershipFactory(user=UserFactory(password=PASSWORD), authority=here, role=role).user


def test_every_file_of_records_and_break_glass_ask_again_after_fifteen_minutes(here):
    analyst = signed_in(person(here, Role.ANALYST))
    load = loaded(analyst, files(OPEN))
    asked = {
        Role.ANALYST: [
            f"/returns/{load.public_id}/set-aside.csv",
            f"/returns/{load.public_id}/queries.csv",
            "/returns/export/2022/",
        ],
        Role.FOSTERING_ADMIN: ["/homes/?format=csv"],
        Role.AUDITOR: ["/audit/events.csv"],
        Role.EMERGENCY_DUTY: ["/access/emergency/"],
    }
    for role, addresses in asked.items():
        client = signed_in(person(here, role))
        for address in addresses:
            proved(client, minutes_ago=14.9)
            answer = client.get(address)
            assert answer.status_code == 200, address
            list(answer)
            proved(client, minutes_ago=15.1)
            before = AuditEvent.objects.filter(action__startswith="exported").count()
            answer = client.get(address)
            assert answer["Location"].startswith("/account/confirm/?next="), address
            assert AuditEvent.objects.filter(action__startswith="exported").count() == before


def test_a_form_opened_in_time_may_still_be_sent(here):
    duty = signed_in(person(here, Role.EMERGENCY_DUTY))
    proved(duty, minutes_ago=30)
    assert duty.post("/access/emergency/", {}).status_code == 400
    proved(duty, minutes_ago=36)
    assert duty.post("/access/emergency/", {"number": "K1"})["Location"].endswith(
        "?next=%2Faccess%2Femergency%2F"
    )


def test_the_code_of_the_app_proves_it_and_the_password_no_longer_does(here):
    duty = person(here, Role.EMERGENCY_DUTY)
    with_app(duty)
    client = signed_in(duty)
    proved(client, minutes_ago=60)
    address = client.get("/access/emergency/")["Location"]
    assert "Code from your app" in client.get(address).text
    assert client.post(address, {"code": "000000", "password": PASSWORD}).status_code == 200
    assert client.get("/access/emergency/").status_code == 302
    assert client.post(address, {"code": code_of(duty)})["Location"] == "/access/emergency/"
    assert client.get("/access/emergency/").status_code == 200
    assert AuditEvent.objects.get(action="proved identity again").facts == {"way": "code"}


def test_the_password_proves_it_where_there_is_no_app_and_the_file_is_one_click_away(here):
    client = signed_in(person(here, Role.FOSTERING_ADMIN))
    proved(client, minutes_ago=60)
    address = client.get("/homes/?format=csv")["Location"]
    assert "That is not your password" in client.post(address, {"password": "another one entirely"}).text
    page = client.post(address, {"password": PASSWORD})
    assert 'href="/homes/?format=csv"' in page.text
    assert client.get("/homes/?format=csv")["Content-Type"].startswith("text/csv")


def test_the_way_on_leads_nowhere_outside(here):
    client = signed_in(person(here, Role.FOSTERING_ADMIN))
    answer = client.post("/account/confirm/?next=https://elsewhere.example/", {"password": PASSWORD})
    assert answer["Location"] == "/"
