"""Before a file of records leaves, or a closed record is opened: the person has lately shown who they are.

A view asks for it after it has asked whether the person may at all:

    if again := fresh.asked_again(request):
        return again
"""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from sufficiency.core.sign_in.sessions import PROVED

MINUTES = 15


def asked_again(request: HttpRequest, *, file: bool = False) -> HttpResponseRedirect | None:
    """To the page that asks for a proof again, where the last is older than `MINUTES`; None where it is not.

    `file` says that a file follows, which a browser downloads without leaving the page it is on. A form that was
    opened in time may be sent until the session ends for want of use, so that nothing typed is lost.
    """
    minutes = MINUTES if request.method in ("GET", "HEAD") else MINUTES + settings.IDLE_MINUTES
    if time.time() - request.session.get(PROVED, 0) <= minutes * 60:
        return None
    asked = {"next": request.get_full_path() if request.method in ("GET", "HEAD") else request.path}
    return HttpResponseRedirect(
        f"{reverse('account-confirm')}?{urlencode(asked | ({'file': '1'} if file else {}))}"
    )
