"""Changes to an account: roles, disabling, the password link, the app, the council's own sign-in."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, User
from sufficiency.core.people import actions
from sufficiency.core.people.forms import IdentityForm, RoleForm
from sufficiency.core.people.pages import authority_kept, back_to, carried_out, form_page, me, person_kept
from sufficiency.core.people.refusals import CannotBeDone
from sufficiency.core.sign_in import passwords

_WAITS = "Asked for. It begins when a manager has confirmed it."


@require_http_methods(["GET", "HEAD", "POST"])
def role_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a role, or other days to one that is held."""
    authority = authority_kept(request)
    person = person_kept(request, public_id)
    form = RoleForm(request.POST or None, today=timezone.localdate())

    def do() -> AccessRequest | None:
        return actions.give_role(
            person=person,
            authority=authority,
            role=Role(form.cleaned_data["role"]),
            dates=form.cleaned_data["dates"],
            by=me(request),
        )

    return _about(request, person, form, "give role", do, f"Give {person} a role", "Give this role")


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, public_id: UUID, role: str) -> HttpResponse:
    """Take a role away, after asking once."""
    authority = authority_kept(request)
    person = person_kept(request, public_id)
    if request.method == "POST" and not person.memberships.filter(authority=authority, role=role).exists():
        return redirect("people:person", public_id=public_id)
    held = get_object_or_404(
        person.memberships.select_related("authority", "user"), authority=authority, role=role
    )
    label = held.get_role_display().lower()
    return _about(
        request,
        person,
        forms.Form(request.POST or None),
        "take role",
        lambda: actions.take_role(membership=held, by=me(request)),
        f"End {person}'s role as {label}?",
        "End this role",
        warning=f"They are signed out everywhere at once, and what only {label} opens is shut to them.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def disable(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Shut the account, after asking once."""
    authority = authority_kept(request)
    person = person_kept(request, public_id)
    return _about(
        request,
        person,
        forms.Form(request.POST or None),
        "disable account",
        lambda: actions.disable(person=person, authority=authority, by=me(request)),
        f"Disable {person}'s account?",
        "Disable the account",
        warning="They are signed out everywhere at once and cannot sign in again. What they recorded stays.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enable(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open a disabled account again, after asking once."""
    authority = authority_kept(request)
    person = person_kept(request, public_id)
    return _about(
        request,
        person,
        forms.Form(request.POST or None),
        "enable account",
        lambda: actions.enable(person=person, authority=authority, by=me(request)),
        f"Enable {person}'s account?",
        "Enable the account",
        text="They can sign in again, with the roles they still hold.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def password_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A link with which the person chooses a password: shown this once, good for a day, used once."""
    authority = authority_kept(request)
    person = person_kept(request, public_id)
    title = f"A link for {person} to choose a password"
    if request.method == "POST":
        try:
            asked = actions.allow_new_password(person=person, authority=authority, by=me(request))
        except CannotBeDone as refused:
            messages.warning(request, str(refused))
            return redirect("people:person", public_id=public_id)
        if asked:
            words = (
                "This account opens records and has no authenticator app, so a manager must confirm it first."
            )
            messages.info(request, f"{words} Make the link within a day of that.")
            return redirect("people:person", public_id=public_id)
        address = reverse("choose-password", args=[person.public_id, passwords.token_for(person)])
        context = {
            "page_title": title,
            "link": request.build_absolute_uri(address),
            "person": person,
            "back_link": back_to(person),
        }
        return render(request, "people/password_link.html", context)
    context = {
        "text": "Whoever has the link can choose the password, so hand it over in person or over the telephone, "
        "after making sure who it is. It works once, within 24 hours. Their present password works until then.",
    }
    return form_page(request, forms.Form(), title, "Make the link", back_to(person), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_app(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody lost their phone and their recovery codes: they set up an app anew."""
    authority = authority_kept(request)
    person = person_kept(request, public_id)
    return _about(
        request,
        person,
        forms.Form(request.POST or None),
        "remove second factor",
        lambda: actions.remove_second_factor(person=person, authority=authority, by=me(request)),
        f"Have {person} set up an authenticator app anew?",
        "Ask for a new app",
        text="For someone whose phone and recovery codes are both lost. Where the account opens records, "
        "a manager must confirm it; the person is then signed out and sets up an app at the next sign-in.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Link the account to a person of the council's identity provider."""
    authority = authority_kept(request)
    person = person_kept(request, public_id)
    form = IdentityForm(request.POST or None)

    def do() -> AccessRequest | None:
        return actions.link_identity(
            person=person, subject=form.cleaned_data["subject"], authority=authority, by=me(request)
        )

    title = f"Link {person} to the council's own sign-in"
    return _about(request, person, form, "link identity", do, title, "Link this identity")


def _about(
    request: HttpRequest,
    person: User,
    form: forms.Form,
    action: str,
    do: Callable[[], AccessRequest | None],
    title: str,
    button: str,
    **words: str,
) -> HttpResponse:
    """A form about a person's account: carried out once, and back to the account with what became of it."""
    asked: list[AccessRequest | None] = []

    def work() -> str:
        asked.append(do())
        return reverse("people:person", args=[person.public_id])

    done = carried_out(request, form, action, work)
    if done:
        if asked and asked[0]:
            messages.info(request, _WAITS)
        else:
            messages.success(request, "The account is changed.")
        return redirect(done)
    return form_page(request, form, title, button, back_to(person), **words)
