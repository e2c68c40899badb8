"""How far outside the area children live, in rings: bands of numbers, so that nobody can be taken out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from placements.models import Placement
from sufficiency.core.models import Authority
from sufficiency.kept.keeping import rows_by_day

# Straight-line miles from home, up to and including; beyond the last is a ring of its own.
RINGS = (Decimal(5), Decimal(10), Decimal(20))
_BANDS = ((0, "none"), (5, "1 to 5"), (10, "6 to 10"), (20, "11 to 20"), (50, "21 to 50"), (100, "51 to 100"))


def rings(authority: Authority, *, day: date) -> list[tuple[str, str]] | None:
    """Each ring and the band of its number of children, then those whose distance is not known. One query.

    None where the boundary is not held. Children placed for adoption, restricted or unaccompanied are in no ring.
    """
    if authority.area_codes is None:
        return None
    outside = Placement.objects.filter(child__authority=authority).outside_area_on(
        day, area=authority.area_codes
    )
    edges = [None, *RINGS, None]
    counts = {
        f"ring_{at}": Count("pk", filter=_between(edges[at], edges[at + 1])) for at in range(len(RINGS) + 1)
    }
    found = (
        outside.order_by()
        .values("child__authority")
        .annotate(**counts, not_known=Count("pk", filter=Q(miles=None)))
    )
    counted = _counted(found.values(*counts, "not_known"), authority, day)
    names = [
        f"Up to {RINGS[0]} miles",
        *(f"Over {low} to {high} miles" for low, high in pairwise(RINGS)),
        f"Over {RINGS[-1]} miles",
    ]
    told = [(name, band(counted[f"ring_{at}"])) for at, name in enumerate(names)]
    return [*told, ("Distance not known", band(counted["not_known"]))]


def _counted(found: QuerySet[Any], authority: Authority, day: date) -> Counter[str]:
    """The numbers, kept while nothing that they rest on changes; none where nobody lives outside."""
    sql, bound = found.query.sql_with_params()
    [numbers] = rows_by_day(
        sql,
        authority=authority,
        days=[day],
        binding=lambda days: {"with": bound},
        rows=lambda sql, binding: [{"day": day, "numbers": _first(sql, binding["with"])}],
    )
    return Counter(numbers["numbers"])


def _first(sql: str, bound: Sequence[Any]) -> dict[str, int]:
    """The only row by the names of its columns, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, bound)
        names, row = [column.name for column in cursor.description], cursor.fetchone()
    return dict(zip(names, row, strict=True)) if row else {}


def band(number: int) -> str:
    """'none', '1 to 5', …, 'over 100'."""
    return next((words for most, words in _BANDS if number <= most), f"over {_BANDS[-1][0]}")


def _between(low: Decimal | None, high: Decimal | None) -> Q:
    within = Q(miles__isnull=False)
    if low is not None:
        within &= Q(miles__gt=low)
    return within & Q(miles__lte=high) if high is not None else within
