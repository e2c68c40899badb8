"""Triggers that come by our own operation are there after it, known to the state, and gone when it is taken back."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from sufficiency.core.migration_operations import AddTriggers

pytestmark = pytest.mark.django_db(transaction=True)


def trigger(name: str, table: str) -> Trigger:
    return Trigger(
        name=name,
        sql=UpsertTriggerSql(
            func="RETURN NULL;",
            hash=name,
            operation="TRUNCATE",
            level="STATEMENT",
            pgid=f"pgtrigger_{name}",
            table=table,
            when="AFTER",
        ),
    )


def standing() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text, tgname from pg_trigger where tgname like 'pgtrigger_tried_%'"
        )
        return set(cursor.fetchall())


def test_added_known_and_taken_back():
    operation = AddTriggers(
        [
            ("placement", trigger("tried_one", "placements_placement")),
            ("child", trigger("tried_two", "placements_child")),
        ]
    )
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards("placements", after)
    new = [one.name for one in after.models["placements", "child"].options["triggers"]]
    assert new[-1] == "tried_two"
    with connection.schema_editor() as editor:
        operation.database_forwards("placements", editor, before, after)
    assert standing() == {
        ("placements_placement", "pgtrigger_tried_one"),
        ("placements_child", "pgtrigger_tried_two"),
    }
    with connection.schema_editor() as editor:
        operation.database_backwards("placements", editor, after, before)
    assert standing() == set()
