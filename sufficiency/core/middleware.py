from __future__ import annotations

import time

from django.contrib.auth.views import redirect_to_login

from sufficiency.core.sign_in import kept_forms, sessions


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
