"""What if: the scenarios of an authority, one of them, and some side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_tables2 as tables
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from forecasting.forms_of_scenarios import CopyForm, NothingToAsk, ScenarioForm
from forecasting.models import (
    Different,
    ForecastRun,
    Scenario,
    ScenarioLine,
    ScenarioTrial,
)
from forecasting.presenters import levers as in_words_of
from forecasting.presenters import words
from forecasting.presenters.differences import between, fewer
from forecasting.views.page import Told, person
from forecasting.views.trials import result_of, standing_of
from forecasting.what_if.actions import change_scenario, copy_scenario, delete_scenario, make_scenario
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.writing import Writing, sent_again, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def crumbs(scenario: Scenario | None = None) -> list[dict[str, str]]:
    """From the forecast down to the scenario."""
    found = [
        {"text": "Forecast", "href": reverse("forecasting:overview")},
        {"text": "What if", "href": reverse("forecasting:scenarios")},
    ]
    if scenario is not None:
        found.append({"text": scenario.name, "href": scenario.get_absolute_url()})
    return found


def scenario_open_to(request: HttpRequest, public_id: UUID, action: Action = Action.SEE_FIGURES) -> Scenario:
    """A scenario of the authority worked in; another's is not found."""
    authority = authority_open_to(request, action)
    mine = Scenario.objects.visible_to(person(request)).filter(authority=authority)
    return get_object_or_404(mine.select_related("authority", "author"), public_id=public_id)


def latest_run(authority: Authority) -> ForecastRun | None:
    """On which scenarios are tried unless another is chosen."""
    return (
        ForecastRun.objects.filter(authority=authority).made().select_related("asked_by", "authority").first()
    )


class ScenarioTable(tables.Table):
    """Scenarios, and what the latest trial found at the end of its forecast."""

    name = tables.Column("Scenario", linkify=True)
    levers = tables.Column(
        "Levers", accessor="number_of_levers", attrs={"td": {"class": "govuk-table__cell--numeric"}}
    )
    effect = tables.Column("Children looked after", empty_values=(), orderable=False)
    tried = tables.Column("Tried on", empty_values=(), orderable=False)
    author = tables.Column("By", orderable=False)

    class Meta:
        model = Scenario
        fields = ("name", "levers", "effect", "tried", "author")
        attrs = {"caption": "Scenarios"}
        order_by = "name"

    found: dict[int, ScenarioLine] = {}

    def render_effect(self, record: Scenario) -> str:
        line = self.found.get(record.pk)
        if line is None:
            return "Not tried yet"
        return f"{words.month(line.on)}: {fewer(line.middle)}{between(line)}"

    def render_tried(self, record: Scenario) -> str:
        line = self.found.get(record.pk)
        if line is None:
            return "–"
        stale = line.trial.levers_version != record.levers_version
        return (
            f"Forecast from {in_words(line.trial.run.extract_on)}{', before levers changed' if stale else ''}"
        )


def latest_trials(scenarios: list[int], run: ForecastRun | None = None) -> list[ScenarioTrial]:
    """Of each scenario the latest that was made."""
    made = ScenarioTrial.objects.made().filter(scenario__in=scenarios).select_related("run")
    if run is not None:
        made = made.filter(run=run)
    return list(made.order_by("scenario_id", "-finished_at", "-pk").distinct("scenario_id"))


@require_safe
def scenario_list(request: HttpRequest) -> HttpResponse:
    """All scenarios of the authority, with what each would do."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    mine = Scenario.objects.visible_to(person(request)).filter(authority=authority)
    table = ScenarioTable(mine.select_related("author").annotate(number_of_levers=Count("levers")))
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    trials = latest_trials([row.record.pk for row in table.page.object_list])
    lines = (
        ScenarioLine.objects.filter(trial__in=trials, measure=Different.TOTAL, strength="central")
        .select_related("trial__run")
        .order_by("trial_id", "-on")
        .distinct("trial_id")
    )
    table.found = {line.trial.scenario_id: line for line in lines if line.trial.scenario_id}
    run = latest_run(authority)
    orphans = ScenarioTrial.objects.visible_to(person(request)).filter(
        scenario=None, run__authority=authority
    )
    context: dict[str, Any] = {
        "page_title": "What if …?",
        "table": table,
        "may_make": may(request.user, Action.MAKE_FORECASTS, authority),
        "run": run,
        "orphans": orphans.made().select_related("run")[:10],
    }
    if run is not None:
        context = Told(run).context(request, "scenarios", **context)
    context |= {
        "page_source": "Each scenario is tried on a forecast: with its levers less without them, the same futures.",
        "page_caption": "Forecast",
    }
    return render(request, "forecasting/scenarios.html", context)


@_GET_OR_POST
def scenario_new(request: HttpRequest) -> HttpResponse:
    """Name and words; levers come on its page."""
    authority = authority_open_to(request, Action.MAKE_FORECASTS)
    form = ScenarioForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        return make_scenario(authority=authority, by=person(request), **form.cleaned_data).get_absolute_url()

    return Writing(
        form=form,
        name="make scenario",
        work=work,
        title="New scenario",
        button="Make the scenario",
        breadcrumbs=crumbs(),
        intro=["A scenario is a few levers pulled together. You add them next, and see what they do."],
    ).answer(request)


@_GET_OR_POST
def scenario_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another name, other words."""
    scenario = scenario_open_to(request, public_id, Action.MAKE_FORECASTS)
    form = ScenarioForm(
        request.POST if request.method == "POST" else None,
        initial={"name": scenario.name, "about": scenario.about},
    )

    def work() -> str:
        change_scenario(
            scenario=scenario,
            version=version_sent(request, now=scenario.version),
            by=person(request),
            **form.cleaned_data,
        )
        return scenario.get_absolute_url()

    return Writing(
        form=form,
        name=f"change scenario {public_id}",
        work=work,
        title="Change name and words",
        button="Save",
        breadcrumbs=crumbs(scenario),
        version=scenario.version,
        standing=lambda now: {"name": now.name, "about": now.about},
    ).answer(request)


@_GET_OR_POST
def scenario_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same levers under another name."""
    scenario = scenario_open_to(request, public_id, Action.MAKE_FORECASTS)
    form = CopyForm(
        request.POST if request.method == "POST" else None, initial={"name": f"{scenario.name[:70]} (copy)"}
    )

    def work() -> str:
        copied = copy_scenario(scenario=scenario, by=person(request), **form.cleaned_data)
        return copied.get_absolute_url()

    return Writing(
        form=form,
        name=f"copy scenario {public_id}",
        work=work,
        title=f"Copy {scenario.name}",
        button="Make the copy",
        breadcrumbs=crumbs(scenario),
        intro=["The copy has the same levers and words. What the first was found to do is not copied."],
    ).answer(request)


@_GET_OR_POST
def scenario_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once, in words, before a scenario goes."""
    name = f"delete scenario {public_id}"
    if again := sent_again(request, action=name):
        return again
    scenario = scenario_open_to(request, public_id, Action.MAKE_FORECASTS)

    def work() -> str:
        delete_scenario(scenario=scenario, by=person(request))
        messages.success(request, "The scenario is deleted. What it was found to do stays readable.")
        return reverse("forecasting:scenarios")

    return Writing(
        form=NothingToAsk(request.POST if request.method == "POST" else None),
        name=name,
        work=work,
        title=f"Delete {scenario.name}?",
        button="Delete the scenario",
        breadcrumbs=crumbs(scenario),
        intro=[
            "Name, words and levers go. What it was found to do stays, with its assumptions, under Deleted scenarios."
        ],
        warning=True,
    ).answer(request)


@require_safe
def scenario(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Its levers, and what they would do."""
    one = scenario_open_to(request, public_id)
    run = latest_run(one.authority)
    may_make = may(request.user, Action.MAKE_FORECASTS, one.authority)
    levers = list(one.levers.order_by("starts_on", "pk"))
    latest = one.trials.select_related("run", "asked_by", "cancelled_by").first()
    made = one.trials.made().select_related("run", "asked_by").first()
    is_old = made is not None and made.levers_version != one.levers_version
    newer = run is not None and made is not None and made.run_id != run.pk
    standing = standing_of(latest) if latest is not None and latest != made else None
    return render(
        request,
        "forecasting/scenario.html",
        {
            "page_title": one.name,
            "page_caption": "What if",
            "page_source": f"By {one.author}, {in_words(one.made_at.date())}.",
            "breadcrumbs": crumbs(),
            "scenario": one,
            "levers": [_row(lever) for lever in levers],
            "assumptions": [in_words_of.assumption(lever) for lever in levers],
            "may_make": may_make,
            "run": run,
            "standing": standing,
            "again": may_make
            and bool(levers)
            and run is not None
            and not (standing and standing["progress"]),
            "is_first": made is None,
            "is_due": made is None or is_old or newer or bool(standing),
            "is_old": is_old,
            "newer": in_words(run.extract_on) if run is not None and newer else "",
            **(result_of(made) if made is not None else {}),
        },
    )


def _row(lever: Any) -> dict[str, Any]:
    """A lever as the table has it."""
    return {
        "lever": lever,
        "what": in_words_of.short(lever),
        "since": in_words(lever.starts_on),
        "ramp": f"{lever.ramp_months} months" if lever.ramp_months else "At once",
        "until": in_words(lever.ends_on) if lever.ends_on else "Goes on",
        "low": in_words_of.signed(lever, lever.low),
        "central": in_words_of.signed(lever, lever.central),
        "high": in_words_of.signed(lever, lever.high),
    }
