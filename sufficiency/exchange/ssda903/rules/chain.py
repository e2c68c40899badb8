"""Each child's rows in order of start: what came before a row, what comes after, and which rows join."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from .columns import Column, Dates, Mask, Table, Whole
from .dates import or_else

FAR_OFF = np.datetime64("9999-12-31", "D")
DAYS_APART = 10_000_000  # more days than any calendar here holds, so that children never run into each other


def keyed(child: Whole, dates: Dates) -> Whole:
    """Child and day as one number that sorts by child, then day."""
    return child * DAYS_APART + dates.astype("datetime64[D]").astype(np.int64)


class Chain:
    """Episodes whose child and DECOM can be read, each child's in order of DECOM."""

    def __init__(self, episodes: Table, child: Whole) -> None:
        self.episodes = episodes
        self.child = child
        self.start = episodes["DECOM"].dates
        self.end = episodes["DEC"].dates
        usable = np.flatnonzero((child >= 0) & ~np.isnat(self.start))
        ordered = usable[np.lexsort((usable, self.start[usable], child[usable]))]
        same_child = child[ordered[1:]] == child[ordered[:-1]]
        self.order: Whole = ordered
        self._previous = np.full(len(episodes), -1, dtype=np.int64)
        self._next = np.full(len(episodes), -1, dtype=np.int64)
        self._previous[ordered[1:][same_child]] = ordered[:-1][same_child]
        self._next[ordered[:-1][same_child]] = ordered[1:][same_child]
        self.in_order = np.zeros(len(episodes), dtype=bool)
        self.in_order[ordered] = True

    @cached_property
    def has_previous(self) -> Mask:
        return self._previous >= 0

    @cached_property
    def has_next(self) -> Mask:
        return self._next >= 0

    @cached_property
    def first(self) -> Mask:
        """The child's earliest row in this return."""
        return self.in_order & ~self.has_previous

    @cached_property
    def last(self) -> Mask:
        """The child's latest row in this return."""
        return self.in_order & ~self.has_next

    @cached_property
    def previous_end(self) -> Dates:
        return self._other(self.end, self._previous)

    @cached_property
    def next_start(self) -> Dates:
        return self._other(self.start, self._next)

    @cached_property
    def joined(self) -> Mask:
        """The row begins on the day the child's row before it ended."""
        return self.has_previous & (self.previous_end == self.start)

    def previous_is(self, mask: Mask) -> Mask:
        """Rows whose row before satisfies `mask`."""
        return self.has_previous & mask[self._previous] if len(mask) else mask

    def next_is(self, mask: Mask) -> Mask:
        """Rows whose row after satisfies `mask`."""
        return self.has_next & mask[self._next] if len(mask) else mask

    def same(self, column: Column) -> Mask:
        """Rows with the same text as the row before, blank being like blank."""
        numbers = column.numbers
        return self.has_previous & (numbers == numbers[self._previous]) if len(numbers) else self.has_previous

    def before_run(self, run: Mask) -> Whole:
        """For each row the nearest earlier row of the child outside `run`; -1 where there is none."""
        places = np.arange(len(self.order))
        seen = np.maximum.accumulate(np.where(~run[self.order], places, -1))
        earlier = np.concatenate(([-1], seen[:-1])) if len(seen) else seen
        found = np.where(earlier >= 0, self.order[earlier], -1) if len(seen) else earlier
        same_child = (found >= 0) & (self.child[found] == self.child[self.order])
        answer = np.full(len(self.episodes), -1, dtype=np.int64)
        answer[self.order] = np.where(same_child, found, -1)
        return answer

    @cached_property
    def starts_period(self) -> Mask:
        """Rows that open a period of care: nothing before, a gap before, or RNE S."""
        gap = self.start > self.previous_end
        return self.in_order & (~self.has_previous | gap | self.episodes["RNE"].among({"S"}))

    @cached_property
    def placement_end(self) -> Dates:
        """When the placement a row belongs to ended; a mere change of legal status does not end it."""
        answer = np.full(len(self.episodes), np.datetime64("NaT", "D"))
        goes_on = self.joined & self.episodes["RNE"].among({"L"})
        heads = np.flatnonzero(~goes_on[self.order])
        tails = np.append(heads[1:], len(self.order)) - 1
        if len(heads):
            answer[self.order] = np.repeat(
                self.end[self.order[tails]], np.diff(np.append(heads, len(self.order)))
            )
        return answer

    def latest_at(self, child: Whole, day: Dates) -> Whole:
        """The row of each child that began last on or before `day`; -1 where there is none."""
        return _latest(child, day, self.child[self.order], self.start[self.order], self.order)

    @cached_property
    def periods(self) -> Periods:
        return Periods(self)

    def stretches(self, mask: Mask, open_until: np.datetime64) -> Whole:
        """For each row of `mask` the days of the unbroken stretch of such rows it belongs to; 0 elsewhere."""
        answer = np.zeros(len(self.episodes), dtype=np.int64)
        rows = self.order[mask[self.order]]
        if not len(rows):
            return answer
        goes_on = self.joined & self.previous_is(mask)
        heads = np.flatnonzero(~goes_on[rows])
        heads = heads if len(heads) and heads[0] == 0 else np.concatenate(([0], heads))
        ends = or_else(self.end, open_until)[rows].astype(np.int64)
        lengths = np.maximum.reduceat(ends, heads) - self.start[rows][heads].astype(np.int64)
        answer[rows] = np.repeat(lengths, np.diff(np.append(heads, len(rows))))
        return answer

    @staticmethod
    def _other(dates: Dates, row: Whole) -> Dates:
        if not len(dates):
            return dates
        return np.where(row >= 0, dates[row], np.datetime64("NaT", "D"))


class Periods:
    """The periods of care a return shows, by child and start."""

    def __init__(self, chain: Chain) -> None:
        order = chain.order
        heads = np.flatnonzero(chain.starts_period[order])
        tails = np.append(heads[1:], len(order)) - 1 if len(heads) else heads
        self.child: Whole = chain.child[order[heads]]
        self.start: Dates = chain.start[order[heads]]
        self.end: Dates = chain.end[order[tails]]

    def latest_at(self, child: Whole, day: Dates) -> Whole:
        """The child's last period that began on or before `day`: its place here, -1 where there is none."""
        return _latest(child, day, self.child, self.start, np.arange(len(self.child)))

    def end_of(self, place: Whole) -> Dates:
        """When those periods ended; not a date where there is no such period or it is open."""
        if not len(self.end):
            return np.full(len(place), np.datetime64("NaT", "D"))
        return np.where(place >= 0, self.end[place], np.datetime64("NaT", "D"))


def _latest(child: Whole, day: Dates, of: Whole, start: Dates, answers: Whole) -> Whole:
    """Among spells in order of child and start, the last of each child to begin on or before `day`."""
    place = np.full(len(child), -1, dtype=np.int64)
    known = (child >= 0) & ~np.isnat(day)
    if not len(of) or not known.any():
        return place
    found = np.searchsorted(keyed(of, start), keyed(child[known], day[known]), side="right") - 1
    theirs = (found >= 0) & (of[found] == child[known])
    place[known] = np.where(theirs, answers[found], -1)
    return place


def overlapping(child: Whole, start: Dates, end: Dates) -> Mask:
    """Spells that begin before an earlier one of the same child has ended; a blank end is open."""
    answer = np.zeros(len(child), dtype=bool)
    usable = np.flatnonzero((child >= 0) & ~np.isnat(start))
    if not len(usable):
        return answer
    rows = usable[np.lexsort((usable, start[usable], child[usable]))]
    reach = keyed(child[rows], or_else(end, FAR_OFF)[rows])
    furthest = np.maximum.accumulate(reach)
    same_child = child[rows[1:]] == child[rows[:-1]]
    answer[rows[1:]] = same_child & (keyed(child[rows[1:]], start[rows[1:]]) < furthest[:-1])
    return answer
