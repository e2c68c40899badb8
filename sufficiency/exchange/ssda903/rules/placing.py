"""What a rule may know of where a placement lies; whoever asks for the check does the looking-up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

OUTSIDE_ENGLAND = frozenset({"CON", "NIR", "SCO", "WAL", "NUK"})


@dataclass(frozen=True)
class Located:
    """Derived columns, one value for each row asked about.

    `located_in`: GSS code of the upper-tier authority the placement postcode lies in, `WAL`, `SCO`, `NIR`,
    `CON` or `NUK` outside England, blank where not known. `inside`: whether that is the responsible
    authority; nothing where not known. `miles` from home to placement, NaN where not known.
    `home_found` and `placement_found`: the postcode stands in the directory.
    """

    located_in: Any
    inside: Any
    miles: Any
    home_found: Any
    placement_found: Any


@dataclass(frozen=True)
class Placing:
    """The responsible authority (GSS code) and a way to place rows.

    `locate` takes two arrays of postcode texts, home and placement, and gives a `Located`.
    """

    responsible: str
    locate: Callable[[npt.NDArray[np.object_], npt.NDArray[np.object_]], Located]


@dataclass(frozen=True)
class Places:
    """A `Located` in the types the rules compare."""

    located_in: npt.NDArray[np.object_]
    inside: npt.NDArray[np.bool_]
    outside: npt.NDArray[np.bool_]
    miles: npt.NDArray[np.float64]
    home_found: npt.NDArray[np.bool_]
    placement_found: npt.NDArray[np.bool_]
    outside_england: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, located: Located) -> Places:
        where = np.array(["" if pd.isna(place) else str(place) for place in located.located_in], dtype=object)
        inside = pd.array(list(located.inside), dtype="boolean")
        return cls(
            located_in=where,
            inside=inside.fillna(False).to_numpy(dtype=bool),
            outside=(~inside).fillna(False).to_numpy(dtype=bool),
            miles=pd.to_numeric(pd.Series(list(located.miles), dtype=object), errors="coerce").to_numpy(
                dtype=float
            ),
            home_found=np.asarray(located.home_found, dtype=bool),
            placement_found=np.asarray(located.placement_found, dtype=bool),
            outside_england=np.isin(where.astype(str), sorted(OUTSIDE_ENGLAND)),
        )
