"""The figures of a forecast as a CSV file: the numbers of its pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from forecasting.models import Measure
from forecasting.presenters import words
from forecasting.views.page import made_run
from sufficiency.core.safe_csv import csv_file

_HEADER = (
    "Measure",
    "Age",
    "Placement",
    "Date",
    "95% low",
    "80% low",
    "Middle",
    "80% high",
    "95% high",
    "No change",
    "Chance of being short, %",
)


@require_safe
def figures_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every line of the measures that the address names; of all where it names none."""
    told = made_run(request, public_id)
    asked = [one for one in request.GET.getlist("measure") if one in Measure.values]
    rows = (
        (
            Measure(line.measure).label,
            words.AGES.get(line.age, ""),
            words.PLACEMENTS.get(line.placement, ""),
            line.on,
            line.low95,
            line.low80,
            line.middle,
            line.high80,
            line.high95,
            line.no_change,
            line.chance,
        )
        for line in told.lines(*(asked or Measure.values))
    )
    name = f"forecast-{told.run.authority.gss_code}-{told.run.extract_on.isoformat()}"
    return csv_file(_HEADER, rows, name=name)
