"""Is it well, and how is it set."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.operations import health as looking
from sufficiency.operations import set_up

_COLOURS = {looking.State.WELL: "green", looking.State.LOOK: "yellow", looking.State.WRONG: "red"}
_WORDS = {looking.State.WELL: "Well", looking.State.LOOK: "Look", looking.State.WRONG: "Wrong"}


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether requests may be sent here; to whoever asks, in a word."""
    if looking.ready():
        return HttpResponse("ok\n", content_type="text/plain")
    return HttpResponse("not ready\n", content_type="text/plain", status=503)


@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """Every setting in words, with what is unsafe or missing first."""
    authority = authority_open_to(request, Action.SEE_SETTINGS)
    found = set_up.groups(authority)
    faults = [(group, one) for group in found for one in group.settings if one.fault]
    return render(
        request,
        "operations/settings.html",
        {
            "page_title": "How the service is set",
            "page_source": "Read from this web process as it runs. Secrets are never shown: set, or not set.",
            "groups": found,
            "faults": [{"group": group.title, "name": one.name, "fault": one.fault} for group, one in faults],
            "health_href": reverse("operations:health"),
        },
    )


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """What the service needs and does by itself, and how each is."""
    authority_open_to(request, Action.SEE_SETTINGS)
    now = timezone.now()
    found = looking.checks(now=now)
    wrong = sum(one.state is looking.State.WRONG for one in found)
    return render(
        request,
        "operations/health.html",
        {
            "page_title": "All is well" if not wrong else f"{wrong} of {len(found)} need somebody",
            "page_source": f"Looked at {timezone.localtime(now):%-d %B %Y, %H:%M:%S}. Load it again to look again.",
            "checks": [
                {
                    "name": one.name,
                    "words": one.words,
                    "state": _WORDS[one.state],
                    "colour": _COLOURS[one.state],
                }
                for one in found
            ],
            "settings_href": reverse("operations:settings"),
        },
    )
