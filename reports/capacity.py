"""Homes free against children waiting, on a day: of the council's own households alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from placements.free_places import JUDGED
from placements.models import Child
from sufficiency.core.models import Authority
from sufficiency.indicators.query import rows

_FREE = (
    JUDGED
    + """
select day, count(*) as households, sum(approved)::int as approved, sum(free)::int as free
from judged
group by day
"""
)

# Each approval is placed among the days, which are in order, once: it holds on those after the first `before` up to
# the first `within`. So ten year-ends cost hardly more than one.
_APPROVED = """
with approval as (
    select terms.places, household.approved * terms.dates as dates
    from carers_household household
    join carers_terms terms on terms.household_id = household.id
    where household.authority_id = %(authority)s
),
placed as (
    select
        coalesce(width_bucket(lower(dates) - 1, %(days)s::date[]), 0) as before,
        coalesce(width_bucket(upper(dates) - 1, %(days)s::date[]), cardinality(%(days)s::date[])) as within,
        sum(places) as places
    from approval
    where not isempty(dates)
    group by 1, 2
)
select day.day, coalesce(sum(placed.places), 0) as places
from unnest(%(days)s::date[]) with ordinality as day(day, number)
left join placed on placed.before < day.number and day.number <= placed.within
group by day.day
"""


@dataclass(frozen=True)
class Capacity:
    """`free`: places that a child could take that day, of those `approved` in so many `households`."""

    households: int
    approved: int
    free: int


def capacity(authority: Authority, *, days: Sequence[date]) -> dict[date, Capacity]:
    """On each day: as many places as `placements.occupancy` finds usable, household by household. One query."""
    asked = {"authority": authority.pk, "days": list(days), "earliest": min(days), "latest": max(days)}
    found = {row.pop("day"): row for row in rows(_FREE, asked)}
    return {day: Capacity(**found[day]) if day in found else Capacity(0, 0, 0) for day in days}


def children_waiting(authority: Authority, *, day: date) -> int:
    """Every child of the authority without a home on the day, whoever may see which. One query."""
    children = Child.objects.filter(authority=authority).not_severed()
    return children.waiting_for_a_home_on(day).count()


def approved_places(authority: Authority, *, days: Sequence[date]) -> dict[date, int]:
    """Places for which households were approved on each day. One query."""
    return {
        row["day"]: int(row["places"])
        for row in rows(_APPROVED, {"authority": authority.pk, "days": sorted(set(days))})
    }
