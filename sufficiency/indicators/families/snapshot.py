"""Children looked after on a day, and what is true of each on that day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from placements import codes
from sufficiency.core.models import Authority
from sufficiency.indicators import catalogue
from sufficiency.indicators import groupings as group
from sufficiency.indicators.families import populations
from sufficiency.indicators.figures import Figure, counted, share, split, undefined
from sufficiency.indicators.query import AGE_BAND, in_force, in_force_within, rows
from sufficiency.indicators.wording import in_words
from sufficiency.kept.keeping import is_kept, rows_by_day

JUDGED = f"""
with returned as (
    -- The last days of the returns that are loaded: a coverage row of a return ends on the day after.
    select upper(dates) - 1 as as_at
    from placements_coverage
    where authority_id = %(authority)s and "group" = '' and not upper_inf(dates)
    union
    select stated.as_at
    from (select distinct as_at from placements_unaccompaniedstatus) stated
    where exists (
        select
        from placements_unaccompaniedstatus status
        join placements_child child on child.id = status.child_id
        where status.as_at = stated.as_at and child.authority_id = %(authority)s
    )
),
unaccompanied as materialized (
    -- By the first return that ends on the day or after it; where none does yet, those whom the last one named.
    select asked.day, status.child_id
    from (
        select
            day,
            coalesce(
                (select min(as_at) from returned where as_at >= day), (select max(as_at) from returned)
            ) as return_as_at
        from unnest(%(days)s::date[]) as day(day)
    ) asked
    join placements_unaccompaniedstatus status
        on status.as_at = asked.return_as_at and (status.ceased_on is null or status.ceased_on > asked.day)
),
on_day as (
    select
        day.day,
        child.id as child_id,
        child.date_of_birth,
        child.sex,
        child.ethnicity,
        status.code as legal_code,
        status.need as need_code,
        placement.code as placement_code,
        %(types)s::jsonb ->> placement.code as place_type,
        placement.provider,
        placement.code = any(%(fostering)s) as is_fostering,
        placement.provider = any(%(agencies)s) as is_agency,
        case
            when coalesce(placement.located_in, '') = '' then 'not known'
            when placement.located_in = any(%(area)s::text[]) then 'inside'
            else 'outside'
        end as locality,
        case
            when coalesce(placement.located_in, '') = '' or placement.miles is null
                or unaccompanied.child_id is not null or placement.code = any(%(for_adoption)s) then 'not known'
            when placement.miles > 20 then 'over 20 miles'
            else '20 miles or less'
        end as nearness,
        unaccompanied.child_id is not null as is_unaccompanied
    from unnest(%(days)s::date[]) as day(day)
    join placements_periodofcare period on {in_force("period", "day.day")} and period.kind = 'looked_after'
    join placements_child child on child.id = period.child_id and child.authority_id = %(authority)s
    left join placements_placement placement
        on placement.period_id = period.id and {in_force_within("placement", "day.day")}
    left join placements_legalstatus status
        on %(with_legal_status)s and status.period_id = period.id and {in_force_within("status", "day.day")}
    left join unaccompanied on unaccompanied.child_id = child.id and unaccompanied.day = day.day
),
judged as (
    select
        on_day.day,
        on_day.child_id,
        {AGE_BAND.format(born="on_day.date_of_birth", day="on_day.day")} as age,
        case
            when on_day.sex = any(%(female)s) then 'female'
            when on_day.sex = any(%(male)s) then 'male'
            else 'not known'
        end as sex,
        coalesce(%(ethnic_groups)s::jsonb ->> ethnicity, 'not known') as ethnic_group,
        coalesce(%(legal_statuses)s::jsonb ->> legal_code, 'other') as legal_status,
        coalesce(%(needs)s::jsonb ->> need_code, 'not known') as need,
        case
            when place_type is null or (is_fostering and locality = 'not known')
                then 'not classified in the source'
            when is_fostering then place_type || ': ' || locality || ' LA'
            else place_type
        end as placement_type,
        case
            when is_fostering and is_agency then 'Independent Fostering Agencies'
            when is_fostering and on_day.provider = 'PR2' then 'Inter agency fostering placements'
            else coalesce(%(budget_groups)s::jsonb ->> placement_code, 'Other placements')
        end as budget_group,
        coalesce(%(placement_groups)s::jsonb ->> placement_code, 'Other placements') as placement_group,
        case
            when placement_code = 'P1' and on_day.provider = '' then 'parents'
            else coalesce(%(providers)s::jsonb ->> on_day.provider, 'not reported')
        end as provider,
        -- Where the one is not known, neither is the other.
        case when locality = 'not known' then 'not known' else locality || ', ' || nearness end as distance,
        case
            when is_fostering is not true then 'no'
            when is_agency then 'agency'
            else 'other'
        end as fostering,
        case when is_unaccompanied then 'yes' else 'no' end as unaccompanied,
        case
            when on_day.date_of_birth > on_day.day - interval '18 years'
                and on_day.date_of_birth <= on_day.day + interval '1 year' - interval '18 years' then 'yes'
            else 'no'
        end as turns_18
    from on_day
)
"""

# The dimensions, which are names of columns of `judged`, that come from the legal status.
OF_LEGAL_STATUS = frozenset({"legal_status", "need"})


def counts_by(dimensions: Sequence[str]) -> str:
    """The query that counts children on each day by each of these dimensions, and by no other."""
    return f"""{JUDGED}
select day, {", ".join(dimensions)}, count(*) as children
from judged
group by grouping sets ({", ".join(f"(day, {name})" for name in dimensions)})
"""


@dataclass(frozen=True)
class Cut:
    """Which of the children looked after a key counts: those whose `dimension` is one of `counted`.

    A share has them `among` those whose dimension is one of these (None: all looked after). A key that is split
    has the dimension's categories as its breakdown.
    """

    dimension: str
    counted: frozenset[str] | None = None
    among: frozenset[str] | None = None
    is_share: bool = False
    is_split: bool = False
    needs_boundary: bool = False

    def count(self, counts: Mapping[str, int]) -> tuple[int, int]:
        """How many are counted, and of how many, from the number in each category of the dimension."""
        return (
            sum(number for name, number in counts.items() if self.counted is None or name in self.counted),
            sum(number for name, number in counts.items() if self.among is None or name in self.among),
        )


def _split(dimension: str, *, needs_boundary: bool = False) -> Cut:
    return Cut(dimension, is_split=True, needs_boundary=needs_boundary)


def _share(dimension: str, *counted: str, among: Iterable[str] | None = None, boundary: bool = False) -> Cut:
    within = None if among is None else frozenset(among)
    return Cut(dimension, frozenset(counted), within, is_share=True, needs_boundary=boundary)


def _distances(*, starts: str = "", ends: str = "") -> list[str]:
    """The categories of `distance` on one side of the boundary, or of one nearness."""
    return [name for name in group.DISTANCES if name.startswith(starts) and name.endswith(ends)]


KEYS = {
    "cla.number": Cut("age"),
    "cla.rate_per_10000": Cut("age"),
    "cla.uasc": Cut("unaccompanied", frozenset({"yes"})),
    "cla.by_age": _split("age"),
    "cla.by_sex": _split("sex"),
    "cla.by_ethnic_group": _split("ethnic_group"),
    "cla.by_legal_status": _split("legal_status"),
    "cla.by_need": _split("need"),
    "placements.by_type": _split("placement_type", needs_boundary=True),
    "placements.by_budget_group": _split("budget_group"),
    "placements.by_group": _split("placement_group"),
    "placements.by_provider": _split("provider"),
    "placements.by_distance": _split("distance", needs_boundary=True),
    "placements.fostering_share": _share("fostering", "agency", "other"),
    "placements.agency_share": _share("fostering", "agency", among=("agency", "other")),
    "placements.within_20_miles": _share("distance", *_distances(ends=group.NEAR)),
    "placements.over_20_miles": _share("distance", *_distances(ends=group.FAR)),
    "placements.distance_not_known": _share("distance", *_distances(ends=group.NOT_KNOWN)),
    "placements.outside_authority": _share("distance", *_distances(starts=group.OUTSIDE), boundary=True),
    "adoption.placed_awaiting_order": Cut("placement_type", frozenset({group.FOR_ADOPTION})),
    "leavers.turning_18_in_year": Cut("turns_18", frozenset({"yes"})),
}


Facts = dict[str, Counter[str]]


def parameters(authority: Authority, days: Sequence[date]) -> dict[str, object]:
    """What `JUDGED` binds."""
    return {
        "authority": authority.pk,
        "days": list(days),
        "earliest": min(days),
        "latest": max(days),
        # None where the boundary is not held: what depends on it is then not given.
        "area": None if authority.area_codes is None else sorted(authority.area_codes),
        "ethnic_groups": group.by_code(group.ETHNIC_GROUP),
        "legal_statuses": group.by_code(group.LEGAL_STATUS),
        "needs": group.by_code(group.NEED),
        "types": group.by_code(group.TYPE),
        "budget_groups": group.by_code(group.BUDGET_GROUP),
        "placement_groups": group.by_code(group.PLACEMENT_GROUP),
        "providers": group.by_code(group.PROVIDER),
        "female": list(group.SEX["female"]),
        "male": list(group.SEX["male"]),
        "fostering": sorted(codes.FOSTERING),
        "agencies": sorted(codes.AGENCY_PROVIDERS),
        "for_adoption": sorted(codes.PLACED_FOR_ADOPTION),
        "with_legal_status": True,
    }


def figures(
    keys: Iterable[str], *, authority: Authority, days: Sequence[date]
) -> dict[date, dict[str, Figure]]:
    """Each key on each day, in one query; one more for populations where the rate is asked for."""
    asked = list(keys)
    # What is kept is kept for whatever is asked next.
    dimensions = sorted({KEYS[key].dimension for key in (KEYS if is_kept() else asked)})
    facts: dict[date, Facts] = {day: defaultdict(Counter) for day in days}
    with_legal_status = not OF_LEGAL_STATUS.isdisjoint(dimensions)
    for row in rows_by_day(
        counts_by(dimensions),
        authority=authority,
        days=days,
        binding=lambda some: parameters(authority, some) | {"with_legal_status": with_legal_status},
        rows=rows,
    ):
        for dimension in dimensions:
            if row[dimension] is not None:
                facts[row["day"]][dimension][row[dimension]] = row["children"]
    population = populations.at(authority, days) if "cla.rate_per_10000" in asked else {}
    return {
        day: {
            key: _rate(facts[day], population[day], day)
            if key == "cla.rate_per_10000"
            else _figure(key, facts[day], day, authority)
            for key in asked
        }
        for day in days
    }


def _figure(key: str, facts: Facts, day: date, authority: Authority) -> Figure:
    cut = KEYS[key]
    counts = facts[cut.dimension]
    if reason := boundary_not_held(authority, cut):
        return undefined(reason)
    if cut.is_split:
        return counted(counts.total(), breakdown=split(catalogue.get(key).categories, counts))
    number, among = cut.count(counts)
    if not cut.is_share:
        return counted(number)
    who = "in fostering" if cut.among else "looked after"
    return share(number, among, nobody=f"No child was {who} on {in_words(day)}.")


def boundary_not_held(authority: Authority, *cuts: Cut) -> str | None:
    """Why cuts by inside and outside cannot be made, as a sentence; None where they can."""
    if authority.area_codes is not None or not any(cut.needs_boundary for cut in cuts):
        return None
    return f"The boundary of {authority.name} as it was is not held, so nobody can say what lay inside it."


def _rate(facts: Facts, population: populations.Estimate | None, day: date) -> Figure:
    number = facts["age"].total()
    if population is None:
        return undefined(
            f"No population of children at mid-{populations.mid_year(day)} is held for this authority. "
            "Load one to have the rate.",
        )
    return Figure(10_000 * number / population.children, number, population.children)


def children_where(key: str, category: str | None) -> tuple[str, dict[str, object]]:
    """The condition on `judged` for the children that the key counts, or for one category of its breakdown."""
    cut = KEYS[key]
    wanted = frozenset({category}) if category is not None else cut.counted
    if wanted is None:
        return "true", {}
    return f"{cut.dimension} = any(%(wanted)s)", {"wanted": sorted(wanted)}
