"""The list of young people, its file, and the page that asks for a long one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from careleavers.filters import YoungPeopleFilter
from careleavers.models import YoungPerson
from careleavers.querysets import YoungPersonQuerySet
from careleavers.situation import recorded_from, with_facts
from careleavers.tables import YoungPeopleTable
from careleavers.views.page import authority_open_to, reader, to_the_list, today_of
from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.files import asking, taking
from sufficiency.core.files.lists import YOUNG_PEOPLE, Listed
from sufficiency.core.models import Authority
from sufficiency.core.paging import CountedWithItsRows
from sufficiency.core.writing import day_in_words


@require_safe
def young_people(request: HttpRequest) -> HttpResponse:
    """Young people from 16 to 24 whose record the reader may open; `format=csv` is the same list as a file."""
    authority = authority_open_to(request, Action.SEE_YOUNG_PEOPLE)
    today = today_of(authority)
    approved = taking.approval(request, YOUNG_PEOPLE, authority)
    visible, narrowed, table = _found(request, authority, today)
    if taking.is_asked_for(request):
        return taking.file_of(request, _listed(request, authority, table, narrowed), approved=approved)
    RequestConfig(request, paginate={"paginator_class": CountedWithItsRows, "per_page": 25}).configure(table)
    access_log.shown(
        request,
        "young people list",
        [row.record for row in table.page.object_list],
        authority=authority,
    )
    number = table.paginator.count
    everyone = visible.count() if narrowed.wanted else number
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
            "everyone": everyone,
            "count": f"{number:,} {'young person' if number == 1 else 'young people'}",
            "of_all": f" of {everyone:,}" if narrowed.wanted else "",
            "csv": taking.link(request, YOUNG_PEOPLE, authority, number),
            "clear_href": reverse("careleavers:young-people"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def young_people_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a file of more young people than leave at once."""
    authority = authority_open_to(request, Action.SEE_YOUNG_PEOPLE)
    _, narrowed, table = _found(request, authority, today_of(authority))
    return asking.answer(request, _listed(request, authority, table, narrowed), breadcrumbs=to_the_list())


def _found(
    request: HttpRequest, authority: Authority, today: date
) -> tuple[YoungPersonQuerySet, YoungPeopleFilter, YoungPeopleTable]:
    """Everybody whom the reader may open, what they narrowed the list to, and those found."""
    visible = YoungPerson.objects.visible_to(request.user).filter(authority=authority).known_on(today)
    known: Any = {"day": today, "recorded_from": recorded_from(authority, day=today)}
    narrowed = YoungPeopleFilter(request.GET, reader=reader(request))
    found = narrowed.chosen(visible, **known)
    return visible, narrowed, YoungPeopleTable(with_facts(found, day=today), **known)


def _listed(
    request: HttpRequest, authority: Authority, table: YoungPeopleTable, narrowed: YoungPeopleFilter
) -> Listed:
    RequestConfig(request, paginate=False).configure(table)
    return Listed(YOUNG_PEOPLE, authority, table.day, table, narrowed)
