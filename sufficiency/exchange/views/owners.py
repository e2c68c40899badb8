"""Which system is the record, group by group."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import FieldGroup, FieldOwner, Owner
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.ownership import owners_of, set_owner
from sufficiency.exchange.presenters import words
from sufficiency.exchange.reconciliation.differences import TIMELINES
from sufficiency.exchange.reconciliation.forms import OwnerForm
from sufficiency.indicators.wording import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def owner_list(request: HttpRequest) -> HttpResponse:
    """Who keeps each group today, what was said before, and the form that says otherwise."""
    authority = authority_open_to(request, Action.KEEP_FIELD_OWNERS)
    today = timezone.localdate()
    form = OwnerForm(request.POST or None)
    status, refusal = 200, ""
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data

            def work() -> str:
                set_owner(
                    authority=authority,
                    group=FieldGroup(given["group"]),
                    owner=Owner(given["owner"]),
                    from_on=given["from_on"],
                    reason=given["reason"],
                    by=request.user,  # type: ignore[arg-type]
                )
                messages.success(request, "Saved. Loads from that day on follow it.")
                return reverse("reconciliation:owners")

            try:
                key = key_from(request.POST.get("key", ""))
                return redirect(once(key, by=request.user, action="field owner", work=work))  # type: ignore[arg-type]
            except NotThisForm as fault:
                refusal = str(fault)
    said = list(
        FieldOwner.objects.filter(authority=authority).select_related("set_by").order_by("-set_at", "-pk")
    )
    return render(
        request,
        "exchange/owner_list.html",
        {
            "page_title": "Which system is the record",
            "page_source": f"{authority}, at {in_words(today)}",
            "form": form,
            "errors": [{"text": refusal, "href": "#id_group"}] if refusal else [],
            "now": {
                "caption": "Kept where",
                "hide_caption": True,
                "columns": [{"text": "Fields"}, {"text": "The record is"}, {"text": "What a load does"}],
                "rows": [
                    {"cells": [group.label, owner.label, _what_a_load_does(group, owner)]}
                    for group, owner in owners_of(authority, on=today).items()
                ],
            },
            "before": _before(said),
            "key": uuid.uuid4(),
        },
        status=status,
    )


def _what_a_load_does(group: FieldGroup, owner: Owner) -> str:
    if group not in TIMELINES:
        return "Returns and extracts bring none of these"
    if owner is Owner.HERE:
        return "What people entered stands; what differs waits on the reconciliation page"
    return (
        "What it says takes the place of what was entered here. Loaded by hand, it is shown before it is applied; "
        "by the nightly job, afterwards"
    )


def _before(said: list[FieldOwner]) -> dict[str, Any]:
    return {
        "caption": "What was said, the latest first",
        "hide_caption": True,
        "columns": [
            {"text": "Said on"},
            {"text": "Fields"},
            {"text": "The record is"},
            {"text": "From"},
            {"text": "By"},
            {"text": "Why"},
        ],
        "rows": [
            {
                "cells": [
                    words.moment(one.set_at),
                    one.get_group_display(),
                    one.get_owner_display(),
                    in_words(one.from_on),
                    str(one.set_by),
                    one.reason,
                ]
            }
            for one in said
        ],
    }
