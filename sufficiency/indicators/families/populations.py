"""The number of children who live in an authority's area: the denominator of rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sufficiency.core.models import Authority, Population


@dataclass(frozen=True)
class Estimate:
    """Children aged 0 to 17 at a mid-year, and who says so."""

    children: int
    source: str
    release: str


def mid_year(day: date) -> int:
    """The calendar year whose mid-year estimate is the denominator on `day`: the one before the day's own.

    DfE's rate at 31 March 2025 is of the children of mid-2024; any other day follows the same rule.
    """
    return day.year - 1


def at(authority: Authority, days: Sequence[date]) -> dict[date, Estimate | None]:
    """The estimate for each day, from the newest release that holds one; of two sources, the first by name."""
    estimates = Population.objects.filter(
        area_code__in={authority.gss_code, *authority.aliases}, year__in={mid_year(day) for day in days}
    ).order_by("release", "-source")
    held: dict[int, Estimate] = {}
    # The last to be set stands: the present code before one the authority bore earlier, then the newest release.
    for row in sorted(estimates, key=lambda estimate: estimate.area_code == authority.gss_code):
        held[row.year] = Estimate(row.children, row.source, row.release)
    return {day: held.get(mid_year(day)) for day in days}
