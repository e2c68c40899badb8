"""Tests with real transactions empty every table after them.

The audit trail refuses that to everyone, so its guard is taken off around the emptying, by the owner of the tables, and
put on again: what production does is not weakened by a way round it.

A page that a browser has left may still be answered then, and would hold what the emptying waits for. So the emptying
waits until every request has its answer, and requests wait until the tables are empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from django.core.servers.basehttp import ServerHandler
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations

_KEPT = ("core_auditevent", "core_auditseal")
# Seconds. An answer that takes longer waits for something that the test holds.
_ANSWERED_WITHIN = 60
_flush = DatabaseOperations.execute_sql_flush
_run = ServerHandler.run


class Turns:
    """Either requests are answered, any number of them, or the tables are emptied."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._answering = 0
        self._emptying = False

    @contextmanager
    def answering(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._emptying)
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                self._changed.notify_all()

    @contextmanager
    def emptying(self) -> Iterator[None]:
        """Raises `TimeoutError` where a request is not answered for a minute."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._answering, timeout=_ANSWERED_WITHIN):
                raise TimeoutError(f"{self._answering} requests are still without an answer")
            self._emptying = True
        try:
            yield
        finally:
            with self._changed:
                self._emptying = False
                self._changed.notify_all()


turns = Turns()


def _run_in_turn(self, application):
    with turns.answering():
        _run(self, application)


def _flush_with_the_trail(self, sql_list):
    kept = [table for table in _KEPT if any(f'"{table}"' in sql for sql in sql_list)]
    with (
        turns.emptying(),
        transaction.atomic(using=self.connection.alias),
        self.connection.cursor() as cursor,
    ):
        for table in kept:
            cursor.execute(f"alter table {table} disable trigger audit_kept")
        _flush(self, sql_list)
        for table in kept:
            cursor.execute(f"alter table {table} enable always trigger audit_kept")


def let_tests_empty_the_tables() -> None:
    DatabaseOperations.execute_sql_flush = _flush_with_the_trail  # type: ignore[method-assign]
    ServerHandler.run = _run_in_turn  # type: ignore[method-assign]
