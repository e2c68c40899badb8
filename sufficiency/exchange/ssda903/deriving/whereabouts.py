"""Miles and authority of each placement, from its postcodes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sufficiency.core.distance import miles_between_arrays
from sufficiency.core.postcodes import locate_frame


def whereabouts(home: np.ndarray, placement: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Miles as text to one decimal and upper-tier authority of the placement; blank where not known."""
    numbers, distinct = pd.factorize(np.concatenate([home, placement]).astype(object))
    located = locate_frame(list(distinct))
    at_home, placed = numbers[: len(home)], numbers[len(home) :]
    east, north = located["easting"].to_numpy(float), located["northing"].to_numpy(float)
    miles = miles_between_arrays(east[at_home], north[at_home], east[placed], north[placed])
    texts = np.empty(len(miles), dtype=object)
    kinds, values = pd.factorize(miles)
    words = np.array([f"{value:.1f}" for value in values] + [""], dtype=object)
    texts[:] = words[kinds]
    authority = located["authority"].astype(object).where(located["authority"].notna(), "").to_numpy(object)
    return texts, authority[placed]


def authorities_of_homes(postcodes: np.ndarray) -> np.ndarray:
    """The authority of each distinct home postcode that can be located."""
    located = locate_frame(list(dict.fromkeys(postcodes)))
    return located["authority"].dropna().to_numpy(object)
