"""Scenarios follow the latest forecast: what they would make different is found again, by nobody's asking."""

from __future__ import annotations

from typing import Any

from forecasting.made import forecast_made
from forecasting.models import ForecastRun, Scenario, ScenarioTrial
from forecasting.what_if.actions import try_scenario
from sufficiency.core.system_user import system_user

# Whose name stands on such a trial.
NAME = "forecasts"


def try_all_on(run: ForecastRun) -> list[ScenarioTrial]:
    """Each scenario of the authority that has a lever, handed to the background worker; none on an earlier forecast."""
    latest = ForecastRun.objects.filter(authority=run.authority).made().first()
    if latest != run:
        return []
    scenarios = (
        Scenario.objects.filter(authority=run.authority, levers__isnull=False).distinct().order_by("pk")
    )
    by = system_user(NAME)
    return [try_scenario(scenario=scenario, run=run, by=by) for scenario in scenarios]


def _after(sender: type[ForecastRun], run: ForecastRun, **more: Any) -> None:
    try_all_on(run)


def add() -> None:
    """Listen to forecasts."""
    forecast_made.connect(_after, dispatch_uid="forecasting.what_if.after_forecasts")
