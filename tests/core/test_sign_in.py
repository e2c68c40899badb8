"""T-AUTH: the password. Locked after so many tries; nothing tells a wrong name from a wrong password."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from unittest import mock

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from sufficiency.core.models import AuditEvent, User
from sufficiency.core.sign_in import passwords, watching
from sufficiency.core.system_user import system_user
from tests.core.sign_in_helpers import PASSWORD, give_password
from tests.factories import UserFactory
from tests.people import newcomer, signed_in

pytestmark = pytest.mark.django_db
SETTINGS = str(Path(__file__).parents[2] / "sufficiency/settings.py")


@pytest.fixture
def olive():
    return UserFactory(password=PASSWORD)


def people_who_are_refused(olive) -> list[User]:
    """A wrong password, no such name, a disabled account, one without a password, a command's own user."""
    disabled = UserFactory(password=PASSWORD, is_active=False)
    without = newcomer()
    without.set_unusable_password()
    without.save()
    return [olive, User(username="nobody.at.all"), disabled, without, system_user("command line")]


def same_for_all(page: str, user: User) -> str:
    """The page without what is drawn anew each time and without the name that was typed."""
    page = re.sub(r'(nonce|value)="[^"]*"', "", page)
    return page.replace(user.username, "")


def test_the_refusal_is_the_same_to_the_letter(olive):
    tries = [(user, "wrong") for user in people_who_are_refused(olive)]
    tries.append((tries[2][0], PASSWORD))
    pages = []
    for user, password in tries:
        answer = give_password(Client(), user, password)
        pages.append((answer.status_code, same_for_all(answer.text, user)))
    assert len(set(pages)) == 1
    assert "do not belong together" in pages[0][1]


def test_the_refusal_takes_the_same_work(olive):
    """Time is noisy on a busy machine; what takes the time is counted instead: passwords hashed."""
    hasher = type(get_hasher())
    counted = set()
    for user in people_who_are_refused(olive):
        with mock.patch.object(hasher, "encode", autospec=True, side_effect=hasher.encode) as encode:
            give_password(Client(), user, "wrong")
        counted.add(encode.call_count)
    assert counted == {1}


def test_ten_wrong_passwords_lock_the_name_even_for_the_right_one(olive, settings):
    for user in (olive, User(username="nobody.at.all")):
        client = Client()
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert give_password(client, user, "wrong").status_code == 200
        locked = give_password(client, user, "wrong")
        assert locked.status_code == 429
        assert "locked for a while" in locked.text
        assert give_password(client, user).status_code == 429
    assert give_password(Client(), UserFactory(password=PASSWORD))["Location"] == "/"
    locks = AuditEvent.objects.filter(action="sign-in locked")
    assert locks.exists()
    assert not any(olive.username in str(event.facts) for event in locks)


def test_names_that_were_tried_are_not_logged(olive, caplog, settings):
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        give_password(client, olive, "wrong")
    assert olive.username not in caplog.text


def test_production_by_a_password_alone_is_warned_of(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert [message.id for message in watching.second_proof(None)] == ["sufficiency.W001"]
    settings.SECOND_FACTOR_REQUIRED = True
    assert watching.second_proof(None) == []


def test_a_password_chosen_by_a_link_ends_the_lock(olive, settings):
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        give_password(client, olive, "wrong")
    passwords.set_password(user=olive, password="quite another password", how="chosen by a link")
    assert give_password(client, olive, "quite another password")["Location"] == "/"


def test_who_comes_in_and_who_is_refused_is_written_down_without_a_name(olive):
    client = Client()
    give_password(client, olive, "wrong")
    give_password(client, olive)
    client.post("/sign-out/")
    events = list(AuditEvent.objects.order_by("pk").values_list("action", "actor", "facts"))
    nobody = system_user("sign-in")
    assert events == [
        ("sign-in refused", nobody.pk, {}),
        ("sign in", olive.pk, {"way": "password"}),
        ("sign out", olive.pk, {}),
    ]


def test_changing_the_password_keeps_this_session_and_ends_the_others(olive):
    here, there = signed_in(olive), signed_in(olive)
    fields = {"present_password": "wrong", "password": "four words go here", "again": "four words go here"}
    assert "not your present password" in here.post("/account/password/", fields).text
    fields["present_password"] = PASSWORD
    assert here.post("/account/password/", fields)["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert give_password(Client(), olive).status_code == 200
    assert give_password(Client(), olive, "four words go here").status_code == 302


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SUFFICIENCY_SEALING_KEYS": ""}, "SUFFICIENCY_SEALING_KEYS"),
        ({"SUFFICIENCY_OPENID_ISSUER": "http://insecure.example"}, "https://"),
        ({"SUFFICIENCY_OPENID_ISSUER": "https://identity.example"}, "CLIENT_ID"),
    ],
)
def test_production_refuses_to_start_half_set(variables, words, monkeypatch):
    production = {
        "SUFFICIENCY_PRODUCTION": "1",
        "SECRET_KEY": "x" * 60,
        "SUFFICIENCY_SEALING_KEYS": "y" * 60,
        "DATABASE_URL": "postgres://nobody@localhost/none",
    }
    for name, value in (production | variables).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=words):
        runpy.run_path(SETTINGS)


def test_production_asks_everyone_for_a_second_proof(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@localhost/none")
    assert runpy.run_path(SETTINGS)["SECOND_FACTOR_REQUIRED"] is False
    for name in ("SECRET_KEY", "SUFFICIENCY_SEALING_KEYS"):
        monkeypatch.setenv(name, "x" * 60)
    monkeypatch.setenv("SUFFICIENCY_PRODUCTION", "1")
    made = runpy.run_path(SETTINGS)
    assert made["SECOND_FACTOR_REQUIRED"] is True
    assert made["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert made["SESSION_COOKIE_SECURE"] is True
