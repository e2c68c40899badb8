"""Scenarios side by side."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forecasting.forms_of_planning import CompareForm
from forecasting.models import ForecastLine, Measure, Scenario
from forecasting.presenters import compared
from forecasting.presenters.differences import found as found_by
from forecasting.views.page import Told, person
from forecasting.views.scenarios import crumbs, latest_run, latest_trials
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.indicators.wording import in_words

# Offered to compare.
_OFFERED = 25


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four scenarios side by side, tried on the latest forecast."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    run = latest_run(authority)
    mine = Scenario.objects.visible_to(person(request)).filter(authority=authority)
    made = Q(
        trials__run=run, trials__finished_at__isnull=False, trials__failure="", trials__cancelled_at=None
    )
    tried = list(mine.filter(made).distinct().order_by("name")[:_OFFERED]) if run else []
    form = CompareForm(request.GET if "scenario" in request.GET else None, scenarios=tried)
    chosen: list[Scenario] = []
    if form.is_bound and form.is_valid():
        chosen = [one for one in tried if str(one.public_id) in form.cleaned_data["scenario"]]
    context: dict[str, Any] = {
        "page_title": "Scenarios side by side",
        "page_caption": "What if",
        "breadcrumbs": crumbs(),
        "form": form,
        "run": run,
        "tried": tried,
        "picked": [str(one) for one in form["scenario"].value() or []],
    }
    if run is not None:
        context["page_source"] = f"All tried on the forecast from {in_words(run.extract_on)}."
    if chosen and run is not None:
        versions = {one.pk: one.levers_version for one in chosen}
        trials = latest_trials(list(versions), run)
        found = sorted((found_by(one) for one in trials), key=lambda one: one.trial.name)
        lines: list[ForecastLine] = Told(run).lines(Measure.TOTAL)
        context |= {
            "table": compared.compared(run, lines, found),
            "groups": compared.compared_groups(found[0].spoken_of, found),
            "chart": compared.compared_chart(found),
            "old": [one.name for one in trials if one.levers_version != versions[one.scenario_id or 0]],
        }
    return render(request, "forecasting/compare.html", context)
