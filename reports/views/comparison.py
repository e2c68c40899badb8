"""Counted here beside published: this authority, its neighbours, its region and England."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from reports.filters import ComparisonFilter
from reports.matching import matches
from reports.presenters import comparison as presenter
from reports.tables import ComparisonTable
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.safe_csv import csv_file

_CHOICES = ("key", "on", "differing")


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """By figure and date, with the difference in words; `format=csv` gives the same as a file."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    found = matches(authority, today=timezone.localdate())
    chosen_in_address = any(name in request.GET for name in _CHOICES)
    form = ComparisonFilter(request.GET if chosen_in_address else None, found=found)
    shown = form.chosen()
    if request.GET.get("format") == "csv":
        name = f"comparison-{authority.gss_code}"
        return csv_file(presenter.CSV_HEADER, presenter.csv_rows(shown), name=name)
    shown = [match for match in shown if not match.is_number_of_a_share]
    rows = [presenter.row(match) for match in shown]
    alone = len({match.title for match in shown}) == 1
    table = ComparisonTable(rows, exclude=("title",) if alone else ())
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    query = request.GET.copy()
    query["format"] = "csv"
    if not chosen_in_address and shown:
        query["on"] = shown[0].as_at.isoformat()
        form.initial["on"] = query["on"]
    return render(
        request,
        "reports/comparison.html",
        {
            "page_title": "Match to DfE: counted here beside published",
            "page_source": "Published figures as their sources print them; neighbours are the mean of the "
            "authority's statistical neighbours, unless a source prints one.",
            "table": table,
            "filter_form": form,
            "summary": presenter.summary(shown),
            "alone": rows[0] if alone else None,
            "is_empty": not found,
            "csv_href": f"?{query.urlencode()}",
            "clear_href": reverse("reports:comparison"),
        },
    )
