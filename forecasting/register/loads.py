"""The returns that a forecast's records rest on, and which of them no longer hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Return


@dataclass(frozen=True)
class Behind:
    """Last days of returns: those that a forecast was made from, and what was done to them since."""

    days: tuple[date, ...]
    # No longer counted, with none in their place; counted now and not then; other files now than then for the day.
    taken_back: tuple[date, ...]
    loaded: tuple[date, ...]
    replaced: tuple[date, ...]

    @property
    def have_changed(self) -> bool:
        return bool(self.taken_back or self.loaded or self.replaced)


def current_returns(authority: Authority) -> list[UUID]:
    """The returns that are counted now, the earliest day first."""
    found = Return.objects.filter(authority=authority, is_current=True).order_by("as_at")
    return list(found.values_list("public_id", flat=True))


def behind(authority: Authority, made_from: Collection[UUID]) -> Behind:
    """The returns that a forecast was made from, beside those that are counted now. Two queries."""
    then = dict(
        Return.objects.filter(public_id__in=made_from).order_by("as_at").values_list("as_at", "public_id")
    )
    now = dict(
        Return.objects.filter(authority=authority, is_current=True)
        .order_by("as_at")
        .values_list("as_at", "public_id")
    )
    return Behind(
        days=tuple(then),
        taken_back=tuple(day for day in then if day not in now),
        loaded=tuple(day for day in now if day not in then),
        replaced=tuple(day for day, one in then.items() if day in now and now[day] != one),
    )
