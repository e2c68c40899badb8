"""Handover notes: write one, say that it was read, those of the last month."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from placements.actions import read_handover, write_handover
from placements.forms.handover import HandoverForm
from placements.models import HandoverNote
from placements.querysets import HandoverQuerySet
from placements.views.page import carry_out, new_key, person
from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority

KEPT_IN_SIGHT = timedelta(days=30)
PER_PAGE = 25


def _notes(request: HttpRequest, authority: Authority) -> HandoverQuerySet:
    return HandoverNote.objects.visible_to(person(request)).filter(authority=authority)


@require_safe
def handover_list(request: HttpRequest) -> HttpResponse:
    """Notes of the last 30 days, read or not, the newest first."""
    authority = authority_open_to(request, Action.SEE_CHILDREN)
    since = timezone.now() - KEPT_IN_SIGHT
    notes = _notes(request, authority).filter(written_at__gte=since).select_related("written_by", "read_by")
    shown = Paginator(notes, PER_PAGE).get_page(request.GET.get("page"))
    access_log.shown(request, "handover notes", list(shown.object_list), authority=authority)
    return render(
        request,
        "placements/handover_list.html",
        {
            "page_title": "Handover notes",
            "page_source": "Of the last 30 days, the newest first.",
            "breadcrumbs": [{"text": "Work", "href": reverse("home")}],
            "page": shown,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def handover_new(request: HttpRequest) -> HttpResponse:
    """Leave a note for those who come in the morning."""
    authority = authority_open_to(request, Action.RECORD_PLACEMENTS)
    form = HandoverForm(request.POST or None, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            write_handover(
                authority=authority,
                text=form.cleaned_data["text"],
                for_role=form.cleaned_data["for_role"],
                now=timezone.now(),
                by=person(request),
            )
            messages.success(request, "The note stands on top of the work page.")
            return reverse("home")

        answer = carry_out(request, form, action="write handover note", work=work)
        if answer.address:
            return redirect(answer.address)
    return render(
        request,
        "placements/form.html",
        {
            "page_title": "Write a handover note",
            "lead": "It stands on top of the work page until noon of the next working day, or until somebody says "
            "that they have read it. Everybody who sees all children's records can read it: write nothing of a "
            "restricted record.",
            "breadcrumbs": [{"text": "Work", "href": reverse("home")}],
            "form": form,
            "button": "Leave the note",
        },
    )


@require_POST
def handover_read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody has read it: it goes from the top of the page. A second time changes nothing."""
    authority = authority_open_to(request, Action.SEE_CHILDREN)
    note = get_object_or_404(_notes(request, authority).select_related("authority"), public_id=public_id)
    read_handover(note=note, now=timezone.now(), by=person(request))
    return redirect("home")
