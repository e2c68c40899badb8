"""T-SESSION: keys change, time runs out, what ends an account's rights ends its sessions at the next request."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from django.urls import reverse

from sufficiency.core.access import Role
from sufficiency.core.models import KeptForm
from sufficiency.core.sign_in import sessions
from tests.addresses import every_address
from tests.core.sign_in_helpers import PASSWORD, give_password
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db
PAGE = "/definitions/"


@pytest.fixture
def council():
    return AuthorityFactory()


@pytest.fixture
def olive(council):
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=council, role=Role.REPORT_AUTHOR)
    return user


def aged(client: Client, **seconds: float) -> None:
    """Move the beginning or the last use of the client's session into the past."""
    session = client.session
    for name, ago in seconds.items():
        session[f"sign_in.{name}"] = time.time() - ago
    session.save()


def test_signing_in_changes_the_key_and_signing_out_kills_it(olive):
    client = Client()
    client.get(PAGE)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    give_password(client, olive)
    during = client.session.session_key
    assert during != before
    assert "planted" not in client.session
    stranger = Client()
    for key, client_with_it in ((before, stranger), (during, client)):
        client_with_it.cookies["sessionid"] = key
    assert stranger.get(PAGE).status_code == 302
    assert client.get(PAGE).status_code == 200
    client.post("/sign-out/")
    client.cookies["sessionid"] = during
    assert client.get(PAGE).status_code == 302


def test_signing_out_has_the_browser_forget(olive):
    answer = signed_in(olive).post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    ("ago", "open_still"),
    [
        ({"used": 19 * 60}, True),
        ({"used": 20 * 60 + 1}, False),
        ({"began": 10 * 3600 - 60, "used": 0}, True),
        ({"began": 10 * 3600 + 1, "used": 0}, False),
    ],
)
def test_time_runs_out(olive, ago, open_still):
    client = signed_in(olive)
    aged(client, **ago)
    answer = client.get(PAGE)
    assert (answer.status_code == 200) is open_still
    if not open_still:
        assert answer["Location"] == f"/sign-in/?next={PAGE}"
        page = client.get(answer["Location"])
        assert "You were signed out because" in page.text
        assert give_password(client, olive, next=PAGE)["Location"] == PAGE


def test_use_prolongs_and_asking_how_long_or_polling_does_not(olive):
    client = signed_in(olive)
    aged(client, used=15 * 60)
    assert 0 < client.get("/session/").json()["seconds"] <= 300
    client.get(PAGE, headers={"X-Background": "poll"})
    assert client.get("/session/").json()["seconds"] <= 300
    client.get(PAGE)
    assert client.get("/session/").json()["seconds"] > 1100
    aged(client, used=19 * 60)
    assert client.post("/session/stay/").json()["seconds"] > 1100


def test_staying_does_not_prolong_the_hours_in_all(olive):
    client = signed_in(olive)
    aged(client, began=10 * 3600 - 30)
    answer = client.post("/session/stay/").json()
    assert answer["seconds"] <= 30
    assert answer["why"] == "absolute"


@pytest.mark.parametrize("how", ["disabled", "sessions ended", "password"])
def test_every_device_is_signed_out_at_the_next_request(olive, how):
    devices = [signed_in(olive), signed_in(olive)]
    assert [device.get(PAGE).status_code for device in devices] == [200, 200]
    if how == "disabled":
        olive.is_active = False
    elif how == "sessions ended":
        olive.sessions_ended += 1
    else:
        olive.set_password("quite another password")
    olive.save()
    assert [device.get(PAGE).status_code for device in devices] == [302, 302]


def test_a_role_that_is_gone_opens_nothing_at_the_next_request(olive, council):
    client = signed_in(olive)
    assert client.get("/documents/new/").status_code == 200
    olive.memberships.all().delete()
    assert client.get("/documents/new/").status_code == 403


def test_what_was_typed_too_late_waits_for_the_same_person(olive, council):
    client = signed_in(olive)
    aged(client, used=21 * 60)
    sent = client.post(
        "/documents/new/?draft=1", {"as_at": "31/3/2013", "note": 'a "long" <note>', "password": "never kept"}
    )
    assert sent["Location"] == "/sign-in/?next=/session/kept-form/"
    kept = KeptForm.objects.get()
    assert "note" not in kept.sealed_fields
    give_password(client, olive)
    page = client.get("/session/kept-form/").text
    assert 'action="/documents/new/?draft=1"' in page
    assert "a &quot;long&quot; &lt;note&gt;" in page
    assert "never kept" not in page
    other = signed_in(someone(council, Role.ANALYST))
    assert other.get("/session/kept-form/")["Location"] == "/"
    client.post("/session/kept-form/")
    assert not KeptForm.objects.exists()


def test_a_page_that_asked_the_time_first_still_has_its_typing_kept(olive):
    client = signed_in(olive)
    aged(client, used=21 * 60)
    assert client.get("/session/").status_code == 302
    client.post("/documents/new/", {"note": "typed"})
    assert KeptForm.objects.filter(user=olive).exists()


def test_a_form_of_another_site_is_not_kept(olive):
    client = Client(enforce_csrf_checks=True)
    client.force_login(olive)
    aged(client, used=21 * 60)
    assert client.post("/documents/new/", {"note": "forged"}).status_code == 403
    assert not KeptForm.objects.exists()


def test_strangers_forms_are_not_kept():
    Client().post("/documents/new/", {"note": "typed"})
    assert not KeptForm.objects.exists()


def test_headers_on_every_address(council):
    clients = [Client(), signed_in(someone(council, Role.ANALYST)), signed_in(someone(council, Role.AUDITOR))]
    for client in clients:
        for name, parts in every_address():
            if name == "sign-out":
                continue
            answer = client.get(reverse(name, kwargs=parts))
            found = {header: answer.get(header) for header in _HEADERS}
            assert found == _HEADERS, name
            policy = answer["Content-Security-Policy"]
            assert not {"unsafe", "*"} & set(policy.replace("-", " ").split()), name
            for directive in (
                "default-src 'self'",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
            ):
                assert directive in policy, name
            assert not [cookie for cookie in answer.cookies.values() if not _guarded(cookie)], name
            if answer.streaming:
                answer.getvalue()


_HEADERS = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _guarded(cookie) -> bool:
    return cookie["samesite"] == "Lax" and (cookie.key != "sessionid" or bool(cookie["httponly"]))


def test_a_page_pays_for_its_session_at_most_once_a_minute(olive):
    client = signed_in(olive)
    key = client.session[sessions.USED]
    client.get(PAGE)
    assert client.session[sessions.USED] == key
