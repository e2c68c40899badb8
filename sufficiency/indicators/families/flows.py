"""Children who started or ceased to be looked after in the year to a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from placements import codes
from sufficiency.core.models import Authority
from sufficiency.core.periods import Window, year_to
from sufficiency.indicators import catalogue
from sufficiency.indicators.figures import Figure, counted, share, split
from sufficiency.indicators.query import AGE_BAND, rows
from sufficiency.indicators.wording import year_in_words
from sufficiency.kept.keeping import rows_by_day

JUDGED = """
with day as (
    select * from unnest(%(days)s::date[], %(firsts)s::date[]) as day(day, first)
),
period as (
    select
        period.child_id,
        child.date_of_birth,
        lower(period.dates) as began,
        upper(period.dates) as ended,
        period.start_known,
        -- An end taken from what a later return says of the child is no exit, whatever the row cut short had said.
        case when period.end_inferred then '' else period.reason_ended end as reason_ended
    from placements_periodofcare period
    join placements_child child on child.id = period.child_id and child.authority_id = %(authority)s
    where period.kind = 'looked_after'
        and (
            lower(period.dates) between %(earliest)s and %(latest)s
            or upper(period.dates) between %(earliest)s and %(latest)s
        )
),
started as (
    -- The first known start in the year; none where the only report of one is "on that day or before it".
    select day.day, child_id, date_of_birth, min(began) filter (where start_known) as on_day
    from day
    join period on period.began between day.first and day.day
    group by day.day, child_id, date_of_birth
),
ended as (
    select day.day, period.*, reason_ended not in ('', %(continues)s) as is_exit
    from day
    join period on period.ended between day.first and day.day
    where not exists (
        select
        from placements_periodofcare following
        where following.child_id = period.child_id
            -- Who left for short breaks left care; but without a reported exit, whatever follows goes on from it.
            and (following.kind = 'looked_after' or period.reason_ended in ('', %(continues)s))
            and lower(following.dates) = period.ended
            and lower(following.dates) <= %(latest)s
    )
),
ceased as (
    -- The last exit in the year; none where every end in it is blank or says that care goes on.
    select
        day,
        child_id,
        date_of_birth,
        max(ended) filter (where is_exit) as on_day,
        (array_agg(reason_ended order by ended desc) filter (where is_exit))[1] as reason
    from ended
    group by day, child_id, date_of_birth
),
judged as (
    select day, child_id, date_of_birth, on_day, true as is_start, false as is_adoption from started
    union all
    select day, child_id, date_of_birth, on_day, false, coalesce(reason = any(%(adopted)s), false) from ceased
)
"""

COUNTS = f"""{JUDGED}
select
    day,
    is_start,
    case when on_day is not null then {AGE_BAND.format(born="date_of_birth", day="on_day")} end as age,
    count(*) as children,
    count(*) filter (where is_adoption) as adopted
from judged
group by 1, 2, 3
"""

KEYS = {
    "cla.started": "is_start and on_day is not null",
    "cla.ceased": "not is_start and on_day is not null",
    "adoption.share_of_leavers": "is_adoption",
}


def parameters(authority: Authority, days: Sequence[date]) -> dict[str, object]:
    """What `JUDGED` binds."""
    firsts = [year_to(day).start for day in days]
    return {
        "authority": authority.pk,
        "days": list(days),
        "firsts": firsts,
        "earliest": min(firsts),
        "latest": max(days),
        "continues": codes.CONTINUES,
        "adopted": sorted(codes.ADOPTED),
    }


def figures(
    keys: Iterable[str], *, authority: Authority, days: Sequence[date]
) -> dict[date, dict[str, Figure]]:
    """Each key for the year to each day, in one query."""
    ages: dict[tuple[date, bool], Counter[str]] = {
        (day, start): Counter() for day in days for start in (True, False)
    }
    unjudged: Counter[tuple[date, bool]] = Counter()
    adopted: Counter[date] = Counter()
    for row in rows_by_day(
        COUNTS, authority=authority, days=days, binding=partial(parameters, authority), rows=rows
    ):
        kind = row["day"], row["is_start"]
        if row["age"] is None:
            unjudged[kind] = row["children"]
        else:
            ages[kind][row["age"]] = row["children"]
            adopted[row["day"]] += row["adopted"]

    def figure(key: str, day: date) -> Figure:
        kind = day, key == "cla.started"
        if key == "adoption.share_of_leavers":
            nobody = f"No child is known to have ceased to be looked after in {year_in_words(day)}."
            return share(adopted[day], ages[kind].total(), nobody=nobody, missing=unjudged[kind])
        breakdown = split(catalogue.get(key).categories, ages[kind])
        return counted(ages[kind].total(), missing=unjudged[kind], breakdown=breakdown)

    return {day: {key: figure(key, day) for key in keys} for day in days}


IN_WINDOWS = f"""{JUDGED}
select
    day,
    count(*) filter (where is_start and on_day is not null) as started,
    count(*) filter (where not is_start and on_day is not null) as ceased
from judged
group by day
"""


def in_windows(*, authority: Authority, windows: Sequence[Window]) -> dict[Window, tuple[int, int]]:
    """How many children started and ceased in each run of days, as `cla.started` and `cla.ceased` count a year.

    One query. No two windows may end on the same day.
    """
    first = {window.end: window.start for window in windows}

    def binding(days: Sequence[date]) -> dict[str, object]:
        firsts = [first[day] for day in days]
        return parameters(authority, days) | {"firsts": firsts, "earliest": min(firsts)}

    found = rows_by_day(IN_WINDOWS, authority=authority, days=list(first), binding=binding, rows=rows)
    counted = {row["day"]: (row["started"], row["ceased"]) for row in found}
    return {window: counted.get(window.end, (0, 0)) for window in windows}


def children_where(key: str, category: str | None) -> tuple[str, dict[str, object]]:
    """The condition on `judged` for the children that the key counts, or for one age band of them."""
    if category is None:
        return KEYS[key], {}
    return f"{KEYS[key]} and {AGE_BAND.format(born='date_of_birth', day='on_day')} = %(category)s", {
        "category": category
    }
