"""Signing in with the council's own accounts: OpenID Connect, authorization code with PKCE.

Authlib draws state, nonce and the PKCE secret, keeps them in the session, and checks the signature. What the
signature may be, who issued the token, for whom and until when is said here. A person is known by issuer and
subject alone; an e-mail address is never looked at, and no account is made by anybody's sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError

from sufficiency.core.models import ExternalIdentity, User

# Signatures by a key pair: never "none", never the client's own secret.
_SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_LEEWAY = 60  # seconds by which two clocks may differ
_PATIENCE = 10  # seconds for an answer of the provider


class NotSignedIn(Exception):
    """The provider did not say, in a way that holds, who this is."""


@dataclass(frozen=True)
class Identity:
    """Who somebody is at the provider."""

    issuer: str
    subject: str
    second_factor_given: bool  # the provider says that it asked for more than a password


def is_offered() -> bool:
    return bool(settings.OPENID["issuer"])


def to_the_provider(request: HttpRequest, back: str) -> HttpResponse:
    """Send the person to the provider, which sends them to `back`. Raises `NotSignedIn`."""
    try:
        answer: HttpResponse = _client().authorize_redirect(request, back)
    except _FAULTS as fault:
        raise NotSignedIn from fault
    return answer


def back_from_the_provider(request: HttpRequest) -> Identity:
    """Whom the provider vouches for. Raises `NotSignedIn`: nothing of a doubtful answer is used."""
    issuer = settings.OPENID["issuer"]
    must_be = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": settings.OPENID["client_id"]},
        "nonce": {"essential": True},
        "exp": {"essential": True},
    }
    try:
        token = _client().authorize_access_token(request, claims_options=must_be, leeway=_LEEWAY)
        claims = token["userinfo"]
        subject = claims[settings.OPENID["subject_claim"]]
    except _FAULTS as fault:
        raise NotSignedIn from fault
    if not (isinstance(subject, str) and subject):
        raise NotSignedIn
    return Identity(issuer, subject, "mfa" in (claims.get("amr") or []))


def person_of(identity: Identity) -> User | None:
    """The account linked to the identity, if it may be signed in to."""
    linked = ExternalIdentity.objects.filter(
        issuer=identity.issuer, subject=identity.subject, user__is_active=True, user__is_system=False
    )
    found = linked.select_related("user").first()
    return found.user if found else None


# What goes wrong with another's answer: refused by either library, not reached, or not what it should be.
_FAULTS = (AuthlibBaseError, JoseError, requests.RequestException, KeyError, ValueError, RuntimeError)


def _client():
    client = OAuth().register(
        "council",
        client_id=settings.OPENID["client_id"],
        client_secret=settings.OPENID["client_secret"] or None,
        server_metadata_url=f"{settings.OPENID['issuer']}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid",
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE,
            **({} if settings.OPENID["client_secret"] else {"token_endpoint_auth_method": "none"}),
        },
    )
    metadata = client.load_server_metadata()
    if metadata.get("issuer", "").rstrip("/") != settings.OPENID["issuer"]:
        raise ValueError("the provider calls itself by another name")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [one for one in offered if one in _SIGNATURES]
    return client
