"""The frame of the map: its projection, the rectangle of ground that it shows, its place on paper."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.figure.sheet.sizes import Rect
from geo.model import Extent

LIBYA: Extent = (8.9, 19.2, 25.7, 34.1)
"""West, south, east, north in degrees: what a figure shows when no extent is asked for."""
REACH: Extent = (LIBYA[0] - 3, LIBYA[1] - 3, LIBYA[2] + 3, LIBYA[3] + 3)
"""What the screen asks for at most: a sheet is wider or higher than that, and none leaves its ground."""

_ROUGHLY = 0.5
"""Degrees to which the centre of a projection is rounded, so that figures of about one extent share it."""
_EDGE_STEPS = 24
_EARTH_RADIUS = 6_371_000.0
_METRES_A_PIXEL = 156_543.033_928
"""At the equator at zoom 0: what a web map calls a zoom."""

Coordinates = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """What the map shows: a rectangle in an equal-area projection centred on it.

    Attributes
    ----------
    lat_0, lon_0 : float
        Degrees: the centre of the Lambert azimuthal equal-area projection.
    west, south, east, north : float
        Metres in that projection.
    """

    lat_0: float
    lon_0: float
    west: float
    south: float
    east: float
    north: float

    @property
    def key(self) -> Hashable:
        """What tells one projection from another."""
        return self.lat_0, self.lon_0

    @property
    def width(self) -> float:
        """Metres."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Metres."""
        return self.north - self.south

    @cached_property
    def crs(self) -> CRS:
        """The projection."""
        return CRS.from_proj4(
            f"+proj=laea +lat_0={self.lat_0} +lon_0={self.lon_0} +datum=WGS84 +units=m +type=crs"
        )

    @cached_property
    def box(self) -> BaseGeometry:
        """The rectangle, in metres of `crs`."""
        return shapely.box(self.west, self.south, self.east, self.north)

    @property
    def scale_error(self) -> float:
        """The largest error of a length anywhere in the frame, as a share (Snyder 1987, p. 182-190)."""
        corner = max(math.hypot(x, y) for x in (self.west, self.east) for y in (self.south, self.north))
        angle = 2 * math.asin(min(corner / (2 * _EARTH_RADIUS), 1))
        return 1 / math.cos(angle / 2) - 1

    def project(self, degrees: Coordinates) -> Coordinates:
        """Return longitude, latitude (n, 2) in degrees as x, y in metres."""
        forward, _ = _transformers(self.lat_0, self.lon_0)
        return np.column_stack(forward.transform(degrees[:, 0], degrees[:, 1]))

    def degrees(self, metres: Coordinates) -> Coordinates:
        """Return x, y (n, 2) in metres as longitude, latitude in degrees."""
        _, back = _transformers(self.lat_0, self.lon_0)
        return np.column_stack(back.transform(metres[:, 0], metres[:, 1]))

    def edge(self) -> Coordinates:
        """Return points along the whole edge as longitude, latitude (n, 2) in degrees."""
        return self.degrees(_outline(self.west, self.south, self.east, self.north))

    def stands_on(self, ground: Extent) -> bool:
        """Tell whether all of it lies inside an extent in degrees."""
        west, south, east, north = ground
        longitudes, latitudes = self.edge().T
        across = bool(((longitudes >= west) & (longitudes <= east)).all())
        return across and bool(((latitudes >= south) & (latitudes <= north)).all())

    @cached_property
    def extent(self) -> Extent:
        """West, south, east, north in degrees of all that it shows."""
        points = self.edge()
        (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
        return float(west), float(south), float(east), float(north)


_BESIDE = 1.2
"""A map of the country is wider by this where the paper allows: room for an inset."""
_BELOW = 1.1
"""Degrees that it shows further south than what is asked for, for the same reason: then the ground south-west
of the country holds an inset of twice the scale also where the page is not much wider than high."""
_NEAR = (5.0, 17.0, 30.0, 37.0)
"""Degrees round the country inside which there is ground enough on all sides."""
_WHOLE_DEGREES, _SOUTH_WEST = 12.0, (0.97, 0.9)
CENTRED = (0.5, 0.5)
_ROOMY: Extent = (LIBYA[0], LIBYA[1] - _BELOW, *LIBYA[2:])


def frame_of(bbox: Extent | None, aspect: float, lean: tuple[float, float] = CENTRED) -> Frame:
    """Return the smallest frame of a shape that shows an extent whole.

    Parameters
    ----------
    bbox : tuple of float or None
        West, south, east, north in degrees; None = Libya.
    aspect : float
        Width of the frame over its height.
    lean : tuple of float
        Shares of the room that is left over which lie west and south of the extent.
    """
    west, south, east, north = bbox or LIBYA
    roughly = _ROUGHLY if max(east - west, north - south) > 4 * _ROUGHLY else _ROUGHLY / 50
    lat_0 = round(round((south + north) / 2 / roughly) * roughly, 4)
    lon_0 = round(round((west + east) / 2 / roughly) * roughly, 4)
    forward, _ = _transformers(lat_0, lon_0)
    outline = _outline(west, south, east, north)
    x, y = forward.transform(outline[:, 0], outline[:, 1])
    across, up = x.max() - x.min(), y.max() - y.min()
    width, height = max(across, up * aspect), max(up, across / aspect)
    left, low = x.min() - (width - across) * lean[0], y.min() - (height - up) * lean[1]
    return Frame(lat_0, lon_0, float(left), float(low), float(left + width), float(low + height))


def data_size(bbox: Extent | None) -> tuple[float, float]:
    """Return the metres across and up that a frame needs to show an extent, whatever its shape."""
    asked, beside = (bbox, 1.0) if bbox else (_ROOMY, _BESIDE)
    return frame_of(asked, 1e-9).width * beside, frame_of(asked, 1e9).height


def framed(bbox: Extent | None, aspect: float) -> Frame:
    """Return the frame of a figure; round the whole country what is left over lies south-west, for insets."""
    west, south, east, north = bbox or LIBYA
    near = west > _NEAR[0] and south > _NEAR[1] and east < _NEAR[2] and north < _NEAR[3]
    wide = near and east - west > _WHOLE_DEGREES
    return frame_of(bbox or _ROOMY, aspect, _SOUTH_WEST if wide else CENTRED)


def ground_extent(evidence: Evidence) -> Extent:
    """Return the degrees for which there is ground to show; the whole world where there is no ground file."""
    frame = evidence.ground.get("neighbours")
    if frame is None or frame.empty:
        return (-180.0, -90.0, 180.0, 90.0)
    west, south, east, north = (float(degrees) for degrees in frame.total_bounds)
    return west, south, east, north


@lru_cache(maxsize=64)
def _transformers(lat_0: float, lon_0: float) -> tuple[Transformer, Transformer]:
    crs = CRS.from_proj4(f"+proj=laea +lat_0={lat_0} +lon_0={lon_0} +datum=WGS84 +units=m +type=crs")
    return (
        Transformer.from_crs("EPSG:4326", crs, always_xy=True),
        Transformer.from_crs(crs, "EPSG:4326", always_xy=True),
    )


def _outline(west: float, south: float, east: float, north: float) -> Coordinates:
    """Return points along a rectangle, counter-clockwise."""
    x = np.linspace(west, east, _EDGE_STEPS)
    y = np.linspace(south, north, _EDGE_STEPS)
    sides = [
        np.column_stack([x, np.full_like(x, south)]),
        np.column_stack([np.full_like(y, east), y]),
        np.column_stack([x[::-1], np.full_like(x, north)]),
        np.column_stack([np.full_like(y, west), y[::-1]]),
    ]
    return np.vstack(sides)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the frame lies on the page: `rect` in points of the page."""

    frame: Frame
    rect: Rect

    @property
    def points_per_metre(self) -> float:
        """Points on paper for a metre on the ground at the middle of the map."""
        return self.rect.width / self.frame.width

    def zoom(self, unit: float) -> float:
        """Return the zoom of a screen on which the ground is as large; `unit` is the points of a pixel."""
        across = _METRES_A_PIXEL * math.cos(math.radians(self.frame.lat_0))
        return math.log2(across * self.points_per_metre / unit)

    def points(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return x, y (n, 2) in metres of the frame as points from the lower left corner of the map."""
        return (metres - (self.frame.west, self.frame.south)) * self.points_per_metre

    def metres(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the map as metres of the frame."""
        return self.frame.west + x / self.points_per_metre, self.frame.south + y / self.points_per_metre

    def shapes(self, metres: NDArray[Any]) -> NDArray[Any]:
        """Return an array of shapes in metres of the frame as shapes in points of the map."""
        return np.asarray(shapely.transform(metres, self.points))


def outlined(evidence: Evidence, area: str) -> BaseGeometry | None:
    """Return the shape of a district or region in degrees; None where nothing drawable is called so."""
    for name in ("districts", "regions"):
        rows = evidence.layers.get(name)
        found = () if rows is None else rows.geometry[rows["id"] == area]
        for shape in found:
            if shape is not None and not shape.is_empty:
                own: BaseGeometry = shape
                return own
    return None
