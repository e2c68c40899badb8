"""Every forecast that is scored: worlds, origins, horizons; and the rival's on some of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from forecasting.backtest import rival
from forecasting.backtest.lasting import make_lasting
from forecasting.backtest.memoryless import make_memoryless
from forecasting.backtest.worlds import ORIGINS, World
from forecasting.engine.backtest import Case, backtest, numbers_on
from forecasting.engine.forecast import fit, forecast
from forecasting.engine.inputs import as_known_on
from forecasting.engine.kinds import AGES
from forecasting.engine.months import month_ends_after
from forecasting.engine.panel import make_panel

HORIZONS = (12, 24, 36)
PATHS = 500
# Worlds not looked at while the engine was made; 1 to 20 and 101 to 120 were once, 1000 and up were for trying.
FIRST_SEED = 201
MAKERS: dict[str, Callable[[int], World]] = {"lasting": make_lasting, "memoryless": make_memoryless}


def tried(worlds: int, tell: Callable[[str], None]) -> dict[str, list[Case]]:
    """Cases by generator: so many worlds of each, forecast from each of `ORIGINS`."""
    found: dict[str, list[Case]] = {}
    for name, make in MAKERS.items():
        found[name] = []
        for seed in range(FIRST_SEED, FIRST_SEED + worlds):
            found[name].extend(backtest(make(seed).inputs, ORIGINS, HORIZONS, PATHS))
        tell(f"{name}: {worlds} authorities, {len(ORIGINS)} origins each")
    return found


@dataclass(frozen=True)
class Duel:
    """Absolute errors in children on one origin at one horizon: `ages` (5,), `groups` (4,); seconds of the whole."""

    months: int
    total: dict[str, float]
    ages: dict[str, np.ndarray]
    groups: dict[str, np.ndarray]
    came: float
    seconds: dict[str, float]


CONTENDERS = ("model", "no change", "cs-demand-model")


def duels(origins: int, python: Path, tell: Callable[[str], None]) -> list[Duel]:
    """The forecast, no change and the rival on the same returns: so many origins of each generator, a world each."""
    found: list[Duel] = []
    for name, make in MAKERS.items():
        for place in range(origins):
            world = make(FIRST_SEED + place)
            found.extend(_duel(world, ORIGINS[place % len(ORIGINS)], python))
            tell(f"cs-demand-model on {name} {place + 1} of {origins}")
    return found


def _duel(world: World, origin: np.datetime64, python: Path) -> Iterator[Duel]:
    known = as_known_on(world.inputs, origin)
    days = month_ends_after(origin, max(HORIZONS))[np.array(HORIZONS) - 1]
    started = time.perf_counter()
    made = forecast(fit(known), max(HORIZONS), 1_000)
    total = np.median(made.stock.sum(axis=(2, 3)), axis=1)[list(HORIZONS)]
    ages = np.median(made.stock.sum(axis=3), axis=1)[list(HORIZONS)]
    groups = np.median(_grouped(made.stock.sum(axis=2)), axis=1)[list(HORIZONS)]
    seconds = {"model": time.perf_counter() - started, "no change": 0.0}
    theirs = rival.predict(python, known, days)
    seconds["cs-demand-model"] = theirs.seconds
    now = make_panel(known, 1).stock[-1]
    came = numbers_on(world.inputs, days)
    for place, months in enumerate(HORIZONS):
        truth, truth_ages = came[place, 0], came[place, 1 : 1 + len(AGES)]
        truth_groups = _grouped(came[place, 1 + len(AGES) :])
        yield Duel(
            months=months,
            total={
                "model": abs(total[place] - truth),
                "no change": abs(now.sum() - truth),
                "cs-demand-model": abs(theirs.children[place].sum() - truth),
            },
            ages={
                "model": np.abs(ages[place] - truth_ages),
                "no change": np.abs(now.sum(axis=1) - truth_ages),
                "cs-demand-model": np.abs(theirs.children[place].sum(axis=1) - truth_ages),
            },
            groups={
                "model": np.abs(groups[place] - truth_groups),
                "no change": np.abs(_grouped(now.sum(axis=0)) - truth_groups),
                "cs-demand-model": np.abs(theirs.children[place].sum(axis=0) - truth_groups),
            },
            came=float(truth),
            seconds=seconds,
        )


def _grouped(kinds: np.ndarray) -> np.ndarray:
    """Kinds of placement (…, 8) in the rival's groups (…, 4)."""
    found = np.zeros((*kinds.shape[:-1], len(rival.GROUPS)))
    for kind, group in enumerate(rival.GROUP_OF_KIND):
        found[..., group] += kinds[..., kind]
    return found
