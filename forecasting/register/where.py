"""Where the children come from who live in a kind of placement: by postcode district of their home, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from forecasting.codes import kind_of
from placements.models import PeriodOfCare, Placement
from sufficiency.core.models import Authority
from sufficiency.core.postcodes import districts_of
from sufficiency.core.protection import Addition, CannotProtect, hidden_cells, is_small

_ALL = "all"
FAR_MILES = 20


@dataclass(frozen=True)
class Where:
    """`districts`: counts that may be told by outward code ("" where the home is not known), the largest first.
    `not_shown`: children of all other districts, whose counts are small or would give a small one away.
    """

    children: int
    districts: tuple[tuple[str, int], ...]
    not_shown: int


def homes_of(authority: Authority, day: date, *, kind: int | None) -> Where:
    """Of children looked after on the day in a kind of placement; of None, of those placed over 20 miles away.

    Small counts are protected as in what leaves the building: a district is finer than any other figure here.
    One query.
    """
    stays = Placement.objects.filter(
        child__authority=authority,
        dates__contains=day,
        period__kind=PeriodOfCare.Kind.LOOKED_AFTER,
        period__dates__contains=day,
    )
    counts: Counter[str] = Counter()
    for code, provider, postcode, miles in stays.values_list("code", "provider", "home_postcode", "miles"):
        if kind is None:
            here = miles is not None and miles > FAR_MILES
        else:
            here = kind_of(code, provider) == kind
        if here:
            counts[districts_of(postcode) or ""] += 1
    shown = _protected(counts)
    listed = sorted(shown.items(), key=lambda one: (not one[0], -one[1], one[0]))
    children = sum(counts.values())
    return Where(children, tuple(listed), children - sum(shown.values()))


def _protected(counts: Counter[str]) -> dict[str, int]:
    """Those that may be told beside their sum, which is told elsewhere."""
    if not counts or is_small(sum(counts.values())):
        return {}
    cells = {**counts, _ALL: sum(counts.values())}
    try:
        hidden = hidden_cells(cells, [Addition(_ALL, tuple(counts))], always_printed=frozenset({_ALL}))
    except CannotProtect:
        return {}
    return {district: number for district, number in counts.items() if district not in hidden}
