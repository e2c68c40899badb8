"""Which records need no longer be kept: one query for an authority, however many records it has.

Of several rules that apply to a record the longest counts. A hold stops all of them. A child still in care, and a
household still approved or with such a child, is never due.

A household is part of the record of every child who was placed with it, so it is kept as long as the longest of
theirs. Anniversaries of 29 February fall on 1 March where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from placements.codes import ADOPTED
from sufficiency.core.models import Authority, RetentionRule
from sufficiency.operations.models.retention import Subject

# REC of the return: the child died.
DIED = ("E2",)


def _years_on(day: str, years: str = "rule.years") -> str:
    """The anniversary of a day, in SQL."""
    later = f"({day} + make_interval(years => {years}))::date"
    leapling = f"to_char({day}, 'MMDD') = '0229' and to_char({later}, 'MMDD') = '0228'"
    return f"({later} + case when {leapling} then 1 else 0 end)"


_KEPT_UNTIL = f"""
with children as (
    select child.id, child.public_id, child.date_of_birth as birth,
        max(upper(period.dates)) filter (where period.reason_ended = any(%(died)s)) as death,
        max(upper(period.dates)) filter (where period.reason_ended = any(%(adopted)s)) as ordered,
        coalesce(bool_or(upper_inf(period.dates)), false) as in_care,
        exists (select from careleavers_yearlycontact contact where contact.child_id = child.id) as left_care
    from placements_child child
    left join placements_periodofcare period on period.child_id = child.id
    where child.authority_id = %(authority)s
    group by child.id
), of_children as (
    select distinct on (children.id) children.id, children.public_id, rule.id as rule_id, children.in_care as in_use,
        case rule.counted_from when 'birth' then {_years_on("children.birth")}
            when 'death' then {_years_on("children.death")}
            else {_years_on("children.ordered")} end as kept_until
    from children
    join core_retentionrule rule on
        (rule.kind = 'child' and (death is null or death >= {_years_on("birth", "18")}))
        or (rule.kind = 'child_died' and death < {_years_on("birth", "18")})
        or (rule.kind = 'care_leaver' and left_care)
        or (rule.kind = 'adopted' and ordered is not null)
    order by children.id, kept_until desc, rule.id
), of_households as (
    select distinct on (household.id) household.id, household.public_id, rule.id as rule_id,
        (upper_inf(household.approved) or coalesce(longest.in_use, false)) as in_use,
        case when longest.kept_until > {_years_on("upper(household.approved)")} then longest.rule_id
            else rule.id end as by_rule,
        greatest({_years_on("upper(household.approved)")}, longest.kept_until) as kept_until
    from carers_household household
    join core_retentionrule rule on rule.kind = 'foster_carer'
    left join lateral (
        select one.kept_until, one.rule_id, bool_or(one.in_use) over () as in_use
        from placements_placement placement join of_children one on one.id = placement.child_id
        where placement.household_id = household.id order by one.kept_until desc limit 1
    ) longest on true
    where household.authority_id = %(authority)s
    order by household.id, kept_until desc
), found as (
    select 'child' as subject, public_id, rule_id, kept_until, in_use from of_children
    union all
    select 'household', public_id, by_rule, kept_until, in_use from of_households
)
select found.subject, found.public_id, found.rule_id, found.kept_until, hold.public_id
from found
left join lateral (
    select h.public_id from operations_legalhold h
    where h.authority_id = %(authority)s and h.dates @> %(as_at)s::date and (
        h.covers = 'everything'
        or (h.covers = 'kind' and h.subject = found.subject)
        or (h.covers = 'record' and h.subject = found.subject and h.record_id = found.public_id))
    order by h.id limit 1
) hold on true
where found.kept_until <= %(as_at)s and not found.in_use
order by found.kept_until, found.subject, found.public_id
"""


@dataclass(frozen=True)
class Due:
    """A record whose time is over on the day asked about; `held_by` is the hold that keeps it all the same."""

    subject: Subject
    record_id: UUID
    rule: RetentionRule
    kept_until: date
    held_by: UUID | None


def due(authority: Authority, *, as_at: date) -> list[Due]:
    """Every record of the authority that need no longer be kept on the day, the longest overdue first."""
    rules = RetentionRule.objects.in_bulk()
    with connection.cursor() as cursor:
        cursor.execute(
            _KEPT_UNTIL,
            {"authority": authority.pk, "as_at": as_at, "died": list(DIED), "adopted": sorted(ADOPTED)},
        )
        return [
            Due(Subject(subject), public_id, rules[rule], kept_until, hold)
            for subject, public_id, rule, kept_until, hold in cursor.fetchall()
        ]
