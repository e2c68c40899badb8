"""How the applying of a load fares, told outside its own transaction so that everyone can see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connections

from sufficiency.core import at_work
from sufficiency.exchange.models import ApplyRun, Import

# A worker looks for work every second; after this long, none is there.
_TAKEN_UP_WITHIN = timedelta(seconds=60)


class Stage(StrEnum):
    """Where a load stands, as its page tells it."""

    READY = "ready"
    WAITING = "waiting"
    NOT_TAKEN_UP = "not taken up"
    RUNNING = "running"
    STOPPED = "stopped"
    APPLIED = "applied"
    UNDONE = "undone"
    REFUSED = "refused"

    @property
    def can_be_applied(self) -> bool:
        return self in (Stage.READY, Stage.NOT_TAKEN_UP, Stage.STOPPED)

    @property
    def is_under_way(self) -> bool:
        return self in (Stage.WAITING, Stage.RUNNING)


_SETTLED = {
    Import.Status.UPLOADED: Stage.READY,
    Import.Status.READY: Stage.READY,
    Import.Status.APPLIED: Stage.APPLIED,
    Import.Status.UNDONE: Stage.UNDONE,
    Import.Status.REFUSED: Stage.REFUSED,
}


def stage_of(batch: Import, run: ApplyRun | None, *, now: datetime) -> Stage:
    """Where the load stands. `run` is its last run."""
    if batch.status != Import.Status.APPLYING:
        return _SETTLED[Import.Status(batch.status)]
    if run is None or run.finished_at is not None:
        return Stage.STOPPED
    if run.begun_at is None:
        return Stage.WAITING if now - run.asked_at < _TAKEN_UP_WITHIN else Stage.NOT_TAKEN_UP
    return Stage.RUNNING if is_held(run) else Stage.STOPPED


def held(run: ApplyRun) -> AbstractContextManager[bool]:
    """Hold the run for this session, so that it ends with the process that has it. False: another holds it."""
    return at_work.held(at_work.Kind.LOAD, run.pk)


def is_held(run: ApplyRun) -> bool:
    """Whether a living process is at work on the run."""
    return at_work.is_held(at_work.Kind.LOAD, run.pk)


@contextmanager
def teller(run: ApplyRun) -> Iterator[Callable[[int, int, str], None]]:
    """A function that writes at once how far the run has come, on a connection of its own.

    The load itself is one transaction, whose writing nobody sees until it ends.
    """
    own = connections.create_connection("default")

    def tell(done: int, total: int, doing: str) -> None:
        with own.cursor() as cursor:
            cursor.execute(
                "update exchange_applyrun set done = %s, total = %s, doing = %s where id = %s",
                [done, total, doing[:60], run.pk],
            )

    try:
        yield tell
    finally:
        own.close()
