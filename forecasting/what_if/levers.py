"""From a lever as it is kept to the engine's: the one place that knows both. Per cent become shares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from forecasting.engine import levers as engine
from forecasting.engine.kinds import AGES, PLACEMENTS
from forecasting.models import LeverKind, ScenarioLever

_PERCENT = Decimal(100)


def scenario_of(
    name: str, rows: Iterable[ScenarioLever], strength: engine.Strength = engine.Strength.CENTRAL
) -> engine.Scenario:
    """All levers of a scenario, pulled at one strength."""
    return engine.Scenario(name, tuple(lever_of(row) for row in rows), strength)


def lever_of(row: ScenarioLever) -> engine.Lever:
    """The engine's lever of a row. Raises ValueError for a kind that there is not."""
    when = engine.When(
        np.datetime64(row.starts_on, "D"),
        row.ramp_months,
        None if row.ends_on is None else np.datetime64(row.ends_on, "D"),
    )
    ages, kinds = _places(row.ages, AGES), _places(row.placements, PLACEMENTS)
    match LeverKind(row.kind):
        case LeverKind.ENTRIES:
            return engine.EntryRate(_size(row, _PERCENT), when, ages, kinds)
        case LeverKind.EXITS:
            return engine.ExitRate(_size(row, _PERCENT), when, ages, kinds)
        case LeverKind.STEP_DOWN:
            return engine.StepDown(_size(row, _PERCENT), when, PLACEMENTS.index(row.to_placement), ages)
        case LeverKind.ASYLUM:
            return engine.AsylumArrivals(_size(row), when)
        case LeverKind.RECRUITMENT:
            return engine.Recruitment(
                _size(row),
                when,
                places=float(row.places_each or 0),
                fill_rate=_share(row.fill_rate),
                instead_of=PLACEMENTS.index(row.instead_of),
                to=PLACEMENTS.index(row.to_placement),
            )
        case LeverKind.STAYING_PUT:
            return engine.StayingPut(_size(row, _PERCENT), when, row.stay_months or 0)
        case LeverKind.INFLATION:
            return engine.Inflation(_size(row, _PERCENT), when, kinds)
        case LeverKind.OPENING:
            return engine.Opening(PLACEMENTS.index(row.to_placement), _size(row), when, _share(row.fill_rate))


def _size(row: ScenarioLever, unit: Decimal = Decimal(1)) -> engine.Size:
    low, central, high = (float(one / unit) for one in (row.low, row.central, row.high))
    return engine.Size(low, central, high)


def _share(percent: int | None) -> float:
    return (percent or 0) / 100


def _places(names: list[str] | None, known: tuple[str, ...]) -> tuple[int, ...] | None:
    return None if names is None else tuple(sorted(known.index(name) for name in names))
