"""Loading in steps, as the pages do: read an upload, apply it, undo it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from placements.models import LegalStatus, PeriodOfCare, Placement, TemporaryMove
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.exchange.models import Finding, Import, Return
from sufficiency.exchange.ssda903.applying.apply import Progress, Result, bring_up_to_date, lock
from sufficiency.exchange.ssda903.applying.current_rows import numbers_in
from sufficiency.exchange.ssda903.applying.handing_over import bring_back
from sufficiency.exchange.ssda903.applying.keeping import fingerprint, keep, keep_rows
from sufficiency.exchange.ssda903.applying.reporting import report_on
from sufficiency.exchange.ssda903.applying.speaking import settle_extracts, speaking
from sufficiency.exchange.ssda903.loading import apply_returns, kind_of, mark_applied, names_of, warnings_of
from sufficiency.exchange.ssda903.reading import Upload, read_returns
from sufficiency.exchange.ssda903.refusal import ReturnRefused
from sufficiency.exchange.ssda903.report import ImportReport
from sufficiency.exchange.ssda903.setting_aside import judge


def read_upload(
    *,
    authority: Authority,
    uploads: Iterable[Upload | Path | str],
    by: User,
    year: int | None = None,
    as_at: date | None = None,
) -> Import:
    """Read files and keep their rows, without applying anything: an `Import` in status READY.

    Its returns, files and rows set aside are in the database; the files are not needed again.
    Raises `ReturnRefused`.
    """
    require(by, Action.LOAD_RETURNS, authority)
    read = read_returns(uploads, known_as=names_of(authority), year=year, as_at=as_at)
    with transaction.atomic():
        batch = Import.objects.create(
            authority=authority,
            by=by,
            status=Import.Status.READY,
            kind=kind_of(read),
            warnings=warnings_of(authority, read),
        )
        for one in read:
            verdict = judge(one)
            keep_rows(keep(batch, one, verdict, fingerprint(one)), one, verdict)
        audit.record(by=by, action="returns read", on=batch, authority=authority, returns=len(read))
    return batch


def apply_import(*, batch: Import, by: User, progress: Progress | None = None) -> ImportReport:
    """Apply an upload that was read. Applied already: the report again, and nothing is done.

    A load that a dead process left in the state of being applied did nothing and is applied now.
    Raises `ReturnRefused` where it was undone or refused.
    """
    require(by, Action.LOAD_RETURNS, batch.authority)
    began = time.monotonic()
    # Said at once, so that others see it; the work itself is one transaction.
    Import.objects.filter(pk=batch.pk, status=Import.Status.READY).update(status=Import.Status.APPLYING)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, source="SSDA903"):
            lock(batch.authority)
            batch.refresh_from_db()
            _refuse_unless(batch, Import.Status.APPLYING, Import.Status.APPLIED)
            returns = list(batch.returns.order_by("as_at"))
            if batch.status == Import.Status.APPLIED:
                result = _as_it_stands(batch)
            else:
                result = apply_returns(batch.authority, returns, progress, batch=batch)
                mark_applied(batch, result, by)
            report = report_on(batch.authority, returns, result, batch.warnings)
    except Exception:
        Import.objects.filter(pk=batch.pk, status=Import.Status.APPLYING).update(status=Import.Status.READY)
        raise
    report.seconds = time.monotonic() - began
    return report


def _as_it_stands(batch: Import) -> Result:
    return Result(counts=batch.changes, changes={}, conflicts=[])


_WORDS = {
    Import.Status.UPLOADED: "has not been read yet",
    Import.Status.READY: "has not been applied yet",
    Import.Status.APPLYING: "is being applied at this moment",
    Import.Status.APPLIED: "has been applied already",
    Import.Status.REFUSED: "was refused",
    Import.Status.UNDONE: "was undone",
}


def _refuse_unless(batch: Import, *allowed: str) -> None:
    if batch.status not in allowed:
        words = _WORDS[Import.Status(batch.status)]
        raise ReturnRefused(f"This load {words}. Load the files again if you need them.")


def undo_import(*, batch: Import, by: User) -> Result:
    """Take a load back whole: its returns no longer count, and those they had replaced count again.

    Its rows are kept as evidence. Raises `ReturnRefused` where something later depends on it.
    """
    require(by, Action.LOAD_RETURNS, batch.authority)
    with transaction.atomic(), pghistory.context(user=by.pk, source="SSDA903 undone"):
        lock(batch.authority)
        batch.refresh_from_db()
        _refuse_unless(batch, Import.Status.APPLIED)
        why_not = why_not_undone(batch)
        if why_not:
            raise ReturnRefused(why_not)
        returns = list(batch.returns.all())
        was_current = [one for one in returns if one.is_current or one.is_extract]
        Return.objects.filter(batch=batch).update(is_current=False)
        restored = [one for one in map(_before, was_current) if one is not None]
        Return.objects.filter(pk__in=[one.pk for one in restored]).update(is_current=True)
        # An extract that this one restated speaks again where there is a child to speak for.
        settle_extracts(
            batch.authority,
            [one.year for one in returns if one.is_extract],
            among=[
                *(one for one in speaking(batch.authority).values() if one.batch_id != batch.pk),
                *restored,
            ],
        )
        numbers = bring_back(batch) if batch.replaced_entries.exists() else set()
        result = bring_up_to_date(batch.authority, [*returns, *restored], children=numbers)
        Finding.objects.filter(of_return__in=returns, kind=Finding.Kind.QUERY).delete()
        batch.status, batch.undone_at, batch.undone_by = Import.Status.UNDONE, timezone.now(), by
        batch.save(update_fields=["status", "undone_at", "undone_by"])
        audit.record(by=by, action="returns undone", on=batch, authority=batch.authority, **result.changes)
    return result


def _before(one: Return) -> Return | None:
    """The return that spoke for this day before: of those applied and not undone the last."""
    return (
        Return.objects.filter(authority=one.authority, as_at=one.as_at, batch__status=Import.Status.APPLIED)
        .exclude(batch=one.batch)
        .order_by("-batch__applied_at")
        .first()
    )


def why_not_undone(batch: Import) -> str | None:
    """Why a load cannot be undone, in words; None where it can."""
    later = Import.objects.filter(
        authority=batch.authority, status=Import.Status.APPLIED, applied_at__gt=batch.applied_at
    )
    if later.exists():
        newest = later.order_by("-applied_at")[0]
        return (
            f"A later load, applied on {timezone.localtime(newest.applied_at):%-d %B %Y at %H:%M}, builds on this "
            "one. Undo that one first."
        )
    numbers = numbers_in(list(batch.returns.values_list("pk", flat=True)))
    since = Q(recorded_at__gt=batch.applied_at) | Q(events__pgh_created_at__gt=batch.applied_at)
    for model in (PeriodOfCare, LegalStatus, Placement, TemporaryMove):
        changed = model.objects.filter(
            since, child__authority=batch.authority, child__number__in=numbers, entered_by__isnull=False
        )
        count = changed.values("child").distinct().count()
        if count:
            whose = "one child" if count == 1 else f"{count:,} children"
            return (
                f"Since this load was applied, people have entered or changed a {model._meta.verbose_name} of "
                f"{whose} that it names. Correct the return in your case system and load it again instead."
            )
    return None
