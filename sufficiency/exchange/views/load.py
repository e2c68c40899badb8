"""The page of one load: found, will change, set aside, queries, apply; and afterwards what is different."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from placements.models import Child
from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.exchange import findings
from sufficiency.exchange.foresight import foresee, is_out_of_date
from sufficiency.exchange.models import ApplyRun, Finding, Import, LiveConflict, ReturnFile
from sufficiency.exchange.presenters import figures, load, standing, words
from sufficiency.exchange.runs import Stage, stage_of
from sufficiency.exchange.ssda903 import why_not_undone
from sufficiency.exchange.views.page import closed_numbers, load_open_to

_CONFLICTS_SHOWN = 50


@require_safe
def import_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the load stands, and all that is known of it."""
    batch = load_open_to(request, Action.SEE_RETURNS, public_id)
    # What was set aside and asked names children by their numbers.
    access_log.shown(request, "load", [batch])
    run = batch.runs.first()
    stage = stage_of(batch, run, now=timezone.now())
    if stage.can_be_applied and is_out_of_date(batch):
        foresee(batch)
    returns = list(batch.returns.order_by("as_at"))
    may_load = may(request.user, Action.LOAD_RETURNS, batch.authority)
    is_applied = stage is Stage.APPLIED
    is_done = stage in (Stage.APPLIED, Stage.UNDONE)
    closed = closed_numbers(request, batch.authority)
    set_aside = findings.groups(batch, Finding.Kind.SET_ASIDE, closed=closed)
    queries = findings.groups(batch, Finding.Kind.QUERY, closed=closed)
    counts = {"aside": sum(one.count for one in set_aside), "queries": sum(one.count for one in queries)}
    why_not = why_not_undone(batch) if is_applied else None
    context = {
        "page_title": words.returns_in_short(returns),
        "page_caption": "Load",
        "page_source": f"Loaded on {words.moment(batch.started_at)} by {batch.by}",
        "breadcrumbs": [{"text": "Returns", "href": reverse("exchange:import-list")}],
        "batch": batch,
        "tag": load.tag(stage),
        "sections": standing.sections(stage),
        "contents": load.contents(standing.sections(stage), counts, is_done=is_done),
        "standing": standing.lines(batch, run, stage, why_not_undone=why_not),
        "apply_text": standing.apply_text(stage),
        "found": load.files(returns, ReturnFile.objects.filter(of_return__in=returns)),
        "found_in_short": load.found_in_short(batch.changes, returns),
        "changes": load.changes(batch.changes, is_done=is_done),
        "changes_nothing": load.changes_nothing(batch.changes),
        "gives_way": load.gives_way(batch.changes, is_done=is_done),
        "foreseen_conflicts": load.foreseen_conflicts(batch.changes),
        "set_aside": load.set_aside(set_aside),
        "queries": load.queries(queries),
        "repaired": load.repaired(findings.of_kind(batch, Finding.Kind.REPAIRED).count()),
        "can_be_applied": may_load and stage.can_be_applied,
        "can_be_undone": may_load and is_applied and not why_not,
        "key": uuid.uuid4(),
        "progress": _progress(batch, run, stage) if stage.is_under_way else None,
    }
    if is_applied:
        context |= _afterwards(request, batch)
    return render(request, "exchange/import_detail.html", context)


@require_safe
def import_progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far the applying has come, for the page that waits."""
    batch = load_open_to(request, Action.SEE_RETURNS, public_id)
    run = batch.runs.first()
    stage = stage_of(batch, run, now=timezone.now())
    return render(request, "_components/task_progress.html", {"progress": _progress(batch, run, stage)})


def _progress(batch: Import, run: ApplyRun | None, stage: Stage) -> dict:
    page = reverse("exchange:import-detail", args=[batch.public_id])
    text = "Waiting for its turn"
    if stage is Stage.RUNNING and run is not None:
        text = f"Applying: {run.doing[:1].lower()}{run.doing[1:]}" if run.doing else "Applying"
    return {
        "text": text if stage.is_under_way else "Finished",
        "done": run.done if run else None,
        "total": run.total if run else None,
        "href": reverse("exchange:import-progress", args=[batch.public_id]),
        "page": page,
        "finished": not stage.is_under_way,
        "note": "You can leave this page and come back: the work goes on without it.",
    }


def _afterwards(request: HttpRequest, batch: Import) -> dict:
    """What is different now; exact figures for those who may see them."""
    run = next((one for one in batch.runs.all() if one.figures), None)
    # Of restricted records the number alone: a conflict names its child.
    replaced = batch.replaced_entries.filter(child__in=Child.objects.visible_to(request.user))
    told = LiveConflict.objects.filter(of_return__batch=batch).exclude(field=LiveConflict.ABSENT)
    shown: dict = {
        "conflicts": load.conflicts(told.visible_to(request.user).select_related("child")[:_CONFLICTS_SHOWN]),
        "gave_way": load.gave_way(replaced.select_related("child")[:_CONFLICTS_SHOWN]),
        "conflict_count": told.count(),
    }
    if run is not None and may(request.user, Action.SEE_FIGURES, batch.authority):
        shown["figures"] = figures.tables(run.figures, figures.published(batch.authority, run.figures))
    return shown
