"""Applying a load, leaving it, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sufficiency.core.access import Action
from sufficiency.exchange.actions import ask_to_apply, discard
from sufficiency.exchange.models import Import
from sufficiency.exchange.presenters import words
from sufficiency.exchange.runs import stage_of
from sufficiency.exchange.ssda903 import ReturnRefused, undo_import, why_not_undone
from sufficiency.exchange.tasks import apply_in_background
from sufficiency.exchange.views.page import load_open_to


@require_POST
def import_apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the load to be applied. The same form sent twice, or two forms, ask once."""
    batch = load_open_to(request, Action.LOAD_RETURNS, public_id)
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        messages.info(request, "That form was not complete. Use the button on this page.")
        return redirect("exchange:import-detail", public_id=public_id)
    run = ask_to_apply(batch=batch, by=request.user, key=key)  # type: ignore[arg-type]
    if run is not None:
        apply_in_background.enqueue(run.pk)
    return redirect("exchange:import-detail", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once, in words, before a load is taken back; says why where it cannot be."""
    batch = load_open_to(request, Action.LOAD_RETURNS, public_id)
    if batch.status != Import.Status.APPLIED:
        messages.info(request, "This load is not applied, so there is nothing to undo.")
        return redirect("exchange:import-detail", public_id=public_id)
    why_not = why_not_undone(batch)
    if request.method == "POST" and not why_not:
        try:
            undo_import(batch=batch, by=request.user)  # type: ignore[arg-type]
        except ReturnRefused as refusal:
            why_not = str(refusal)
        else:
            messages.success(request, "The load is undone. Figures are again as they were before it.")
            return redirect("exchange:import-detail", public_id=public_id)
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
        },
        status=409 if why_not and request.method == "POST" else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once before a load that was never applied is removed with all its rows."""
    batch = load_open_to(request, Action.LOAD_RETURNS, public_id)
    if not stage_of(batch, batch.runs.first(), now=timezone.now()).can_be_applied:
        messages.info(request, "This load is being applied or has been, so it cannot be discarded.")
        return redirect("exchange:import-detail", public_id=public_id)
    if request.method == "POST":
        try:
            discard(batch=batch, by=request.user)  # type: ignore[arg-type]
        except ReturnRefused as refusal:
            messages.info(request, str(refusal))
            return redirect("exchange:import-detail", public_id=public_id)
        messages.success(request, "The load was discarded. Nothing of it is kept.")
        return redirect("exchange:import-list")
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
        },
    )
