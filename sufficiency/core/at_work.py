"""Work in the background is held by one process at a time, and for no longer than that process lives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from django.db import connection


class Kind(IntEnum):
    """What is held. The numbers distinguish locks from any other that the product may take."""

    LOAD = 904
    FORECAST = 906
    SCENARIO = 908
    FILE = 909


@contextmanager
def held(kind: Kind, number: int) -> Iterator[bool]:
    """Hold a piece of work for this session, so that it ends with the process that has it. False: another holds it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [kind, number])
        [mine] = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s, %s)", [kind, number])


@contextmanager
def held_in_turn(kind: Kind, number: int) -> Iterator[None]:
    """Hold it for this session once nobody else does: for what takes a moment."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s, %s)", [kind, number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s, %s)", [kind, number])


def is_held(kind: Kind, number: int) -> bool:
    """Whether a living process is at work on it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists(select from pg_locks where locktype = 'advisory' and granted"
            " and database = (select oid from pg_database where datname = current_database())"
            " and classid = %s and objid = %s)",
            [kind, number],
        )
        return cursor.fetchone()[0]
