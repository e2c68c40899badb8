"""Places by the directory of postcodes: the one part of the rules that reads anything."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from sufficiency.core.distance import miles_between_arrays
from sufficiency.core.postcodes import locate_frame

from .placing import Located, Placing


def placing_by_directory(responsible: str, area: Collection[str] | None) -> Placing:
    """Places as seen by the authority with GSS code `responsible`.

    `area`: the directory's codes that make up its area, taken as its own code. None where its boundary is not
    held: then no placement is known to be inside or outside it. Miles are DfE's, in a straight line.
    """

    def locate(home: npt.NDArray[np.object_], placement: npt.NDArray[np.object_]) -> Located:
        numbers, distinct = pd.factorize(np.concatenate([home, placement]).astype(object))
        found = locate_frame([str(text) for text in distinct])
        codes = found["authority"].astype(object).where(found["authority"].notna(), "").to_numpy(object)
        own = np.isin(codes.astype(str), sorted(area or ()))
        codes = np.where(own, responsible, codes)
        inside = own.astype(object)
        inside[(codes == "") | (area is None)] = None
        here, there = numbers[: len(home)], numbers[len(home) :]
        east, north = found["easting"].to_numpy(float), found["northing"].to_numpy(float)
        listed = found["listed"].to_numpy(bool)
        return Located(
            located_in=codes[there],
            inside=inside[there],
            miles=miles_between_arrays(east[here], north[here], east[there], north[there]),
            home_found=listed[here],
            placement_found=listed[there],
        )

    return Placing(responsible, locate)
