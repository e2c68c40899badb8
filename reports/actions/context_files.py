"""Applying a file of context figures: all that was shown, in one transaction, or nothing."""

from __future__ import annotations

from django.db import transaction

from reports.actions.context import add_context_figure, change_context_figure
from reports.context_file import Comparison, compared
from reports.models import ContextFigure
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.uploaded_csv import Sheet


class FileNotAsShown(Exception):
    """What is kept changed after the preview, or the file has faults. Nothing was changed."""


@transaction.atomic
def apply_context_file(*, authority: Authority, sheet: Sheet, fingerprint: str, by: User) -> Comparison:
    """Do what the preview with that fingerprint showed. Raises `PermissionDenied`, `FileNotAsShown`."""
    require(by, Action.WRITE_DOCUMENTS, authority)
    # Held until the end: no figure can be added between comparing and writing.
    Authority.objects.select_for_update().get(pk=authority.pk)
    made = compared(sheet, ContextFigure.objects.filter(authority=authority))
    if made.fingerprint != fingerprint or not made.can_be_applied:
        raise FileNotAsShown
    for line in made.new:
        add_context_figure(authority=authority, kept=line.kept, by=by)
    for line in made.changes:
        assert line.figure is not None
        change_context_figure(figure=line.figure, kept=line.kept, version=line.figure.version, by=by)
    audit.record(
        by=by,
        action="apply context figures file",
        on=authority,
        authority=authority,
        added=len(made.new),
        changed=len(made.changes),
        unchanged=made.unchanged,
    )
    return made
