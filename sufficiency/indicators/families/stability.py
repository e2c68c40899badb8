"""How often children moved in the year to a day, and how long those in long-term care have stayed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from placements import codes
from sufficiency.core.models import Authority
from sufficiency.core.periods import months_before, year_to
from sufficiency.indicators.figures import Figure, share
from sufficiency.indicators.query import in_force, rows
from sufficiency.indicators.wording import in_words
from sufficiency.kept.keeping import rows_by_day

# In care without a break for this long, and with one carer for this long, counted in calendar months.
IN_CARE_MONTHS, SETTLED_MONTHS = 30, 24

JUDGED = f"""
with day as (
    select *
    from unnest(%(days)s::date[], %(firsts)s::date[], %(in_care_since)s::date[], %(settled_since)s::date[])
        as day(day, first, in_care_since, settled_since)
),
lived as (
    -- Who was looked after, and every placement in the year or in the two years in which to be settled.
    -- A child without any stands here once, beside nothing.
    select
        day.*,
        period.child_id,
        period.start_known as is_period_start_known,
        lower(period.dates) as period_began,
        child.date_of_birth > day.day - interval '16 years' as is_under_16,
        placement.period_id = period.id as is_this_period,
        lower(placement.dates) as began,
        least(upper(placement.dates), day.day + 1) as ended,
        placement.start_known,
        placement.reason_started,
        placement.code,
        -- Whether the period's start is unknown and in the year. Null where the period is of short breaks.
        case
            when placement.period_id = period.id
                then not period.start_known and lower(period.dates) > day.first
            else (
                select not other.start_known and lower(other.dates) > day.first
                from placements_periodofcare other
                where other.id = placement.period_id and other.kind = 'looked_after'
            )
        end as is_year_unknown,
        -- A blank reason is a move where the place before it, with no gap between, was another.
        placement.reason_started = '' and exists (
            select
            from placements_placement earlier
            where earlier.period_id = placement.period_id
                and upper(earlier.dates) = lower(placement.dates)
                and (
                    earlier.code <> placement.code
                    or earlier.provider <> placement.provider
                    or replace(earlier.postcode, ' ', '') <> replace(placement.postcode, ' ', '')
                )
        ) as is_move_without_reason
    from day
    join placements_periodofcare period on {in_force("period", "day.day")} and period.kind = 'looked_after'
    join placements_child child on child.id = period.child_id and child.authority_id = %(authority)s
    left join placements_placement placement
        on placement.child_id = period.child_id
        and placement.dates && daterange(%(earliest_of_all)s, %(latest)s, '[]')
        and coalesce(placement.dates && daterange(day.settled_since, day.day, '[]'), false)
),
told as (
    select
        day,
        child_id,
        in_care_since,
        settled_since,
        is_period_start_known,
        period_began,
        is_under_16,
        -- What was open at the end of the year's first day counts one; after it, starts with a change of carer.
        count(*) filter (
            where is_year_unknown is not null
                and coalesce(ended > first, true)
                and (began <= first or reason_started = any(%(counted_reasons)s))
        ) as placements,
        bool_or(is_year_unknown) as is_year_unknown,
        bool_or(is_this_period and ended > day and code = any(%(for_adoption)s)) as is_for_adoption,
        sum(ended - greatest(began, settled_since)) filter (where is_this_period) as days_lived,
        min(began) filter (where is_this_period and not start_known and began > settled_since) as unknown_before,
        count(*) filter (
            where is_this_period and start_known and began > settled_since
                and (reason_started <> all(%(same_carer_reasons)s) or is_move_without_reason)
        ) as new_carers,
        count(*) filter (
            where is_this_period and start_known and began > settled_since
                and (reason_started <> all(%(same_placement_reasons)s) or is_move_without_reason)
        ) as new_placements
    from lived
    group by day, child_id, in_care_since, settled_since, is_period_start_known, period_began, is_under_16
),
settled as (
    select
        day,
        child_id,
        placements,
        coalesce(is_year_unknown, false) as is_year_unknown,
        is_under_16 and not is_period_start_known and period_began > in_care_since as is_length_unknown,
        is_under_16 and period_began <= in_care_since as is_long_term,
        -- No day without a placement since then; or since the first report, if that came later.
        coalesce(days_lived = day + 1 - coalesce(unknown_before, settled_since), false) as is_unbroken,
        unknown_before is not null as is_past_unknown,
        new_carers,
        new_placements,
        -- An adoptive placement may reach back over the one placement before it.
        case when is_for_adoption then 1 else 0 end as moves_allowed
    from told
),
judged as (
    select
        day,
        child_id,
        case when placements >= 3 then true when not is_year_unknown then false end as three_or_more,
        is_length_unknown,
        is_long_term,
        case
            when not is_long_term then null
            when not is_unbroken or new_carers > 0 then false
            when not is_past_unknown then true
        end as same_carer,
        case
            when not is_long_term then null
            when not is_unbroken or new_placements > moves_allowed then false
            when not is_past_unknown then true
        end as same_placement
    from settled
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
    count(*) filter (where is_length_unknown) as unknown_length,
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
        "earliest": min(days),
        "latest": max(days),
        "earliest_of_all": months_before(min(days), SETTLED_MONTHS),
        "firsts": [year_to(day).start for day in days],
        "in_care_since": [months_before(day, IN_CARE_MONTHS) for day in days],
        "settled_since": [months_before(day, SETTLED_MONTHS) for day in days],
        "counted_reasons": sorted(reasons),
        "for_adoption": sorted(codes.PLACED_FOR_ADOPTION),
        # A blank reason keeps the carer where nothing of the place differs.
        "same_carer_reasons": ["L", "T", "U", ""],
        "same_placement_reasons": ["L", ""],
    }


def figures(
    keys: Iterable[str], *, authority: Authority, days: Sequence[date], count_same_carer_moves: bool = False
) -> dict[date, dict[str, Figure]]:
    """Each key on each day, in one query."""
    binding = partial(parameters, authority, count_same_carer_moves=count_same_carer_moves)
    counted = rows_by_day(COUNTS, authority=authority, days=days, binding=binding, rows=rows)
    found = {row["day"]: row for row in counted}

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
