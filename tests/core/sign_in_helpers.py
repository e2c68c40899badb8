"""Signing in as people do it, with an app that shows right codes."""

from __future__ import annotations

import time

import pyotp
from django.test import Client

from sufficiency.core.models import SecondFactor, User
from sufficiency.core.sign_in import second_factor
from sufficiency.core.sign_in.sealing import opened

PASSWORD = "a long enough password"


def code_of(user: User, *, steps: int = 0) -> str:
    """What the person's app shows `steps` half-minutes from now."""
    secret = opened(SecondFactor.objects.get(user=user).sealed_secret)
    return pyotp.TOTP(secret).at(time.time() + steps * second_factor.STEP)


def with_app(user: User) -> list[str]:
    """Give the person an app, set up a while ago; their recovery codes."""
    second_factor.enrolment(user=user)
    codes = second_factor.confirm_enrolment(user=user, code=code_of(user, steps=-1))
    return codes


def give_password(client: Client, user: User, password: str = PASSWORD, **fields: str):
    return client.post("/sign-in/", {"username": user.username, "password": password, **fields})
