"""A scenario tried on a forecast: asking for it, how it fares, and what was found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forecasting.forms_of_scenarios import NothingToAsk, TryForm
from forecasting.models import ForecastRun, Scenario, ScenarioTrial
from forecasting.presenters import what_if
from forecasting.presenters.differences import found
from forecasting.runs import Stage, stage_of
from forecasting.views.page import person
from forecasting.what_if.actions import cancel_trial, try_scenario
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.writing import Writing
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
# Of the forecasts that were made, the latest are offered.
_OFFERED = 10
_HEADER = ("Strength", "Measure", "Age", "Placement", "Date", "80% low", "Middle", "80% high")


def _home() -> list[dict[str, str]]:
    return [
        {"text": "Forecast", "href": reverse("forecasting:overview")},
        {"text": "What if", "href": reverse("forecasting:scenarios")},
    ]


def _trial_open_to(
    request: HttpRequest, public_id: UUID, action: Action = Action.SEE_FIGURES
) -> ScenarioTrial:
    authority = authority_open_to(request, action)
    mine = ScenarioTrial.objects.visible_to(person(request)).filter(run__authority=authority)
    return get_object_or_404(
        mine.select_related("run__authority", "scenario", "asked_by", "cancelled_by"), public_id=public_id
    )


@_GET_OR_POST
def trial_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """On which forecast; then the scenario's page, which waits for it."""
    authority = authority_open_to(request, Action.MAKE_FORECASTS)
    mine = Scenario.objects.visible_to(person(request)).filter(authority=authority)
    scenario = get_object_or_404(mine.select_related("authority"), public_id=public_id)
    runs = list(ForecastRun.objects.filter(authority=authority).made()[:_OFFERED])
    form = TryForm(
        request.POST if request.method == "POST" else None,
        runs=runs,
        initial={"forecast": str(runs[0].public_id) if runs else ""},
    )

    def work() -> str:
        run = next(one for one in runs if str(one.public_id) == form.cleaned_data["forecast"])
        found = try_scenario(scenario=scenario, run=run, by=person(request))
        # One found before is shown by itself; for a new one the scenario waits.
        return found.get_absolute_url() if found.finished_at else scenario.get_absolute_url()

    return Writing(
        form=form,
        name=f"try scenario {public_id}",
        work=work,
        title=f"Try {scenario.name} on a forecast",
        button="Try it",
        breadcrumbs=[*_home(), {"text": scenario.name, "href": scenario.get_absolute_url()}],
        intro=[
            "The forecast is made again from the same records with the same chances, with the levers and without, "
            "so that what differs is the levers' doing. It takes some seconds."
        ]
        if runs
        else ["No forecast has been made yet. Make one first; scenarios are tried on it."],
    ).answer(request)


@require_safe
def trial(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was found, with what was assumed; or how far it has come."""
    one = _trial_open_to(request, public_id)
    scenario = one.scenario
    home = _home()
    if scenario is not None:
        home.append({"text": scenario.name, "href": scenario.get_absolute_url()})
    standing = standing_of(one)
    return render(
        request,
        "forecasting/trial.html",
        {
            "page_title": one.name,
            "page_caption": f"Tried on the forecast from {in_words(one.run.extract_on)}",
            "page_source": f"Asked for by {one.asked_by} on {in_words(timezone.localtime(one.asked_at).date())}."
            + ("" if scenario else " The scenario has been deleted since."),
            "breadcrumbs": home,
            "standing": standing,
            "run": one.run,
            "assumptions": one.assumptions,
            "about": one.about,
            "may_make": may(request.user, Action.MAKE_FORECASTS, one.run.authority),
            **(result_of(one) if standing["stage"] is Stage.MADE else {}),
        },
    )


@require_safe
def trial_progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far it has come, for the page that waits."""
    one = _trial_open_to(request, public_id)
    return render(
        request,
        "_components/task_progress.html",
        {"progress": _progress(one, stage_of(one, now=timezone.now()))},
    )


@_GET_OR_POST
def trial_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once, in words, before it is called off."""
    one = _trial_open_to(request, public_id, Action.MAKE_FORECASTS)
    back = one.scenario.get_absolute_url() if one.scenario else one.get_absolute_url()

    def work() -> str:
        cancel_trial(trial=one, by=person(request))
        messages.success(request, "That is cancelled. Nothing of it is kept.")
        return back

    return Writing(
        form=NothingToAsk(request.POST if request.method == "POST" else None),
        name=f"cancel trial {public_id}",
        work=work,
        title="Stop trying this scenario?",
        button="Stop it",
        breadcrumbs=[*_home(), {"text": one.name, "href": back}],
        intro=["It has not ended yet. If you stop it, no figures of it are kept. You can try it again."],
        warning=True,
    ).answer(request)


@require_safe
def trial_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every difference that was found."""
    one = get_object_or_404(ScenarioTrial.objects.made(), pk=_trial_open_to(request, public_id).pk)
    name = f"what-if-{one.run.authority.gss_code}-{one.run.extract_on.isoformat()}"
    return csv_file(_HEADER, what_if.csv_rows(found(one)), name=name)


def result_of(one: ScenarioTrial) -> dict[str, Any]:
    """What the template of a result takes."""
    told = found(one)
    csv_href = reverse("forecasting:trial-csv", args=[one.public_id])
    return {
        "trial": one,
        "sentence": what_if.sentence(told),
        "beside": what_if.beside(told),
        "chart": what_if.chart(told, csv_href=csv_href),
        "tables": [
            table
            for table in (
                what_if.by_year(told, csv_href=csv_href),
                what_if.by_group(told),
                what_if.homes(told),
                what_if.costs(told),
            )
            if table
        ],
        "remarks": one.remarks,
    }


_SENTENCES = {
    Stage.NOT_TAKEN_UP: "No background worker has taken this up. Whoever runs this service can start one; "
    "try again when it runs.",
    Stage.STOPPED: "The work stopped before it was done, as when the service is restarted. Try it again.",
}


def standing_of(one: ScenarioTrial) -> dict[str, Any]:
    """Where it stands, as pages tell it."""
    stage = stage_of(one, now=timezone.now())
    cancelled = ""
    if stage is Stage.CANCELLED and one.cancelled_at:
        cancelled = (
            f"Stopped by {one.cancelled_by} on {in_words(timezone.localtime(one.cancelled_at).date())}."
        )
    return {
        "stage": stage,
        "trial": one,
        "progress": _progress(one, stage) if stage.is_under_way else None,
        "failure": one.failure,
        "sentence": cancelled or _SENTENCES.get(stage, ""),
        "may_cancel": one.finished_at is None,
    }


def _progress(one: ScenarioTrial, stage: Stage) -> dict[str, Any]:
    text = "Waiting for its turn"
    if stage is Stage.RUNNING:
        text = one.doing or "Beginning"
    return {
        "text": text if stage.is_under_way else "Finished",
        "done": one.done,
        "total": one.total,
        "href": reverse("forecasting:trial-progress", args=[one.public_id]),
        "page": one.scenario.get_absolute_url() if one.scenario else one.get_absolute_url(),
        "finished": not stage.is_under_way,
        "note": "You can leave this page and come back: the work goes on without it.",
    }
