"""What a database holds, as counts and hashes that can be compared without showing any of it.

Taken before a backup and again after a restore: the same rows in each table and the same figures, or the names of
those that differ.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from sufficiency.core.models import Authority
from sufficiency.indicators import catalogue
from sufficiency.indicators.measuring import measure

# They change by themselves, and say nothing of the records.
_PASSING = {
    "django_session",
    "operations_heartbeat",
    "django_tasks_db_dbtaskresult",
    "kept_change",
    "kept_figures",
}


def fingerprint(*, as_at: date) -> dict[str, Any]:
    """Rows and a hash of each table, and a hash of each authority's figures on a day. One snapshot."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read read only")
        return {
            "as_at": as_at.isoformat(),
            "tables": {name: _table(name) for name in _tables()},
            "figures": {
                one.gss_code: _figures(one, as_at)
                for one in Authority.objects.filter(returns__is_current=True).distinct().order_by("gss_code")
            },
        }


def _tables() -> list[str]:
    ours = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    return sorted((ours & there) - _PASSING)


def _table(name: str) -> dict[str, Any]:
    """Rows, and the sum of their hashes: whatever the order, one row more or other changes it."""
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), coalesce(sum(('x' || substr(md5(one::text), 1, 15))::bit(60)::bigint::numeric), 0)"
            f" from {quoted} as one"
        )
        rows, digest = cursor.fetchone()
    return {"rows": rows, "hash": f"{int(digest):x}"}


def _figures(authority: Authority, as_at: date) -> str:
    measured = measure(catalogue.KEYS, authority=authority, as_at=as_at, today=as_at)
    words = json.dumps([one.as_json() for one in measured.values()], sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()


def differences(noted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What is not as it was noted, a sentence each."""
    said = []
    for name in sorted(noted["tables"].keys() | found["tables"].keys()):
        was, now = noted["tables"].get(name), found["tables"].get(name)
        if was is None or now is None:
            said.append(f"{name}: the table is only in the {'database' if was is None else 'note'}.")
        elif was["rows"] != now["rows"]:
            said.append(f"{name}: {was['rows']} rows noted, {now['rows']} found.")
        elif was != now:
            said.append(f"{name}: {was['rows']} rows, but not the same.")
    for code in sorted(noted["figures"].keys() | found["figures"].keys()):
        if noted["figures"].get(code) != found["figures"].get(code):
            said.append(f"Figures of {code} at {noted['as_at']} differ.")
    return said
