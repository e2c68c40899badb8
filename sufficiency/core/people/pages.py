"""What every page about accounts shares: who may, whose account, a form that is carried out once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority, User
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.people.refusals import CannotBeDone


def authority_kept(request: HttpRequest) -> Authority:
    """The authority whose accounts the person keeps; else 403 in words."""
    return authority_open_to(request, Action.MANAGE_USERS)


def me(request: HttpRequest) -> User:
    return cast(User, request.user)


def person_kept(request: HttpRequest, public_id: UUID) -> User:
    return get_object_or_404(User.objects.visible_to(me(request)), public_id=public_id)


def carried_out(request: HttpRequest, form: forms.Form, action: str, work: Callable[[], str]) -> str:
    """The address to go to when the form was carried out; "" with the errors in the form when it was not."""
    if request.method != "POST":
        return ""
    form.is_bound = True
    if not form.is_valid():
        return ""
    try:
        return once(key_from(request.POST.get("key", "")), by=me(request), action=action, work=work)
    except (CannotBeDone, NotThisForm) as refused:
        form.add_error(None, str(refused))
        return ""


def back_to(person: User) -> dict[str, str]:
    return {"href": reverse("people:person", args=[person.public_id]), "text": str(person)}


def form_page(
    request: HttpRequest, form: forms.Form, title: str, button: str, back: dict[str, str], **words: Any
) -> HttpResponse:
    context = {
        "page_title": title,
        "form": form,
        "button": button,
        "warn": "warning" in words,
        "back_link": back,
        "key": request.POST.get("key") or uuid.uuid4(),
        **words,
    }
    return render(request, "people/form.html", context)
