"""Whether the service is well: what it needs, what it does by itself, what it may run out of. Nothing personal.

`ready` is for whatever sends requests here. `checks` is for people and for monitoring.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.dateparse import parse_datetime
from django_tasks_db.models import DBTaskResult

from sufficiency.operations.models import Heartbeat

WORKER_SILENT = timedelta(minutes=2)
TASK_WAITS = timedelta(minutes=2)
NIGHTLY_LATE = timedelta(hours=26)
BACKUP_LATE = timedelta(hours=26)
RESTORE_LATE = timedelta(days=95)
# Of what the disk holds; below the first it is told, below the second nothing large may be loaded.
DISK_LOW, DISK_FULL = 0.20, 0.10


class State(StrEnum):
    WELL = "well"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `words` says how it is and, where it is not well, what to do."""

    name: str
    state: State
    words: str


@cache
def _migrations_here() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def missing_migrations() -> set[tuple[str, str]]:
    """Changes of the tables that this version needs and the database has not. One query."""
    return set(_migrations_here() - MigrationRecorder(connection).applied_migrations().keys())


def ready() -> bool:
    """Whether requests may be sent here: the database answers and has the tables of this version."""
    try:
        return not missing_migrations()
    except DatabaseError:
        return False


def checks(*, now: datetime) -> list[Check]:
    """Everything that is looked at. Where the database does not answer, only what needs none."""
    database = _database()
    needs_database = (_migrations, _worker, _waiting, _nightly, _archived, _restore)
    return [
        database,
        *(
            one
            for look in (needs_database if database.state is State.WELL else ())
            for one in [_told(look, now)]
        ),
        *_backup(now),
        *_disk(),
    ]


def _told(look: Callable[[datetime], Check], now: datetime) -> Check:
    try:
        return look(now)
    except DatabaseError as fault:
        name = look.__name__.strip("_").capitalize()
        return Check(name, State.WRONG, f"Could not be asked ({type(fault).__name__}).")


def _database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('server_version'), current_setting('fsync'), "
                "current_setting('full_page_writes'), current_setting('synchronous_commit'), "
                "current_setting('data_checksums'), pg_database_size(current_database())"
            )
            version, *durable, checksums, size = cursor.fetchone()
    except DatabaseError as fault:
        return Check("Database", State.WRONG, f"The database does not answer ({type(fault).__name__}).")
    if "off" in durable:
        return Check(
            "Database",
            State.WRONG,
            "fsync, full_page_writes or synchronous_commit is off: what was saved can be lost in a crash. "
            "Turn all three on.",
        )
    words = f"PostgreSQL {version}, {size / 1e9:,.2f} GB. What was saved survives a crash."
    if checksums == "off":
        return Check(
            "Database",
            State.LOOK,
            f"{words} Without data checksums a failing disk can go unnoticed: pg_checksums.",
        )
    return Check("Database", State.WELL, words)


def _migrations(now: datetime) -> Check:
    missing = missing_migrations()
    if missing:
        return Check(
            "Tables", State.WRONG, f"{len(missing)} changes are not applied yet. Run: manage.py migrate"
        )
    return Check("Tables", State.WELL, "The tables are those of this version.")


def _worker(now: datetime) -> Check:
    return _since(
        "Background worker",
        Heartbeat.Of.WORKER,
        now,
        WORKER_SILENT,
        "Returns are not applied and nothing is checked in the background. Start manage.py db_worker.",
    )


def _waiting(now: datetime) -> Check:
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    if oldest is None:
        return Check("Waiting work", State.WELL, "No work waits.")
    state = State.WRONG if now - oldest > TASK_WAITS else State.WELL
    return Check("Waiting work", state, f"{waiting.count()} waiting, the longest for {_span(now - oldest)}.")


def _nightly(now: datetime) -> Check:
    last = Heartbeat.objects.filter(name=Heartbeat.Of.NIGHTLY).first()
    failed = sorted(part for part, how in (last.facts if last else {}).items() if how != "done")
    if last and failed and now - last.at <= NIGHTLY_LATE:
        return Check("Nightly run", State.WRONG, f"Failed {_span(now - last.at)} ago: {', '.join(failed)}.")
    return _since(
        "Nightly run", Heartbeat.Of.NIGHTLY, now, NIGHTLY_LATE, "Have manage.py nightly run once every night."
    )


def _restore(now: datetime) -> Check:
    late = _since(
        "Restore that was tried",
        Heartbeat.Of.RESTORE,
        now,
        RESTORE_LATE,
        "A backup that nobody has restored is a hope. Try one every three months, "
        "and note it with manage.py health --restored.",
    )
    return Check(late.name, State.LOOK if late.state is State.WRONG else late.state, late.words)


def _archived(now: datetime) -> Check:
    """Whether what is written leaves this database for an archive, by either of PostgreSQL's ways."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('archive_mode'), last_archived_time, last_failed_time, "
            "(select count(*) from pg_stat_replication where application_name = 'sufficiency_backup') "
            "from pg_stat_archiver"
        )
        mode, archived, failed, receivers = cursor.fetchone()
    name = "Changes since the backup"
    if receivers:
        return Check(name, State.WELL, "Received by the archive as they are written.")
    if mode == "off":
        return Check(
            name,
            State.WRONG,
            "Nothing is archived: after a loss, everything since the last backup is gone. "
            "Run receive-wal.sh (docs/operations/backup-and-restore.md).",
        )
    if failed and (archived is None or failed > archived):
        return Check(name, State.WRONG, "Archiving fails. The database's own log says why.")
    words = (
        f"Last archived {_span(now - archived)} ago."
        if archived
        else "Archiving is on; nothing to archive yet."
    )
    return Check(name, State.WELL, words)


def _since(name: str, of: Heartbeat.Of, now: datetime, late: timedelta, cure: str) -> Check:
    last = Heartbeat.objects.filter(name=of).first()
    if last is None:
        return Check(name, State.WRONG, f"Never yet. {cure}")
    ago = now - last.at
    return Check(
        name,
        State.WRONG if ago > late else State.WELL,
        f"{_span(ago)} ago.{f' {cure}' if ago > late else ''}",
    )


def _backup(now: datetime) -> Iterator[Check]:
    name = "Last backup"
    if not settings.BACKUP_DIRECTORY:
        yield Check(
            name,
            State.LOOK,
            "Not known here. Set SUFFICIENCY_BACKUP_DIRECTORY to where backups are kept, if this machine sees it.",
        )
        return
    try:
        told = json.loads((Path(settings.BACKUP_DIRECTORY) / "last-backup.json").read_text())
        finished = parse_datetime(told["finished_at"])
        verified = bool(told["verified"])
    except (OSError, ValueError, KeyError, TypeError):
        finished, verified = None, False
    if finished is None:
        yield Check(
            name, State.WRONG, "None is found. Run backup.sh (docs/operations/backup-and-restore.md)."
        )
        return
    words = f"{_span(now - finished)} ago{', verified' if verified else ', not verified'}."
    state = State.WELL if verified and now - finished <= BACKUP_LATE else State.WRONG
    yield Check(name, state, words if state is State.WELL else f"{words} There should be one every night.")


def _disk() -> Iterator[Check]:
    places = {"Disk of this service": settings.BASE_DIR, "Disk of the backups": settings.BACKUP_DIRECTORY}
    for name, place in places.items():
        if not place or not Path(place).exists():
            continue
        usage = shutil.disk_usage(place)
        free = usage.free / usage.total
        state = State.WRONG if free < DISK_FULL else State.LOOK if free < DISK_LOW else State.WELL
        yield Check(name, state, f"{usage.free / 1e9:,.0f} GB free, {free:.0%}.")


def _span(lasted: timedelta) -> str:
    """'3 hours', '2 days': enough to judge by."""
    seconds = max(0, int(lasted.total_seconds()))
    for size, one, many in ((86400, "day", "days"), (3600, "hour", "hours"), (60, "minute", "minutes")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {one if count == 1 else many}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
