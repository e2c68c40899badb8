"""The conflicts register."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from reports.conflicts import Conflict, conflicts
from reports.filters import ConflictFilter
from reports.presenters import words
from reports.presenters.comparison import short
from reports.tables import ConflictTable, place_in_print
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.safe_csv import csv_file

CSV_HEADER = (
    "kind",
    "key",
    "title",
    "category",
    "area",
    "as_at",
    "unit",
    "value_in_print",
    "as_printed",
    "source",
    "release",
    "note",
    "counted_here",
    "chosen",
    "reason",
    "decision_record",
)


@require_safe
def conflict_list(request: HttpRequest) -> HttpResponse:
    """Where sources disagree, what was chosen and why; `format=csv` has a row for each value in print."""
    authority = authority_open_to(request, Action.SEE_CONFLICTS)
    found = conflicts(authority, today=timezone.localdate())
    form = ConflictFilter(request.GET or None, found=found)
    shown = form.chosen()
    if request.GET.get("format") == "csv":
        rows = (row for conflict in shown for row in _csv_rows(conflict))
        return csv_file(CSV_HEADER, rows, name=f"conflicts-{authority.gss_code}")
    table = ConflictTable(shown)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    query = request.GET.copy()
    query["format"] = "csv"
    return render(
        request,
        "reports/conflict_list.html",
        {
            "page_title": "Conflicts register",
            "page_source": "Every value is kept as its source prints it; none is averaged or dropped.",
            "table": table,
            "filter_form": form,
            "count": words.records(len(shown), "conflict", "conflicts"),
            "settled": sum(conflict.note is not None for conflict in shown),
            "is_empty": not found,
            "csv_href": f"?{query.urlencode()}",
            "clear_href": reverse("reports:conflict-list"),
        },
    )


def _csv_rows(conflict: Conflict) -> Iterator[tuple[object, ...]]:
    note = conflict.note
    for figure in conflict.figures:
        yield (
            conflict.kind.value,
            conflict.key,
            conflict.title,
            conflict.category,
            conflict.area,
            conflict.as_at,
            conflict.unit,
            short(figure.value),
            figure.as_printed,
            place_in_print(figure),
            figure.release,
            figure.note,
            conflict.counted,
            note and note.chosen,
            note and note.reason,
            note and note.decision_record,
        )
