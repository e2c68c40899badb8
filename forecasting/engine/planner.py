"""The inverse question: how many homes must be won to bring a costly kind of placement under a target by a date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.costs import prices
from forecasting.engine.errors import BadValue
from forecasting.engine.forecast import Forecast
from forecasting.engine.kinds import AGENCY, AGES, IN_HOUSE, PLACEMENTS, Floats
from forecasting.engine.months import DAYS_IN_A_MONTH


@dataclass(frozen=True)
class Goal:
    """At most `target` children in `kind` at the month end on or after `by`, by `to` instead. A home has `places`, of
    which `fill_rate` are filled."""

    target: float
    by: np.datetime64
    kind: int = AGENCY
    to: int = IN_HOUSE
    places: float = 1.5
    fill_rate: float = 0.8


@dataclass(frozen=True)
class Answer:
    """`homes`: net, whole, by confidence (0.5, 0.8, 0.95). `children_by_age`: whom the homes of 0.8 are for, on
    average over paths, in the order of `kinds.AGES`. `of_sibling_groups`: share of the children now in `kind` who
    have a brother or sister in care. `saves_yearly`: pounds a year when all are filled, at the prices of the day
    (low 80, middle, high 80), None without both prices."""

    homes: dict[float, int]
    children_by_age: dict[str, float]
    of_sibling_groups: float
    saves_yearly: tuple[float, float, float] | None


CONFIDENCES = (0.5, 0.8, 0.95)


def recruit(made: Forecast, goal: Goal) -> Answer:
    """Homes that reach the goal with each confidence. Raises `BadValue` for a date outside the forecast or no room."""
    month = int(np.searchsorted(made.days, goal.by, side="left"))
    if not 1 <= month < len(made.days):
        raise BadValue(
            f"{goal.by} is not within the forecast, which reaches from {made.days[0]} to {made.days[-1]}."
        )
    each = goal.places * goal.fill_rate
    if each <= 0 or goal.target < 0:
        raise BadValue("A home must take somebody in, and a target cannot be below 0.")
    by_age = made.stock[month, :, :, goal.kind]
    there = by_age.sum(axis=1)
    beyond = np.sort(np.maximum(there - goal.target, 0.0))
    homes = {
        # The least of which so many paths have no more.
        confidence: int(np.ceil(beyond[int(np.ceil(confidence * len(beyond) - 1e-9)) - 1] / each - 1e-9))
        for confidence in CONFIDENCES
    }
    moved = np.minimum(homes[0.8] * each, there)
    share = np.divide(by_age, there[:, None], out=np.zeros_like(by_age), where=there[:, None] > 0)
    return Answer(
        homes=homes,
        children_by_age=dict(zip(AGES, (share * moved[:, None]).mean(axis=0).tolist(), strict=True)),
        of_sibling_groups=_of_sibling_groups(made, goal.kind),
        saves_yearly=_saved(made, goal, moved, month),
    )


def _of_sibling_groups(made: Forecast, kind: int) -> float:
    now, inputs = made.fitted.now, made.fitted.inputs
    group = inputs.children.sibling_group[inputs.periods.child[now.period]]
    groups, counts = np.unique(group[group >= 0], return_counts=True)
    together = np.isin(group, groups[counts > 1])
    mine = now.kind == kind
    return float(together[mine].mean()) if mine.any() else 0.0


def _saved(made: Forecast, goal: Goal, moved: Floats, month: int) -> tuple[float, float, float] | None:
    weekly = prices(made.fitted.inputs.unit_costs, made.days[month : month + 1])[0]
    gain = weekly[goal.kind] - weekly[goal.to]
    if np.isnan(gain):
        return None
    low, middle, high = np.quantile(moved * gain * 12 * DAYS_IN_A_MONTH / 7, (0.1, 0.5, 0.9))
    return float(low), float(middle), float(high)


def in_words(goal: Goal, answer: Answer) -> str:
    """One sentence for the page."""
    homes = answer.homes
    if homes[0.8] == 0:
        return f"No further homes are needed: {PLACEMENTS[goal.kind]} stays at {goal.target:g} or fewer by {goal.by}."
    return (
        f"{homes[0.8]} net homes bring {PLACEMENTS[goal.kind]} to {goal.target:g} or fewer by {goal.by} with 80% "
        f"confidence ({homes[0.5]} with 50%, {homes[0.95]} with 95%)."
    )
