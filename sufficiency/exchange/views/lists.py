"""The loads of an authority, and the years that they cover."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.exchange.loads import loads_of
from sufficiency.exchange.models import Return
from sufficiency.exchange.nightly.expecting import missing_tonight
from sufficiency.exchange.presenters import words, years
from sufficiency.exchange.tables import ImportTable


@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """What was loaded when and by whom, which years are there, and which are missing."""
    authority = authority_open_to(request, Action.SEE_RETURNS)
    loads = loads_of(authority, user=request.user)
    table = ImportTable(loads, now=timezone.now())
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    count = table.page.paginator.count
    current = Return.objects.filter(authority=authority, is_current=True).select_related("batch__by")
    return render(
        request,
        "exchange/import_list.html",
        {
            "page_title": "Returns",
            "page_source": "The SSDA903 returns and extracts that the figures are counted from.",
            "table": table,
            "count": words.counted(count, "load"),
            "is_empty": not count,
            "missing": missing_tonight(authority, now=timezone.now()),
            "years": years.lines(list(current), today=timezone.localdate()),
            "may_load": may(request.user, Action.LOAD_RETURNS, authority),
            "may_export": may(request.user, Action.EXPORT_RETURNS, authority),
        },
    )
