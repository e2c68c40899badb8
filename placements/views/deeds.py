"""The short deeds: end of care, end of a placement, legal status, away and back. One form and one button each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from placements import ahead
from placements.actions import (
    change_legal_status,
    change_number,
    end_care,
    end_placement,
    end_temporary_move,
    record_temporary_move,
)
from placements.forms.fields import DeedForm
from placements.forms.small import (
    AwayForm,
    BackForm,
    EndCareForm,
    EndPlacementForm,
    LegalStatusForm,
    NumberForm,
)
from placements.models import Deed
from placements.presenters import words
from placements.situation import situation
from placements.views.page import Answer, carry_out, child_to_write, new_key, person
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import FieldGroup
from sufficiency.core.ownership import why_read_only
from sufficiency.core.writing import sent_again


@dataclass(frozen=True)
class Page:
    """A deed's page: what it asks, what it does, what the button says."""

    kind: Deed.Kind
    title: str
    form: type[DeedForm]
    act: Callable[..., Deed]
    button: str
    lead: str = ""


PAGES: dict[str, Page] = {
    "end": Page(
        Deed.Kind.END_CARE, "End care", EndCareForm, end_care, "End care",
        "Ends the period of care, the legal status and the placement on that day.",
    ),
    "end-placement": Page(
        Deed.Kind.END_PLACEMENT, "End the placement only", EndPlacementForm, end_placement, "End the placement",
        "The child stays in care without a placement. If you know where the child went, record a move instead.",
    ),
    "legal-status": Page(
        Deed.Kind.LEGAL_STATUS, "Change legal status", LegalStatusForm, change_legal_status, "Change the legal status",
        "The present legal status ends on the day on which the new one begins.",
    ),
    "away": Page(
        Deed.Kind.AWAY, "Away for a while", AwayForm, record_temporary_move, "Record that the child is away",
        "Hospital, holiday, or up to seven days elsewhere. The placement goes on and its place is kept.",
    ),
    "back": Page(Deed.Kind.BACK, "Back again", BackForm, end_temporary_move, "Record that the child is back"),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def child_deed(request: HttpRequest, public_id: UUID, deed: str) -> HttpResponse:
    """Show the form of a short deed, and do it."""
    authority_open_to(request, Action.RECORD_PLACEMENTS)
    # An adoption order closes the record behind the form that says so.
    if again := sent_again(request, action=f"{deed} {public_id}"):
        return again
    child = child_to_write(request, public_id)
    page, today = PAGES[deed], timezone.localdate()
    form = page.form(
        request.POST or None,
        initial={"key": new_key(), "version": child.version, "on": words.day_to_type(today)},
    )
    answer = Answer()
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "key"}

        def work() -> str:
            done = page.act(child=child, today=today, by=person(request), **given)
            return reverse("placements:deed-detail", args=[done.public_id])

        answer = carry_out(request, form, action=f"{deed} {child.public_id}", work=work)
        if answer.address:
            return redirect(answer.address)
        if answer.stale:
            child.refresh_from_db()
            form.data = {**{name: form.data[name] for name in form.data}, "version": str(child.version)}
    name = words.name(child)
    now = situation(child, on=today)
    context: dict[str, Any] = {
        "page_title": page.title,
        "page_caption": f"{name}, {words.age(child, today)}",
        "lead": page.lead,
        "elsewhere": ahead.notice(child.authority, page.kind, today=today),
        "form": form,
        "button": page.button,
        "now": now,
        "present": words.place(now.placement) if now.placement else "",
        "stale": answer.stale,
        "last": child.deeds.order_by("-at", "-pk").select_related("by").first() if answer.stale else None,
        "back_link": {"href": reverse("placements:child-detail", args=[child.public_id]), "text": name},
    }
    return render(request, "placements/form.html", context, status=answer.status)


@require_http_methods(["GET", "HEAD", "POST"])
def child_number(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another number for the same child."""
    child = child_to_write(request, public_id, Action.CORRECT_CHILDREN)
    if again := sent_again(request, action=f"number {child.public_id}"):
        return again
    form = NumberForm(
        request.POST or None,
        initial={"key": new_key(), "version": child.version, "number": child.number or ""},
    )
    address = reverse("placements:child-detail", args=[child.public_id])
    answer = Answer()
    elsewhere = child.number and why_read_only(child.authority, FieldGroup.IDENTITY, on=timezone.localdate())
    if elsewhere:
        answer = Answer(status=409 if request.method == "POST" else 200)
    elif request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "key"}

        def work() -> str:
            change_number(child=child, by=person(request), **given)
            return address

        answer = carry_out(request, form, action=f"number {child.public_id}", work=work)
        if answer.address:
            return redirect(answer.address)
        if answer.stale:
            child.refresh_from_db()
            form.data = {**{name: form.data[name] for name in form.data}, "version": str(child.version)}
    return render(
        request,
        "placements/form.html",
        {
            "page_title": "Change the number",
            "page_caption": words.name(child),
            "lead": f"The number is {child.number}."
            if elsewhere
            else "The old number stays in the history. Returns are matched by the new one from now on.",
            "elsewhere": elsewhere,
            "form": None if elsewhere else form,
            "button": "Change the number",
            "stale": answer.stale,
            "number_now": child.number,
            "back_link": {"href": address, "text": words.name(child)},
        },
        status=answer.status,
    )
