"""What is known to come, as plain facts: for the page of planners, and for a forecast that wants to know.

Nothing here asks who is reading or what day it is. Numbers are taken at their face value: a possible leaving counts
as one, as a firm one does, and says how sure it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from placements.models import Child, KnownChange
from placements.models.expected import Direction, HowSure
from sufficiency.core.models import Authority
from sufficiency.core.periods import birthday, months_before

EIGHTEENTH_BIRTHDAY = "eighteenth"


@dataclass(frozen=True)
class Change:
    """One leaving or arrival. `day` is None where only the month is known, `child_id` where nobody is named.

    `record_id` is the known change it comes from; None for an 18th birthday, which follows from the date of birth.
    """

    direction: str
    kind: str
    month: date
    day: date | None
    number: int
    how_sure: str
    child_id: int | None = None
    record_id: int | None = None

    def comes_after(self, day: date) -> bool:
        """Later than the day: a change known by month is later only where its month is."""
        return self.day > day if self.day else self.month > day


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def looked_after_on(authority: Authority, day: date) -> int:
    """Children looked after on the day, short breaks left out."""
    # Nobody is in two periods at once.
    return Child.objects.filter(authority=authority).looked_after_on(day).count()


def known_changes(authority: Authority, as_at: date, until: date) -> list[Change]:
    """Everything known on `as_at` to come after it, up to and including `until`, in order of time.

    Of each child the latest word counts, and of a leaving and the 18th birthday the earlier. What was expected by
    `as_at` and has not happened is not among them: see `late_changes`.
    """
    birthdays = _eighteenth_birthdays(authority, as_at, until)
    counted = []
    for change in _latest_words(authority, as_at):
        if _is_late(change, as_at) or (change.day or change.month) > until:
            continue
        if change.direction == Direction.LEAVING and change.child_id is not None:
            eighteen = birthdays.pop(change.child_id, None)
            if eighteen and change.comes_after(eighteen):
                change = _turning_18(change.child_id, eighteen)
        counted.append(change)
    counted += [_turning_18(child_id, eighteen) for child_id, eighteen in birthdays.items()]
    return sorted(counted, key=_in_time)


def late_changes(authority: Authority, as_at: date) -> list[Change]:
    """Those that were expected by `as_at` and have not happened: somebody should say what became of them."""
    return sorted((one for one in _latest_words(authority, as_at) if _is_late(one, as_at)), key=_in_time)


def _in_time(change: Change) -> tuple[date, date, int]:
    return change.month, change.day or date.max, change.child_id or 0


def _is_late(change: Change, as_at: date) -> bool:
    """Its day, or the whole of its month, has come."""
    if change.day:
        return change.day <= as_at
    return change.month < first_of_month(as_at + timedelta(days=1))


def _latest_words(authority: Authority, as_at: date) -> list[Change]:
    """Of each child and direction what was said last; everything that names nobody."""
    records = KnownChange.objects.of(authority).said_by(as_at).still_to_come(as_at)
    latest: dict[tuple[object, str], Change] = {}
    for one in records.order_by("said_on", "recorded_at", "pk"):
        key = (one.child_id or f"unnamed {one.pk}", one.direction)
        latest[key] = Change(
            one.direction,
            one.kind,
            one.month,
            one.day,
            one.number,
            one.how_sure,
            child_id=one.child_id,
            record_id=one.pk,
        )
    return list(latest.values())


def _turning_18(child_id: int, eighteen: date) -> Change:
    return Change(
        Direction.LEAVING,
        EIGHTEENTH_BIRTHDAY,
        first_of_month(eighteen),
        eighteen,
        1,
        HowSure.FIRM,
        child_id=child_id,
    )


def _eighteenth_birthdays(authority: Authority, as_at: date, until: date) -> dict[int, date]:
    """By child: those looked after on `as_at` who turn 18 after it, up to `until`."""
    children = (
        Child.objects.filter(authority=authority)
        .looked_after_on(as_at)
        .filter(
            # A day on either side, for birthdays on 29 February; judged exactly below.
            date_of_birth__gt=months_before(as_at, 18 * 12) - timedelta(days=2),
            date_of_birth__lte=months_before(until, 18 * 12) + timedelta(days=2),
        )
        .order_by("date_of_birth", "pk")
        .distinct()
    )
    eighteen = ((pk, birthday(born, 18)) for pk, born in children.values_list("pk", "date_of_birth"))
    return {pk: day for pk, day in eighteen if as_at < day <= until}
