"""Where panels stand on the map: in the corner, or the middle of an edge, in which they hide the least."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.figure.drawn import Drawn
from geo.figure.frame import Placing
from geo.figure.map.points import Symbol
from geo.figure.sheet.sizes import Rect

_INSET = 4.0
"""Points on A4 between a panel and the edge of the map."""
_APART, _CLEAR, _WELL_CLEAR = 3.0, 6.0, 8.0
"""Points between two panels, between a panel and a symbol, and the same with the number at a symbol."""
_SYMBOL, _LINE, _BESIDE, _AREA, _HOME = 3.0, 2.0, 1.5, 1.5, 1.0
"""Costs of hiding a symbol, a part of a line, what is beside a symbol, a part of an area, the country."""
_COVERED = 100.0
"""The same to lie on another panel, or outside the map."""


@dataclass(frozen=True, slots=True)
class Corners:
    """What a panel could hide.

    Attributes
    ----------
    beside : sequence of Rect
        What the numbers at symbols and the rings of doubt cover, in points of the map.
    home : array of shapely geometry
        The country, in metres of the frame.
    rtl : bool
        Whether the page is mirrored: then the corners are tried mirrored.
    """

    drawn: Drawn
    placing: Placing
    symbols: Sequence[Symbol]
    beside: Sequence[Rect]
    home: NDArray[np.object_]
    scale: float
    rtl: bool

    def best(self, size: tuple[float, float], taken: Iterable[Rect], preferred: Sequence[str]) -> Rect:
        """Return the panel of a size in points that hides the least, in points of the map."""
        return min(self._priced(size, list(taken), preferred), key=lambda one: one[0])[1]

    def empty(
        self, size: tuple[float, float], taken: Iterable[Rect], preferred: Sequence[str]
    ) -> Rect | None:
        """Return the panel that hides nothing of the evidence and the country; None where there is none."""
        panels = [panel for _, panel in self._priced(size, list(taken), preferred)]
        free = [panel for panel in panels if not self._hidden(panel, _WELL_CLEAR * self.scale)]
        return free[0] if free else None

    def _priced(
        self, size: tuple[float, float], taken: Sequence[Rect], preferred: Sequence[str]
    ) -> list[tuple[float, Rect]]:
        inset, rect = _INSET * self.scale, self.placing.rect
        width, height = size
        found = []
        for i, name in enumerate(preferred):
            west = ("w" in name) != self.rtl
            x = inset if west else rect.width - inset - width
            if name in ("n", "s"):
                x = (rect.width - width) / 2
            y = inset if "s" in name else rect.height - inset - height
            panel = Rect(x, y, width, height)
            moved = 0.0
            for other in taken:
                if panel.overlaps(other, _APART):
                    moved = 1.5
                    aside = other.y - _APART - panel.top if "n" in name else other.top + _APART - panel.y
                    panel = panel.shifted(0, aside)
            # Moved clear of one, it may lie on another.
            if any(panel.overlaps(other, 1) for other in taken):
                moved += _COVERED
            found.append((i * 0.3 + moved + self._hidden(panel), panel))
        return found

    def _hidden(self, panel: Rect, clear: float = _CLEAR) -> float:
        """Return how much a panel would hide."""
        window = self._ground(panel)
        hidden = _SYMBOL * sum(panel.overlaps(Rect(one.x, one.y, 0, 0), clear) for one in self.symbols)
        hidden += _BESIDE * sum(panel.overlaps(one, 1) for one in self.beside)
        hidden += _HOME * float(shapely.intersects(self.home, window).sum())
        for layer in self.drawn.layers:
            courses = [feature.shape for feature in layer.of("line")]
            hidden += _LINE * float(shapely.intersects(courses, window).sum()) if courses else 0
            areas = [feature.shape for feature in layer.of("area")] if layer.layer.colour_by else []
            hidden += _AREA * float(shapely.intersects(areas, window).sum()) if areas else 0
        outside = panel.y < 0 or panel.top > self.placing.rect.height
        return hidden + (_COVERED if outside else 0.0)

    def _ground(self, panel: Rect) -> BaseGeometry:
        ppm, frame = self.placing.points_per_metre, self.placing.frame
        return shapely.box(
            frame.west + panel.x / ppm,
            frame.south + panel.y / ppm,
            frame.west + panel.right / ppm,
            frame.south + panel.top / ppm,
        )
