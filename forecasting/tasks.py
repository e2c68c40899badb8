"""Forecasts are made by the background worker, once each."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from forecasting.engine.errors import BadInput
from forecasting.made import forecast_made
from forecasting.making import keep, make
from forecasting.models import ForecastRun
from forecasting.register import NotCovered
from forecasting.runs import held

logger = logging.getLogger(__name__)


class Ended(Exception):
    """The run has been cancelled, so there is nothing more to do."""


@task()
def make_in_background(run_id: int) -> None:
    """Make the forecast, once: if it has ended, or a living process is at it, nothing is done."""
    run = ForecastRun.objects.select_related("authority").get(pk=run_id)
    with held(run) as mine:
        run.refresh_from_db(fields=["finished_at"])
        if mine and run.finished_at is None:
            _carry_out(run)


def _carry_out(run: ForecastRun) -> None:
    ForecastRun.objects.filter(pk=run.pk, finished_at=None).update(begun_at=timezone.now())

    def tell(done: int, total: int, doing: str) -> None:
        still = ForecastRun.objects.filter(pk=run.pk, finished_at=None)
        if not still.update(done=done, total=total, doing=doing[:60]):
            raise Ended

    try:
        made = make(run, tell)
        with transaction.atomic():
            if not ForecastRun.objects.select_for_update().filter(pk=run.pk, finished_at=None).exists():
                raise Ended
            keep(run, made)
            ForecastRun.objects.filter(pk=run.pk).update(finished_at=timezone.now(), verdict=made.verdict)
        _tell_of(run)
    except Ended:
        return
    except (BadInput, NotCovered) as refusal:
        _fail(run, str(refusal))
    except Exception as fault:
        # The fault's own text may quote a record, so only its kind is logged.
        logger.error("Forecast %s failed: %s", run.public_id, type(fault).__name__)
        _fail(
            run,
            "Something went wrong in this program. Try once more; if it happens again, tell whoever runs this "
            "service.",
        )


def _tell_of(run: ForecastRun) -> None:
    """The forecast stands, whatever becomes of what builds on it."""
    for receiver, fault in forecast_made.send_robust(sender=ForecastRun, run=run):
        if isinstance(fault, Exception):
            logger.error(
                "After forecast %s, %s: %s", run.public_id, receiver.__module__, type(fault).__name__
            )


def _fail(run: ForecastRun, sentence: str) -> None:
    ForecastRun.objects.filter(pk=run.pk, finished_at=None).update(
        finished_at=timezone.now(), failure=sentence[:600]
    )
