"""How the rates stray from what was estimated, path by path: errors of estimation, good and bad spells, drift."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.engine.estimation import Rates
from forecasting.engine.kinds import STREAMS, Floats
from forecasting.engine.priors import PooledPriors


@dataclass(frozen=True)
class Shocks:
    """Factors with mean 1: `entries` shape (months, 2, paths), `leaving` shape (months, paths)."""

    entries: Floats
    leaving: Floats


def draw_shocks(rates: Rates, priors: PooledPriors, months: int, paths: int, seed: int) -> Shocks:
    """The same rates, priors, sizes and seed give the same shocks; asylum-seeking arrivals stray twice as far."""
    rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, 1])))
    together = priors.noise_together
    normal = rng.standard_normal((2, 3, months + 1, paths))
    # Third: asylum-seeking arrivals, which are on their own.
    normal[:, 1] = together * normal[:, 0] + np.sqrt(1 - together**2) * normal[:, 1]
    memory = priors.noise_memory
    scale = 1 / _of_a_years_mean(memory)
    sizes = np.array([priors.entry_noise, priors.exit_noise, 2 * priors.entry_noise]) * scale
    drifts = np.array([priors.entry_drift, priors.exit_drift, 2 * priors.entry_drift]) / np.sqrt(12)
    noise = np.empty((3, months, paths))
    # The spell that one is in at the start is not known, so it is drawn as well.
    now = normal[0, :, 0]
    for month in range(months):
        now = memory * now + np.sqrt(1 - memory**2) * normal[0, :, month + 1]
        noise[:, month] = now * sizes[:, None]
    noise += np.cumsum(normal[1, :, 1:], axis=1) * drifts[:, None, None]
    ahead = np.arange(1, months + 1)
    variance = sizes[:, None] ** 2 + drifts[:, None] ** 2 * ahead
    factor = np.exp(noise - variance[:, :, None] / 2)
    entries = factor[[0, 2]].transpose(1, 0, 2)
    shape = np.maximum(rates.entries.seen / rates.entries.dispersion, 2.0)
    error = rng.standard_gamma(shape[:, None], (STREAMS, paths)) / shape[:, None]
    leavings = max(rates.leavings_seen, 5.0)
    return Shocks(
        entries=entries * error[None],
        leaving=factor[1] * (rng.standard_gamma(leavings, paths) / leavings)[None],
    )


def _of_a_years_mean(memory: float) -> float:
    """Standard deviation of the mean of twelve months of noise with variance 1."""
    lags = np.arange(1, 12)
    return float(np.sqrt((12 + 2 * ((12 - lags) * memory**lags).sum()) / 144))
