"""What people do about their own sign-in: password, authenticator app, recovery codes."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from sufficiency.core.models import User
from sufficiency.core.sign_in import passwords, second_factor
from sufficiency.core.sign_in.forms import ChangePasswordForm, CodeForm, NewPasswordForm
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
    if request.method == "POST" and form.is_valid() and _right(form, me):
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
        if request.method == "POST" and form.is_valid() and _right(form, me):
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


def _right(form: CodeForm, user: User) -> bool:
    """Whether the code is the app's; where not, the form says so."""
    try:
        second_factor.check_code(user=user, code=form.cleaned_data["code"])
    except (second_factor.WrongCode, second_factor.Locked) as fault:
        form.add_error("code", str(fault))
        return False
    return True


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
