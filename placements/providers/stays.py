"""How the stays of one council's children in a provider's home went, by year.

A stay goes from the day on which a child came until the day on which they left, whatever changed on paper between:
placements never coalesce in the records, and those that follow one another in the same home are one stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from django.db.models import Q

from placements.codes import is_exit
from placements.models import Coverage, Home, Placement
from sufficiency.core.models import Authority, FieldGroup
from sufficiency.core.periods import return_year, year_ending

# In the place of a reason for change, of a stay that ended because the child left care.
LEFT_CARE = "left care"


@dataclass(frozen=True)
class Stay:
    """One child's time in the home, without a day between."""

    child: int
    came: date
    # False where nobody reported a start: the child came on that day or before it.
    came_known: bool
    # None while the child lives there.
    left: date | None
    # The reason for change as reported, `LEFT_CARE`, or nothing where no reason is recorded.
    how: str
    codes: frozenset[str]

    @property
    def days(self) -> int | None:
        """From the day of coming to that of leaving; None where either is not known or not yet."""
        return (self.left - self.came).days if self.left and self.came_known else None


def stays_in(home: Home, authority: Authority, *, on: date) -> list[Stay]:
    """Those begun by the day, as they stood on it, of every child: no names. One query."""
    begun = Placement.objects.filter(home=home, child__authority=authority, dates__startswith__lte=on)
    spells = begun.order_by("child_id", "dates").values_list(
        "child_id", "dates", "start_known", "reason_ended", "reason_for_change", "code"
    )
    stays: list[Stay] = []
    for child, dates, start_known, reason_ended, reason_for_change, code in spells:
        left = dates.upper if dates.upper is not None and dates.upper <= on else None
        how = "" if left is None else LEFT_CARE if is_exit(reason_ended) else reason_for_change
        now = Stay(child, dates.lower, start_known, left, how, frozenset({code}))
        before = stays[-1] if stays else None
        if before and (before.child, before.left) == (child, dates.lower):
            now = replace(now, came=before.came, came_known=before.came_known, codes=before.codes | now.codes)
            stays.pop()
        stays.append(now)
    return stays


def median_days(stays: Sequence[Stay]) -> float | None:
    """Of those that ended and whose days are known; None where there is none."""
    days = [one.days for one in stays if one.days is not None]
    return median(days) if days else None


@dataclass(frozen=True)
class Year:
    """The year ending 31 March `year`, as far as the day has come. Not `is_covered`: more may have happened."""

    year: int
    began: int
    ended: int
    # How those that ended did, the most frequent first.
    how: tuple[tuple[str, int], ...]
    median_days: float | None
    is_covered: bool


def years_of(stays: Sequence[Stay], authority: Authority, *, on: date) -> list[Year]:
    """From the first year of which anything is known to that of the day, the latest first. One query."""
    if not stays:
        return []
    years = range(min(year_ending(one.came) for one in stays), year_ending(on) + 1)
    covered = list(_covered(authority))
    return [_year(stays, year, _is_covered(year, covered, on)) for year in reversed(years)]


def _year(stays: Sequence[Stay], year: int, is_covered: bool) -> Year:
    ended = [one for one in stays if one.left and year_ending(one.left) == year]
    how = Counter(one.how for one in ended)
    return Year(
        year=year,
        began=sum(one.came_known and year_ending(one.came) == year for one in stays),
        ended=len(ended),
        how=tuple(sorted(how.items(), key=lambda one: (-one[1], one[0]))),
        median_days=median_days(ended),
        is_covered=is_covered,
    )


def _covered(authority: Authority) -> Iterator[tuple[date, date]]:
    """Runs of days for which placements are complete, both ends included, in order."""
    rows = Coverage.objects.filter(Q(group="") | Q(group=FieldGroup.PLACEMENTS), authority=authority)
    runs = sorted((one.lower, one.upper or date.max) for one in rows.values_list("dates", flat=True))
    first = last = None
    for start, end in runs:
        if first is None or last is None or start > last:
            if first is not None and last is not None:
                yield first, last - timedelta(days=1)
            first, last = start, end
        last = max(last, end)
    if first is not None and last is not None:
        yield first, last - timedelta(days=1)


def _is_covered(year: int, runs: Sequence[tuple[date, date]], on: date) -> bool:
    days = return_year(year)
    return any(first <= days.start and min(days.end, on) <= last for first, last in runs)
