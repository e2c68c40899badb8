"""A handful of figures at the year-ends that the returns speak to: what a load did to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Return
from sufficiency.indicators import measure_series

KEYS = (
    "cla.number",
    "cla.started",
    "cla.ceased",
    "placements.fostering_share",
    "placements.outside_authority",
    "stability.three_or_more",
    "stability.same_carer",
)
# Beyond these many year-ends a page tells the latest.
_DATES = 10

# By date, then by key: the value, None where it is not known.
Figures = dict[date, dict[str, float | int | None]]


def dates_of(authority: Authority, *, with_days: Iterable[date] = ()) -> list[date]:
    """The days that current returns speak to, and others given, the latest ten in order."""
    current = Return.objects.filter(authority=authority, is_current=True).values_list("as_at", flat=True)
    return sorted({*current, *with_days})[-_DATES:]


def key_figures(authority: Authority, dates: list[date], *, today: date) -> Figures:
    """The figures as the records now tell them."""
    if not dates:
        return {}
    series = measure_series(KEYS, authority=authority, dates=dates, today=today)
    return {
        day: {key: measurements[place].value for key, measurements in series.items()}
        for place, day in enumerate(dates)
    }


def beside(before: Figures, after: Figures) -> list[dict]:
    """Both for storing: `[{"as_at", "before": {key: value}, "after": {key: value}}]` in order of dates."""
    return [
        {"as_at": day.isoformat(), "before": before.get(day, {}), "after": after.get(day, {})}
        for day in sorted({*before, *after})
    ]
