"""Databases of the benchmark's own, beside the configured one, whose data stay as they are."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


class CannotMeasure(Exception):
    """Why there can be no benchmark here, in words."""


@dataclass
class Scratch:
    """Databases with tables and reference data; every one of them is dropped on leaving.

    One benchmark at a time: it holds a lock in the configured database, which the server lets go of when the
    process dies, and whoever holds the lock first drops what a dead one left behind.
    """

    prefix: str = field(init=False)
    _admin: BaseDatabaseWrapper = field(init=False)
    _made: int = field(init=False, default=0)

    def __enter__(self) -> Scratch:
        settings = connection.settings_dict
        self.prefix = f"{settings['NAME']}_bench"
        self._admin = connection.copy()
        if not self._ask("select pg_try_advisory_lock(%s)", zlib.crc32(self.prefix.encode())):
            self._admin.close()
            raise CannotMeasure("Another benchmark is running on this database. Wait for it to end.")
        if not self._ask("select rolcreatedb or rolsuper from pg_roles where rolname = current_user"):
            self._admin.close()
            raise CannotMeasure(
                f"The database user {settings['USER']} may not create databases, and the benchmark needs its own. "
                "Grant it CREATEDB, or unset DATABASE_URL to use the local PostgreSQL."
            )
        self._drop_all()
        return self

    def _make_base(self) -> None:
        """What every copy is made of, when the first is asked for."""
        self._run(f'create database "{self.base}"')
        with self.use(self.base):
            call_command("migrate", verbosity=0)
            call_command("load_reference", verbosity=0, stdout=io.StringIO())

    def _leave(self) -> None:
        self._drop_all()
        self._admin.close()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None
    ) -> None:
        self._leave()

    @property
    def base(self) -> str:
        return f"{self.prefix}_base"

    def copy(self) -> str:
        """A new database with tables and reference data, and nothing else."""
        if not self._made:
            self._make_base()
        self._made += 1
        name = f"{self.prefix}_{self._made}"
        self._run(f'create database "{name}" template "{self.base}"')
        return name

    def drop(self, name: str) -> None:
        self._run(f'drop database if exists "{name}" with (force)')

    @contextmanager
    def use(self, name: str) -> Iterator[None]:
        """Django works in that database for as long as the block lasts."""
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before

    def environment(self, name: str) -> dict[str, str]:
        """The environment of a process that is to work in that database."""
        settings = connection.settings_dict
        who = quote(settings["USER"], safe="")
        password = f":{quote(settings['PASSWORD'], safe='')}" if settings["PASSWORD"] else ""
        where = f"{quote(settings['HOST'] or '', safe='')}{':' + str(settings['PORT']) if settings['PORT'] else ''}"
        return {**os.environ, "DATABASE_URL": f"postgres://{who}{password}@{where}/{quote(name, safe='')}"}

    def _drop_all(self) -> None:
        with self._admin.cursor() as cursor:
            cursor.execute(
                "select datname from pg_database where starts_with(datname, %s)", [f"{self.prefix}_"]
            )
            names = [name for (name,) in cursor.fetchall()]
        for name in names:
            self.drop(name)

    def _ask(self, question: str, *values: int) -> Any:
        with self._admin.cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchone()[0]

    def _run(self, statement: str) -> None:
        with self._admin.cursor() as cursor:
            cursor.execute(statement)
