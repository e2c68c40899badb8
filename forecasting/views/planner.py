"""How many homes must be won to bring a kind of placement down to a number by a month."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forecasting.engine.errors import BadInput
from forecasting.engine.kinds import AGENCY, PLACEMENTS
from forecasting.engine.planner import Goal, recruit
from forecasting.forms_of_planning import FAR, GoalForm
from forecasting.models import ForecastRun, Measure
from forecasting.presenters import planning, words
from forecasting.register import NotCovered
from forecasting.register.where import homes_of
from forecasting.views.page import made_run
from forecasting.what_if.trying import made_again


@require_safe
def planner(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The question, and where it was asked its answer."""
    told = made_run(request, public_id)
    lines = [line for line in told.lines(Measure.PLACEMENT) if line.placement == PLACEMENTS[AGENCY]]
    days = [line.on for line in lines[1:]]
    day = words.spoken_of(days, told.run.extract_on)
    now = lines[0].no_change
    # A sentence to begin with: a fifth fewer than now.
    initial = {
        "kind": PLACEMENTS[AGENCY],
        "target": max(now - max(now // 5, 1), 0),
        "by": day.isoformat(),
        "places": "1.5",
        "fill_rate": 80,
    }
    form = GoalForm(request.GET if "target" in request.GET else None, days=days, initial=initial)
    context: dict[str, Any] = {"page_title": "How many homes must we win?", "form": form}
    if form.is_bound and form.is_valid():
        context |= _answer(told.run, form.cleaned_data)
    return render(request, "forecasting/planner.html", told.context(request, "planner", **context))


def _answer(run: ForecastRun, given: dict[str, Any]) -> dict[str, Any]:
    if given["kind"] == FAR:
        where = homes_of(run.authority, run.extract_on, kind=None)
        return {"cannot": planning.far(where.children), "where": planning.where(where, FAR)}
    kind = PLACEMENTS.index(given["kind"])
    goal = Goal(
        target=float(given["target"]),
        by=np.datetime64(date.fromisoformat(given["by"])),
        kind=kind,
        places=float(given["places"]),
        fill_rate=given["fill_rate"] / 100,
    )
    try:
        made = made_again(run)
        answer = recruit(made, goal)
    except (BadInput, NotCovered) as refusal:
        return {"cannot": str(refusal)}
    return {
        "sentence": planning.sentence(goal, answer),
        "beside": planning.beside(goal, answer),
        "confidence": planning.by_confidence(goal, answer),
        "ages": planning.by_age(answer) if answer.homes[0.8] else None,
        "where": planning.where(homes_of(run.authority, run.extract_on, kind=kind), given["kind"]),
    }
