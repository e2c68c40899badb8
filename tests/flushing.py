"""Tests with real transactions empty every table after them; the audit trail refuses that to everyone.

So the guard is taken off around that emptying, by the owner of the tables, and put on again: what production
does is not weakened by a way round it.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations

_KEPT = ("core_auditevent", "core_auditseal")
_flush = DatabaseOperations.execute_sql_flush


def _flush_with_the_trail(self, sql_list):
    kept = [table for table in _KEPT if any(f'"{table}"' in sql for sql in sql_list)]
    with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
        for table in kept:
            cursor.execute(f"alter table {table} disable trigger audit_kept")
        _flush(self, sql_list)
        for table in kept:
            cursor.execute(f"alter table {table} enable always trigger audit_kept")


def let_tests_empty_the_trail() -> None:
    DatabaseOperations.execute_sql_flush = _flush_with_the_trail  # type: ignore[method-assign]
