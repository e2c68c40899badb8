"""What people do about their own sign-in: password, authenticator app, recovery codes."""

from __future__ import annotations

import time
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from sufficiency.core import audit
from sufficiency.core.models import User
from sufficiency.core.sign_in import passwords, second_factor
from sufficiency.core.sign_in.first_and_second import safe
from sufficiency.core.sign_in.forms import ChangePasswordForm, CodeForm, NewPasswordForm, PasswordForm
from sufficiency.core.sign_in.fresh import MINUTES
from sufficiency.core.sign_in.sessions import PROVED
from sufficiency.core.sign_in.views import enrolment_context

_BACK = {"href": "/account/", "text": "Your sign-in"}


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """How the person signs in, and what they may change of it."""
    factor = second_factor.confirmed_factor(_me(request))
    context = {
        "page_title": "Your sign-in",
        "has_app": factor is not None,
        "codes_left": factor.recovery_codes.filter(used_at=None).count() if factor else 0,
    }
    return render(request, "registration/account.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password, by the present one. Every other session of the person ends."""
    me = _me(request)
    form = ChangePasswordForm(request.POST or None, user=me)
    if request.method == "POST" and form.is_valid():
        passwords.set_password(user=me, password=form.cleaned_data["password"], how="changed")
        update_session_auth_hash(request, me)
        messages.success(request, "Your password is changed. You are signed out everywhere else.")
        return redirect("account")
    return _form(request, form, "Change your password", "Change password")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, by a code of the app."""
    me = _me(request)
    if second_factor.confirmed_factor(me) is None:
        return redirect("account")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _right(request, form, me):
        codes = second_factor.new_recovery_codes(user=me)
        return _shown_once(request, codes)
    text = "The ten codes of before are worth nothing once you have new ones."
    return _form(request, form, "Make new recovery codes", "Make new codes", text)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """Set up an app; for those who have one, a new one, by a code of the old."""
    me = _me(request)
    if second_factor.confirmed_factor(me):
        form = CodeForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and _right(request, form, me):
            second_factor.begin_anew(user=me)
            return redirect("account-app")
        text = "Enter a code of the app that you have now; then you set up the new one. Do both in one go."
        return _form(request, form, "Move to another app or phone", "Continue", text)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factor.confirm_enrolment(user=me, code=form.cleaned_data["code"])
        except (second_factor.WrongCode, second_factor.Locked) as fault:
            form.add_error("code", str(fault))
        else:
            return _shown_once(request, codes)
    return render(request, "registration/set_up.html", enrolment_context(me, form) | {"back_link": _BACK})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Show again who you are: by a code of the app, or by the password where there is no app."""
    me = _me(request)
    then = safe(request, request.GET.get("next", ""))
    has_app = second_factor.confirmed_factor(me) is not None
    form = (CodeForm if has_app else PasswordForm)(request.POST or None)
    right = _right if has_app else _right_password
    if request.method == "POST" and form.is_valid() and right(request, form, me):
        request.session[PROVED] = time.time()
        audit.record(by=me, action="proved identity again", on=me, way="code" if has_app else "password")
        if "file" not in request.GET:
            return redirect(then)
        ready = {"page_title": "It is you", "file_href": then, "back_link": _BACK}
        return render(request, "registration/confirmed.html", ready)
    context: dict[str, Any] = {
        "page_title": "Show that it is you",
        "form": form,
        "button": "Continue",
        "minutes": MINUTES,
        "has_app": has_app,
        "elsewhere": not has_app and not me.has_usable_password(),
        "again_href": f"{reverse('openid-start')}?{urlencode({'next': then})}",
    }
    return render(request, "registration/confirm.html", context)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, public_id: UUID, token: str) -> HttpResponse:
    """The link that an administrator handed over: choose a password, once."""
    user = User.objects.filter(public_id=public_id).first()
    if user is None or not passwords.is_good(user, token):
        return render(
            request, "registration/link_spent.html", {"page_title": "This link is spent"}, status=410
        )
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        passwords.set_password(user=user, password=form.cleaned_data["password"], how="chosen by a link")
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("sign-in")
    text = f"For the account with the user name {user.username}."
    return _form(request, form, "Choose a password", "Set password", text)


def _right(request: HttpRequest, form: forms.Form, user: User) -> bool:
    """Whether the code is the app's; where not, the form says so."""
    try:
        second_factor.check_code(user=user, code=form.cleaned_data["code"])
    except (second_factor.WrongCode, second_factor.Locked) as fault:
        form.add_error("code", str(fault))
        return False
    return True


def _right_password(request: HttpRequest, form: forms.Form, user: User) -> bool:
    """Whether the password is the person's; where not, the form says so. Wrong ones count as they do at sign-in."""
    given = {"username": user.username, "password": form.cleaned_data["password"]}
    if authenticate(request, **given) == user:
        return True
    form.add_error("password", "That is not your password, or it was tried too often.")
    return False


def _shown_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {
        "page_title": "Keep your recovery codes",
        "recovery_codes": codes,
        "continue_to": reverse("account"),
    }
    return render(request, "registration/recovery_codes.html", context)


def _form(request: HttpRequest, form: object, title: str, button: str, text: str = "") -> HttpResponse:
    context = {"page_title": title, "form": form, "button": button, "text": text}
    if request.user.is_authenticated:
        context["back_link"] = _BACK
    return render(request, "people/form.html", context)
