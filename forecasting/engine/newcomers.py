"""Draws who comes, for all months and paths at once, so that a lever decides only who of them is let in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecasting.engine.kinds import ADULT_MONTHS, KINDS, STREAMS, Floats, Ints, fine_age


@dataclass(frozen=True)
class Newcomers:
    """Everybody who may come, in order of months: those of month m (1 the first) are `first[m]` to `first[m + 1]`.

    `path`, `stream`, `age_months` (at the month's end), `kind`, each of shape (newcomers,). `luck` is uniform: one
    whose luck is below the factor of a lever comes.
    """

    first: Ints
    path: Ints
    stream: Ints
    age_months: Ints
    kind: Ints
    luck: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.path)

    @property
    def month(self) -> Ints:
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))


def draw_newcomers(rng: np.random.Generator, mean: Floats, share: Floats, dispersion: Floats) -> Newcomers:
    """`mean`: children expected by month, stream and path, shape (months, 2, paths); `share` (2, 216, 8)."""
    months, _, paths = mean.shape
    spread = dispersion[None, :, None] - 1.0
    crowded = spread > 1e-6
    shape = np.maximum(mean / np.where(crowded, spread, 1.0), 1e-9)
    together = np.where(crowded, rng.standard_gamma(shape) * np.where(crowded, spread, 1.0), mean)
    counts = rng.poisson(together)
    monthly = counts.sum(axis=(1, 2))
    total = int(monthly.sum())
    path = np.repeat(np.tile(np.arange(paths), months * STREAMS), counts.reshape(-1))
    stream = np.repeat(np.tile(np.repeat(np.arange(STREAMS), paths), months), counts.reshape(-1))
    cell = _drawn_cells(rng, stream, share)
    return Newcomers(
        first=np.concatenate([[0, 0], np.cumsum(monthly)]),
        path=path,
        stream=stream,
        age_months=cell // KINDS,
        kind=cell % KINDS,
        luck=rng.random(total, dtype=np.float32),
    )


def _drawn_cells(rng: np.random.Generator, stream: Ints, share: Floats) -> Ints:
    cells = ADULT_MONTHS * KINDS
    edges = np.cumsum(share.reshape(STREAMS, cells), axis=1)
    edges /= edges[:, -1:]
    flat = (edges + np.arange(STREAMS)[:, None]).reshape(-1)
    found = np.searchsorted(flat, rng.random(len(stream)) + stream, side="right")
    return np.minimum(found - stream * cells, cells - 1)


def let_in(newcomers: Newcomers, factors: Floats | None, already: float = 0.0) -> npt.NDArray[np.bool_]:
    """Who comes under factors of shape (months, 2, 7, 8); `already`: how much of the factor others have used up."""
    if factors is None:
        return np.full(len(newcomers), already <= 0.0)
    factor = factors[newcomers.month - 1, newcomers.stream, fine_age(newcomers.age_months), newcomers.kind]
    return newcomers.luck < factor - already
