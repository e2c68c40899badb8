"""The days that the records cover, as pages offer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sufficiency.core.models import Authority
from sufficiency.core.periods import year_end, year_ending
from sufficiency.indicators.base import WHERE_THEY_LIVE
from sufficiency.indicators.families.coverage import Run, held

YEAR_ENDS_OFFERED = 10


@dataclass(frozen=True)
class Covered:
    """`runs` are in order; nothing after `today` is offered."""

    runs: tuple[Run, ...]
    today: date

    @property
    def is_empty(self) -> bool:
        return not self.runs

    @property
    def latest(self) -> date:
        """The last day that the records cover; today where they cover none, or go on."""
        if not self.runs or self.runs[-1].end is None:
            return self.today
        return min(self.runs[-1].end - timedelta(days=1), self.today)

    def holds(self, day: date) -> bool:
        return any(run.start <= day and (run.end is None or day < run.end) for run in self.runs)

    @property
    def year_ends(self) -> list[date]:
        """Each 31 March covered, the newest first, ten at most."""
        last = year_ending(self.latest)
        days = (year_end(year) for year in range(last, last - 40, -1))
        return [day for day in days if day <= self.today and self.holds(day)][:YEAR_ENDS_OFFERED]


def covered(authority: Authority, *, today: date) -> Covered:
    """The days on which it is known who is in care and where they live, in one query."""
    return Covered(held(authority, today=today).runs(WHERE_THEY_LIVE), today)


def year_ends_up_to(day: date, number: int = YEAR_ENDS_OFFERED) -> list[date]:
    """The last `number` days of 31 March up to `day`, that day included, the oldest first."""
    last = day.year if day >= year_end(day.year) else day.year - 1
    return [year_end(year) for year in range(last - number + 1, last + 1)]


def year_end_before(day: date) -> date:
    """The last 31 March before `day`."""
    return year_end(day.year) if day > year_end(day.year) else year_end(day.year - 1)
