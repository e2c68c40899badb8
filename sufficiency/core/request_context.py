"""What is known of the request under way, for the audit trail: which one, of which session, from where."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class RequestContext:
    """Of one request. A command has none: its fields stay empty."""

    request_id: uuid.UUID | None = None
    session_hash: str = ""
    address: str | None = None


_NONE = RequestContext()
_current: ContextVar[RequestContext] = ContextVar("request_context", default=_NONE)


def current() -> RequestContext:
    return _current.get()


@contextmanager
def during(request: HttpRequest) -> Iterator[RequestContext]:
    """Within it, every audit event carries this request's id, session and address."""
    name = request.META.get("sufficiency.request_id")
    context = RequestContext(
        uuid.UUID(name) if name else uuid.uuid4(), session_hash(request), address_of(request)
    )
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)


def keyed_hash(kind: str, text: str) -> str:
    """16 hexadecimal digits that tell two texts apart and cannot be turned back without the secret key."""
    key = f"{kind}:{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:16]


def session_hash(request: HttpRequest) -> str:
    key = getattr(request.session, "session_key", None)
    return keyed_hash("session", key) if key else ""


def address_of(request: HttpRequest) -> str | None:
    """The address that sent the request; behind proxies, the one that the outermost trusted proxy saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        passed_on = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(passed_on) >= settings.TRUSTED_PROXIES:
            address = passed_on[-settings.TRUSTED_PROXIES]
    try:
        return str(ip_address(address))
    except ValueError:
        return None
