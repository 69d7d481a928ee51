"""What lies within a distance of what: found in metres, measured along the ground (geodesic).

Candidates come from an index in the equal-area projection of `geo.analysis.projection`, a little further than
asked, because lengths there are up to 0.4 % wrong; the distance told is that of the ellipsoid between the two
nearest points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.analysis.asked.shares import metric
from geo.analysis.projection import MAP_CRS, METRIC_CRS
from geo.errors import GeoError

EARTH: Final = Geod(ellps="WGS84")
MOST_PAIRS: Final = 50_000
"""Pairs that an answer may hold."""

_MARGIN: Final = 1.01
_AT_ONCE: Final = 256
_STEPS: Final = 128
_KM: Final = 1000.0
_TO_DEGREES: Final = Transformer.from_crs(METRIC_CRS, MAP_CRS, always_xy=True)


@dataclass(frozen=True, slots=True)
class Index:
    """The placed features of a frame, in metres.

    Attributes
    ----------
    rows : ndarray
        Position in the frame of each feature in the index.
    """

    frame: gpd.GeoDataFrame
    rows: NDArray[np.intp]
    shapes: NDArray[Any]
    tree: shapely.STRtree

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame) -> Index:
        """Return the index of a frame (EPSG:4326); what has no position is not in it."""
        every = frame.geometry.to_numpy()
        rows = np.flatnonzero(~(shapely.is_missing(every) | shapely.is_empty(every)))
        shapes = np.array([metric(shape) for shape in every[rows]], dtype=object)
        return cls(frame, rows, shapes, shapely.STRtree(shapes))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that are near: positions in the origins and in the frame, kilometres and bearing in degrees."""

    origin: int
    row: int
    km: float
    bearing: float


def pairs_within(origins: Sequence[BaseGeometry], index: Index, km: float) -> list[Pair]:
    """Return what lies within a distance of each origin, the nearest first.

    Parameters
    ----------
    origins : sequence of geometry
        EPSG:4326; 0 km is inside or on it.

    Raises
    ------
    GeoError
        When there are more than `MOST_PAIRS`.

    Examples
    --------
    >>> towns = gpd.GeoDataFrame({"id": ["a"]}, geometry=[shapely.Point(13, 32)], crs="EPSG:4326")
    >>> (near,) = pairs_within([shapely.Point(13, 31)], Index.of(towns), 120)
    >>> round(near.km, 2)
    110.88
    >>> pairs_within([shapely.Point(13, 31)], Index.of(towns), 110)
    []
    """
    measured = np.array([metric(one) for one in origins], dtype=object)
    found: list[Pair] = []
    for start in range(0, len(measured), _AT_ONCE):
        chunk = measured[start : start + _AT_ONCE]
        ours, theirs = index.tree.query(chunk, predicate="dwithin", distance=km * _KM * _MARGIN)
        if len(found) + len(ours) > MOST_PAIRS * 2:
            raise GeoError(_too_many())
        if len(ours):
            found += _measured(chunk[ours], index.shapes[theirs], ours + start, index.rows[theirs], km)
    if len(found) > MOST_PAIRS:
        raise GeoError(_too_many())
    return sorted(found, key=lambda pair: (pair.km, pair.origin, pair.row))


def _measured(
    ours: NDArray[Any], theirs: NDArray[Any], origins: NDArray[np.intp], rows: NDArray[np.intp], km: float
) -> Iterator[Pair]:
    lines = shapely.shortest_line(ours, theirs)
    ends = shapely.get_coordinates(lines)
    lons, lats = _TO_DEGREES.transform(ends[:, 0], ends[:, 1])
    forward, _, metres = EARTH.inv(lons[::2], lats[::2], lons[1::2], lats[1::2])
    for origin, row, distance, bearing in zip(origins, rows, metres / _KM, forward, strict=True):
        if distance <= km:
            yield Pair(int(origin), int(row), float(distance), float(bearing) % 360)


def around(shape: BaseGeometry, km: float) -> BaseGeometry:
    """Return the area within a distance of a geometry, EPSG:4326: of a point every edge is that far from it.

    Examples
    --------
    >>> west, south, east, north = around(shapely.Point(13, 32), 111).bounds
    >>> round(north - 32, 3)
    1.001
    """
    if shape.geom_type == "Point":
        angles = np.linspace(0, 360, _STEPS, endpoint=False)
        ((lon, lat),) = shape.coords
        start = np.full(_STEPS, lon), np.full(_STEPS, lat)
        lons, lats, _ = EARTH.fwd(start[0], start[1], angles, np.full(_STEPS, km * _KM))
        return shapely.Polygon(np.column_stack([lons, lats])[::-1])
    wide = shapely.buffer(metric(shape), km * _KM, quad_segs=16)
    return shapely.transform(wide, lambda xy: np.column_stack(_TO_DEGREES.transform(xy[:, 0], xy[:, 1])))


def _too_many() -> str:
    return f"more than {MOST_PAIRS:,} are so near; ask for a smaller distance, or for fewer layers"
