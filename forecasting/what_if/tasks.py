"""Scenarios are tried by the background worker, once each."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from forecasting.engine.errors import BadInput
from forecasting.models import Scenario, ScenarioLever, ScenarioLine, ScenarioTrial
from forecasting.presenters.levers import assumption
from forecasting.register import NotCovered
from forecasting.runs import held
from forecasting.tasks import Ended
from forecasting.what_if.trying import try_out

logger = logging.getLogger(__name__)


@task()
def try_in_background(trial_id: int) -> None:
    """Try the scenario, once: if the trial has ended, or a living process is at it, nothing is done."""
    trial = ScenarioTrial.objects.select_related("run__authority").get(pk=trial_id)
    with held(trial) as mine:
        trial.refresh_from_db(fields=["finished_at"])
        if mine and trial.finished_at is None:
            _carry_out(trial)


def _carry_out(trial: ScenarioTrial) -> None:
    def tell(done: int, total: int, doing: str) -> None:
        still = ScenarioTrial.objects.filter(pk=trial.pk, finished_at=None)
        if not still.update(done=done, total=total, doing=doing[:60]):
            raise Ended

    try:
        levers = _begin(trial)
        tried = try_out(trial.run, trial.name, levers, tell)
        with transaction.atomic():
            if not ScenarioTrial.objects.select_for_update().filter(pk=trial.pk, finished_at=None).exists():
                raise Ended
            for line in tried.lines:
                line.trial = trial
            ScenarioLine.objects.bulk_create(tried.lines, batch_size=2_000)
            ScenarioTrial.objects.filter(pk=trial.pk).update(
                finished_at=timezone.now(), remarks=[one[:400] for one in tried.remarks]
            )
    except Ended:
        return
    except (BadInput, NotCovered) as refusal:
        _fail(trial, str(refusal))
    except Exception as fault:
        # The fault's own text may quote a record, so only its kind is logged.
        logger.error("Trial %s failed: %s", trial.public_id, type(fault).__name__)
        _fail(
            trial,
            "Something went wrong in this program. Try once more; if it happens again, tell whoever runs this "
            "service.",
        )


@transaction.atomic
def _begin(trial: ScenarioTrial) -> list[ScenarioLever]:
    """The levers as they stand now, and with them the words that stay with the result. Raises `Ended`."""
    scenario = Scenario.objects.select_for_update().filter(trials=trial).first()
    if scenario is None:
        raise Ended
    levers = list(scenario.levers.order_by("starts_on", "pk"))
    now = {
        "levers_version": scenario.levers_version,
        "name": scenario.name,
        "about": scenario.about,
        "assumptions": [assumption(one) for one in levers],
    }
    ScenarioTrial.objects.filter(pk=trial.pk, finished_at=None).update(begun_at=timezone.now(), **now)
    trial.name = scenario.name
    return levers


def _fail(trial: ScenarioTrial, sentence: str) -> None:
    ScenarioTrial.objects.filter(pk=trial.pk, finished_at=None).update(
        finished_at=timezone.now(), failure=sentence[:600]
    )
