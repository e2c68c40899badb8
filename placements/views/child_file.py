"""The list of children as a file has it, and the page that asks for a long one."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_tables2 import RequestConfig

from placements.filters import ChildFilter
from placements.models import Child
from placements.querysets import ChildQuerySet
from placements.situation import situations
from placements.tables import ChildTable
from placements.views.page import authority_of_reader, person
from sufficiency.core.files import asking
from sufficiency.core.files.lists import CHILDREN, Listed
from sufficiency.core.models import Authority, User
from sufficiency.core.search import kept


def found_in_list(
    reader: User, authority: Authority, narrowed: QueryDict, *, searched: str, today: date
) -> tuple[ChildQuerySet, ChildFilter, ChildTable]:
    """Every child whose record the reader may open, what they narrowed the list to, and those found."""
    visible = Child.objects.visible_to(reader).filter(authority=authority)
    filters = ChildFilter(narrowed, queryset=visible.search(searched), today=today)
    return visible, filters, ChildTable(filters.qs, day=today)


def as_listed(authority: Authority, table: ChildTable, filters: ChildFilter, *, searched: str) -> Listed:
    """The list for a file, in the order that its table has been put in."""

    def fill(children: list[Child]) -> None:
        table.situations = situations(children, on=table.day)

    return Listed(CHILDREN, authority, table.day, table, filters.form, searched, fill)


@require_http_methods(["GET", "HEAD", "POST"])
def child_list_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a file of more children than leave at once."""
    authority = authority_of_reader(request)
    searched = kept.searched(request, kept.LIST)
    today = timezone.localdate()
    _, filters, table = found_in_list(person(request), authority, request.GET, searched=searched, today=today)
    RequestConfig(request, paginate=False).configure(table)
    listed = as_listed(authority, table, filters, searched=searched)
    breadcrumbs = [{"text": "Children", "href": reverse("placements:child-list")}]
    return asking.answer(request, listed, breadcrumbs=breadcrumbs)
