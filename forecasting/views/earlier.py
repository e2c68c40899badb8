"""Every forecast that was made, each to be opened as it was made."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from forecasting.models import ForecastLine, ForecastRun, IssuedForecast, Measure
from forecasting.presenters import words
from forecasting.tables import RunTable
from forecasting.views.page import person
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to


@require_safe
def earlier(request: HttpRequest) -> HttpResponse:
    """The latest records first."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    runs = (
        ForecastRun.objects.visible_to(person(request))
        .filter(authority=authority)
        .made()
        .select_related("asked_by")
        .annotate(is_issued=Exists(IssuedForecast.objects.standing().filter(run=OuterRef("pk"))))
    )
    spoken: dict[int, ForecastLine] = {}
    table = RunTable(runs, spoken=spoken)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    shown = {row.record.pk: row.record for row in table.paginated_rows}
    lines: dict[int, list[ForecastLine]] = {}
    for line in ForecastLine.objects.filter(run__in=shown, measure=Measure.TOTAL).order_by("on"):
        lines.setdefault(line.run_id, []).append(line)
    for run, told in lines.items():
        day = words.spoken_of([line.on for line in told[1:]], shown[run].extract_on)
        spoken[run] = next(line for line in told if line.on == day)
    return render(
        request,
        "forecasting/earlier.html",
        {
            "page_title": "Earlier forecasts",
            "page_source": "Each is kept as it was made, and never changes.",
            "breadcrumbs": [{"text": "Forecast", "href": reverse("forecasting:overview")}],
            "table": table,
            "is_empty": not shown,
        },
    )
