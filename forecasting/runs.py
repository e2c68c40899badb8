"""How a forecast that was asked for fares, or a scenario that is tried on one."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from enum import StrEnum

from forecasting.models import ForecastRun, ScenarioTrial
from sufficiency.core import at_work

# A worker looks for work every second; after this long, none is there.
_TAKEN_UP_WITHIN = timedelta(seconds=60)

Asked = ForecastRun | ScenarioTrial


class Stage(StrEnum):
    """Where a forecast stands, as its page tells it."""

    WAITING = "waiting"
    NOT_TAKEN_UP = "not taken up"
    RUNNING = "running"
    STOPPED = "stopped"
    MADE = "made"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_under_way(self) -> bool:
        """Somebody is at it, or will be."""
        return self in (Stage.WAITING, Stage.RUNNING)

    @property
    def needs_a_push(self) -> bool:
        """Nobody is at it, though it has not ended."""
        return self in (Stage.NOT_TAKEN_UP, Stage.STOPPED)


def stage_of(run: Asked, *, now: datetime) -> Stage:
    """Where it stands."""
    if run.finished_at is not None:
        if run.cancelled_at is not None:
            return Stage.CANCELLED
        return Stage.FAILED if run.failure else Stage.MADE
    if is_held(run):
        return Stage.RUNNING
    if run.begun_at is None or run.begun_at < run.asked_at:
        return Stage.WAITING if now - run.asked_at < _TAKEN_UP_WITHIN else Stage.NOT_TAKEN_UP
    return Stage.STOPPED


def held(run: Asked) -> AbstractContextManager[bool]:
    """Hold the run for this session, so that it ends with the process that has it. False: another holds it."""
    return at_work.held(_kind(run), run.pk)


def is_held(run: Asked) -> bool:
    """Whether a living process is at work on the run."""
    return at_work.is_held(_kind(run), run.pk)


def _kind(run: Asked) -> at_work.Kind:
    return at_work.Kind.SCENARIO if isinstance(run, ScenarioTrial) else at_work.Kind.FORECAST
