"""The list of young people, and its file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from careleavers.filters import YoungPeopleFilter
from careleavers.models import YoungPerson
from careleavers.situation import recorded_from, with_facts
from careleavers.tables import YoungPeopleTable
from careleavers.views.page import authority_open_to, reader, today_of
from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.paging import CountedWithItsRows
from sufficiency.core.safe_csv import csv_lines
from sufficiency.core.sign_in import fresh
from sufficiency.core.writing import day_in_words


@require_safe
def young_people(request: HttpRequest) -> HttpResponse:
    """Young people from 16 to 24 whose record the reader may open; `format=csv` is the same list, whole."""
    authority = authority_open_to(request, Action.SEE_YOUNG_PEOPLE)
    today = today_of(authority)
    visible = YoungPerson.objects.visible_to(request.user).filter(authority=authority).known_on(today)
    known: Any = {"day": today, "recorded_from": recorded_from(authority, day=today)}
    narrowed = YoungPeopleFilter(request.GET, reader=reader(request))
    found = narrowed.chosen(visible, **known)
    table = YoungPeopleTable(with_facts(found, day=today), **known)
    if request.GET.get("format") == "csv":
        if again := fresh.asked_again(request, file=True):
            return again
        RequestConfig(request, paginate=False).configure(table)
        access_log.exported(request, "young people", on=authority, authority=authority, rows=len(table.rows))
        return _csv(table, name=f"young-people-{authority.gss_code}-{today.isoformat()}")
    RequestConfig(request, paginate={"paginator_class": CountedWithItsRows, "per_page": 25}).configure(table)
    access_log.shown(
        request,
        "young people list",
        [row.record for row in table.page.object_list],
        authority=authority,
    )
    number = table.paginator.count
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    return render(
        request,
        "careleavers/young_people.html",
        {
            "page_title": f"Young people on {day_in_words(today)}",
            "page_source": "From 16 to 24, in care or after it, whose records you may open. What is not recorded "
            "here is told as the latest return told it.",
            "table": table,
            "narrowed": narrowed,
            "is_narrowed": bool(narrowed.wanted),
            "number": number,
            "everyone": visible.count() if narrowed.wanted else number,
            "csv_href": f"?{query.urlencode()}",
            "clear_href": reverse("careleavers:young-people"),
        },
    )


def _csv(table: YoungPeopleTable, *, name: str) -> HttpResponse:
    header, *rows = table.as_values()
    response = HttpResponse("".join(csv_lines(header, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
