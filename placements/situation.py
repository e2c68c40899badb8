"""Where a child stands on a day: in care or not, where, on what ground, away or not, and what is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from placements.models import Child, LegalStatus, PeriodOfCare, Placement, TemporaryMove


@dataclass(frozen=True)
class Situation:
    """`period`, `placement` and the rest are None where there is none that day."""

    child: Child
    day: date
    period: PeriodOfCare | None
    legal_status: LegalStatus | None
    placement: Placement | None
    away: TemporaryMove | None
    planned: Placement | None

    @property
    def state(self) -> str:
        """'placed', 'no placement' or 'not in care'."""
        if self.placement is not None:
            return "placed"
        return "no placement" if self.period is not None else "not in care"

    @property
    def days_looked_after(self) -> int | None:
        """Whole days since the period began; None where not in care, or where its start is not known."""
        if self.period is None or not self.period.start_known:
            return None
        return (self.day - self.period.dates.lower).days


def situations(children: list[Child], *, on: date) -> dict[int, Situation]:
    """By the children's keys; four queries, however many children."""
    keys = [child.pk for child in children]

    def that_day(model: Any) -> dict[int, Any]:
        return _first(model._default_manager.filter(child__in=keys, dates__contains=on).order_by("dates"))

    periods, statuses, moves = that_day(PeriodOfCare), that_day(LegalStatus), that_day(TemporaryMove)
    not_over = Q(dates__endswith=None) | Q(dates__endswith__gt=on)
    stays = list(
        Placement.objects.filter(not_over, child__in=keys)
        .select_related("household", "home")
        .order_by("dates")
    )
    placements = _first(one for one in stays if on in one.dates)
    planned = _first(one for one in stays if on < one.dates.lower)
    return {
        child.pk: Situation(
            child=child,
            day=on,
            period=periods.get(child.pk),
            legal_status=statuses.get(child.pk),
            placement=placements.get(child.pk),
            away=moves.get(child.pk),
            planned=planned.get(child.pk),
        )
        for child in children
    }


def _first(spells: Iterable[Any]) -> dict[int, Any]:
    """Of each child the first of those given."""
    found: dict[int, Any] = {}
    for spell in spells:
        found.setdefault(spell.child_id, spell)
    return found


def situation(child: Child, *, on: date) -> Situation:
    """Of one child."""
    return situations([child], on=on)[child.pk]
