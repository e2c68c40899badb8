"""The children behind a figure, for those who may open records."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from reports.children import with_circumstances
from reports.presenters import words
from reports.tables import ChildrenTable
from reports.views.page import question
from sufficiency.core import access_log
from sufficiency.core.access import Action, Reach, may, require
from sufficiency.indicators import catalogue, children_behind, measure
from sufficiency.indicators.wording import in_words

PER_PAGE = 25


@require_safe
def indicator_children(request: HttpRequest, key: str) -> HttpResponse:
    """As many as the figure says: those who may be opened as rows, the rest as a number."""
    asked = question(request)
    if not may(request.user, Action.SEE_CHILDREN, asked.authority, at_least=Reach.ALLOCATED):
        require(request.user, Action.SEE_CHILDREN, asked.authority)
    category = request.GET.get("category") or None
    try:
        indicator = catalogue.get(key)
        behind = children_behind(
            key, authority=asked.authority, as_at=asked.day, today=asked.covered.today, category=category
        )
    except (catalogue.UnknownIndicator, ValueError) as unknown:
        raise Http404(str(unknown)) from None
    figure = measure([key], authority=asked.authority, as_at=asked.day, today=asked.covered.today)[key]
    if figure.value is None:
        behind = behind.none()
    number = behind.count()
    visible = behind.visible_to(request.user)
    seen = visible.count()
    table = ChildrenTable(
        with_circumstances(visible, day=asked.day),
        day=asked.day,
        authority=asked.authority,
        attrs={"caption": f"Children behind the figure: {indicator.title}"},
        empty_text="There is no child behind this figure whose record you can open.",
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    access_log.shown(
        request,
        "children behind a figure",
        [row.record for row in table.paginated_rows],
        authority=asked.authority,
        figure=key,
        on=asked.day.isoformat(),
    )
    query = {"on": asked.day.isoformat()}
    return render(
        request,
        "reports/indicator_children.html",
        asked.context(
            page_title=f"Children behind the figure at {in_words(asked.day)}",
            page_caption=f"{indicator.title}{f': {category}' if category else ''}",
            breadcrumbs=[
                {"text": "Indicators", "href": f"{reverse('reports:indicator-list')}?{urlencode(query)}"},
                {
                    "text": indicator.title,
                    "href": f"{reverse('reports:indicator-detail', args=[key])}?{urlencode(query)}",
                },
            ],
            table=table,
            number=words.records(number, "child", "children"),
            closed=words.records(number - seen) if number > seen else "",
            reason=figure.reason,
            categories=[
                {
                    "text": name,
                    "href": f"?{urlencode({**query, 'category': name})}",
                    "current": name == category,
                }
                for name in indicator.categories
            ],
            every_href=f"?{urlencode(query)}",
            category=category,
            keep=[("category", category)] if category else [],
        ),
    )
