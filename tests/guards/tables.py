"""What stands in every table: to see that nothing was written, or only what may have been."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.models import Model

# Not what a form makes: the session of who sent it, and that something was read or refused.
_NOT_COUNTED = {"django_session", "django_migrations", "axes_accessattempt"}
_READINGS = "action like 'saw %%' or action like 'searched %%' or action = 'asked for a page'"
OURS = (
    "core",
    "carers",
    "placements",
    "careleavers",
    "forecasting",
    "exchange",
    "operations",
    "reports",
    "django_tasks_database",
)
# Row by row: what it is worth as one number.
Rows = dict[str, dict[int, int]]


def models() -> list[type[Model]]:
    return [
        model
        for label in OURS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.db_table not in _NOT_COUNTED
    ]


def _selects(what: str) -> str:
    parts = []
    for model in models():
        table, key = model._meta.db_table, model._meta.pk.column
        where = f" where not ({_READINGS})" if table == "core_auditevent" else ""
        parts.append(what.format(table=table, key=key) + where)
    return " union all ".join(parts)


def tally() -> dict[str, tuple[int, int]]:
    """Of each table how many rows, and a sum that tells whether any of them changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            _selects(
                """select '{table}', count(*), coalesce(sum(hashtext(t::text)::bigint), 0) from "{table}" t"""
            ).replace("%%", "%")
        )
        return {table: (number, int(total)) for table, number, total in cursor.fetchall()}


def rows() -> Rows:
    """Every row of every table."""
    with connection.cursor() as cursor:
        cursor.execute(
            _selects(
                """select '{table}', "{key}"::text, hashtext(t::text)::bigint from "{table}" t"""
            ).replace("%%", "%")
        )
        found: Rows = {model._meta.db_table: {} for model in models()}
        for table, key, worth in cursor.fetchall():
            found[table][key] = worth
        return found


@dataclass(frozen=True)
class Written:
    """Rows that a form added, changed or removed, as (table, key)."""

    added: list[tuple[str, str]]
    touched: list[tuple[str, str]]


def written(before: Rows, after: Rows) -> Written:
    added = [(table, key) for table, new in after.items() for key in new.keys() - before[table].keys()]
    touched = [
        (table, key)
        for table, old in before.items()
        for key, worth in old.items()
        if after[table].get(key) != worth
    ]
    return Written(added, touched)
