"""Levers of a scenario: chosen from a list in words, then one page for each kind."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from forecasting.forms_of_scenarios import LeverForm, NothingToAsk, standing, typed
from forecasting.models import LeverKind, Scenario, ScenarioLever
from forecasting.presenters.levers import ABOUT, assumption
from forecasting.views.page import person
from forecasting.views.scenarios import crumbs, scenario_open_to
from forecasting.what_if.actions import Pull, add_lever, change_lever, take_out_lever, try_on_the_latest
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import User
from sufficiency.core.writing import Writing, sent_again, version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def lever_choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What changes? Each kind in words."""
    scenario = scenario_open_to(request, public_id, Action.MAKE_FORECASTS)
    return render(
        request,
        "forecasting/lever_choose.html",
        {
            "page_title": "What changes?",
            "page_caption": scenario.name,
            "breadcrumbs": crumbs(scenario),
            "kinds": [
                {
                    "text": kind.label,
                    "what": ABOUT[kind].what,
                    "href": reverse("forecasting:lever-new", args=[public_id, kind.value]),
                }
                for kind in LeverKind
            ],
        },
    )


@_GET_OR_POST
def lever_new(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """A lever of a kind; then the scenario's page, where it is tried."""
    scenario = scenario_open_to(request, public_id, Action.MAKE_FORECASTS)
    if kind not in LeverKind.values:
        raise Http404
    which = LeverKind(kind)
    form = LeverForm(
        request.POST if request.method == "POST" else None,
        kind=which,
        initial={"places_each": "1.5", "fill_rate": "80", "stay_months": "12"},
    )

    def work() -> str:
        by, pull = person(request), form.pull()
        add_lever(scenario=scenario, kind=which, pull=pull, by=by)
        return _tried(request, scenario, which, pull, by)

    return Writing(
        form=form,
        name=f"add lever to {public_id}",
        work=work,
        title=which.label,
        caption=scenario.name,
        button="Add the lever",
        breadcrumbs=crumbs(scenario),
        intro=[ABOUT[which].what],
    ).answer(request)


def _lever_open_to(request: HttpRequest, public_id: UUID) -> ScenarioLever:
    authority = authority_open_to(request, Action.MAKE_FORECASTS)
    mine = Scenario.objects.visible_to(person(request)).filter(authority=authority)
    levers = ScenarioLever.objects.filter(scenario__in=mine).select_related("scenario__authority")
    return get_object_or_404(levers, public_id=public_id)


@_GET_OR_POST
def lever_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The lever as it should be."""
    lever = _lever_open_to(request, public_id)
    kind = LeverKind(lever.kind)
    form = LeverForm(request.POST if request.method == "POST" else None, kind=kind, initial=typed(lever))

    def work() -> str:
        by, pull = person(request), form.pull()
        change_lever(lever=lever, version=version_sent(request, now=lever.version), pull=pull, by=by)
        return _tried(request, lever.scenario, kind, pull, by)

    return Writing(
        form=form,
        name=f"change lever {public_id}",
        work=work,
        title=kind.label,
        caption=lever.scenario.name,
        button="Save the lever",
        breadcrumbs=crumbs(lever.scenario),
        version=lever.version,
        standing=standing,
        intro=[ABOUT[kind].what],
    ).answer(request)


@_GET_OR_POST
def lever_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once before a lever goes."""
    name = f"take out lever {public_id}"
    if again := sent_again(request, action=name):
        return again
    lever = _lever_open_to(request, public_id)

    def work() -> str:
        by = person(request)
        take_out_lever(lever=lever, by=by)
        try_on_the_latest(scenario=lever.scenario, by=by)
        return lever.scenario.get_absolute_url()

    return Writing(
        form=NothingToAsk(request.POST if request.method == "POST" else None),
        name=name,
        work=work,
        title="Take this lever out?",
        caption=lever.scenario.name,
        button="Take it out",
        breadcrumbs=crumbs(lever.scenario),
        intro=[assumption(lever)],
        warning=True,
    ).answer(request)


def _tried(request: HttpRequest, scenario: Scenario, kind: LeverKind, pull: Pull, by: User) -> str:
    """The effect is found at once; a lever that leaves nobody is pointed out."""
    try_on_the_latest(scenario=scenario, by=by)
    if kind == LeverKind.ENTRIES and pull.high == -100:
        messages.warning(
            request, "At its strongest nobody of this group would come into care. Is that what you mean?"
        )
    return scenario.get_absolute_url()
