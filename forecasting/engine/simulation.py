"""A thousand futures at once: the month's step, the same for everybody, and what is counted of it.

In a month, in this order: whoever turns 18 is out; of the others each leaves, moves or stays, by one uniform number
`u` (below the chance to move: moves; below that plus the chance to leave: leaves; then, where a lever steps down:
moves there); birthdays and time in care; newcomers are in. What a lever changes touches nobody else's number,
because every child has its own place in the stream of numbers whether or not it is in care.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np

from forecasting.engine.kinds import (
    AGES,
    FINE_AGES,
    KINDS,
    NEXT_AGE,
    REASONS,
    SHAPE,
    SHOWN_AGE,
    STATES,
    STREAMS,
    Floats,
    Ints,
)
from forecasting.engine.newcomers import Newcomers, draw_newcomers, let_in
from forecasting.engine.plan import Paths, Plan, month_lengths
from forecasting.engine.population import Coming, Population, Present, chances_on_paths

# Numbers of children on paths that are worked on at once: some 20 bytes each.
_AT_ONCE = 1_000_000
# Parts that are worked on at the same time; numpy lets go of the interpreter in its loops.
_THREADS = 2
# Age class and kind are what is left of a state by this.
_CELLS = FINE_AGES * KINDS


def simulate(plan: Plan) -> Paths:
    """All paths of a plan; the same plan gives the same numbers on every run."""
    each = len(plan.now) + plan.rates.entries.monthly.sum() * plan.entry_scale.sum() + 1
    size = int(np.clip(_AT_ONCE // each, 10, plan.paths))
    # As even as can be, so that both are done at the same time.
    edges = np.linspace(0, plan.paths, int(np.ceil(plan.paths / size)) + 1).astype(int)
    slices = [slice(int(first), int(last)) for first, last in pairwise(edges)]
    with ThreadPoolExecutor(_THREADS) as pool:
        parts = list(pool.map(lambda part: _Run(plan, part[1], part[0]).done(), enumerate(slices)))
    if len(parts) == 1:
        return parts[0]
    return replace(
        parts[0],
        **{
            name: np.concatenate([getattr(part, name) for part in parts], axis=1)
            for name in ("stock", "starts", "ceases", "turning_18", "reasons")
        },
    )


class _Run:
    def __init__(self, plan: Plan, which: slice, number: int) -> None:
        self.plan, self.effects = plan, plan.effects
        self.paths = which.stop - which.start
        self.number = number
        self.lengths = month_lengths(plan.days)
        self.shock = plan.shocks.leaving[:, which]
        self.entry_shock = plan.shocks.entries[:, :, which] * (plan.entry_scale * self.lengths)[:, None, None]
        self.present = Present(plan.now, plan.days, self.paths)
        self.populations: list[tuple[Population, np.random.Generator]] = [
            (self.present, self._stream(2)),
            *((coming, self._stream(10 + place)) for place, coming in enumerate(self._coming())),
        ]
        size = (plan.months + 1, self.paths)
        self.paths_of = Paths(
            days=plan.days,
            stock=np.zeros((*size, len(AGES), KINDS), dtype=np.int32),
            starts=np.zeros(size, dtype=np.int32),
            ceases=np.zeros(size, dtype=np.int32),
            turning_18=np.zeros((*size, KINDS), dtype=np.int32),
            reasons=np.zeros((*size, len(REASONS)), dtype=np.int32),
        )
        self.reason_edges = np.cumsum(plan.rates.reasons, axis=1)[:, :-1]
        self.destination_edges = np.cumsum(plan.rates.destination, axis=-1)[..., :-1]
        self._known = self._known_leavers()
        self.cells = np.zeros(self.paths * _CELLS, dtype=np.int64)
        self._change(self.present.slots(), 1)

    def _stream(self, tag: int) -> np.random.Generator:
        return np.random.Generator(
            np.random.SFC64(np.random.SeedSequence([self.plan.seed, self.number, tag]))
        )

    def _coming(self) -> list[Coming]:
        entries, effects = self.plan.rates.entries, self.effects
        mean = entries.monthly[None, :, None] * self.entry_shock
        coming = []
        for already in range(int(np.ceil(effects.most_entries()))):
            drawn = draw_newcomers(self._stream(100 + already), mean, entries.share, entries.dispersion)
            coming.append(Coming(drawn, let_in(drawn, effects.entry, already), self.paths))
        coming.append(self._known_arrivals())
        for place, added in enumerate(effects.added):
            # Drawn at the next power of two and thinned, so that a little more lets in the same and a little more.
            most = 2.0 ** np.ceil(np.log2(max(float(added.monthly.max()), 1e-3)))
            wanted = np.zeros((self.plan.months, STREAMS, self.paths))
            wanted[:, added.stream] = most
            share = np.broadcast_to(added.share, (STREAMS, *added.share.shape))
            drawn = draw_newcomers(self._stream(200 + place), wanted, share, np.ones(STREAMS))
            comes = drawn.luck < (added.monthly / most)[drawn.month - 1]
            coming.append(Coming(drawn, comes, self.paths))
        return coming

    def _known_arrivals(self) -> Coming:
        known, days = self.plan.known_arrivals, self.plan.days
        month = np.searchsorted(days, known.day, side="left")
        order = np.argsort(month, kind="stable")
        order = order[(month[order] >= 1) & (month[order] <= self.plan.months)]
        month = month[order]
        luck = self._stream(4).random((len(order), self.paths), dtype=np.float32)
        edges = np.searchsorted(month, np.arange(1, self.plan.months + 2)) * self.paths
        drawn = Newcomers(
            first=np.concatenate([[0], edges]),
            path=np.tile(np.arange(self.paths), len(order)),
            stream=np.zeros(len(order) * self.paths, dtype=np.int64),
            age_months=np.repeat(known.age_months[order], self.paths),
            kind=np.repeat(known.kind[order], self.paths),
            luck=luck.reshape(-1),
        )
        return Coming(drawn, drawn.luck < np.repeat(known.chance[order], self.paths), self.paths)

    def _known_leavers(self) -> list[tuple[int, Ints]]:
        """By month: places in `Present.key` (flat) of those who leave in it."""
        known, present = self.plan.known_leavers, self.present
        luck = self._stream(5).random((len(known.child), self.paths), dtype=np.float32)
        month = np.searchsorted(self.plan.days, known.day, side="left")
        row_of = np.argsort(present.order)
        found = []
        for place, row in enumerate(known.child):
            leaves = np.flatnonzero(luck[place] < known.chance[place])
            found.append((int(month[place]), row_of[row] * self.paths + leaves))
        return found

    def done(self) -> Paths:
        self._count(0)
        self._pass_through()
        for month in range(1, self.plan.months + 1):
            self._step(month)
        return self.paths_of

    def _step(self, month: int) -> None:
        counted = self.paths_of
        chances = _Chances(self.plan, month, self.lengths[month - 1], self.shock[month - 1])
        for population, rng in self.populations:
            grown = population.grown_up(month)
            self._change(grown, -1)
            cell = grown // STATES * KINDS + grown % KINDS
            grew = np.bincount(cell, minlength=self.paths * KINDS).reshape(self.paths, KINDS)
            counted.turning_18[month] += grew.astype(np.int32)
            counted.ceases[month] += grew.sum(axis=1).astype(np.int32)
            key = population.slots()
            if population is self.present:
                self._leave_as_known(month, key)
            if len(key):
                self._leave_or_move(month, key, rng.random(len(key), dtype=np.float32), chances)
            older = population.age(month)
            self._change(older, -1)
            self._change(older + NEXT_AGE, 1)
            if isinstance(population, Coming):
                new = population.arrive(month)
                self._change(new, 1)
                counted.starts[month] += np.bincount(new // STATES, minlength=self.paths).astype(np.int32)
        self._count(month)

    def _leave_as_known(self, month: int, key: Ints) -> None:
        for when, places in self._known:
            if when == month:
                there = places[places < len(key)]
                there = there[key[there] < self.paths * STATES]
                self._leave(month, key, there, np.full(len(there), 0.5))

    def _leave_or_move(self, month: int, key: Ints, luck: np.ndarray, chances: _Chances) -> None:
        happens = np.flatnonzero(luck < np.take(chances.any, key, mode="clip"))
        luck, numbers = luck[happens].astype(float), key[happens]
        state = numbers % STATES
        moving = chances.moving[state]
        moves = luck < moving
        leaving = chances.leaving[numbers]
        leaves = ~moves & (luck < moving + leaving)
        self._leave(month, key, happens[leaves], (luck[leaves] - moving[leaves]) / leaving[leaves])
        there = self._destination(state[moves], luck[moves] / moving[moves])
        self._move(key, happens[moves], there)
        down = ~moves & ~leaves
        self._move(key, happens[down], np.full(int(down.sum()), self.effects.stepping_to))

    def _move(self, key: Ints, places: Ints, kind: Ints) -> None:
        before = key[places]
        after = before + kind - before % KINDS
        key[places] = after
        self._change(before, -1)
        self._change(after, 1)

    def _leave(self, month: int, key: Ints, places: Ints, luck: Floats) -> None:
        numbers = key[places]
        self._change(numbers, -1)
        path, age = numbers // STATES, SHOWN_AGE[numbers // KINDS % FINE_AGES]
        reason = (luck[:, None] >= self.reason_edges[age]).sum(axis=1)
        size = self.paths * len(REASONS)
        left = np.bincount(path * len(REASONS) + reason, minlength=size).reshape(self.paths, len(REASONS))
        self.paths_of.reasons[month] += left.astype(np.int32)
        self.paths_of.ceases[month] += left.sum(axis=1).astype(np.int32)
        key[places] = self.paths * STATES

    def _destination(self, state: Ints, luck: Floats) -> Ints:
        stream, _, age, kind = np.unravel_index(state, SHAPE)
        there = (luck[:, None] >= self.destination_edges[stream, age, kind]).sum(axis=1)
        return np.asarray(there, dtype=np.int64)

    def _change(self, numbers: Ints, by: int) -> None:
        """Adds to or takes from those who are counted by path, age class and kind."""
        cell = numbers // STATES * _CELLS + numbers % _CELLS
        self.cells += by * np.bincount(cell, minlength=len(self.cells))

    def _count(self, month: int) -> None:
        fine = self.cells.reshape(self.paths, FINE_AGES, KINDS)
        stock = self.paths_of.stock[month]
        for age, shown in enumerate(SHOWN_AGE):
            stock[:, shown] += fine[:, age].astype(np.int32)

    def _pass_through(self) -> None:
        """Those who come and leave within a month: in both flows, never in the stock."""
        rates, rng = self.plan.rates.entries.passing, self._stream(3)
        mean = rates[None, :, None] * self.entry_shock[:, :1]
        counts = rng.poisson(mean)
        month, age, path = (
            np.repeat(axis.reshape(-1), counts.reshape(-1)) for axis in np.indices(counts.shape)
        )
        luck = rng.random(len(month))
        many = np.ones(len(month), dtype=np.int64)
        if self.effects.entry is not None:
            # By the age's first class and over placements: where to, nobody knows of so short a stay.
            first = np.searchsorted(SHOWN_AGE, np.arange(len(AGES)))
            factor = self.effects.entry[:, 0].mean(axis=2)[:, first][month, age]
            many = np.floor(factor).astype(np.int64) + (luck < factor % 1.0)
        passed = np.bincount(
            (month + 1) * self.paths + path, weights=many, minlength=self.paths_of.starts.size
        )
        passed = passed.reshape(self.paths_of.starts.shape).astype(np.int32)
        self.paths_of.starts[:] += passed
        self.paths_of.ceases[:] += passed
        home = np.bincount((month + 1) * self.paths + path, weights=many, minlength=self.paths_of.starts.size)
        self.paths_of.reasons[..., 0] += home.reshape(self.paths_of.starts.shape).astype(np.int32)


class _Chances:
    """Of one month: `moving` by state; `leaving` and `any` by number (path and state)."""

    def __init__(self, plan: Plan, month: int, length: float, shock: Floats) -> None:
        effects = plan.effects
        leaving = plan.rates.leaving * effects.leaving_factor(month - 1)
        self.moving = _over(plan.rates.moving, length)
        self.leaving, self.any = chances_on_paths(_over(leaving, length), self.moving, shock)
        down = effects.stepping_down_chance(month - 1)
        if down is not None:
            more = np.append(np.tile(_over(down, length), len(shock)), np.zeros(STATES))
            self.any = np.minimum(self.any + more.astype(np.float32), np.float32(1.0))


def _over(chance: Floats, length: float) -> Floats:
    """A chance a month, over a part of a month."""
    return chance if length == 1.0 else 1.0 - (1.0 - np.minimum(chance, 1.0)) ** length
