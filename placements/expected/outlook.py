"""The twelve months ahead: who is known to leave and to come, and the total that makes. No forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from placements.expected.known_changes import (
    EIGHTEENTH_BIRTHDAY,
    Change,
    first_of_month,
    known_changes,
    late_changes,
    looked_after_on,
)
from placements.models.expected import Direction
from sufficiency.core.models import Authority
from sufficiency.core.periods import months_after

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """What is known of one month, and the total at its end at face value."""

    first: date
    leaving: Sequence[Change]
    turning_18: Sequence[Change]
    arriving: Sequence[Change]
    total_before: int

    @property
    def total(self) -> int:
        return self.total_before - count(self.leaving) - count(self.turning_18) + count(self.arriving)


@dataclass(frozen=True)
class Outlook:
    """From the number on `as_at` to the number twelve months on, by what is known."""

    as_at: date
    looked_after: int
    months: Sequence[Month]
    late: Sequence[Change]


def count(changes: Sequence[Change]) -> int:
    """Children of these, each number at its face value."""
    return sum(change.number for change in changes)


def outlook(authority: Authority, as_at: date) -> Outlook:
    """The twelve months from the day after `as_at`: a fixed number of queries, whatever is known."""
    first = first_of_month(as_at + timedelta(days=1))
    starts = [months_after(first, number) for number in range(MONTHS)]
    until = months_after(first, MONTHS) - timedelta(days=1)
    changes = known_changes(authority, as_at, until)
    total = looked_after = looked_after_on(authority, as_at)
    months = []
    for start in starts:
        here = [change for change in changes if change.month == start]
        month = Month(
            start,
            leaving=[
                change
                for change in here
                if change.direction == Direction.LEAVING and change.kind != EIGHTEENTH_BIRTHDAY
            ],
            turning_18=[change for change in here if change.kind == EIGHTEENTH_BIRTHDAY],
            arriving=[change for change in here if change.direction == Direction.ARRIVING],
            total_before=total,
        )
        total = month.total
        months.append(month)
    return Outlook(as_at, looked_after, months, late_changes(authority, as_at))
