"""A new forecast is tried with every scenario, by nobody's asking, and stands whatever becomes of that."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from forecasting.actions import ask_for_forecast
from forecasting.made import forecast_made
from forecasting.models import ForecastRun, LeverKind, ScenarioTrial
from forecasting.tasks import make_in_background
from forecasting.what_if.actions import Pull, add_lever, make_scenario
from forecasting.what_if.after_forecasts import try_all_on
from tests.factories import AuthorityFactory
from tests.forecasting.pages.council import LAST, a_forecast, with_four_years
from tests.people import someone

pytestmark = pytest.mark.django_db
FEWER = Pull(starts_on=date(2024, 4, 1), low=Decimal(-20), central=Decimal(-40), high=Decimal(-60))


def _scenario(council, by, name, *, levers=1):
    scenario = make_scenario(authority=council, name=name, about="Fewer come.", by=by)
    for _ in range(levers):
        add_lever(scenario=scenario, kind=LeverKind.ENTRIES, pull=FEWER, by=by)
    return scenario


def test_each_scenario_with_a_lever_is_tried_on_the_latest_forecast_once(council, manager):
    one, two = _scenario(council, manager, "One"), _scenario(council, manager, "Two", levers=2)
    _scenario(council, manager, "None", levers=0)
    elsewhere = AuthorityFactory(gss_code="E06000044", dfe_code="851", name="Portsmouth")
    _scenario(elsewhere, someone(elsewhere, manager.memberships.get().role), "Elsewhere")
    run = a_forecast(council, manager, extract_on=LAST)
    for _ in range(2):
        assert {trial.scenario for trial in try_all_on(run)} == {one, two}
    assert ScenarioTrial.objects.filter(run=run).count() == 2
    earlier = a_forecast(council, manager, extract_on=LAST - timedelta(days=366))
    assert try_all_on(earlier) == []


def test_a_forecast_that_is_made_is_told_of_and_stands_where_what_follows_fails(council, manager):
    with_four_years(council)
    scenario = _scenario(council, manager, "One")
    heard = []

    def fails(sender, run, **more):
        heard.append(run)
        raise RuntimeError

    run = ask_for_forecast(authority=council, as_at=LAST, by=manager)
    forecast_made.connect(fails)
    try:
        make_in_background.func(run.pk)
    finally:
        forecast_made.disconnect(fails)
    assert heard == [run]
    assert ForecastRun.objects.made().get() == run
    trial = ScenarioTrial.objects.get()
    assert (trial.run, trial.scenario, trial.finished_at) == (run, scenario, None)
