"""Homes free against children waiting, on a day: of the council's own households alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from carers.models import Household
from placements.models import Child
from placements.occupancy import occupancies
from sufficiency.core.models import Authority
from sufficiency.core.work import CountOf
from sufficiency.indicators.query import rows

_APPROVED = """
select day.day, coalesce(sum(terms.places), 0) as places
from unnest(%(days)s::date[]) as day(day)
left join carers_household household
    on household.authority_id = %(authority)s and household.approved @> day.day
left join carers_terms terms on terms.household_id = household.id and terms.dates @> day.day
group by day.day
"""


@dataclass(frozen=True)
class Capacity:
    """`free`: places that a child could take that day; `households` of which; `waiting`: children without a home."""

    households: int
    approved: int
    free: int
    waiting: int


def capacity(authority: Authority, *, days: Sequence[date]) -> dict[date, Capacity]:
    """On each day, every child of the authority counted. One query a day for the homes, one for the children."""
    children = Child.objects.filter(authority=authority).not_severed()
    columns = {
        f"n_{at}": CountOf(children.waiting_for_a_home_on(day).order_by().values("pk"))
        for at, day in enumerate(days)
    }
    waiting = Authority.objects.filter(pk=authority.pk).annotate(**columns).values(*columns).get()
    found = {}
    for at, day in enumerate(days):
        homes = occupancies(Household.objects.filter(authority=authority).approved_on(day), on=day)
        found[day] = Capacity(
            households=len(homes),
            approved=sum(home.approved or 0 for home in homes),
            free=sum(home.usable for home in homes),
            waiting=waiting[f"n_{at}"],
        )
    return found


def approved_places(authority: Authority, *, days: Sequence[date]) -> dict[date, int]:
    """Places for which households were approved on each day. One query."""
    return {
        row["day"]: int(row["places"])
        for row in rows(_APPROVED, {"authority": authority.pk, "days": list(days)})
    }
