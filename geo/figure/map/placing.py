"""From metres of the frame to points of the map on paper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.figure.frame import Frame
from geo.figure.sheet.paper import Rect

_METRES_A_PIXEL = 156_543.033_928
"""At the equator at zoom 0: what a web map calls a zoom."""


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
