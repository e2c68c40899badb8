"""Tables as CSV files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from sufficiency.core.safe_csv import csv_lines


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV file to save: None is an empty cell, text is made safe for spreadsheets."""
    response = HttpResponse("".join(csv_lines(header, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def refused(reason: str) -> HttpResponse:
    """Why there is no file, in a sentence."""
    return HttpResponse(f"{reason}\n", content_type="text/plain; charset=utf-8", status=400)
