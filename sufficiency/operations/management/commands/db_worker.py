"""manage.py db_worker: the background worker of django-tasks-db, which also says that it is alive."""

from __future__ import annotations

import threading

from django.db import DatabaseError, connection
from django_tasks_db.management.commands import db_worker

from sufficiency.operations.heartbeats import beat
from sufficiency.operations.models import Heartbeat

SECONDS = 20


class Command(db_worker.Command):
    """As the package's own, with a heartbeat beside it on a connection of its own."""

    def handle(self, **options):
        stop = threading.Event()
        beating = threading.Thread(target=_keep_beating, args=(stop,), daemon=True)
        beating.start()
        try:
            super().handle(**options)
        finally:
            stop.set()
            beating.join(timeout=5)


def _keep_beating(stop: threading.Event) -> None:
    while True:
        try:
            beat(Heartbeat.Of.WORKER)
        except DatabaseError:
            # The worker itself says what is wrong; it may be gone, or its tables not made yet.
            connection.close()
        if stop.wait(SECONDS):
            break
    connection.close()
