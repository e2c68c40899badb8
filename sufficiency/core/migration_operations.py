"""What our migrations do beside Django's and the libraries' own operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger
from pgtrigger.migrations import AddTrigger


class AddTriggers(Operation):
    """Triggers of many models, as so many `AddTrigger` would add them, by the models' names.

    After each operation Django draws every model anew that is related to the one it was about, which here are nearly
    all: one operation for two hundred triggers saves most of a minute of each new database.
    """

    def __init__(self, triggers: Sequence[tuple[str, Trigger]]) -> None:
        self.triggers = triggers

    def _each(self) -> list[AddTrigger]:
        return [AddTrigger(name, trigger) for name, trigger in self.triggers]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        for name, trigger in self.triggers:
            options = state.models[app_label, name].options
            options["triggers"] = [*options.get("triggers", []), trigger]
        state.reload_models([(app_label, name) for name, _ in self.triggers], delay=True)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        for one in self._each():
            one.database_forwards(app_label, schema_editor, *states)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        for one in self._each():
            one.database_backwards(app_label, schema_editor, *states)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"triggers": self.triggers}

    def describe(self) -> str:
        return f"Create {len(self.triggers)} triggers"
