"""Work that a page starts and does not wait for."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from sufficiency.exchange.key_figures import beside, dates_of, key_figures
from sufficiency.exchange.models import ApplyRun, Import
from sufficiency.exchange.runs import held, teller
from sufficiency.exchange.ssda903 import ReturnRefused, apply_import
from sufficiency.exchange.ssda903.applying.apply import lock

logger = logging.getLogger(__name__)

# Counting the figures comes before and after the importer's own steps.
_STEPS_AROUND = 2


@task()
def apply_in_background(run_id: int) -> None:
    """Carry out a run, once: if it was carried out, or a living process is at it, nothing is done."""
    run = ApplyRun.objects.select_related("batch__authority", "by").get(pk=run_id)
    with held(run) as mine:
        run.refresh_from_db()
        if mine and run.finished_at is None and run.batch.status == Import.Status.APPLYING:
            _carry_out(run)


def _carry_out(run: ApplyRun) -> None:
    ApplyRun.objects.filter(pk=run.pk).update(begun_at=timezone.now())
    try:
        with teller(run) as tell:
            _apply(run, tell)
    except ReturnRefused as refusal:
        _fail(run, str(refusal))
    except Exception as fault:
        # The fault's own text may quote a row of the return, so only its kind is logged.
        logger.error("Applying load %s failed: %s", run.batch.public_id, type(fault).__name__)
        _fail(
            run,
            "Something went wrong in this program, and nothing was changed. Try once more; if it happens "
            "again, tell whoever runs this service.",
        )


def _apply(run: ApplyRun, tell: Callable[[int, int, str], None]) -> None:
    """The load and the figures before and after it, in one transaction."""
    batch, authority = run.batch, run.batch.authority
    steps = 0

    def step(done: int, total: int, doing: str) -> None:
        nonlocal steps
        steps = total + _STEPS_AROUND
        tell(done + 1, steps, doing)

    with transaction.atomic():
        tell(0, 0, "Waiting for another load to end")
        lock(authority)
        days = list(batch.returns.values_list("as_at", flat=True))
        tell(0, 0, "Figures before")
        dates = dates_of(authority, with_days=days)
        before = key_figures(authority, dates, today=timezone.localdate())
        apply_import(batch=batch, by=run.by, progress=step)
        tell(max(steps - 1, 0), steps, "Figures after")
        after = key_figures(authority, dates, today=timezone.localdate())
        run.figures, run.finished_at = beside(before, after), timezone.now()
        run.save(update_fields=["figures", "finished_at"])


def _fail(run: ApplyRun, sentence: str) -> None:
    with transaction.atomic():
        ApplyRun.objects.filter(pk=run.pk).update(finished_at=timezone.now(), failure=sentence)
        Import.objects.filter(pk=run.batch_id, status=Import.Status.APPLYING).update(
            status=Import.Status.READY
        )
