"""How good a forecast was: errors of its middle, and what its range was worth, against what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.kinds import Floats

PINBALL_LEVELS = np.array([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])


@dataclass(frozen=True)
class Score:
    """One forecast of one number against what came. Errors in children; `covered…` whether the range held it."""

    error: float
    relative: float
    crps: float
    pinball: float
    covered80: bool
    covered95: bool
    width80: float
    width95: float


def score(sample: Floats, came: float) -> Score:
    """`sample`: equally likely values, shape (n,). CRPS by the sample's own formula (Gneiting and Raftery, 2007)."""
    ordered = np.sort(sample)
    size = len(ordered)
    low95, low80, middle, high80, high95 = np.quantile(ordered, (0.025, 0.1, 0.5, 0.9, 0.975))
    spread = 2 * float(((2 * np.arange(1, size + 1) - size - 1) * ordered).sum()) / size**2
    levels = np.quantile(ordered, PINBALL_LEVELS)
    loss = np.where(came >= levels, PINBALL_LEVELS * (came - levels), (1 - PINBALL_LEVELS) * (levels - came))
    return Score(
        error=float(middle - came),
        relative=float(abs(middle - came) / max(came, 1.0)),
        crps=float(np.abs(ordered - came).mean()) - spread / 2,
        pinball=float(loss.mean()),
        # Whole children came: a range from 417.3 to 438.2 says 417 to 438.
        covered80=bool(np.round(low80) <= came <= np.round(high80)),
        covered95=bool(np.round(low95) <= came <= np.round(high95)),
        width80=float(high80 - low80),
        width95=float(high95 - low95),
    )


@dataclass(frozen=True)
class Measures:
    """Means over cases. `mase`: mean absolute error over that of no change. Shares from 0 to 1."""

    cases: int
    mae: float
    mape: float
    bias: float
    mase: float
    crps: float
    pinball: float
    coverage80: float
    coverage95: float
    width80: float
    width95: float


def measures(scores: list[Score], no_change: list[Score]) -> Measures:
    """The means of scores, and the error beside that of no change on the same cases."""
    if not scores:
        raise ValueError("There is no case to measure.")
    mean = {
        name: float(np.mean([getattr(each, name) for each in scores]))
        for name in ("crps", "pinball", "covered80", "covered95", "width80", "width95", "relative", "error")
    }
    mae = float(np.mean([abs(each.error) for each in scores]))
    other = float(np.mean([abs(each.error) for each in no_change]))
    return Measures(
        cases=len(scores),
        mae=mae,
        mape=100 * mean["relative"],
        bias=mean["error"],
        mase=mae / other if other > 0 else float("nan") if mae > 0 else 1.0,
        crps=mean["crps"],
        pinball=mean["pinball"],
        coverage80=mean["covered80"],
        coverage95=mean["covered95"],
        width80=mean["width80"],
        width95=mean["width95"],
    )
