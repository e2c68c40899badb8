"""Places free in every household of an authority, counted at once: what `Occupancy.usable` says of each.

Lists show a page of households and ask `placements.occupancy` why a place is not free. Sums over all households, and
the search for a home, which must know the nearest with a place among thousands, ask here.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

from sufficiency.core.models import Authority

# Of each day in `days` and each household of `authority` approved on it: `day`, `household`, `approved`, `free`.
# Whether a child who has a place is there or away for a while makes no difference to what is free. A day is compared
# inside `coalesce`, as in `indicators.query.in_force`, and what touches none of the days, from `earliest` to `latest`,
# is left out before, there too.
JUDGED = """
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
        home.id as household,
        coalesce(home.places, 0) as approved,
        case
            when held.is_whole
                or home.day < said.not_before
                or (
                    (living.number is not null or other.number is not null)
                    and (home.siblings_only or home.only_child)
                )
            then 0
            else greatest(
                coalesce(home.places, 0) - coalesce(living.number, 0) - coalesce(other.number, 0)
                    - coalesce(reserved.number, 0) - coalesce(held.places, 0),
                0
            )
        end as free
    from home
    left join living on living.household_id = home.id and living.day = home.day
    left join other on other.household_id = home.id and other.day = home.day
    left join reserved on reserved.household_id = home.id and reserved.day = home.day
    left join held on held.household_id = home.id and held.day = home.day
    left join said on said.household_id = home.id
)
"""


def free_places(authority: Authority, *, on: date) -> dict[int, int]:
    """By the key of each household approved on the day: places that a child could take. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            JUDGED + "select household, free from judged",
            {"authority": authority.pk, "days": [on], "earliest": on, "latest": on},
        )
        return dict(cursor.fetchall())
