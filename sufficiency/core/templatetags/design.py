"""Small tags for the components in `templates/_components`: arrangement only, no figure is made here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import template
from django.core.paginator import Page

register = template.Library()


@register.filter
def beside(cells: Sequence[Any], columns: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Each cell of a row with the column it stands in; a row of another length is a fault of the presenter."""
    return zip(cells, columns, strict=True)


@register.filter
def elided_pages(page: Page) -> Iterable[int | str]:
    """Page numbers to offer: the first, the last, this one and its neighbours, with gaps marked."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, parameter: str, number: int) -> str:
    """This page's address with another page number, everything else kept."""
    query = context["request"].GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"
