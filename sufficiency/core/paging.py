"""A page of a long list, and how many there are in all, by one query."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django_tables2.rows import BoundRows

# Further on the rows are counted first, as Django does: so far nobody leafs, and an offset has its limit.
_FURTHEST = 10_000


class CountedWithItsRows(Paginator):
    """For tables of a query whose conditions cost more than its rows: they are asked once instead of twice.

    `RequestConfig(request, paginate={"paginator_class": CountedWithItsRows, …})`. Pages, their limits and what is
    raised beyond the last are Django's.
    """

    def page(self, number: Any) -> Page:
        if not (isinstance(number, int) and 1 <= number <= _FURTHEST):
            return super().page(number)
        first = (number - 1) * self.per_page
        rows: Any = self.object_list
        records = list(rows.data.data.annotate(in_all=Window(Count("*")))[first : first + self.per_page])
        if not records and number > 1:
            return super().page(number)
        # In the place of the property that would ask the database.
        self.count = records[0].in_all if records else 0
        return Page(BoundRows(records, table=rows.table), number, self)
