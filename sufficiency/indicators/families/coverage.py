"""Whether the records that are held cover the days a figure speaks of.

A return covers its days whole. A group of fields that is kept here carries on from there, up to today: it adds to
days that are known, and makes none known by itself, because who was in care before it began stands in no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

from placements.models import Coverage
from sufficiency.core.models import Authority, FieldGroup
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


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Held:
    """The runs of days that returns told, in order, and those on which each group was kept here."""

    told: Runs
    kept: Mapping[str, Runs]

    def runs(self, groups: frozenset[FieldGroup]) -> Runs:
        """The runs of days on which all these groups are known; of none, those that returns told."""
        return reduce(_in_both, [self._known(group) for group in sorted(groups)] or [self.told])

    def shortfall(self, window: Window, groups: frozenset[FieldGroup]) -> str | None:
        """Why the window is not covered for these groups, as a sentence; None where one run holds it whole."""
        reason = shortfall(window, self.runs(groups))
        begun = [run.start for group in groups for run in self._not_joined(group)]
        if reason is None or not begun:
            return reason
        return (
            f"{reason} Records are kept here from {in_words(min(begun))}, but no return joins the days before to "
            f"them: load one, or an extract, to {in_words(min(begun) - ONE_DAY)} or later."
        )

    def _known(self, group: FieldGroup) -> Runs:
        """What returns told, carried on for as long as the group was kept here from a day that they told."""
        known = self.told
        for kept in self.kept.get(group, ()):
            carried = [
                Run(run.end, kept.end)
                for run in known
                if run.end is not None and _reaches(kept, over=run.end)
            ]
            known = _merged([*known, *carried])
        return known

    def _not_joined(self, group: FieldGroup) -> list[Run]:
        """Runs that were kept here and that nothing before them makes known."""
        known = self._known(group)
        return [
            kept
            for kept in self.kept.get(group, ())
            if kept.end is not None
            and not any(run.holds(Window(kept.end - ONE_DAY, kept.end - ONE_DAY)) for run in known)
        ]


def held(authority: Authority, *, today: date) -> Held:
    """What the authority's records cover, up to `today` where they are kept here; one query."""
    tomorrow = today + ONE_DAY
    told: list[Run] = []
    kept: dict[str, list[Run]] = {}
    for group, dates in Coverage.objects.filter(authority=authority).values_list("group", "dates"):
        if not group:
            told.append(Run(dates.lower, dates.upper))
        elif dates.lower < tomorrow:
            kept.setdefault(group, []).append(Run(dates.lower, min(dates.upper or tomorrow, tomorrow)))
    return Held(_merged(told), {group: _merged(runs) for group, runs in kept.items()})


def _merged(runs: Iterable[Run]) -> Runs:
    """In order, those that touch made one."""
    merged: list[Run] = []
    for run in sorted(runs, key=lambda run: run.start):
        last = merged[-1] if merged else None
        if last and (last.end is None or run.start <= last.end):
            merged[-1] = Run(last.start, _later(last.end, run.end))
        else:
            merged.append(run)
    return tuple(merged)


def _in_both(some: Runs, others: Runs) -> Runs:
    """The days that both have."""
    found = (
        Run(max(one.start, other.start), _earlier(one.end, other.end)) for one in some for other in others
    )
    return _merged(run for run in found if run.end is None or run.start < run.end)


def _reaches(run: Run, *, over: date) -> bool:
    """Whether the run has the day and began on it or before."""
    return run.start <= over and (run.end is None or over < run.end)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def shortfall(window: Window, runs: Runs) -> str | None:
    """Why the window is not covered, as a sentence; None where one run holds it whole."""
    if any(run.holds(window) for run in runs):
        return None
    asked = run_in_words(window)
    if not runs:
        return f"The returns loaded do not cover {asked}: none is loaded."
    return f"The returns loaded do not cover {asked}: they run {' and '.join(str(run) for run in runs)}."
