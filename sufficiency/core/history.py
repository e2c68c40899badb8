"""History by database triggers: every change and deletion keeps the row as it was, whoever wrote it.

The first version of a row is the row itself until it changes; `recorded_at` says when it was first written.
So a first import of half a million rows costs no second copy, and yet nothing that was ever recorded is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pghistory


def track_changes(model):
    """Keep the old row at every update and delete of `model`, in one trigger a statement."""
    return track_changes_but_in()(model)


def track_changes_but_in(*derived: str) -> Callable[[Any], Any]:
    """The same, without fields that the database derives from the others: their change is nobody's act."""
    return pghistory.track(
        pghistory.UpdateEvent(level=pghistory.Statement, row=pghistory.Old),
        pghistory.DeleteEvent(level=pghistory.Statement, row=pghistory.Old),
        append_only=True,
        exclude=list(derived),
    )
