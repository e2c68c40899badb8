"""Children on paths, one whole number each: `path × 672 + state`. Ageing, time in care, leaving and moving change it.

Whoever is out of care has a number of the block after the last path, where nothing happens any more.
"""

from __future__ import annotations

import numpy as np

from forecasting.engine.kinds import (
    ADULT,
    ADULT_MONTHS,
    AGE_BEGINS,
    DURATION_BEGINS,
    NEXT_AGE,
    NEXT_DURATION,
    STATES,
    Bools,
    Days,
    Floats,
    Ints,
    duration_class,
    fine_age,
    state_of,
)
from forecasting.engine.months import birthday, completed_on
from forecasting.engine.newcomers import Newcomers
from forecasting.engine.panel import InCare


class Present:
    """Those in care at the start: every child on every path, the ones who grow up last first.

    `key` has shape (children, paths); the first `here` rows have not turned 18. Birthdays are those of the calendar.
    """

    def __init__(self, now: InCare, days: Days, paths: int) -> None:
        """`days`: the extract's day and each month end after it."""
        self.paths = paths
        grows_up = np.searchsorted(days, birthday(now.born, ADULT), side="left")
        self.order = np.argsort(-grows_up, kind="stable")
        self._grows_up = grows_up[self.order]
        self.here = len(now)
        state = state_of(now.stream, fine_age(now.age_months), duration_class(now.duration_months), now.kind)
        self.key = state[self.order][:, None] + STATES * np.arange(paths)[None, :]
        born, start = now.born[self.order], now.start[self.order]
        later = [np.searchsorted(days, birthday(born, years), side="left") for years in AGE_BEGINS[1:]]
        longer = [
            np.searchsorted(days, completed_on(start, limit), side="left") for limit in DURATION_BEGINS[1:]
        ]
        self._changes = _by_month([(later, NEXT_AGE), (longer, NEXT_DURATION)], len(days))

    def slots(self) -> Ints:
        """The numbers of those not yet 18, flat, a view."""
        return self.key.reshape(-1)[: self.here * self.paths]

    def grown_up(self, month: int) -> Ints:
        """Takes out those whose 18th birthday comes by month end `month`; the numbers that they had."""
        stay = int(np.searchsorted(-self._grows_up, -month, side="left"))
        gone = self.key[stay : self.here].reshape(-1)
        self.here = stay
        return _in_care(gone, self.paths)

    def age(self, month: int) -> Ints:
        """Birthdays and time in care up to month end `month`; the numbers that those with a birthday had."""
        older = [np.empty(0, dtype=np.int64)]
        for rows, change in self._changes[month]:
            if change == NEXT_AGE:
                older.append(self.key[rows].reshape(-1))
            self.key[rows] += change
        return _in_care(np.concatenate(older), self.paths)


def _by_month(kinds: list[tuple[list[Ints], int]], months: int) -> list[list[tuple[Ints, int]]]:
    found: list[list[tuple[Ints, int]]] = [[] for _ in range(months)]
    for limits, change in kinds:
        for reached in limits:
            order = np.argsort(reached, kind="stable")
            edges = np.searchsorted(reached[order], np.arange(months + 1))
            for month in range(1, months):
                rows = order[edges[month] : edges[month + 1]]
                if len(rows):
                    found[month].append((rows, change))
    return found


class Coming:
    """Those who come later, in order of the month in which they do."""

    def __init__(self, newcomers: Newcomers, comes: Bools, paths: int) -> None:
        self.paths = paths
        self.first = newcomers.first
        state = state_of(
            newcomers.stream, fine_age(newcomers.age_months), np.zeros(1, dtype=np.int64), newcomers.kind
        )
        self.key = np.where(comes, newcomers.path * STATES + state, paths * STATES)
        born = (newcomers.month - newcomers.age_months).astype(np.int16)
        self._by_birth = np.argsort(born, kind="stable")
        self._births = born[self._by_birth]
        self._here = 0

    def slots(self) -> Ints:
        """The numbers of those who have come, a view."""
        return self.key[: self._here]

    def _born_in(self, month: int) -> Ints:
        """Who was born in a month and has come before the present one."""
        low, high = np.searchsorted(self._births, np.array([month, month + 1], dtype=np.int16))
        found = self._by_birth[low:high]
        return found[: np.searchsorted(found, self._here)]

    def grown_up(self, month: int) -> Ints:
        found = self._born_in(month - ADULT_MONTHS)
        gone = self.key[found]
        self.key[found] = self.paths * STATES
        return _in_care(gone, self.paths)

    def age(self, month: int) -> Ints:
        older = []
        for years in AGE_BEGINS[1:]:
            found = self._born_in(month - 12 * years)
            older.append(self.key[found])
            self.key[found] += NEXT_AGE
        for limit in DURATION_BEGINS[1:]:
            if month - limit > 0:
                self.key[self.first[month - limit] : self.first[month - limit + 1]] += NEXT_DURATION
        return _in_care(np.concatenate(older), self.paths)

    def arrive(self, month: int) -> Ints:
        """Lets in those of the month; the numbers of those who really come."""
        self._here = int(self.first[month + 1])
        new = self.key[self.first[month] : self._here]
        return _in_care(new, self.paths)


Population = Present | Coming


def _in_care(numbers: Ints, paths: int) -> Ints:
    return numbers[numbers < paths * STATES]


def chances_on_paths(leaving: Floats, moving: Floats, shock: Floats) -> tuple[np.ndarray, np.ndarray]:
    """Thresholds by number, flat, float32: of leaving, and of leaving or moving; the last block is 0."""
    paths = len(shock)
    out = np.zeros((paths + 1, STATES), dtype=np.float32)
    np.multiply(leaving[None, :], shock[:, None], out=out[:paths], casting="unsafe")
    np.minimum(out[:paths], (0.98 - moving).astype(np.float32)[None, :], out=out[:paths])
    either = out.copy()
    either[:paths] += moving.astype(np.float32)[None, :]
    return out.reshape(-1), either.reshape(-1)
