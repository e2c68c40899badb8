"""What people do with a load: bring it in, ask for it to be applied, leave it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.exchange.foresight import foresee
from sufficiency.exchange.models import ApplyRun, Import
from sufficiency.exchange.runs import stage_of
from sufficiency.exchange.ssda903 import ReturnRefused, Upload, read_upload


@transaction.atomic
def receive(
    *,
    authority: Authority,
    uploads: Iterable[Upload],
    by: User,
    year: int | None = None,
    as_at: date | None = None,
) -> Import:
    """Read files and find out what applying them would do. Nothing is applied. Raises `ReturnRefused`."""
    batch = read_upload(authority=authority, uploads=uploads, by=by, year=year, as_at=as_at)
    foresee(batch)
    return batch


@transaction.atomic
def ask_to_apply(*, batch: Import, by: User, key: UUID) -> ApplyRun | None:
    """A run to be carried out; None where there is nothing to ask: asked before, under way, or done.

    `key` is the form's own: the same form sent twice asks once.
    """
    require(by, Action.LOAD_RETURNS, batch.authority)
    locked = Import.objects.select_for_update().get(pk=batch.pk)
    stage = stage_of(locked, locked.runs.first(), now=timezone.now())
    if not stage.can_be_applied or ApplyRun.objects.filter(key=key).exists():
        return None
    locked.status = Import.Status.APPLYING
    locked.save(update_fields=["status"])
    return ApplyRun.objects.create(batch=locked, key=key, by=by)


@transaction.atomic
def discard(*, batch: Import, by: User) -> None:
    """Remove a load that was never applied, with every row of it. Raises `ReturnRefused`."""
    require(by, Action.LOAD_RETURNS, batch.authority)
    locked = Import.objects.select_for_update().get(pk=batch.pk)
    if not stage_of(locked, locked.runs.first(), now=timezone.now()).can_be_applied:
        raise ReturnRefused(
            "This load is being applied or has been. What was applied is kept as evidence; undo it instead."
        )
    audit.record(by=by, action="returns discarded", on=locked, authority=locked.authority)
    locked.delete()
