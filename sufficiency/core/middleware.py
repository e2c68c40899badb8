from __future__ import annotations

import logging
import time

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sufficiency.core import access_log, read_once, request_context
from sufficiency.core.models import AuditEvent
from sufficiency.core.sign_in import kept_forms, sessions

logger = logging.getLogger(__name__)

_REFUSALS = {403: AuditEvent.Result.REFUSED, 404: AuditEvent.Result.NOT_FOUND}


class NoStoreMiddleware:
    """Nothing that was shown may stay in a browser's or a proxy's cache, nor be opened by another site."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response


class SessionLimitsMiddleware:
    """Ends sessions whose time is over, before the view; keeps what was typed into a form that came too late."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            left, why = sessions.seconds_left(request.session, now=time.time())
            if left <= 0:
                sessions.end(request, request.user, why)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated:
            if not getattr(view, "is_no_use", False) and "X-Background" not in request.headers:
                sessions.use(request.session, now=time.time())
        elif getattr(view, "login_required", True) and kept_forms.keep(request):
            return redirect_to_login(kept_forms.ADDRESS)
        return None


class AccessLogMiddleware:
    """Names the request for the trail, writes refusals, keeps records shut where readings cannot be written.

    What a page asks again and again of its reader is read once meanwhile.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with request_context.during(request) as context, read_once.while_reading(request):
            response = self.get_response(request)
            response["X-Request-ID"] = str(context.request_id)
            if response.status_code in _REFUSALS and request.user.is_authenticated:
                _write_refusal(request, response.status_code)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, access_log.AccessNotLogged):
            return None
        logger.error("The access log cannot be written: %s", type(exception.__cause__).__name__)
        return not_logged(request, exception)


def not_logged(request: HttpRequest, why: access_log.AccessNotLogged) -> HttpResponse:
    """503 in words, with the way to an emergency summary where one record that has one was asked for."""
    summaries = [getattr(record, "emergency_address", None) for record in why.records[:1]]
    href = summaries[0]() if summaries and summaries[0] else ""
    try:
        return render(request, "core/not_logged.html", {"why": str(why), "href": href}, status=503)
    except (DatabaseError, PermissionDenied):
        # Not even the page's frame can be read.
        return HttpResponse(f"{why}\n", content_type="text/plain; charset=utf-8", status=503)


def _write_refusal(request: HttpRequest, status: int) -> None:
    match = request.resolver_match
    what = match.view_name if match else "no such address"
    public_id = str(match.kwargs.get("public_id", "")) if match else ""
    try:
        access_log.refused(request, result=_REFUSALS[status], what=what, public_id=public_id)
    except DatabaseError as fault:
        logger.error("A refusal could not be written to the trail: %s", type(fault).__name__)
