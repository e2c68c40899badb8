"""The day that a register page speaks of."""

from __future__ import annotations

from datetime import date, timedelta

from placements.models.coverage import Coverage
from sufficiency.core.models import Authority


def day_of_records(authority: Authority, *, today: date) -> date:
    """Today; of a demonstration, the last day of its records, because nothing happens there after it."""
    if not authority.is_synthetic:
        return today
    ends = list(Coverage.objects.filter(authority=authority).values_list("dates__endswith", flat=True))
    if not ends or None in ends:
        return today
    return min(max(end for end in ends if end) - timedelta(days=1), today)
