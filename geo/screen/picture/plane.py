"""Longitude and latitude as the map has them: Web Mercator in world units, 256 at zoom 0, y down."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]

WORLD: Final = 256
_EQUATOR_M: Final = 40_075_016.686
_MARGIN: Final = 2300
"""Pixels round the centre that any window may show."""
_ROUGH: Final = 0.35
"""Pixels by which an outline may be simpler than it is."""
_USUAL: Final = 6.5
"""Where a view may have many zooms, outlines are as fine as this one shows them."""
_FINER: Final = 10
"""Units of a path in a pixel."""


def to_world(lon: float, lat: float) -> Point:
    """Return a position in world units."""
    sine = math.sin(math.radians(lat))
    return WORLD * (lon / 360 + 0.5), WORLD * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi))


def pixels_of(metres: float, lat: float, zoom: float) -> float:
    """Return how long so many metres are on a screen."""
    return metres / (_EQUATOR_M / WORLD * math.cos(math.radians(lat))) * 2**zoom


@dataclass(frozen=True, slots=True)
class Plane:
    """What paths are written in: whole numbers, relative to a centre.

    Attributes
    ----------
    units : float
        So many of them are a world unit.
    """

    centre: Point
    units: float
    rough: float
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, centre: Point, zooms: tuple[float, ...]) -> Plane:
        """Return the plane of a view that may have some zooms."""
        most = zooms[0] if len(zooms) == 1 else _USUAL
        reach = _MARGIN / 2**most
        x, y = centre
        return cls(centre, _FINER * 2**most, _ROUGH / 2**most, (x - reach, y - reach, x + reach, y + reach))

    def points(self, shape: BaseGeometry) -> list[Point]:
        """Return the positions of a shape in world units from the centre."""
        return [tuple(one) for one in (_world(shapely.get_coordinates(shape)) - self.centre).tolist()]

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape in world units from the centre, quick to ask what lies in it."""
        flat = shapely.transform(shape, lambda positions: _world(positions) - self.centre)
        shapely.prepare(flat)
        return flat

    def path(self, shape: BaseGeometry, *, whole: bool = False) -> str:
        """Return a shape as the `d` of a path, as far as a window may show it; "" = nothing of it.

        Parameters
        ----------
        whole : bool
            Whether no corner may be left out.
        """
        flat = shapely.transform(shape, _world)
        if not whole:
            flat = shapely.clip_by_rect(flat, *self.box).simplify(self.rough)
        parts = [one for part in shapely.get_parts(flat) for one in _lines(part)]
        return "".join(filter(None, (self._part(*one) for one in parts)))

    def path_of(self, course: Sequence[Point]) -> str:
        """Return a line through positions in world units from the centre as the `d` of a path."""
        return self._part(np.array(course) + self.centre, closed=False)

    def _part(self, coordinates: Any, closed: bool) -> str:
        placed = np.rint((coordinates - self.centre) * self.units).astype(int)
        steps = np.diff(placed, axis=0)
        steps = steps[np.any(steps != 0, axis=1)]
        if closed:
            steps = steps[:-1]
        if not len(steps):
            return ""
        return f"M{_joined(placed[0])}l{_joined(steps.ravel())}{'z' if closed else ''}"


def _world(positions: Any) -> Any:
    sine = np.sin(np.radians(positions[:, 1]))
    return WORLD * np.column_stack(
        (positions[:, 0] / 360 + 0.5, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi))
    )


def _lines(part: BaseGeometry) -> Iterator[tuple[Any, bool]]:
    """Yield the coordinates of a part, and whether they close."""
    if isinstance(part, shapely.Polygon):
        for ring in (part.exterior, *part.interiors):
            yield shapely.get_coordinates(ring), True
    elif isinstance(part, shapely.LineString):
        yield shapely.get_coordinates(part), False


def _joined(numbers: Iterable[int]) -> str:
    """Return numbers as a path has them: a minus parts as well as a space.

    Examples
    --------
    >>> _joined([1, -2, 3])
    '1-2 3'
    """
    return " ".join(map(str, numbers)).replace(" -", "-")
