"""What the pages about access share: whose child, and how a form is carried out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from placements.access.actions import AccessRefused
from placements.models import Child
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import User
from sufficiency.core.once import NotThisForm, key_from, once


def person_of(request: HttpRequest) -> User:
    """Who asks: nobody reaches these pages without signing in."""
    return cast(User, request.user)


def child_decided_on(request: HttpRequest, public_id: UUID) -> Child:
    """A child of the authority about whose record the person may decide; 403 by role, 404 by record."""
    authority = authority_open_to(request, Action.RESTRICT_RECORDS)
    children = Child.objects.decided_on_by(request.user).filter(authority=authority)
    return get_object_or_404(children.select_related("authority"), public_id=public_id)


def to_the_list() -> list[dict[str, str]]:
    return [{"text": "Access to records", "href": reverse("access:closed-list")}]


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    action: str,
    work: Callable[[dict[str, Any]], str],
    template: str = "core/form_page.html",
    **context: object,
) -> HttpResponse:
    """A page that is one form. `work` does the deed with what was typed and returns the address to go to.

    What `AccessRefused` says stands at its field, and the input is kept.
    """
    key = uuid4()
    if form.is_bound and form.is_valid():
        try:
            key = key_from(request.POST.get("key", ""))
            found = form.cleaned_data
            return redirect(once(key, by=person_of(request), action=action, work=lambda: work(found)))
        except (AccessRefused, NotThisForm) as refusal:
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, str(refusal))
            key = uuid4()
    status = 400 if form.is_bound else 200
    return render(request, template, {"form": form, "key": key, **context}, status=status)
