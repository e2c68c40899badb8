"""The records as they stood month by month: who was in care, where, and what came next. Estimation reads only this."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.engine.inputs import Inputs
from forecasting.engine.kinds import (
    ADULT,
    ADULT_MONTHS,
    AGES,
    KINDS,
    OTHER,
    SHOWN_AGE,
    Bools,
    Days,
    Floats,
    Ints,
    duration_class,
    fine_age,
    state_of,
)
from forecasting.engine.months import birthday, completed_months, months_after

# More than this is not read: how care was used earlier says little of what comes.
MOST_MONTHS = 96
OUT = -1


@dataclass(frozen=True)
class Steps:
    """Child-months: in care at the month end `column`, in `state`, and a month later `after` (a kind, or OUT).

    Left out are those who turned 18 within the month, which is no chance, and those of unknown duration.
    """

    column: Ints
    state: Ints
    after: Ints


@dataclass(frozen=True)
class Arrivals:
    """Who is in care at month end `column` and was not a month before, with age in completed months."""

    column: Ints
    stream: Ints
    age_months: Ints
    kind: Ints


@dataclass(frozen=True)
class Leavings:
    """Periods that ended before 18, by the month end that follows; `reason` -1 where unknown."""

    column: Ints
    age: Ints
    reason: Ints


@dataclass(frozen=True)
class Panel:
    """`days`: month ends, the last is the extract's day, shape (columns,). `kind`: OUT or a kind, (periods, columns).

    `age_months`: completed months, same shape. `stock`: children in care by shown age and kind at each month end,
    shape (columns, 5, 8). `passing`: children who came and left between two month ends, by shown age,
    shape (columns, 5). `born`, `start`, `stream`: of each period.
    """

    days: Days
    born: Days
    start: Days
    stream: Ints
    kind: npt.NDArray[np.int8]
    age_months: npt.NDArray[np.int16]
    stock: Floats
    steps: Steps
    arrivals: Arrivals
    leavings: Leavings
    passing: Floats

    @property
    def last(self) -> int:
        return len(self.days) - 1

    @property
    def totals(self) -> Floats:
        return np.asarray(self.stock.sum(axis=(1, 2)))

    @property
    def by_age(self) -> Floats:
        return np.asarray(self.stock.sum(axis=2))

    @property
    def by_kind(self) -> Floats:
        return np.asarray(self.stock.sum(axis=1))


@dataclass(frozen=True)
class InCare:
    """Children in care on a day, shape (children,); ages and durations in completed months, classes not yet taken.

    `period` points into `Inputs.periods`.
    """

    day: np.datetime64
    born: Days
    start: Days
    stream: Ints
    age_months: Ints
    duration_months: Ints
    kind: Ints
    period: Ints

    def __len__(self) -> int:
        return len(self.kind)


def in_care_at(panel: Panel, column: int) -> InCare:
    """The children in care at a month end of the panel, in the order of their periods."""
    period = np.flatnonzero(panel.kind[:, column] != OUT)
    day = panel.days[column]
    return InCare(
        day=day,
        born=panel.born[period],
        start=panel.start[period],
        stream=panel.stream[period],
        age_months=panel.age_months[period, column].astype(np.int64),
        duration_months=completed_months(panel.start[period], np.asarray(day)),
        kind=panel.kind[period, column].astype(np.int64),
        period=period,
    )


def make_panel(inputs: Inputs, most_months: int = MOST_MONTHS) -> Panel:
    """The panel of all whole months, at most `most_months`, that end on the day of the extract."""
    have = int(completed_months(np.asarray(inputs.window_from), np.asarray(inputs.extract_on)))
    columns = min(have, most_months)
    days = months_after(inputs.extract_on, np.arange(-columns, 1))
    periods = inputs.periods
    born = inputs.children.born[periods.child]
    adult = birthday(born, ADULT)
    inside = in_care(periods.start, np.fmin(periods.end, adult), days)
    kind = np.where(inside, _kinds(inputs, days), OUT).astype(np.int8)
    age = completed_months(born[:, None], days[None, :]).astype(np.int16)
    stream = inputs.children.is_asylum_seeking[periods.child].astype(np.int64)
    return Panel(
        days=days,
        born=born,
        start=periods.start,
        stream=stream,
        kind=kind,
        age_months=age,
        stock=_stock(kind, age),
        steps=_steps(inputs, days, kind, age, stream, adult),
        arrivals=_arrivals(inputs, kind, age, stream),
        leavings=_leavings(inputs, days, born, adult),
        passing=_passing(inputs, days, born),
    )


def in_care(start: Days, end: Days, days: Days) -> Bools:
    """Shape (spells, days): whether each spell [start, end) covers each day."""
    return (start[:, None] <= days[None, :]) & ~(end[:, None] <= days[None, :])


def _kinds(inputs: Inputs, days: Days) -> npt.NDArray[np.int8]:
    """The kind of placement of each period at each day, `other` where none is recorded."""
    placements = inputs.placements
    change = np.zeros((len(inputs.periods), len(days) + 1), dtype=np.int8)
    first = np.searchsorted(days, placements.start, side="left")
    last = np.where(np.isnat(placements.end), len(days), np.searchsorted(days, placements.end, side="left"))
    value = (placements.kind - OTHER).astype(np.int8)
    np.add.at(change, (placements.period, first), value)
    np.add.at(change, (placements.period, last), -value)
    return (np.cumsum(change[:, :-1], axis=1, dtype=np.int8) + OTHER).astype(np.int8)


def _stock(kind: npt.NDArray[np.int8], age: npt.NDArray[np.int16]) -> Floats:
    columns = kind.shape[1]
    row, column = np.nonzero(kind != OUT)
    shown = SHOWN_AGE[fine_age(age[row, column])]
    cell = (column * len(AGES) + shown) * KINDS + kind[row, column]
    counted = np.bincount(cell, minlength=columns * len(AGES) * KINDS)
    return counted.reshape(columns, len(AGES), KINDS).astype(float)


def _steps(
    inputs: Inputs,
    days: Days,
    kind: npt.NDArray[np.int8],
    age: npt.NDArray[np.int16],
    stream: Ints,
    adult: Days,
) -> Steps:
    row, column = np.nonzero(kind[:, :-1] != OUT)
    months = completed_months(inputs.periods.start[row], days[column])
    # A start that is only a bound says something once the bound alone is in the last class.
    told = inputs.periods.start_known[row] | (months >= 48)
    keep = told & (adult[row] > days[column + 1])
    row, column, months = row[keep], column[keep], months[keep]
    state = state_of(stream[row], fine_age(age[row, column]), duration_class(months), kind[row, column])
    return Steps(column=column, state=state, after=kind[row, column + 1].astype(np.int64))


def _arrivals(
    inputs: Inputs, kind: npt.NDArray[np.int8], age: npt.NDArray[np.int16], stream: Ints
) -> Arrivals:
    new = (kind[:, 1:] != OUT) & (kind[:, :-1] == OUT)
    row, column = np.nonzero(new & inputs.periods.start_known[:, None])
    column = column + 1
    return Arrivals(
        column=column,
        stream=stream[row],
        age_months=np.clip(age[row, column].astype(np.int64), 0, ADULT_MONTHS - 1),
        kind=kind[row, column].astype(np.int64),
    )


def _leavings(inputs: Inputs, days: Days, born: Days, adult: Days) -> Leavings:
    end = inputs.periods.end
    ended = (end > days[0]) & (end <= days[-1]) & (end < adult)
    months = completed_months(born[ended], end[ended])
    return Leavings(
        column=np.searchsorted(days, end[ended], side="left"),
        age=SHOWN_AGE[fine_age(months)],
        reason=inputs.periods.reason[ended],
    )


def _passing(inputs: Inputs, days: Days, born: Days) -> Floats:
    periods = inputs.periods
    first = np.searchsorted(days, periods.start, side="left")
    last = np.searchsorted(days, periods.end, side="left")
    between = (periods.start > days[0]) & (periods.end <= days[-1]) & (first == last) & periods.start_known
    # One who ends on a month end is out on it, so passed between the two before.
    age = SHOWN_AGE[fine_age(completed_months(born[between], periods.start[between]))]
    cell = first[between] * len(AGES) + age
    return np.bincount(cell, minlength=len(days) * len(AGES)).reshape(len(days), len(AGES)).astype(float)
