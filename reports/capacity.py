"""Homes free against children waiting, on a day: of the council's own households alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from placements.models import Child
from sufficiency.core.models import Authority
from sufficiency.indicators.query import rows

# What `Occupancy.usable` says of each household, summed. Whether a child who has a place is there or away for a while
# makes no difference to what is free. A day is compared inside `coalesce`, as in `indicators.query.in_force`, and what
# touches none of the days is left out before, there too.
_FREE = """
with day as (
    select * from unnest(%(days)s::date[]) as day(day)
),
home as (
    select day.day, household.id, terms.places, terms.siblings_only, terms.only_child
    from day
    join carers_household household
        on household.authority_id = %(authority)s
            and household.approved && daterange(%(earliest)s, %(latest)s, '[]')
            and coalesce(household.approved @> day.day, false)
    left join carers_terms terms
        on terms.household_id = household.id
            and terms.dates && daterange(%(earliest)s, %(latest)s, '[]')
            and coalesce(terms.dates @> day.day, false)
),
living as (
    select day.day, placement.household_id, count(*) as number
    from day
    join placements_placement placement
        on placement.household_id is not null
            and placement.dates && daterange(%(earliest)s, %(latest)s, '[]')
            and coalesce(placement.dates @> day.day, false)
    group by 1, 2
),
other as (
    select day.day, occupant.household_id, count(*) as number
    from day
    join placements_otheroccupant occupant on coalesce(occupant.dates @> day.day, false)
    group by 1, 2
),
reserved as (
    select day.day, reservation.household_id, count(distinct reservation.child_id) as number
    from day
    join placements_reservation reservation on coalesce(reservation.dates @> day.day, false)
    where not exists (
        select
        from placements_placement placement
        where placement.child_id = reservation.child_id
            and placement.household_id = reservation.household_id
            and placement.dates @> day.day
    )
    group by 1, 2
),
held as (
    select day.day, hold.household_id, bool_or(hold.places is null) as is_whole, sum(hold.places) as places
    from day
    join carers_hold hold
        on hold.dates && daterange(%(earliest)s, %(latest)s, '[]') and coalesce(hold.dates @> day.day, false)
    group by 1, 2
),
said as (
    select distinct on (household_id) household_id, not_before
    from carers_confirmation
    order by household_id, at desc, id desc
),
judged as (
    select
        home.day,
        coalesce(home.places, 0) as approved,
        coalesce(home.places, 0) - coalesce(living.number, 0) - coalesce(other.number, 0)
            - coalesce(reserved.number, 0) - coalesce(held.places, 0) as remaining,
        coalesce(held.is_whole, false)
            or coalesce(home.day < said.not_before, false)
            or coalesce(
                (living.number is not null or other.number is not null)
                    and (home.siblings_only or home.only_child),
                false
            ) as is_closed
    from home
    left join living on living.household_id = home.id and living.day = home.day
    left join other on other.household_id = home.id and other.day = home.day
    left join reserved on reserved.household_id = home.id and reserved.day = home.day
    left join held on held.household_id = home.id and held.day = home.day
    left join said on said.household_id = home.id
)
select
    day,
    count(*) as households,
    sum(approved)::int as approved,
    sum(case when is_closed then 0 else greatest(remaining, 0) end)::int as free
from judged
group by day
"""

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
