"""A document's way from writing to approval: who has cleared it, what stops it, and each step of the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reports import actions
from reports.checks import Finding
from reports.checks.of_draft import stopping
from reports.clearances import standings
from reports.forms_of_clearance import ClearForm, DecisionForm, decision_in_words
from reports.forms_of_drafts import NothingToAsk
from reports.models import Clearance, Draft
from reports.presenters import clearance_page, draft_page
from reports.statement.gathering import NothingToPublish
from reports.views.drafts import drafts_open_to
from reports.views.page import person
from sufficiency.core.access import Action, Role, held_on, may
from sufficiency.core.writing import Refused, Writing, day_to_type, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_OFFICE_OF = {
    Role.FINANCE_OFFICER: Clearance.Office.FINANCE,
    Role.DIRECTOR: Clearance.Office.DIRECTOR,
}


@require_safe
def draft_clearance(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which offices have cleared the words as they stand, whose clearance is of earlier words, and what comes next."""
    draft = get_object_or_404(drafts_open_to(request), public_id=public_id)
    user = person(request)
    sections = list(draft.sections.order_by("order"))
    standing = standings(draft)
    writes = may(user, Action.WRITE_DOCUMENTS, draft.authority)
    approves = may(user, Action.APPROVE_DOCUMENTS, draft.authority)
    stops, refusal = _stops(draft, standing, sections)
    return render(
        request,
        "reports/draft_clearance.html",
        {
            "page_title": f"Clearance of {draft.title} at {in_words(draft.as_at)}",
            "page_source": clearance_page.cleared_words(standing),
            "breadcrumbs": draft_page.crumbs(draft),
            "draft": draft,
            "tag": draft_page.tag(draft),
            "pages": draft_page.pages(draft, request.path),
            "offices": clearance_page.offices(standing, {one.key: one for one in sections}, draft),
            "stops": stops,
            "refusal": refusal,
            "may_write": writes,
            "may_approve": approves,
            "began_it": draft.begun_by_id == user.pk,
            "is_ready": not stops and not refusal,
            "decision_on": in_words(draft.decision_on) if draft.decision_on else "not fixed yet",
        },
    )


def _stops(draft: Draft, standing: Any, sections: Any) -> tuple[list[dict[str, str]], str]:
    """What keeps it from its next step; and why that cannot be told, or nothing."""
    if draft.status == Draft.Status.WRITING:
        return clearance_page.unwritten(sections), ""
    if draft.status != Draft.Status.CLEARANCE:
        return [], ""
    found: list[Finding] = []
    refusal = ""
    try:
        found = stopping(draft, today=timezone.localdate())
    except NothingToPublish as nothing:
        refusal = str(nothing)
    return clearance_page.stops(draft, standings=standing, findings=found, sections=sections), refusal


@dataclass(frozen=True)
class _Step:
    """A step that a document takes: who may, what is asked before, and what is said after."""

    action: Action
    name: str
    take: Callable[..., Draft]
    title: str
    button: str
    intro: tuple[str, ...]
    done: str


_ASK = _Step(
    Action.WRITE_DOCUMENTS,
    "ask for clearance",
    actions.ask_clearance,
    "Ask for clearance",
    "Ask for clearance",
    (
        "Managers, the Director and finance officers can then read the document, comment on it and clear it. "
        "The clearance of officers without a sign-in can be entered for them.",
        "Words that are changed later must be cleared again.",
    ),
    "The document is in clearance.",
)
_BACK = _Step(
    Action.WRITE_DOCUMENTS,
    "take back to writing",
    actions.back_to_writing,
    "Take the document back to writing?",
    "Take it back",
    (
        "Those who clear it no longer see it until clearance is asked for again.",
        "A clearance stays with the words it was given for: if they come back unchanged, it counts.",
    ),
    "The document is being written again.",
)
_APPROVE = _Step(
    Action.APPROVE_DOCUMENTS,
    "approve document",
    actions.approve,
    "Approve for publication",
    "Approve",
    (
        "Its words then stand still. Whoever writes it can publish it, or take it back to writing.",
        "It is looked at once more: every office must have cleared the words, and no check may stop it.",
    ),
    "The document is approved. It can be published.",
)


@_GET_OR_POST
def clearance_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let those who clear documents read it."""
    return _taken(request, public_id, _ASK)


@_GET_OR_POST
def clearance_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once before a document leaves clearance, or approval."""
    return _taken(request, public_id, _BACK)


@_GET_OR_POST
def draft_approve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Approve it, which nobody does who began it."""
    return _taken(request, public_id, _APPROVE)


def _taken(request: HttpRequest, public_id: UUID, step: _Step) -> HttpResponse:
    draft = get_object_or_404(drafts_open_to(request, step.action), public_id=public_id)

    def work() -> str:
        try:
            step.take(draft=draft, version=version_sent(request, now=draft.version), by=person(request))
        except (actions.NotReady, NothingToPublish, PermissionDenied) as refusal:
            raise Refused(str(refusal)) from None
        messages.success(request, step.done)
        return clearance_page.address(draft)

    return Writing(
        form=NothingToAsk(request.POST if request.method == "POST" else None),
        name=f"{step.name} {draft.public_id}",
        work=work,
        title=step.title,
        caption=f"{draft.title} at {in_words(draft.as_at)}",
        button=step.button,
        breadcrumbs=_crumbs(draft),
        intro=step.intro,
        version=draft.version,
    ).answer(request)


@_GET_OR_POST
def clearance_enter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """That an office has cleared the words as they stand: by who clears documents, or by an author for them."""
    draft = get_object_or_404(drafts_open_to(request), public_id=public_id)
    today = timezone.localdate()
    form = ClearForm(
        request.POST if request.method == "POST" else None, today=today, initial=_initial(request, draft)
    )

    def work() -> str:
        try:
            actions.clear(draft=draft, today=today, by=person(request), **form.cleaned_data)
        except actions.NotReady as refusal:
            raise Refused(str(refusal)) from None
        office = Clearance.Office(form.cleaned_data["office"]).label
        messages.success(request, f"{office}: the clearance is entered.")
        return clearance_page.address(draft)

    return Writing(
        form=form,
        name=f"enter clearance {draft.public_id}",
        work=work,
        title="Enter a clearance",
        caption=f"{draft.title} at {in_words(draft.as_at)}",
        button="Enter the clearance",
        breadcrumbs=_crumbs(draft),
        elsewhere=""
        if draft.status == Draft.Status.CLEARANCE or request.method == "POST"
        else f"The document is {draft.get_status_display().lower()}. It can be cleared while it is in clearance.",
        intro=["It is of the words as they now stand. Words that are changed later must be cleared again."],
    ).answer(request)


def _initial(request: HttpRequest, draft: Draft) -> dict[str, str]:
    """Today; the office that the address names; of somebody who clears documents, their own name and office."""
    found = {"on": day_to_type(timezone.localdate()), "office": request.GET.get("office", "")}
    user = person(request)
    if not may(user, Action.CLEAR_DOCUMENTS, draft.authority):
        return found
    held = [Role(role) for where, role in held_on(user, timezone.localdate()) if where == draft.authority_id]
    own = [_OFFICE_OF[role] for role in held if role in _OFFICE_OF]
    office = found["office"] or (own[0] if own else "")
    return {**found, "office": office, "name": str(user) if office in own else ""}


@_GET_OR_POST
def clearance_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once before a clearance is taken back."""
    given = Clearance.objects.filter(draft__in=drafts_open_to(request))
    clearance = get_object_or_404(given.select_related("draft__authority"), public_id=public_id)
    draft = clearance.draft

    def work() -> str:
        try:
            actions.withdraw_clearance(clearance=clearance, by=person(request))
        except actions.NotReady as refusal:
            raise Refused(str(refusal)) from None
        messages.success(request, f"{clearance.get_office_display()}: the clearance is taken back.")
        return clearance_page.address(draft)

    return Writing(
        form=NothingToAsk(request.POST if request.method == "POST" else None),
        name=f"withdraw clearance {clearance.public_id}",
        work=work,
        title="Take this clearance back?",
        caption=f"{draft.title} at {in_words(draft.as_at)}",
        button="Take it back",
        warning=True,
        breadcrumbs=_crumbs(draft),
        intro=[
            f"{clearance.get_office_display()}: {clearance.name} cleared it on {in_words(clearance.on)}.",
            "Take it back where it was entered by mistake, or is no longer given. That it was entered stays on record.",
        ],
    ).answer(request)


@_GET_OR_POST
def decision_day(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """When the forward plan says that it is decided."""
    draft = get_object_or_404(drafts_open_to(request, Action.WRITE_DOCUMENTS), public_id=public_id)
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        initial={"decision_on": day_to_type(draft.decision_on) if draft.decision_on else ""},
    )

    def work() -> str:
        try:
            actions.plan_decision(
                draft=draft,
                version=version_sent(request, now=draft.version),
                on=form.cleaned_data["decision_on"],
                by=person(request),
            )
        except actions.NotOpen as closed:
            raise Refused(str(closed)) from None
        messages.success(request, "The day of the decision is kept.")
        return clearance_page.address(draft)

    return Writing(
        form=form,
        name=f"plan decision {draft.public_id}",
        work=work,
        title="When is it decided?",
        caption=f"{draft.title} at {in_words(draft.as_at)}",
        button="Save the day",
        breadcrumbs=_crumbs(draft),
        version=draft.version,
        standing=decision_in_words,
    ).answer(request)


def _crumbs(draft: Draft) -> list[dict[str, str]]:
    return [*draft_page.crumbs(draft), {"text": "Clearance", "href": clearance_page.address(draft)}]
