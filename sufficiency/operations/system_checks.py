"""Refusals at `migrate` and `check --database default`: a production database that may lose what it acknowledged."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


@register(Tags.database)
def database_is_durable(
    app_configs: object = None, databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """An error for each setting without which a crash loses acknowledged writes. In production alone."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "select name from pg_settings where name = any(%s) and setting = 'off'", [list(DURABLE)]
            )
            for (name,) in cursor.fetchall():
                found.append(
                    Error(
                        f"PostgreSQL's {name} is off: what was saved can be lost in a crash.",
                        hint=f"Set {name} = on in postgresql.conf.",
                        id=f"operations.{name}",
                    )
                )
    return found
