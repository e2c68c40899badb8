"""From the first proof (password, or the council's own sign-in) to the second, to being signed in."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from sufficiency.core import audit
from sufficiency.core.models import User
from sufficiency.core.sign_in.second_factor import confirmed_factor

_WAITING = "sign_in.waiting"
_MINUTES = 10
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Waiting:
    """Someone who gave the first proof, and not yet the second."""

    user: User
    way: str  # "password" or "council account"
    then: str  # where they were going


def first_proof_given(
    request: HttpRequest, user: User, *, way: str, then: str, second_given: bool = False
) -> HttpResponse:
    """Sign the person in, or lead them to the second proof where one is due.

    `second_given` says that the council's identity provider has asked for a second factor itself.
    """
    factor = confirmed_factor(user)
    if second_given or (factor is None and not settings.SECOND_FACTOR_REQUIRED):
        return sign_in(request, user, way=way, then=then)
    # A new session, so that nothing of the stranger's stays and its old key is worth nothing.
    request.session.flush()
    request.session[_WAITING] = {
        "user": str(user.public_id),
        "proof": user.get_session_auth_hash(),
        "since": time.time(),
        "way": way,
        "then": then,
    }
    return redirect("sign-in-code" if factor else "sign-in-set-up")


def waiting(request: HttpRequest) -> Waiting | None:
    """Who is between the two proofs in this session; nobody after ten minutes, or when the account changed."""
    found = request.session.get(_WAITING)
    if not found or time.time() - found["since"] > _MINUTES * 60:
        return None
    user = User.objects.filter(public_id=found["user"], is_active=True, is_system=False).first()
    if user is None or not constant_time_compare(found["proof"], user.get_session_auth_hash()):
        return None
    return Waiting(user, found["way"], found["then"])


def sign_in(request: HttpRequest, user: User, *, way: str, then: str) -> HttpResponse:
    """Begin the session under a new key, and on to where the person was going."""
    begin_session(request, user, way=way)
    return redirect(safe(request, then))


def begin_session(request: HttpRequest, user: User, *, way: str) -> None:
    request.session.flush()
    login(request, user, backend=_BACKEND)
    audit.record(by=user, action="sign in", on=user, way=way)


def safe(request: HttpRequest, address: str) -> str:
    """The address if it is one of this site's, else the first page."""
    mine = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and mine else resolve_url(settings.LOGIN_REDIRECT_URL)
