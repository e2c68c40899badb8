"""Whether the records that are held cover the days a figure speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from placements.models import Coverage
from sufficiency.core.models import Authority
from sufficiency.core.periods import Window
from sufficiency.indicators.wording import in_words, run_in_words

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """Days without a gap, from `start` up to but not including `end`; None where it has no end."""

    start: date
    end: date | None

    def holds(self, window: Window) -> bool:
        return self.start <= window.start and (self.end is None or window.end < self.end)

    def __str__(self) -> str:
        if self.end is None:
            return f"from {in_words(self.start)} onwards"
        return f"from {run_in_words(Window(self.start, self.end - ONE_DAY))}"


def runs_of(authority: Authority) -> tuple[Run, ...]:
    """The runs of days that the authority's records cover, in order; one query."""
    merged: list[Run] = []
    for dates in sorted(
        Coverage.objects.filter(authority=authority).values_list("dates", flat=True),
        key=lambda dates: dates.lower,
    ):
        last = merged[-1] if merged else None
        if last and (last.end is None or dates.lower <= last.end):
            merged[-1] = Run(last.start, _later(last.end, dates.upper))
        else:
            merged.append(Run(dates.lower, dates.upper))
    return tuple(merged)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def shortfall(window: Window, runs: tuple[Run, ...]) -> str | None:
    """Why the window is not covered, as a sentence; None where one run holds it whole."""
    if any(run.holds(window) for run in runs):
        return None
    asked = run_in_words(window)
    if not runs:
        return f"The returns loaded do not cover {asked}: none is loaded."
    return f"The returns loaded do not cover {asked}: they run {' and '.join(str(run) for run in runs)}."
