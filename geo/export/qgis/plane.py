"""The plane of a project in the measures of a web map: what its zooms say holds in QGIS by scale."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.analysis.projection import MAP_CRS, METRIC_CRS
from geo.scene.arranging import Point

PIXEL: Final = 0.0254 / 96
"""Metres on paper."""
POINTS: Final = 72 / 96
"""Points for one pixel."""
ZOOMS: Final = tuple(half / 2 for half in range(8, 24))
"""For these it is worked out what stands where; until the next one in all has more room than it needs."""

_TO: Final = Transformer.from_crs(MAP_CRS, METRIC_CRS, always_xy=True)
_UNIT: Final = (
    40_075_016.686 / 256 * math.cos(math.radians(METRIC_CRS.to_cf()["latitude_of_projection_origin"]))
)
"""Metres of a pixel at zoom 0, at the latitude of the projection's centre."""


def metres_of(zoom: float) -> float:
    """Return how many metres a pixel is at a zoom."""
    return _UNIT / 2**zoom


def scale_of(zoom: float) -> int:
    """Return the denominator of the scale that a zoom has.

    Examples
    --------
    >>> scale_of(6)
    8237059
    """
    return round(metres_of(zoom) / PIXEL)


class LevelPlane:
    """Positions in the projection of a project, y down, in pixels at zoom 0."""

    def points(self, shape: BaseGeometry) -> list[Point]:
        """Return the corners of a shape in degrees."""
        return [(float(x), float(y)) for x, y in _flat(shapely.get_coordinates(shape))]

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape in degrees, quick to ask what lies in it."""
        flat: BaseGeometry = shapely.transform(shape, _flat)
        shapely.prepare(flat)
        return flat


def degrees(points: list[Point]) -> Any:
    """Return points of the plane as longitudes and latitudes."""
    metres = np.array(points).reshape(-1, 2) * (_UNIT, -_UNIT)
    return np.column_stack(_TO.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))


def _flat(positions: Any) -> Any:
    east, north = _TO.transform(positions[:, 0], positions[:, 1])
    return np.column_stack((east, -north)) / _UNIT
