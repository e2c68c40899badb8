"""Applying a load, leaving it, and taking it back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.writing import sent_again
from sufficiency.exchange.actions import ask_to_apply, discard
from sufficiency.exchange.models import ApplyRun, Import
from sufficiency.exchange.presenters import words
from sufficiency.exchange.runs import stage_of
from sufficiency.exchange.ssda903 import ReturnRefused, undo_import, why_not_undone
from sufficiency.exchange.tasks import apply_in_background
from sufficiency.exchange.views.page import load_open_to, person


@require_POST
def import_apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the load to be applied. The same form sent twice, or two forms, ask once."""
    batch = load_open_to(request, Action.LOAD_RETURNS, public_id)
    address = reverse("exchange:import-detail", args=[public_id])
    asked: list[ApplyRun | None] = []
    try:
        key = key_from(request.POST.get("key", ""))

        def work() -> str:
            asked.append(ask_to_apply(batch=batch, by=person(request), key=key))
            return address

        once(key, by=person(request), action=f"apply load {public_id}", work=work)
    except NotThisForm as refusal:
        messages.info(request, str(refusal))
    for run in asked:
        if run is not None:
            apply_in_background.enqueue(run.pk)
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once, in words, before a load is taken back; says why where it cannot be."""
    batch = load_open_to(request, Action.LOAD_RETURNS, public_id)
    address, action = reverse("exchange:import-detail", args=[public_id]), f"undo load {public_id}"
    if again := sent_again(request, action=action):
        return again
    if batch.status != Import.Status.APPLIED:
        messages.info(request, "This load is not applied, so there is nothing to undo.")
        return redirect("exchange:import-detail", public_id=public_id)
    why_not = why_not_undone(batch)
    if request.method == "POST" and not why_not:

        def work() -> str:
            undo_import(batch=batch, by=person(request))
            messages.success(request, "The load is undone. Figures are again as they were before it.")
            return address

        try:
            return redirect(once(key_from(_key(request)), by=person(request), action=action, work=work))
        except (ReturnRefused, NotThisForm) as refusal:
            why_not = str(refusal)
    return render(
        request,
        "exchange/import_undo.html",
        {
            "page_title": "Undo this load",
            "page_caption": words.returns_in_short(list(batch.returns.order_by("as_at"))),
            "back_link": {
                "href": reverse("exchange:import-detail", args=[public_id]),
                "text": "Back to the load",
            },
            "batch": batch,
            "applied": words.moment(batch.applied_at) if batch.applied_at else "",
            "children": words.counted(batch.changes.get("children", 0), "child", "children"),
            "why_not": why_not,
            "key": uuid4(),
        },
        status=409 if why_not and request.method == "POST" else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once before a load that was never applied is removed with all its rows."""
    action = f"discard load {public_id}"
    if request.method == "POST":
        # What was discarded is gone.
        authority_open_to(request, Action.LOAD_RETURNS)
        if again := sent_again(request, action=action):
            return again
    batch = load_open_to(request, Action.LOAD_RETURNS, public_id)
    if not stage_of(batch, batch.runs.first(), now=timezone.now()).can_be_applied:
        messages.info(request, "This load is being applied or has been, so it cannot be discarded.")
        return redirect("exchange:import-detail", public_id=public_id)
    if request.method == "POST":

        def work() -> str:
            discard(batch=batch, by=person(request))
            messages.success(request, "The load was discarded. Nothing of it is kept.")
            return reverse("exchange:import-list")

        try:
            return redirect(once(key_from(_key(request)), by=person(request), action=action, work=work))
        except (ReturnRefused, NotThisForm) as refusal:
            messages.info(request, str(refusal))
            return redirect("exchange:import-detail", public_id=public_id)
    return render(
        request,
        "exchange/import_discard.html",
        {
            "page_title": "Discard this load",
            "page_caption": words.returns_in_short(list(batch.returns.order_by("as_at"))),
            "back_link": {
                "href": reverse("exchange:import-detail", args=[public_id]),
                "text": "Back to the load",
            },
            "key": uuid4(),
        },
    )


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")
