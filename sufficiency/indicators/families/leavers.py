"""Care leavers aged 17 to 21 as the return tells of them, around their birthday in its year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from sufficiency.core.models import Authority
from sufficiency.core.periods import return_year, year_ending
from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import Category
from sufficiency.indicators.figures import Figure, counted, share, split, undefined
from sufficiency.indicators.query import rows
from sufficiency.indicators.wording import in_words
from sufficiency.kept.keeping import rows_by_day

JUDGED = """
with asked as (
    select * from unnest(%(days)s::date[], %(firsts)s::date[], %(lasts)s::date[]) as asked(day, first, last)
),
contact as (
    select contact.*, child.date_of_birth
    from careleavers_yearlycontact contact
    join placements_child child on child.id = contact.child_id and child.authority_id = %(authority)s
    where contact.as_at between %(earliest)s and %(latest)s
),
day as (
    -- The return that the day belongs to: the latest up to it within its return year.
    select asked.day, asked.last, max(contact.as_at) as as_at
    from asked
    join contact on contact.as_at between asked.first and asked.day
    group by asked.day, asked.last
),
aged as (
    -- The birthday in a return year is reached by its last day, so the age then is the age that it brings.
    select
        day.day,
        contact.*,
        left(contact.accommodation, 1) as letter,
        case
            when date_of_birth > day.last - interval '17 years' then null
            when date_of_birth > day.last - interval '19 years' then '17 to 18'
            when date_of_birth > day.last - interval '22 years' then '19 to 21'
        end as age
    from day
    join contact on contact.as_at = day.as_at
    where contact.in_touch not in ('DIED', 'RHOM')
),
judged as (
    select
        aged.day,
        aged.child_id,
        age,
        in_touch = 'YES' as is_in_touch,
        letter <> all(%(not_judged)s) as is_judged_suitable,
        letter <> all(%(not_judged)s) and right(aged.accommodation, 1) = '1' as is_suitable,
        activity ~ '^[FP][1-5]$' as is_active,
        coalesce(%(accommodations)s::jsonb ->> letter, 'other') as accommodation
    from aged
    where age is not null
)
"""

COUNTS = f"""{JUDGED}
select
    day.day,
    age,
    accommodation,
    count(judged.child_id) as young_people,
    count(*) filter (where is_in_touch) as in_touch,
    count(*) filter (where is_judged_suitable) as judged_suitable,
    count(*) filter (where is_suitable) as suitable,
    count(*) filter (where is_active) as active
from day
left join judged on judged.day = day.day
group by grouping sets ((day.day, age), (day.day, accommodation))
"""

# Column of the condition, of its count, and of how many it is asked.
SHARES = {
    "leavers.in_touch": ("is_in_touch", "in_touch", "young_people"),
    "leavers.suitable_accommodation": ("is_suitable", "suitable", "judged_suitable"),
    "leavers.in_education_employment_training": ("is_active", "active", "young_people"),
}
KEYS = (*SHARES, "leavers.by_accommodation")


@dataclass
class _Facts:
    by_age: dict[str, dict[str, int]] = field(default_factory=dict)
    by_accommodation: Counter[str] = field(default_factory=Counter)


def parameters(authority: Authority, days: Sequence[date]) -> dict[str, object]:
    """What `JUDGED` binds."""
    years = [return_year(year_ending(day)) for day in days]
    return {
        "authority": authority.pk,
        "days": list(days),
        "firsts": [year.start for year in years],
        "lasts": [year.end for year in years],
        "earliest": min(year.start for year in years),
        "latest": max(days),
        "accommodations": group.by_code(group.ACCOMMODATION),
        "not_judged": list(group.NOT_JUDGED_SUITABLE),
    }


def figures(
    keys: Iterable[str], *, authority: Authority, days: Sequence[date]
) -> dict[date, dict[str, Figure]]:
    """Each key from the return that each day belongs to, in one query."""
    facts: dict[date, _Facts] = {}
    binding = partial(parameters, authority)
    for row in rows_by_day(COUNTS, authority=authority, days=days, binding=binding, rows=rows):
        told = facts.setdefault(row["day"], _Facts())
        if row["age"] is not None:
            told.by_age[row["age"]] = row
        elif row["accommodation"] is not None:
            told.by_accommodation[row["accommodation"]] = row["young_people"]

    def figure(key: str, day: date) -> Figure:
        told = facts.get(day)
        if told is None:
            year = return_year(year_ending(day))
            return undefined(
                f"No return loaded from {in_words(year.start)} to {in_words(day)} tells of care leavers. "
                "Load the return's OC3 file."
            )
        if key in SHARES:
            return _share(key, told, day)
        breakdown = split(group.ACCOMMODATIONS, told.by_accommodation)
        return counted(told.by_accommodation.total(), breakdown=breakdown)

    return {day: {key: figure(key, day) for key in keys} for day in days}


def _share(key: str, told: _Facts, day: date) -> Figure:
    _, number, among = SHARES[key]
    lines = []
    for age in group.LEAVER_AGES:
        row = told.by_age.get(age, {})
        count, of = row.get(number, 0), row.get(among, 0)
        lines.append(Category(age, count, 100 * count / of if of else None, of))
    return share(
        sum(line.value for line in lines),
        sum(line.denominator or 0 for line in lines),
        nobody=f"No care leaver aged 17 to 21 is in scope in the return that {in_words(day)} belongs to.",
        breakdown=tuple(lines),
    )


def children_where(key: str, category: str | None) -> tuple[str, dict[str, object]]:
    """The condition on `judged` for the young people that the key counts, or for one category of them."""
    if key in SHARES:
        condition = SHARES[key][0]
        return (
            (condition, {})
            if category is None
            else (f"{condition} and age = %(category)s", {"category": category})
        )
    return ("true", {}) if category is None else ("accommodation = %(category)s", {"category": category})
