"""What leaves the program as files: findings as CSV, and the return of a year."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.safe_csv import csv_lines
from sufficiency.core.sign_in import fresh
from sufficiency.exchange import findings
from sufficiency.exchange.models import Finding
from sufficiency.exchange.presenters import words
from sufficiency.exchange.ssda903 import export_return, limits, write_export
from sufficiency.exchange.views.page import closed_numbers, load_open_to

_HEADER = ("return_to", "file", "row", "child", "column", "code", "rule", "value", "message")
_MOST_IN_MEMORY = 2 * 1024 * 1024


@require_safe
def set_aside_csv(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Every row of a load that was set aside."""
    return _findings_csv(request, public_id, Finding.Kind.SET_ASIDE, "set-aside")


@require_safe
def queries_csv(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Every query of a load."""
    return _findings_csv(request, public_id, Finding.Kind.QUERY, "queries")


def _findings_csv(request: HttpRequest, public_id: UUID, kind: str, name: str) -> HttpResponseBase:
    batch = load_open_to(request, Action.SEE_RETURNS, public_id)
    if again := fresh.asked_again(request, file=True):
        return again
    # Written before anything is sent: who took children's numbers out of the program.
    access_log.exported(
        request,
        name.replace("-", " "),
        on=batch,
        authority=batch.authority,
        rows=findings.of_kind(batch, kind).count(),
    )
    closed = closed_numbers(request, batch.authority)
    lines = csv_lines(_HEADER, _cells(findings.every_row(batch, kind, closed=closed), kind))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _cells(rows: Iterable[findings.Row], kind: str) -> Iterator[tuple]:
    for row in rows:
        one = row.finding
        name = (
            words.query_name(one.code) if kind == Finding.Kind.QUERY else words.set_aside_words(one.code)[0]
        )
        yield (
            one.of_return.as_at,
            one.file,
            one.row,
            row.child,
            one.column,
            one.code,
            name,
            "not shown" if row.value is None else row.value,
            one.message,
        )


@require_safe
def return_export(request: HttpRequest, year: int) -> HttpResponseBase:
    """The return of a year as a zip of CSV files with DfE's names. `export_return` writes the audit event."""
    authority = authority_open_to(request, Action.EXPORT_RETURNS)
    if not limits.FIRST_RETURN_YEAR <= year <= limits.LAST_RETURN_YEAR:
        raise Http404("There is no return of that year.")
    if again := fresh.asked_again(request, file=True):
        return again
    tables = export_return(authority=authority, year=year, by=request.user)  # type: ignore[arg-type]
    packed = tempfile.SpooledTemporaryFile(max_size=_MOST_IN_MEMORY)  # noqa: SIM115
    with (
        tempfile.TemporaryDirectory() as scratch,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path in write_export(tables, Path(scratch)):
            archive.write(path, path.name)
    packed.seek(0)
    name = f"ssda903-{authority.gss_code}-{year}.zip"
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")
