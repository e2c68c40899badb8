"""Asking for a forecast, and calling it off."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from forecasting.engine.forecast import FEWEST_PATHS, MOST_MONTHS, MOST_PATHS
from forecasting.making import engine_version
from forecasting.models import ForecastRun
from forecasting.register.inputs import NotCovered, run_with
from forecasting.runs import stage_of
from forecasting.tasks import make_in_background
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.writing import Refused

MONTHS, PATHS, SEED = 36, 1_000, 1


class NotForecast(Refused):
    """No forecast was begun or ended, and nothing was changed."""


@transaction.atomic
def ask_for_forecast(
    *,
    authority: Authority,
    as_at: date,
    by: User,
    months: int = MONTHS,
    paths: int = PATHS,
    seed: int = SEED,
    adds_arrivals: bool = False,
) -> ForecastRun:
    """A forecast from `as_at`, made in the background; the one under way where there is one from that day.

    One that nobody is at work on any more is handed to the worker again. Raises `PermissionDenied`, `NotForecast`.
    """
    require(by, Action.MAKE_FORECASTS, authority)
    if not 1 <= months <= MOST_MONTHS:
        raise NotForecast(f"A forecast reaches 1 to {MOST_MONTHS} months ahead", field="months")
    if not FEWEST_PATHS <= paths <= MOST_PATHS:
        raise NotForecast(f"A forecast needs {FEWEST_PATHS} to {MOST_PATHS} futures")
    try:
        run_with(authority, as_at)
    except NotCovered as refusal:
        raise NotForecast(str(refusal), field="as_at") from None
    run, is_new = _under_way_or_new(
        authority=authority,
        extract_on=as_at,
        defaults={
            "months": months,
            "paths": paths,
            "seed": seed,
            "adds_arrivals": adds_arrivals,
            "engine_version": engine_version(),
            "asked_by": by,
        },
    )
    if is_new:
        audit.record(
            by=by,
            action="forecast asked for",
            on=run,
            authority=authority,
            as_at=as_at.isoformat(),
            months=months,
            seed=seed,
        )
    if is_new or stage_of(run, now=timezone.now()).needs_a_push:
        ForecastRun.objects.filter(pk=run.pk, finished_at=None).update(
            asked_at=timezone.now(), engine_version=engine_version()
        )
        make_in_background.enqueue(run.pk)
    return run


def _under_way_or_new(
    *, authority: Authority, extract_on: date, defaults: dict[str, object]
) -> tuple[ForecastRun, bool]:
    """Who comes second waits at the unique constraint for the first, and finds what the first made."""
    mine = ForecastRun.objects.under_way().filter(authority=authority, extract_on=extract_on)
    if found := mine.select_for_update().first():
        return found, False
    try:
        with transaction.atomic():
            return ForecastRun.objects.create(authority=authority, extract_on=extract_on, **defaults), True
    except IntegrityError:
        return mine.select_for_update().get(), False


@transaction.atomic
def cancel_forecast(*, run: ForecastRun, by: User) -> ForecastRun:
    """Call off a forecast that has not ended. Raises `PermissionDenied`, `NotForecast`."""
    require(by, Action.MAKE_FORECASTS, run.authority)
    locked = ForecastRun.objects.select_for_update().get(pk=run.pk)
    if locked.finished_at is not None:
        raise NotForecast("This forecast has ended already, so there is nothing to cancel.")
    locked.finished_at = locked.cancelled_at = timezone.now()
    locked.cancelled_by = by
    locked.save(update_fields=["finished_at", "cancelled_at", "cancelled_by"])
    audit.record(by=by, action="forecast cancelled", on=locked, authority=locked.authority)
    return locked
