"""After a load was applied a forecast is made from its end, with how good it has been, by nobody's asking."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from forecasting.actions import NotForecast, ask_for_forecast, cancel_forecast
from forecasting.covered import latest_day
from forecasting.models import ForecastRun
from sufficiency.core.models import Authority
from sufficiency.core.system_user import system_user
from sufficiency.exchange.applied import load_applied
from sufficiency.exchange.models import Import, Return

# Whose name stands on such a forecast.
NAME = "forecasts"


def forecast_after(load: Import) -> ForecastRun | None:
    """The forecast that follows a load: from the last day of the returns that are counted now.

    One that waits since an earlier load, and that nobody has begun, gives way to it; of two from the same day there is
    one under way. None where no records cover the day.
    """
    authority = load.authority
    end = Return.objects.filter(authority=authority, is_current=True).aggregate(end=Max("as_at"))["end"]
    latest = latest_day(authority, today=timezone.localdate())
    if end is None or latest is None:
        return None
    by = system_user(NAME)
    day = min(end, latest)
    for waiting in ForecastRun.objects.under_way().filter(authority=authority, asked_by=by, begun_at=None):
        if waiting.extract_on != day:
            cancel_forecast(run=waiting, by=by)
    try:
        return ask_for_forecast(authority=authority, as_at=day, by=by)
    except NotForecast:
        # A gap in the records, told on the page of forecasts as soon as anybody asks for one.
        return None


def _after(sender: type[Import], load: Import, **more: Any) -> None:
    """Once the load stands: a fault here must not undo it, and a load that is tried and rolled back leads to none."""

    def ask() -> None:
        forecast_after(load)

    transaction.on_commit(ask, robust=True)


def first_forecast(authority: Authority) -> ForecastRun | None:
    """The first forecast of an authority that has none and records enough to begin with: of the latest day, once."""
    if ForecastRun.objects.filter(authority=authority).made().exists():
        return None
    day = latest_day(authority, today=timezone.localdate())
    if day is None:
        return None
    by = system_user(NAME)
    under_way = ForecastRun.objects.under_way().filter(authority=authority)
    for waiting in under_way.filter(asked_by=by, begun_at=None).exclude(extract_on=day):
        cancel_forecast(run=waiting, by=by)
    return ask_for_forecast(authority=authority, as_at=day, by=by)


def add() -> None:
    """Listen to loads."""
    load_applied.connect(_after, dispatch_uid="forecasting.after_loads")
