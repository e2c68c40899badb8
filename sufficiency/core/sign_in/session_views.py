"""The time that is left, asked by the page's warning; the wish to stay; the form that came too late."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sufficiency.core.models import User
from sufficiency.core.sign_in import kept_forms, sessions


def _left(request: HttpRequest) -> JsonResponse:
    left, why = sessions.seconds_left(request.session, now=time.time())
    return JsonResponse({"seconds": max(0, int(left)), "why": why})


@require_safe
def remaining(request: HttpRequest) -> HttpResponse:
    """How many seconds of the session are left. Asking is no use of it, so that a page left open still ends."""
    return _left(request)


remaining.is_no_use = True  # type: ignore[attr-defined]


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Go on being signed in; the hours in all are not prolonged."""
    request.session[sessions.USED] = time.time()
    return _left(request)


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """What the person had typed when their time ran out: send it now, or throw it away."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        kept_forms.forget(request.user)
        return redirect("home")
    form = kept_forms.kept_for(request.user)
    if form is None:
        return redirect("home")
    context = {
        "page_title": "Your form has not been sent",
        "kept": form,
        "fields": kept_forms.fields_of(form),
    }
    return render(request, "registration/kept_form.html", context)
