"""How long somebody stays signed in: so many minutes without use, so many hours in all.

The session itself holds when it began and when it was last used; the browser's clock counts for nothing.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest

from sufficiency.core import audit
from sufficiency.core.models import User

BEGAN, USED, ENDED = "sign_in.began", "sign_in.used", "sign_in.ended"
# When the person last proved who they are: at the sign-in, or when they were asked again.
PROVED = "sign_in.proved"
# Writing the last use down at every request would be a query a page; once a minute is near enough.
_NEAR_ENOUGH = 60  # seconds
IDLE, ABSOLUTE = "idle", "absolute"


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    request.session[BEGAN] = request.session[USED] = request.session[PROVED] = time.time()


def seconds_left(session: SessionBase, *, now: float) -> tuple[float, str]:
    """How long the session may still go unused, and which of the two limits comes first."""
    idle = session.get(USED, 0) + settings.IDLE_MINUTES * 60 - now
    absolute = session.get(BEGAN, 0) + settings.SESSION_HOURS * 3600 - now
    return min((idle, IDLE), (absolute, ABSOLUTE))


def use(session: SessionBase, *, now: float) -> None:
    """The person did something: the time without use begins anew."""
    if now - session.get(USED, 0) >= _NEAR_ENOUGH:
        session[USED] = now


def end(request: HttpRequest, user: User, why: str) -> None:
    """End the session. What is left of it says why, and whose it was, to the sign-in page and the kept form."""
    audit.record(by=user, action="session ended", on=user, why=why)
    logout(request)
    request.session[ENDED] = {"why": why, "user": str(user.public_id)}
    request.session.set_expiry(settings.SESSION_HOURS * 3600)
