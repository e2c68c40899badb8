"""The simulation's month, slowly: one child after another, with dates, in plain Python.

It takes the same random numbers in the same order, and who comes from `newcomers`; all else is done again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from forecasting.engine.kinds import AGE_BEGINS, DURATION_BEGINS, SHOWN_AGE, state_of
from forecasting.engine.newcomers import draw_newcomers
from forecasting.engine.plan import Plan
from sufficiency.core.periods import birthday


@dataclass
class One:
    """A child on a path. Of a newcomer only months are known."""

    path: int
    stream: int
    kind: int
    born: date | None = None
    start: date | None = None
    age_months: int = 0
    came: int = 0
    here: bool = True

    def age(self, month: int, day: date) -> int:
        if self.born is not None:
            return sum(birthday(self.born, years) <= day for years in AGE_BEGINS) - 1
        return sum(12 * years <= self.age_months + month - self.came for years in AGE_BEGINS) - 1

    def is_adult(self, month: int, day: date) -> bool:
        if self.born is not None:
            return birthday(self.born, 18) <= day
        return self.age_months + month - self.came >= 216

    def duration(self, month: int, day: date) -> int:
        if self.start is None:
            months = month - self.came
        else:
            months = (
                12 * (day.year - self.start.year) + day.month - self.start.month - (day.day < self.start.day)
            )
        return sum(limit <= months for limit in DURATION_BEGINS) - 1


def simulated(plan: Plan) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Stock by month, path, shown age and kind; those who leave before 18, and who turn 18, by month and path."""
    days = [day.astype(object) for day in plan.days]
    paths = plan.paths

    def stream(tag: int) -> np.random.Generator:
        return np.random.Generator(np.random.SFC64(np.random.SeedSequence([plan.seed, 0, tag])))

    grows_up = [next((m for m, day in enumerate(days) if birthday(born.astype(object), 18) <= day), len(days))
                for born in plan.now.born]  # fmt: skip
    order = sorted(range(len(plan.now)), key=lambda child: -grows_up[child])
    present = [
        One(path, int(plan.now.stream[c]), int(plan.now.kind[c]), plan.now.born[c].astype(object),
            plan.now.start[c].astype(object))
        for c in order for path in range(paths)
    ]  # fmt: skip
    entries = plan.rates.entries
    drawn = draw_newcomers(
        stream(100),
        entries.monthly[None, :, None] * plan.shocks.entries * plan.entry_scale[:, None, None],
        entries.share,
        entries.dispersion,
    )
    coming = [
        One(int(path), int(kind_of_stream), int(kind), None, None, int(age), int(month))
        for path, kind_of_stream, age, kind, month in zip(
            drawn.path, drawn.stream, drawn.age_months, drawn.kind, drawn.month, strict=True
        )
    ]
    stock = np.zeros((len(days), paths, 5, 8), dtype=int)
    left, adults = np.zeros((len(days), paths), dtype=int), np.zeros((len(days), paths), dtype=int)
    generators = stream(2), stream(10)
    everybody = [present, []]
    for month, day in enumerate(days):
        if month:
            for group, generator in zip((0, 1), generators, strict=True):
                people = everybody[group]
                if group == 0:
                    # Those who grew up have no number any more.
                    people = [one for one in people if not one.is_adult(month, day)]
                for one in everybody[group]:
                    if one.here and one.is_adult(month, day):
                        one.here = False
                        adults[month, one.path] += 1
                luck = generator.random(len(people), dtype=np.float32)
                for one, u in zip(people, luck, strict=True):
                    if one.here:
                        step(plan, one, float(u), month, days[month - 1], left)
                everybody[group] = people
            everybody[1] = everybody[1] + [one for one in coming if one.came == month]
        for one in (*everybody[0], *everybody[1]):
            if one.here:
                stock[month, one.path, SHOWN_AGE[one.age(month, day)], one.kind] += 1
    return stock, left, adults


def step(plan: Plan, one: One, u: float, month: int, before: date, left: np.ndarray) -> None:
    age, duration = one.age(month - 1, before), one.duration(month - 1, before)
    state = int(state_of(one.stream, age, duration, one.kind))
    moving = plan.rates.moving[state]
    shocked = np.float32(plan.rates.leaving[state] * plan.shocks.leaving[month - 1, one.path])
    leaving = min(shocked, np.float32(0.98 - moving))
    if u >= leaving + np.float32(moving):
        return
    if u < moving:
        edges = np.cumsum(plan.rates.destination[one.stream, age, one.kind])[:-1]
        one.kind = int((u / moving >= edges).sum())
    elif u < moving + leaving:
        one.here = False
        left[month, one.path] += 1
