"""One look into an authority's folder. What is applied and that it was applied are one transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.exchange.models import Finding, FolderItem, FolderRun, Import
from sufficiency.exchange.nightly import folder as folders
from sufficiency.exchange.nightly.reporting import report_on
from sufficiency.exchange.ssda903 import ReturnRefused, apply_import, read_upload
from sufficiency.exchange.ssda903.applying.checks import ABSENT

logger = logging.getLogger(__name__)

# Distinguishes this lock from any other that the product may take.
_LOCK = 905
# An extract that would do more than this by itself waits for a person: it may have been cut short.
MOST_ABSENT, MOST_REMOVED, FEW = 0.10, 0.10, 5


class AnotherRun(Exception):
    """Another run for this authority is at work."""


class _Changed(Exception):
    """The extract changed while it was read."""


@dataclass
class Told:
    """A run as it ended: how many extracts by outcome, and how many things were left."""

    run: FolderRun
    items: list[FolderItem]

    @property
    def needs_a_person(self) -> bool:
        return self.run.outcome in (FolderRun.Outcome.ATTENTION, FolderRun.Outcome.STOPPED)


@contextmanager
def only_one(authority: Authority) -> Iterator[None]:
    """Hold the authority's folder for this session. Raises `AnotherRun`. Ends with the process that has it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [_LOCK, authority.pk])
        [mine] = cursor.fetchone()
    if not mine:
        raise AnotherRun(f"Another run for {authority} is at work. Nothing was done.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s, %s)", [_LOCK, authority.pk])


def run_folder(
    *, authority: Authority, folder: Path, by: User, today: date, settled_for: float, between: float = 1.0
) -> Told:
    """Take every whole extract in the folder, the oldest first. Raises `AnotherRun` and `FolderUnusable`."""
    require(by, Action.LOAD_RETURNS, authority)
    folders.make_ready(folder)
    with only_one(authority):
        run = FolderRun.objects.create(authority=authority, by=by)
        looked = folders.look(folder, settled_for=settled_for, between=between)
        items, faults, left = [], 0, looked.left
        for path in looked.whole:
            try:
                items.append(_take(run, path, by, today))
            except _Changed:
                left += 1
            except Exception as fault:
                # The fault's own text may quote a row, so only its kind is logged. The extract stays for the next run.
                logger.error(
                    "An extract of %s could not be taken: %s", authority.gss_code, type(fault).__name__
                )
                faults += 1
        run.left, run.finished_at, run.outcome = left, timezone.now(), _outcome(items, faults)
        run.save(update_fields=["left", "finished_at", "outcome"])
    return Told(run, items)


def _outcome(items: list[FolderItem], faults: int) -> str:
    if faults:
        return FolderRun.Outcome.STOPPED
    if any(one.outcome in (FolderItem.Outcome.REFUSED, FolderItem.Outcome.HELD) for one in items):
        return FolderRun.Outcome.ATTENTION
    return FolderRun.Outcome.TAKEN if items else FolderRun.Outcome.NOTHING


def _take(run: FolderRun, path: Path, by: User, today: date) -> FolderItem:
    """Apply one extract, or say why not, and put it away."""
    before = folders.signature(path)
    sha256 = folders.digest(path)
    try:
        day = _day(path, today)
        item = _taken_before(run, sha256, day) or _apply(run, path, sha256, day, by, before)
    except ReturnRefused as refusal:
        if folders.signature(path) != before:
            raise _Changed from None
        item = FolderItem.objects.create(
            run=run,
            authority=run.authority,
            sha256=sha256,
            as_at=folders.day_in(path.name),
            outcome=FolderItem.Outcome.REFUSED,
            told=str(refusal),
        )
    refused = item.outcome == FolderItem.Outcome.REFUSED
    folders.put_away(path, folders.REFUSED if refused else folders.DONE, report_on(item))
    return item


def _day(path: Path, today: date) -> date:
    day = folders.day_in(path.name)
    if day is None:
        raise ReturnRefused(
            "The name of the extract does not hold its day once, and so it cannot be known to which day it speaks. "
            "Have the case system name it with the day, such as extract-2026-11-21.zip."
        )
    if day > today:
        raise ReturnRefused(f"The extract is named for {day:%d/%m/%Y}, a day that is still to come.")
    if folders.has_links(path):
        raise ReturnRefused(
            "The extract holds links to other places, which are not followed. Send the files."
        )
    return day


def _taken_before(run: FolderRun, sha256: str, day: date) -> FolderItem | None:
    """The same content for the same day: nothing to do, unless the load was undone or discarded since."""
    there = FolderItem.objects.filter(
        authority=run.authority,
        sha256=sha256,
        as_at=day,
        outcome__in=[FolderItem.Outcome.TAKEN, FolderItem.Outcome.HELD],
        batch__status__in=[Import.Status.READY, Import.Status.APPLYING, Import.Status.APPLIED],
    ).first()
    if there is None:
        return None
    return FolderItem.objects.create(
        run=run,
        authority=run.authority,
        sha256=sha256,
        as_at=day,
        outcome=FolderItem.Outcome.SAME,
        batch=there.batch,
    )


def _apply(
    run: FolderRun, path: Path, sha256: str, day: date, by: User, before: folders.Signature
) -> FolderItem:
    with transaction.atomic():
        batch = read_upload(authority=run.authority, uploads=[path], by=by, as_at=day)
        if folders.signature(path) != before:
            raise _Changed
        point = transaction.savepoint()
        apply_import(batch=batch, by=by)
        batch.refresh_from_db()
        why = _why_held(batch)
        if why:
            transaction.savepoint_rollback(point)
        else:
            transaction.savepoint_commit(point)
        return FolderItem.objects.create(
            run=run,
            authority=run.authority,
            sha256=sha256,
            as_at=day,
            outcome=FolderItem.Outcome.HELD if why else FolderItem.Outcome.TAKEN,
            told=why,
            batch=batch,
        )


def _why_held(batch: Import) -> str:
    """Why a person must look before the load is applied; blank where nobody need."""
    children = batch.changes.get("children", 0)
    absent = Finding.objects.filter(of_return__batch=batch, code=ABSENT).count()
    removed = batch.changes.get("placements_removed", 0)
    known = removed + sum(
        batch.changes.get(f"placements_{fate}", 0) for fate in ("unchanged", "corrected", "ended")
    )
    if absent > max(FEW, MOST_ABSENT * (children + absent)):
        return (
            f"{absent:,} children who were looked after in the load before are not in this extract, so it may have "
            "been cut short. Look at the load and apply it, or discard it."
        )
    if removed > max(FEW, MOST_REMOVED * known):
        return (
            f"It would take {removed:,} of {known:,} placements out of the register, more than a night's corrections. "
            "Look at the load and apply it, or discard it."
        )
    return ""
