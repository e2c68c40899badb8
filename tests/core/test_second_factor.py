"""T-AUTH: the second proof. One code once; wrong ones lock; secrets are sealed; recovery codes work once."""

from __future__ import annotations

import base64
from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from sufficiency.core.models import AuditEvent, RecoveryCode, SecondFactor
from sufficiency.core.sign_in import second_factor
from sufficiency.core.sign_in.sealing import CannotOpen, opened, seal
from tests.core.sign_in_helpers import PASSWORD, code_of, give_password, with_app
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive():
    return UserFactory(password=PASSWORD)


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (2000000000, "69279037"), (20000000000, "65353130")],
)
def test_codes_are_those_of_rfc_6238(moment, code):
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert pyotp.TOTP(secret, digits=8).at(moment) == code


def test_first_sign_in_sets_the_app_up_and_the_next_asks_its_code(olive, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    answer = give_password(client, olive, next="/definitions/")
    assert answer["Location"] == "/sign-in/set-up/"
    assert client.get("/definitions/").status_code == 302, "the password alone opens nothing"
    page = client.get("/sign-in/set-up/")
    secret = opened(SecondFactor.objects.get(user=olive).sealed_secret)
    assert secret in page.text.replace(" ", "")
    assert "<svg" in page.text
    done = client.post("/sign-in/set-up/", {"code": code_of(olive, steps=-1)})
    assert len(done.context["recovery_codes"]) == 10
    assert done.context["continue_to"] == "/definitions/"
    assert client.get("/definitions/").status_code == 200
    assert client.get("/sign-in/set-up/")["Location"] == "/sign-in/"

    again = Client()
    assert give_password(again, olive, next="/definitions/")["Location"] == "/sign-in/code/"
    assert secret not in again.get("/sign-in/set-up/", follow=True).text
    assert again.get("/definitions/").status_code == 302
    assert again.post("/sign-in/code/", {"code": code_of(olive)})["Location"] == "/definitions/"
    assert again.get("/definitions/").status_code == 200


def test_where_it_is_not_required_only_those_who_have_one_are_asked(olive, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert give_password(Client(), olive)["Location"] == "/"
    with_app(olive)
    assert give_password(Client(), olive)["Location"] == "/sign-in/code/"


def test_a_code_is_taken_once_and_no_earlier_one_after_it(olive):
    with_app(olive)
    second_factor.check_code(user=olive, code=code_of(olive))
    for steps in (0, -1):
        with pytest.raises(second_factor.WrongCode):
            second_factor.check_code(user=olive, code=code_of(olive, steps=steps))
    second_factor.check_code(user=olive, code=code_of(olive, steps=1))


@pytest.mark.parametrize("steps", [-2, 2, 40])
def test_codes_of_other_times_are_refused(olive, steps):
    with_app(olive)
    SecondFactor.objects.update(last_step=None)
    with pytest.raises(second_factor.WrongCode):
        second_factor.check_code(user=olive, code=code_of(olive, steps=steps))


def test_five_wrong_codes_lock_it_for_a_quarter_of_an_hour_even_for_the_right_one(olive):
    recovery = with_app(olive)
    wrong = f"{(int(code_of(olive)) + 1) % 10**6:06}"
    client = Client()
    give_password(client, olive)
    for _ in range(second_factor.WRONG_CODES):
        assert "not right" in client.post("/sign-in/code/", {"code": wrong}).text
    assert "Too many wrong codes" in client.post("/sign-in/code/", {"code": code_of(olive)}).text
    with pytest.raises(second_factor.Locked):
        second_factor.use_recovery_code(user=olive, code=recovery[0])
    SecondFactor.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    second_factor.check_code(user=olive, code=code_of(olive))


def test_a_recovery_code_works_once_however_it_is_typed(olive):
    codes = with_app(olive)
    client = Client()
    give_password(client, olive)
    assert (
        client.post("/sign-in/recovery-code/", {"code": codes[3].upper().replace("-", " ")})["Location"]
        == "/"
    )
    assert "9 recovery codes left" in client.get("/", follow=True).text
    with pytest.raises(second_factor.WrongCode):
        second_factor.use_recovery_code(user=olive, code=codes[3])
    other = UserFactory()
    with_app(other)
    with pytest.raises(second_factor.WrongCode):
        second_factor.use_recovery_code(user=other, code=codes[4])


def test_nothing_in_the_database_gives_a_code_away(olive):
    codes = with_app(olive)
    factor = SecondFactor.objects.get(user=olive)
    assert opened(factor.sealed_secret) not in factor.sealed_secret
    stored = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not stored & {form for code in codes for form in (code, code.replace("-", ""))}
    assert not any(code in str(event.facts) for event in AuditEvent.objects.all() for code in codes)


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    settings.SEALING_KEYS = ["the old key"]
    sealed = seal("a secret")
    settings.SEALING_KEYS = ["the new key", "the old key"]
    assert opened(sealed) == "a secret"
    settings.SEALING_KEYS = ["the new key"]
    with pytest.raises(CannotOpen, match="SUFFICIENCY_SEALING_KEYS"):
        opened(sealed)


@pytest.mark.parametrize("change", ["password", "disabled", "sessions ended", "time"])
def test_between_the_proofs_a_changed_account_begins_again(olive, change, monkeypatch):
    with_app(olive)
    client = Client()
    give_password(client, olive)
    assert client.get("/sign-in/code/").status_code == 200
    if change == "password":
        olive.set_password("quite another password")
    elif change == "disabled":
        olive.is_active = False
    elif change == "sessions ended":
        olive.sessions_ended += 1
    else:
        monkeypatch.setattr("sufficiency.core.sign_in.first_and_second._MINUTES", -1)
    olive.save()
    assert client.post("/sign-in/code/", {"code": code_of(olive)})["Location"] == "/sign-in/"
    assert client.get("/definitions/").status_code == 302
