"""Signing in and out: the password, then the code; how somebody without their app gets in all the same."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sufficiency.core import audit
from sufficiency.core.models import User
from sufficiency.core.sign_in import kept_forms, second_factor
from sufficiency.core.sign_in.first_and_second import (
    Waiting,
    begin_session,
    first_proof_given,
    safe,
    sign_in,
    waiting,
)
from sufficiency.core.sign_in.forms import CodeForm, RecoveryCodeForm, SignInForm
from sufficiency.core.sign_in.sessions import ENDED, IDLE
from sufficiency.core.system_user import system_user


@method_decorator(login_not_required, name="dispatch")
class SignInView(LoginView):
    """The first proof. Whoever gives it is signed in, or led on to the second."""

    redirect_authenticated_user = True
    authentication_form = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ended = self.request.session.get(ENDED)
        return super().get_context_data(**kwargs) | {
            "ended": _why_ended(ended["why"]) if ended else "",
            "council_account": settings.OPENID["name"] if settings.OPENID["issuer"] else "",
        }

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        assert isinstance(user, User)
        return first_proof_given(self.request, user, way="password", then=self.get_redirect_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        # The same entry for a name that nobody has: neither the page nor the clock tells which it was.
        nobody = system_user("sign-in")
        audit.record(by=nobody, action="sign-in refused", on=nobody)
        return super().form_invalid(form)


def _why_ended(why: str) -> str:
    after = (
        f"nothing was done for {settings.IDLE_MINUTES} minutes"
        if why == IDLE
        else f"{settings.SESSION_HOURS} hours had passed since you signed in"
    )
    return f"You were signed out because {after}. Sign in to go back to where you were."


class SignOutView(LogoutView):
    """Ends the session, and has the browser forget what it kept of this site.

    Cookies are not named: that would sign the person out of every other service of the council's domain.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            kept_forms.forget(request.user)
            audit.record(by=request.user, action="sign out", on=request.user)
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second proof: the code of the app."""
    who = waiting(request)
    if who is None or second_factor.confirmed_factor(who.user) is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            second_factor.check_code(user=who.user, code=form.cleaned_data["code"])
        except (second_factor.WrongCode, second_factor.Locked) as fault:
            form.add_error("code", str(fault))
        else:
            return sign_in(request, who.user, way=f"{who.way} and code", then=who.then)
    return render(
        request,
        "registration/code.html",
        {"form": form, "page_title": "Enter your code", "button": "Sign in"},
    )


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_code(request: HttpRequest) -> HttpResponse:
    """The second proof of somebody whose app is not at hand."""
    who = waiting(request)
    if who is None or second_factor.confirmed_factor(who.user) is None:
        return redirect("sign-in")
    form = RecoveryCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            left = second_factor.use_recovery_code(user=who.user, code=form.cleaned_data["code"])
        except second_factor.Locked as fault:
            form.add_error("code", str(fault))
        except second_factor.WrongCode:
            form.add_error("code", "That is not one of your recovery codes, or it was used already.")
        else:
            response = sign_in(request, who.user, way=f"{who.way} and recovery code", then=who.then)
            messages.info(request, f"You have {left} recovery codes left. Make new ones under your name.")
            return response
    return render(
        request,
        "registration/recovery_code.html",
        {"form": form, "page_title": "Use a recovery code", "button": "Sign in"},
    )


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first sign-in: the app is given its secret, and shows with a code that it has it."""
    who = waiting(request)
    if who is None or second_factor.confirmed_factor(who.user):
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factor.confirm_enrolment(user=who.user, code=form.cleaned_data["code"])
        except (second_factor.WrongCode, second_factor.Locked) as fault:
            form.add_error("code", str(fault))
        else:
            return _signed_in_with_codes(request, who, codes)
    return render(request, "registration/set_up.html", enrolment_context(who.user, form))


def enrolment_context(user: User, form: CodeForm) -> dict[str, Any]:
    """What the page for setting up an app shows: the secret as a square and as text."""
    secret = second_factor.enrolment(user=user)
    return {
        "form": form,
        "page_title": "Set up your authenticator app",
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "square": second_factor.square(user, secret),
    }


def _signed_in_with_codes(request: HttpRequest, who: Waiting, codes: list[str]) -> HttpResponse:
    """The recovery codes, shown this once in the answer itself: they are stored nowhere in the clear."""
    begin_session(request, who.user, way=f"{who.way} and code")
    context = {
        "page_title": "Keep your recovery codes",
        "recovery_codes": codes,
        "continue_to": safe(request, who.then),
    }
    return render(request, "registration/recovery_codes.html", context)
