"""From metres of the frame to points of the map on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.figure.frame import Frame
from geo.figure.sheet.paper import Rect


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the frame lies on the page: `rect` in points of the page."""

    frame: Frame
    rect: Rect

    @property
    def points_per_metre(self) -> float:
        """Points on paper for a metre on the ground at the middle of the map."""
        return self.rect.width / self.frame.width

    def points(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return x, y (n, 2) in metres of the frame as points from the lower left corner of the map."""
        return (metres - (self.frame.west, self.frame.south)) * self.points_per_metre

    def shapes(self, metres: NDArray[Any]) -> NDArray[Any]:
        """Return an array of shapes in metres of the frame as shapes in points of the map."""
        return np.asarray(shapely.transform(metres, self.points))
