"""The action plan: by key area, by statement, one action with what was said of it, and the forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reports.actions import Planned, add_action, change_action, update_action
from reports.forms_of_plans import ActionForm, UpdateForm, action_in_words, of_action
from reports.models import PlannedAction, Promise, Statement
from reports.presenters import words
from reports.standing import RULE
from reports.views.page import person
from reports.writing.exhibits_of_priorities import with_figures
from reports.writing.records import PlannedRow, kept_by_name, measured, planned_row, targets_in_force
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.writing import Writing, day_to_type, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def crumbs() -> list[dict[str, str]]:
    """The way to the plan, for the pages below it."""
    return [
        {"text": "Publish", "href": reverse("reports:edition-list")},
        {"text": "Action plan", "href": reverse("reports:plan")},
    ]


def _rows(
    authority: Authority, actions: Iterable[PlannedAction], today: date
) -> list[tuple[PlannedAction, PlannedRow]]:
    """Actions, each with how it stands today."""
    actions = list(actions)
    targets = targets_in_force(authority, today)
    linked = {one.key for action in actions for one in action.indicators.all()} & set(targets)
    found = measured(sorted(linked), authority=authority, as_at=today, today=today)
    return [(one, planned_row(one, targets=targets, found=found, today=today)) for one in actions]


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Every action by key area, with how it stands; what the last edition promised of it."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    today = timezone.localdate()
    mine = PlannedAction.objects.visible_to(person(request)).of(authority)
    rows = _rows(authority, mine, today)
    edition, promised = _promised(authority)
    areas = [
        {"name": area.name, "rows": [_shown(action, row, promised) for action, row in found]}
        for area, found in groupby(rows, key=lambda pair: pair[0].area)
    ]
    return render(
        request,
        "reports/plan.html",
        {
            "page_title": f"Action plan at {in_words(today)}",
            "page_source": RULE,
            "breadcrumbs": crumbs()[:1],
            "areas": areas,
            "edition": edition,
            "count": words.records(len(rows), "action", "actions"),
            "tally": _tally(row for _, row in rows),
            "may_keep": may(request.user, Action.SET_TARGETS, authority),
        },
    )


def _promised(authority: Authority) -> tuple[Any, dict[int, Promise]]:
    """The last edition that printed the plan, and its promises by action."""
    last = Promise.objects.filter(edition__authority=authority).order_by("-edition__made_at").first()
    if last is None:
        return None, {}
    found = Promise.objects.filter(edition=last.edition_id)
    return last.edition, {one.action_id: one for one in found}


def _shown(action: PlannedAction, row: PlannedRow, promised: dict[int, Promise]) -> dict[str, Any]:
    promise = promised.get(action.pk)
    return {
        "row": row,
        "href": reverse("reports:action-detail", args=[action.public_id]),
        "milestone": row.milestone or "no milestone set",
        "promised": promise and (promise.milestone or "no milestone set"),
        "statements": ", ".join(_answered(row)) or "none",
    }


def _answered(row: PlannedRow) -> list[str]:
    """The statements and priorities that an action answers: '3', 'priority 5'."""
    return [*map(str, row.statements), *(f"priority {number}" for number in row.priorities)]


def _tally(rows: Iterable[PlannedRow]) -> list[dict[str, Any]]:
    """How many stand how, in the order of the rule."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = found.setdefault(row.standing.word, {"colour": row.standing.colour, "number": 0})
        one["number"] += 1
    order = ("Overdue", "At risk", "On track", "Done late", "Done", "No date set")
    return [{"word": word, **found[word]} for word in order if word in found]


@require_safe
def plan_statements(request: HttpRequest) -> HttpResponse:
    """Each statement with the actions that answer it, how they stand, and what was last said of them."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    today = timezone.localdate()
    rows = _rows(authority, PlannedAction.objects.visible_to(person(request)).of(authority), today)
    statements = Statement.objects.visible_to(person(request)).filter(authority=authority)
    kept = kept_by_name(authority, as_at=today) if any(one.known for one in statements) else {}
    answered = [one for kind in Statement.ANSWERED for one in statements if one.kind == kind]
    shown = [
        {
            "statement": one,
            "known": [with_figures(line, kept) for line in one.known.splitlines()],
            "change": reverse("reports:statement-change", args=[one.public_id]),
            "rows": [
                _shown(action, row, {})
                for action, row in rows
                if any(answer.statement_id == one.pk for answer in action.answers.all())
            ],
        }
        for one in answered
    ]
    return render(
        request,
        "reports/plan_statements.html",
        {
            "page_title": f"Progress by statement at {in_words(today)}",
            "page_source": RULE,
            "breadcrumbs": crumbs(),
            "shown": shown,
            "stood_by": [
                {"name": kind.label, "lines": lines}
                for kind in Statement.Kind
                if kind not in Statement.ANSWERED
                and (lines := [one for one in statements if one.kind == kind])
            ],
            "may_keep": may(request.user, Action.SET_TARGETS, authority),
        },
    )


def _action(request: HttpRequest, public_id: UUID, needed: Action) -> tuple[Authority, PlannedAction]:
    authority = authority_open_to(request, needed)
    mine = PlannedAction.objects.visible_to(person(request)).of(authority)
    return authority, get_object_or_404(mine, public_id=public_id)


@require_safe
def action_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An action: what was promised, how it stands and why, what was said of it."""
    authority, action = _action(request, public_id, Action.SEE_FIGURES)
    today = timezone.localdate()
    [(_, row)] = _rows(authority, [action], today)
    return render(
        request,
        "reports/action_detail.html",
        {
            "page_title": f"{action.focus}, at {in_words(today)}",
            "page_caption": action.area.name,
            "breadcrumbs": crumbs(),
            "action": action,
            "row": row,
            "facts": [
                {"key": "Milestone", "value": row.milestone or "No milestone set"},
                {"key": "Due by", "value": in_words(action.due_on) if action.due_on else "No day set"},
                {"key": "Lead", "value": action.lead},
                {"key": "Linked to", "value": row.linked or "Nothing named"},
                *([{"key": "Note", "value": action.note}] if action.note else []),
                *([{"key": "Source", "value": action.source}] if action.source else []),
            ],
            "answers": sorted(
                (one.statement for one in action.answers.all()), key=lambda one: (one.kind, one.number)
            ),
            "updates": list(action.updates.all()),
            "may_keep": may(request.user, Action.SET_TARGETS, authority),
        },
    )


@_GET_OR_POST
def action_new(request: HttpRequest) -> HttpResponse:
    """A row of the plan."""
    authority = authority_open_to(request, Action.SET_TARGETS)
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        statements=_can_be_answered(request, authority),
        initial={"area": request.GET.get("area", "")},
    )

    def work() -> str:
        row = add_action(authority=authority, planned=Planned(**form.cleaned_data), by=person(request))
        messages.success(request, "The action is in the plan.")
        return reverse("reports:action-detail", args=[row.public_id])

    return Writing(
        form=form,
        name="add an action",
        work=work,
        title="Add an action",
        button="Save the action",
        breadcrumbs=crumbs(),
    ).answer(request)


def _can_be_answered(request: HttpRequest, authority: Authority) -> Any:
    mine = Statement.objects.visible_to(person(request)).filter(authority=authority)
    return mine.filter(kind__in=Statement.ANSWERED)


@_GET_OR_POST
def action_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is promised, put otherwise. What stood before is kept as history."""
    authority, action = _action(request, public_id, Action.SET_TARGETS)
    address = reverse("reports:action-detail", args=[action.public_id])
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        statements=_can_be_answered(request, authority),
        initial=of_action(action),
    )

    def work() -> str:
        change_action(
            row=action,
            planned=Planned(**form.cleaned_data, lead_user=action.lead_user, source=action.source),
            version=version_sent(request, now=action.version),
            by=person(request),
        )
        messages.success(request, "The action is changed. Published editions stay as they are.")
        return address

    return Writing(
        form=form,
        name=f"change action {action.public_id}",
        work=work,
        title="Change an action",
        caption=action.focus,
        button="Save the action",
        breadcrumbs=[*crumbs(), {"text": action.focus, "href": address}],
        version=action.version,
        standing=action_in_words,
    ).answer(request)


@_GET_OR_POST
def action_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what was done."""
    _, action = _action(request, public_id, Action.SET_TARGETS)
    address = reverse("reports:action-detail", args=[action.public_id])
    today = timezone.localdate()
    form = UpdateForm(request.POST if request.method == "POST" else None, initial={"on": day_to_type(today)})

    def work() -> str:
        update_action(row=action, today=today, by=person(request), **form.cleaned_data)
        messages.success(request, "The update is on record.")
        return address

    return Writing(
        form=form,
        name=f"update action {action.public_id}",
        work=work,
        title="Say what was done",
        caption=action.focus,
        button="Save the update",
        breadcrumbs=[*crumbs(), {"text": action.focus, "href": address}],
    ).answer(request)
