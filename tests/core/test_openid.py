"""T-AUTH: the council's own sign-in, against a provider on this machine that tells the truth or lies."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from sufficiency.core.models import AuditEvent, ExternalIdentity, User
from tests.core.identity_provider import CLIENT, SECRET, running_provider
from tests.core.sign_in_helpers import PASSWORD, code_of, with_app
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    with running_provider() as provider:
        settings.OPENID = {
            "issuer": provider.address,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "subject_claim": "sub",
            "name": "your council account",
        }
        yield provider


@pytest.fixture
def olive(provider):
    user = UserFactory(password=PASSWORD, email="somebody@council.example")
    ExternalIdentity.objects.create(user=user, issuer=provider.address, subject="subject-1")
    return user


def there_and_back(client: Client, provider, then: str = "/definitions/", **changed: str):
    start = client.get("/sign-in/council/", {"next": then})
    return client.get("/sign-in/council/back/", provider.asked(start["Location"]) | changed)


def is_signed_in(client: Client) -> bool:
    return client.get("/definitions/").status_code == 200


def test_there_and_back_to_where_one_was_going(olive, provider):
    client = Client()
    assert "Sign in with your council account" in client.get("/sign-in/?next=/definitions/").text
    assert there_and_back(client, provider)["Location"] == "/definitions/"
    assert is_signed_in(client)


def test_a_public_client_without_a_secret(olive, provider, settings):
    settings.OPENID = {**settings.OPENID, "client_secret": ""}
    client = Client()
    there_and_back(client, provider)
    assert is_signed_in(client)


def test_state_nonce_and_challenge_are_new_each_time(olive, provider):
    client = Client()
    asked = [parse_qs(urlsplit(client.get("/sign-in/council/")["Location"]).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name], name


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another service"},
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": -3600},
        {"exp": None},
        {"iat": 3600},
        {"sub": ""},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_with_a_wrong_claim_signs_nobody_in(olive, provider, claims):
    # Times are seconds from now, told when the test runs: each worker must find the same tests.
    now = int(time.time())
    provider.claims = {
        name: now + value if isinstance(value, int) else value for name, value in claims.items()
    }
    client = Client()
    assert there_and_back(client, provider).status_code == 502
    assert not is_signed_in(client)


@pytest.mark.parametrize("signature", ["another key", "none", "the client's secret"])
def test_a_token_that_the_provider_did_not_sign_signs_nobody_in(olive, provider, signature):
    if signature == "another key":
        provider.sign_with = RSAKey.generate_key(2048, parameters={"kid": "one"})
    elif signature == "none":
        provider.algorithm = "none"
    else:
        provider.sign_with_the_clients_secret()
    client = Client()
    assert there_and_back(client, provider).status_code == 502
    assert not is_signed_in(client)


def test_an_answer_to_another_browser_or_a_second_time_signs_nobody_in(olive, provider):
    mine, another = Client(), Client()
    answer = provider.asked(mine.get("/sign-in/council/")["Location"])
    another.get("/sign-in/council/")
    assert another.get("/sign-in/council/back/", answer).status_code == 502
    assert not is_signed_in(another)
    assert there_and_back(mine, provider, state="another").status_code == 502
    assert not is_signed_in(mine)
    assert mine.get("/sign-in/council/back/", {"error": "access_denied"}).status_code == 502


def test_a_verifier_that_does_not_fit_the_challenge_is_refused_by_the_provider(olive, provider):
    client = Client()
    answer = provider.asked(client.get("/sign-in/council/")["Location"])
    provider.challenges[answer["code"]]["code_challenge"] = "another's"
    assert client.get("/sign-in/council/back/", answer).status_code == 502


def test_a_provider_that_calls_itself_by_another_name_is_not_used(olive, provider):
    provider.metadata = {"issuer": "https://elsewhere.example"}
    assert Client().get("/sign-in/council/").status_code == 502


def test_a_stranger_gets_no_account_and_no_match_by_address(olive, provider):
    provider.subject = "subject-2"
    before = User.objects.filter(is_system=False).count()
    client = Client()
    answer = there_and_back(client, provider)
    assert answer.status_code == 403
    assert "subject-2" in answer.text
    assert not is_signed_in(client)
    assert User.objects.filter(is_system=False).count() == before
    assert not any("subject-2" in str(event.facts) for event in AuditEvent.objects.all())


def test_the_same_subject_of_another_issuer_is_somebody_else(olive, provider):
    ExternalIdentity.objects.update(issuer="https://elsewhere.example")
    assert there_and_back(Client(), provider).status_code == 403


def test_a_disabled_account_stays_shut(olive, provider):
    User.objects.filter(pk=olive.pk).update(is_active=False)
    client = Client()
    assert there_and_back(client, provider).status_code == 403
    assert not is_signed_in(client)


def test_the_second_proof_is_asked_unless_the_provider_asked_it(olive, provider):
    with_app(olive)
    client = Client()
    assert there_and_back(client, provider)["Location"] == "/sign-in/code/"
    assert not is_signed_in(client)
    assert client.post("/sign-in/code/", {"code": code_of(olive)})["Location"] == "/definitions/"
    provider.claims = {"amr": ["pwd", "mfa"]}
    assert there_and_back(Client(), provider)["Location"] == "/definitions/"


def test_the_way_back_leads_nowhere_outside(olive, provider):
    assert there_and_back(Client(), provider, then="https://elsewhere.example/")["Location"] == "/"


def test_it_is_not_offered_without_an_issuer():
    client = Client()
    assert "/sign-in/council/" not in client.get("/sign-in/").text
    assert client.get("/sign-in/council/")["Location"] == "/sign-in/"
