"""Irish Grid references turned into British National Grid ones.

The postcode directory gives Northern Ireland's postcodes on the Irish Grid, which has its own origin: read as
British references, Belfast lies in Cheshire. Each grid is a transverse Mercator projection of its own
ellipsoid (formulas of the Ordnance Survey's guide to coordinate systems); the two ellipsoids are joined
through WGS84 by each country's published seven-parameter shift, good to about five metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_ARC_SECOND = np.pi / 180 / 3600


@dataclass(frozen=True)
class Grid:
    """A grid: its ellipsoid and projection (metres, degrees) and shift to WGS84 (metres, seconds, ppm)."""

    semi_major: float
    semi_minor: float
    scale: float
    latitude: float
    longitude: float
    easting: float
    northing: float
    shift: tuple[float, float, float]
    rotation: tuple[float, float, float]
    stretch: float

    @property
    def eccentricity_squared(self) -> float:
        return 1 - (self.semi_minor / self.semi_major) ** 2

    @property
    def to_wgs84(self) -> Array:
        """The linear part of the shift to WGS84 (position-vector sense)."""
        x, y, z = (angle * _ARC_SECOND for angle in self.rotation)
        return (1 + self.stretch / 1e6) * np.array([[1, -z, y], [z, 1, -x], [-y, x, 1]])


BRITISH = Grid(
    6_377_563.396, 6_356_256.909, 0.9996012717, 49.0, -2.0, 400_000, -100_000,
    (446.448, -125.157, 542.060), (0.1502, 0.2470, 0.8421), -20.4894,
)  # fmt: skip
IRISH = Grid(
    6_377_340.189, 6_356_034.448, 1.000035, 53.5, -8.0, 200_000, 250_000,
    (482.530, -130.596, 564.557), (-1.042, -0.214, -0.631), 8.150,
)  # fmt: skip


def british_from_irish(easting: npt.ArrayLike, northing: npt.ArrayLike) -> tuple[Array, Array]:
    """British eastings and northings, in whole metres, of points given on the Irish Grid."""
    return from_wgs84(BRITISH, to_wgs84(IRISH, np.asarray(easting, float), np.asarray(northing, float)))


def to_wgs84(grid: Grid, easting: Array, northing: Array) -> Array:
    """Points of a grid as earth-centred WGS84 coordinates: an array of three rows, in metres."""
    latitude = np.full_like(northing, np.radians(grid.latitude))
    remainder = northing - grid.northing
    # A metre of northing is a metre of arc, nearly: each round leaves less than a thousandth of the error.
    for _ in range(6):
        latitude = latitude + remainder / (grid.semi_major * grid.scale)
        remainder = northing - grid.northing - _meridian_arc(grid, latitude)
    sine, tangent, cosine = np.sin(latitude), np.tan(latitude), np.cos(latitude)
    transverse, radial, eta = _curvature(grid, sine)
    east = (easting - grid.easting) / transverse
    t2 = tangent**2
    longitude = (
        np.radians(grid.longitude)
        + (
            east
            - east**3 / 6 * (transverse / radial + 2 * t2)
            + east**5 / 120 * (5 + 28 * t2 + 24 * t2**2)
            - east**7 / 5040 * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
        )
        / cosine
    )
    latitude = latitude - tangent * transverse / radial * (
        east**2 / 2
        - east**4 / 24 * (5 + 3 * t2 + eta - 9 * t2 * eta)
        + east**6 / 720 * (61 + 90 * t2 + 45 * t2**2)
    )
    across = grid.semi_major / np.sqrt(1 - grid.eccentricity_squared * np.sin(latitude) ** 2)
    cartesian = np.array(
        [
            across * np.cos(latitude) * np.cos(longitude),
            across * np.cos(latitude) * np.sin(longitude),
            across * (1 - grid.eccentricity_squared) * np.sin(latitude),
        ]
    )
    return np.array(grid.shift)[:, None] + grid.to_wgs84 @ cartesian


def from_wgs84(grid: Grid, wgs84: Array) -> tuple[Array, Array]:
    """Eastings and northings of a grid, in whole metres, of earth-centred WGS84 points (three rows)."""
    x, y, z = np.linalg.solve(grid.to_wgs84, wgs84 - np.array(grid.shift)[:, None])
    level = np.hypot(x, y)
    latitude = np.arctan2(z, level * (1 - grid.eccentricity_squared))
    for _ in range(6):
        across = grid.semi_major / np.sqrt(1 - grid.eccentricity_squared * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + grid.eccentricity_squared * across * np.sin(latitude), level)
    sine, cosine, t2 = np.sin(latitude), np.cos(latitude), np.tan(latitude) ** 2
    transverse, radial, eta = _curvature(grid, sine)
    east = (np.arctan2(y, x) - np.radians(grid.longitude)) * cosine
    northing = (
        grid.northing
        + _meridian_arc(grid, latitude)
        + transverse
        * np.tan(latitude)
        * (east**2 / 2 + east**4 / 24 * (5 - t2 + 9 * eta) + east**6 / 720 * (61 - 58 * t2 + t2**2))
    )
    easting = grid.easting + transverse * (
        east
        + east**3 / 6 * (transverse / radial - t2)
        + east**5 / 120 * (5 - 18 * t2 + t2**2 + 14 * eta - 58 * t2 * eta)
    )
    return np.rint(easting), np.rint(northing)


def _curvature(grid: Grid, sine: Array) -> tuple[Array, Array, Array]:
    """The scaled radii of curvature across and along the meridian, and their ratio less one."""
    squash = 1 - grid.eccentricity_squared * sine**2
    transverse = grid.semi_major * grid.scale / np.sqrt(squash)
    radial = transverse * (1 - grid.eccentricity_squared) / squash
    return transverse, radial, transverse / radial - 1


def _meridian_arc(grid: Grid, latitude: Array) -> Array:
    """Scaled metres along the central meridian from the grid's true origin."""
    n = (grid.semi_major - grid.semi_minor) / (grid.semi_major + grid.semi_minor)
    origin = np.radians(grid.latitude)
    less, more = latitude - origin, latitude + origin
    return (
        grid.semi_minor
        * grid.scale
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
            - (3 * n + 3 * n**2 + 2.625 * n**3) * np.sin(less) * np.cos(more)
            + (1.875 * n**2 + 1.875 * n**3) * np.sin(2 * less) * np.cos(2 * more)
            - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
        )
    )
