"""Pages on which a manager, as the second person, confirms or refuses access that opens records."""

from __future__ import annotations

import uuid
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import AccessRequest, User
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.people import actions, wording
from sufficiency.core.people.refusals import CannotBeDone
from sufficiency.core.people.tables import AccessRequestTable


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """What waits for a second person."""
    authority = authority_open_to(request, Action.CONFIRM_ACCESS)
    waiting = (
        AccessRequest.objects.visible_to(cast(User, request.user))
        .waiting()
        .filter(authority=authority)
        .select_related("user", "asked_by")
    )
    table = AccessRequestTable(waiting)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    context = {"page_title": "Access to confirm", "table": table, "is_empty": not waiting.exists()}
    return render(request, "people/request_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def request_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One request: confirm it or refuse it."""
    authority = authority_open_to(request, Action.CONFIRM_ACCESS)
    me = cast(User, request.user)
    found = AccessRequest.objects.visible_to(me).filter(authority=authority)
    asked = get_object_or_404(
        found.select_related("user", "asked_by", "decided_by", "authority"), public_id=public_id
    )
    errors = []
    if request.method == "POST":
        confirmed = request.POST.get("decision") == "confirm"

        def work() -> str:
            actions.decide(request=asked, confirmed=confirmed, by=me)
            return reverse("people:request-list")

        try:
            address = once(key_from(request.POST.get("key", "")), by=me, action="decide access", work=work)
        except (CannotBeDone, NotThisForm) as refused:
            errors.append({"text": str(refused)})
        else:
            messages.success(request, "The access is given." if confirmed else "The access is refused.")
            return redirect(address)
    context = {
        "page_title": wording.asks(asked),
        "page_caption": "Access to confirm",
        "breadcrumbs": [{"text": "Access to confirm", "href": reverse("people:request-list")}],
        "asked": asked,
        "rows": [
            {"key": "Account", "value": asked.user.username},
            {"key": "Asked by", "value": str(asked.asked_by)},
            {"key": "Signs in with", "value": wording.signs_in_with(asked.user)},
            {"key": "What it means", "value": _meaning(asked)},
        ],
        "errors": errors,
        "key": request.POST.get("key") or uuid.uuid4(),
    }
    return render(request, "people/request_detail.html", context)


def _meaning(asked: AccessRequest) -> str:
    if asked.kind == AccessRequest.Kind.ROLE:
        return (
            "The role opens records of children, young people or carers. Confirm it if this is their job, and "
            "if they say themselves that the password and the app are theirs."
        )
    if asked.kind == AccessRequest.Kind.SECOND_FACTOR:
        return (
            "They choose a password and set up an app, and nothing they hold guards the account until then. "
            "Ring them, and make sure that they asked for it themselves."
        )
    return "Whoever holds that identity opens this account. Make sure with the person that it is theirs."
