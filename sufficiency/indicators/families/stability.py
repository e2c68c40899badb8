"""How often children moved in the year to a day, and how long those in long-term care have stayed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from placements import codes
from sufficiency.core.models import Authority
from sufficiency.core.periods import months_before, year_to
from sufficiency.indicators.figures import Figure, share
from sufficiency.indicators.query import rows
from sufficiency.indicators.wording import in_words

# In care without a break for this long, and with one carer for this long, counted in calendar months.
IN_CARE_MONTHS, SETTLED_MONTHS = 30, 24

JUDGED = """
with day as (
    select *
    from unnest(%(days)s::date[], %(firsts)s::date[], %(in_care_since)s::date[], %(settled_since)s::date[])
        as day(day, first, in_care_since, settled_since)
),
looked_after as (
    select
        day.*,
        period.child_id,
        period.id as period_id,
        lower(period.dates) as began,
        period.start_known,
        child.date_of_birth > day.day - interval '16 years' as is_under_16
    from day
    join placements_periodofcare period on period.dates @> day.day and period.kind = 'looked_after'
    join placements_child child on child.id = period.child_id and child.authority_id = %(authority)s
),
in_the_year as (
    -- What was open at the end of the year's first day counts one; after it, starts with a change of carer.
    select
        looked_after.day,
        looked_after.child_id,
        count(*) filter (
            where lower(placement.dates) <= looked_after.first
                or (
                    placement.reason_started = any(%(counted_reasons)s)
                    and placement.code <> all(%(temporary)s)
                )
        ) as placements,
        bool_or(not period.start_known and lower(period.dates) > looked_after.first) as has_unknown_past
    from looked_after
    join placements_placement placement
        on placement.child_id = looked_after.child_id
        and placement.dates && daterange(looked_after.first, looked_after.day, '[]')
    join placements_periodofcare period on period.id = placement.period_id and period.kind = 'looked_after'
    group by looked_after.day, looked_after.child_id
),
long_term as (
    select looked_after.*, current.id as placement_id, current.code = any(%(for_adoption)s) as is_for_adoption
    from looked_after
    left join placements_placement current
        on current.child_id = looked_after.child_id and current.dates @> looked_after.day
    where is_under_16 and began <= in_care_since
),
boundaries as (
    -- Where a placement of the period began since the day on which the child should have been settled.
    select
        long_term.day,
        long_term.child_id,
        later.start_known,
        earlier.id is null as is_gap,
        earlier.id is not null and (
            later.reason_started <> all(%(same_carer_reasons)s)
            or (later.reason_started = '' and not is_same_place)
        ) as is_new_carer,
        earlier.id is not null and (
            later.reason_started <> all(%(same_placement_reasons)s)
            or (later.reason_started = '' and not is_same_place)
        ) as is_new_placement
    from long_term
    join placements_placement later
        on later.period_id = long_term.period_id
        and lower(later.dates) > long_term.settled_since
        and lower(later.dates) <= long_term.day
    left join placements_placement earlier
        on earlier.period_id = later.period_id and upper(earlier.dates) = lower(later.dates)
    cross join lateral (
        select
            earlier.code = later.code
            and earlier.provider = later.provider
            and replace(earlier.postcode, ' ', '') = replace(later.postcode, ' ', '') as is_same_place
    ) compared
),
moves as (
    select
        day,
        child_id,
        count(*) filter (where is_new_carer) as new_carers,
        count(*) filter (where is_new_placement) as new_placements,
        bool_or(is_gap and start_known) as has_gap,
        bool_or(is_gap and not start_known) as has_unknown_past
    from boundaries
    group by day, child_id
),
settled as (
    -- An adoptive placement may reach back over the one placement before it.
    select
        long_term.day,
        long_term.child_id,
        long_term.placement_id is not null
            and coalesce(new_carers, 0) = 0
            and not coalesce(has_gap, false) as within_one_carer,
        long_term.placement_id is not null
            and coalesce(new_placements, 0) <= case when is_for_adoption then 1 else 0 end
            and not coalesce(has_gap, false) as within_one_placement,
        coalesce(has_unknown_past, false) as has_unknown_past
    from long_term
    left join moves on moves.day = long_term.day and moves.child_id = long_term.child_id
),
judged as (
    select
        looked_after.day,
        looked_after.child_id,
        case
            when coalesce(placements, 0) >= 3 then true
            when not coalesce(in_the_year.has_unknown_past, false) then false
        end as three_or_more,
        is_under_16 and not start_known and began > in_care_since as has_unknown_length,
        settled.child_id is not null as is_long_term,
        case when not within_one_carer or not settled.has_unknown_past then within_one_carer end as same_carer,
        case when not within_one_placement or not settled.has_unknown_past then within_one_placement end
            as same_placement
    from looked_after
    left join in_the_year
        on in_the_year.day = looked_after.day and in_the_year.child_id = looked_after.child_id
    left join settled on settled.day = looked_after.day and settled.child_id = looked_after.child_id
)
"""

KEYS = {
    "stability.three_or_more": "three_or_more",
    "stability.same_carer": "same_carer",
    "stability.same_placement": "same_placement",
}

COUNTS = f"""{JUDGED}
select
    day,
    count(*) as children,
    count(*) filter (where is_long_term) as long_term,
    count(*) filter (where has_unknown_length) as unknown_length,
    {", ".join(f"count(*) filter (where {column}) as {column}" for column in KEYS.values())},
    count(*) filter (where three_or_more is null) as three_or_more_unknown,
    count(*) filter (where is_long_term and same_carer is null) as same_carer_unknown,
    count(*) filter (where is_long_term and same_placement is null) as same_placement_unknown
from judged
group by day
"""


def parameters(
    authority: Authority, days: Sequence[date], *, count_same_carer_moves: bool = False
) -> dict[str, object]:
    """What `JUDGED` binds. `count_same_carer_moves` counts T and U among the placements of the year too."""
    reasons = codes.CHANGES_CARER | ({"T", "U"} if count_same_carer_moves else set())
    return {
        "authority": authority.pk,
        "days": list(days),
        "firsts": [year_to(day).start for day in days],
        "in_care_since": [months_before(day, IN_CARE_MONTHS) for day in days],
        "settled_since": [months_before(day, SETTLED_MONTHS) for day in days],
        "counted_reasons": sorted(reasons),
        "temporary": sorted(codes.TEMPORARY),
        "for_adoption": sorted(codes.PLACED_FOR_ADOPTION),
        # A blank reason keeps the carer where nothing of the place differs.
        "same_carer_reasons": ["L", "T", "U", ""],
        "same_placement_reasons": ["L", ""],
    }


def figures(
    keys: Iterable[str], *, authority: Authority, days: Sequence[date], count_same_carer_moves: bool = False
) -> dict[date, dict[str, Figure]]:
    """Each key on each day, in one query."""
    bound = parameters(authority, days, count_same_carer_moves=count_same_carer_moves)
    found = {row["day"]: row for row in rows(COUNTS, bound)}

    def figure(key: str, day: date) -> Figure:
        row = found.get(day)
        if row is None:
            return Figure(None, 0, 0, 0, f"No child was looked after on {in_words(day)}.")
        column = KEYS[key]
        unknown = row[f"{column}_unknown"]
        if key == "stability.three_or_more":
            nobody = f"Of no child looked after on {in_words(day)} is the whole year known."
            return share(row[column], row["children"] - unknown, nobody=nobody, missing=unknown)
        nobody = (
            f"No child under 16 on {in_words(day)} is known to have been looked after for "
            f"{IN_CARE_MONTHS} months or more."
        )
        return share(
            row[column],
            row["long_term"] - unknown,
            nobody=nobody,
            missing=unknown + row["unknown_length"],
        )

    return {day: {key: figure(key, day) for key in keys} for day in days}


def children_where(key: str, category: str | None) -> tuple[str, dict[str, object]]:
    """The condition on `judged` for the children in the numerator; there are no categories."""
    return KEYS[key], {}
