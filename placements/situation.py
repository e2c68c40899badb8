"""Where a child stands on a day: in care or not, where, on what ground, away or not, and what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

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
    """By the children's keys; five queries, however many children."""
    keys = [child.pk for child in children]

    def of(model: Any, **more: object) -> dict[int, Any]:
        spells = model._default_manager.filter(child__in=keys, **more)
        if model is Placement:
            spells = spells.select_related("household", "home")
        found: dict[int, Any] = {}
        for spell in spells.order_by("dates"):
            found.setdefault(spell.child_id, spell)
        return found

    periods = of(PeriodOfCare, dates__contains=on)
    statuses = of(LegalStatus, dates__contains=on)
    placements = of(Placement, dates__contains=on)
    moves = of(TemporaryMove, dates__contains=on)
    planned = of(Placement, dates__startswith__gt=on)
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


def situation(child: Child, *, on: date) -> Situation:
    """Of one child."""
    return situations([child], on=on)[child.pk]
