"""Loading in one go: read, keep, apply, and say what was done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import pghistory
from django.db import transaction
from django.utils import timezone

from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.exchange.applied import load_applied
from sufficiency.exchange.models import Import, Return
from sufficiency.exchange.ssda903.applying.apply import (
    Progress,
    Result,
    bring_up_to_date,
    lock,
    make_current,
)
from sufficiency.exchange.ssda903.applying.checks import other_warnings
from sufficiency.exchange.ssda903.applying.keeping import fingerprint, keep, keep_rows
from sufficiency.exchange.ssda903.applying.reporting import report_on
from sufficiency.exchange.ssda903.applying.speaking import AtHand, speaking
from sufficiency.exchange.ssda903.reading import ReadReturn, Upload, read_returns
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.report import ImportReport
from sufficiency.exchange.ssda903.setting_aside import Judged, judge


def import_paths(
    *,
    authority: Authority,
    paths: Iterable[Path | str | Upload],
    by: User,
    year: int | None = None,
    as_at: date | None = None,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Load the returns that the paths hold. One transaction: all of it, or nothing.

    `year` or `as_at` say what the dates do not. `dry_run` gives the report and leaves the database as it was.
    `strict` refuses the load if any row would be set aside. Raises `ReturnRefused`.
    """
    require(by, Action.LOAD_RETURNS, authority)
    began = time.monotonic()
    read = read_returns(paths, known_as=names_of(authority), year=year, as_at=as_at)
    judged = [judge(one) for one in read]
    if strict:
        refuse_rows_set_aside(judged)
    with transaction.atomic(), pghistory.context(user=by.pk, source="SSDA903"):
        lock(authority)
        inner = transaction.savepoint()
        report = _load(authority, read, judged, by, progress)
        if dry_run:
            transaction.savepoint_rollback(inner)
        else:
            transaction.savepoint_commit(inner)
    report.seconds = time.monotonic() - began
    return report


def names_of(authority: Authority) -> list[str]:
    """What a pooled extract may call the authority."""
    return [
        authority.name,
        authority.short_name,
        authority.gss_code,
        authority.dfe_code,
        *authority.aliases,
    ]


def refuse_rows_set_aside(judged: list[Judged]) -> None:
    count = sum(len(one.set_aside.frame()) for one in judged)
    if count:
        first = next(frame for frame in (one.set_aside.frame() for one in judged) if len(frame)).iloc[0]
        raise ReturnRefused(
            f"{count:,} rows would be set aside, and the load was asked to be strict. The first is {first['file']}, "
            f"row {first['row']}, column {first['column']}: {first['message']}"
        )


def _load(
    authority: Authority, read: list[ReadReturn], judged: list[Judged], by: User, progress: Progress | None
) -> ImportReport:
    current = speaking(authority)
    warnings = warnings_of(authority, read)
    batch: Import | None = None
    returns = []
    fresh: list[tuple[Return, ReadReturn, Judged]] = []
    for one, verdict in zip(read, judged, strict=True):
        sha256 = fingerprint(one)
        if one.as_at in current and current[one.as_at].sha256 == sha256:
            returns.append(current[one.as_at])
            continue
        if batch is None:
            batch = Import.objects.create(
                authority=authority,
                by=by,
                status=Import.Status.APPLYING,
                kind=kind_of(read),
                warnings=warnings,
            )
        returns.append(keep(batch, one, verdict, sha256))
        fresh.append((returns[-1], one, verdict))
    result = apply_returns(
        authority, returns, progress, _rows_at_hand(fresh), lambda: _keep_all_rows(fresh), batch=batch
    )
    if batch is not None:
        mark_applied(batch, result, by)
    return report_on(authority, returns, result, warnings)


def _rows_at_hand(fresh: list[tuple[Return, ReadReturn, Judged]]) -> dict[int, dict[str, pd.DataFrame]]:
    return {
        kept.pk: {file.table: file.frame[~verdict.aside[file.table]] for file in one.files}
        for kept, one, verdict in fresh
    }


def _keep_all_rows(fresh: list[tuple[Return, ReadReturn, Judged]]) -> None:
    for kept, one, verdict in fresh:
        keep_rows(kept, one, verdict)


def kind_of(read: list[ReadReturn]) -> str:
    """An extract that is not a whole year's return makes the load one of extracts."""
    return Import.Kind.EXTRACT if any(one.is_extract for one in read) else Import.Kind.RETURN


def warnings_of(authority: Authority, read: list[ReadReturn]) -> list[str]:
    return [warning for one in read for warning in [*one.warnings, *other_warnings(authority, one)]]


def apply_returns(
    authority: Authority,
    returns: list[Return],
    progress: Progress | None,
    at_hand: AtHand | None = None,
    meanwhile: Callable[[], None] | None = None,
    *,
    batch: Import | None = None,
) -> Result:
    """Make returns current and derive again what they name, and what the returns they replace named."""
    replaced = make_current(authority, returns, at_hand)
    return bring_up_to_date(authority, [*returns, *replaced], progress, at_hand, meanwhile, batch=batch)


def mark_applied(batch: Import, result: Result, by: User) -> None:
    batch.status = Import.Status.APPLIED
    batch.applied_at = timezone.now()
    batch.changes = {**result.counts, **result.changes, "conflicts": len(result.conflicts)}
    batch.save(update_fields=["status", "applied_at", "changes"])
    audit.record(by=by, action="returns applied", on=batch, authority=batch.authority, **batch.changes)
    load_applied.send(sender=Import, load=batch)
