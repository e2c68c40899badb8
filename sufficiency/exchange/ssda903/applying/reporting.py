"""A report of returns in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Finding, Return, ReturnFile
from sufficiency.exchange.ssda903.applying.apply import Result
from sufficiency.exchange.ssda903.report import COUNTS, ImportReport


def report_on(
    authority: Authority, returns: Sequence[Return], result: Result, warnings: Sequence[str]
) -> ImportReport:
    """What was found in these returns and done with them."""
    ids = [one.pk for one in returns]
    findings = Finding.objects.filter(of_return__in=ids).order_by("of_return__as_at", "file", "row", "code")

    def of_kind(kind: str, *columns: str) -> list[dict]:
        return list(findings.filter(kind=kind).values(*columns))

    rows = ("file", "row", "column", "code", "value", "message")
    files = ReturnFile.objects.filter(of_return__in=ids).order_by("of_return__as_at", "name")
    return ImportReport(
        authority=authority.gss_code,
        returns=[{"year": one.year, "as_at": one.as_at.isoformat()} for one in returns],
        files=[
            {
                "name": file.name,
                "table": file.table,
                "rows": file.rows,
                "columns_ignored": file.columns_ignored,
            }
            for file in files
        ],
        counts={name: result.counts[name] for name in COUNTS},
        set_aside=of_kind(Finding.Kind.SET_ASIDE, *rows),
        queries=of_kind(Finding.Kind.QUERY, *rows),
        repaired=[
            {"file": one["file"], "row": one["row"], "what": one["message"]}
            for one in of_kind(Finding.Kind.REPAIRED, "file", "row", "message")
        ],
        conflicts=result.conflicts,
        warnings=list(warnings),
        changes=result.changes,
    )
