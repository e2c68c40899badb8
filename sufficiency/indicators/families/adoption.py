"""How long children who were adopted in the three years to a day had waited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from placements import codes
from sufficiency.core.models import Authority
from sufficiency.core.periods import years_to
from sufficiency.indicators.figures import Figure, mean
from sufficiency.indicators.query import rows
from sufficiency.indicators.wording import run_in_words
from sufficiency.kept.keeping import rows_by_day

YEARS = 3

JUDGED = """
with day as (
    select * from unnest(%(days)s::date[], %(firsts)s::date[]) as day(day, first)
),
adopted as (
    select distinct on (day.day, period.child_id)
        day.day,
        period.child_id,
        period.id as period_id,
        lower(period.dates) as began,
        period.start_known
    from day
    join placements_periodofcare period
        on upper(period.dates) between day.first and day.day
        and period.kind = 'looked_after'
        and period.reason_ended = any(%(adopted)s)
        and not period.end_inferred
    join placements_child child on child.id = period.child_id and child.authority_id = %(authority)s
    -- Who is looked after again the same day has not left, here as among those who ceased.
    where not exists (
        select
        from placements_periodofcare following
        where following.child_id = period.child_id
            and following.kind = 'looked_after'
            and lower(following.dates) = upper(period.dates)
    )
    order by day.day, period.child_id, upper(period.dates) desc
),
judged as (
    select
        adopted.day,
        adopted.child_id,
        case when adopted.start_known then placed.on_day - adopted.began end as days_to_placement,
        ordered.on_day is not null as has_order,
        -- A match made before the order waited no days; `greatest` would take an unknown match for none.
        case
            when ordered.start_known and matched.on_day is not null
            then greatest(matched.on_day - ordered.on_day, 0)
        end as days_to_match
    from adopted
    left join lateral (
        select min(lower(placement.dates)) as on_day
        from placements_placement placement
        where placement.period_id = adopted.period_id and placement.code = any(%(for_adoption)s)
    ) placed on true
    left join lateral (
        select lower(status.dates) as on_day, status.start_known
        from placements_legalstatus status
        where status.period_id = adopted.period_id and status.code = any(%(placement_orders)s)
        order by status.dates
        limit 1
    ) ordered on true
    left join lateral (
        select adoption.matched_on as on_day
        from placements_adoptionorder adoption
        where adoption.child_id = adopted.child_id and adoption.matched_on is not null
        order by adoption.as_at desc
        limit 1
    ) matched on true
)
"""

COUNTS = f"""{JUDGED}
select
    day,
    count(*) as children,
    count(days_to_placement) as placed,
    sum(days_to_placement)::bigint as days_to_placement,
    count(*) filter (where has_order) as with_order,
    count(days_to_match) as matched,
    sum(days_to_match)::bigint as days_to_match
from judged
group by day
"""

# The column of days, how many have it, and of how many it is asked.
KEYS = {
    "adoption.entry_to_placement_days": ("days_to_placement", "placed", "children"),
    "adoption.order_to_match_days": ("days_to_match", "matched", "with_order"),
}


def parameters(authority: Authority, days: Sequence[date]) -> dict[str, object]:
    """What `JUDGED` binds."""
    return {
        "authority": authority.pk,
        "days": list(days),
        "firsts": [years_to(day, YEARS).start for day in days],
        "adopted": sorted(codes.ADOPTED),
        "for_adoption": sorted(codes.PLACED_FOR_ADOPTION),
        "placement_orders": ["D1", "E1"],
    }


def figures(
    keys: Iterable[str], *, authority: Authority, days: Sequence[date]
) -> dict[date, dict[str, Figure]]:
    """Each mean over the three years to each day, in one query."""
    binding = partial(parameters, authority)
    counted = rows_by_day(COUNTS, authority=authority, days=days, binding=binding, rows=rows)
    found = {row["day"]: row for row in counted}

    def figure(key: str, day: date) -> Figure:
        row = found.get(day)
        window = run_in_words(years_to(day, YEARS))
        if row is None:
            return mean(0, 0, nobody=f"No child ceased to be looked after through adoption from {window}.")
        total, known, asked = (row[column] for column in KEYS[key])
        nobody = f"Of no child adopted from {window} are both dates known."
        return mean(total or 0, known, nobody=nobody, missing=asked - known)

    return {day: {key: figure(key, day) for key in keys} for day in days}


def children_where(key: str, category: str | None) -> tuple[str, dict[str, object]]:
    """The condition on `judged` for the children averaged; there are no categories."""
    return f"{KEYS[key][0]} is not null", {}
