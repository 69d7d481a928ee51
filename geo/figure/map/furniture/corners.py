"""Where panels stand on the map: in the corner in which they hide the least, or along an edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product

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
_SYMBOL, _LINE, _BESIDE, _LAND = 3.0, 2.0, 1.5, 1.2
"""Costs of hiding a symbol, a part of a line, what is beside a symbol; of standing on an area or the country
with all of it: empty land is always hidden rather than evidence."""
_STEPS = 13
"""Places along an edge that are tried."""
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

    def best(
        self, wanted: Sequence[tuple[tuple[float, float], Sequence[str]]], taken: Iterable[Rect]
    ) -> list[Rect]:
        """Return panels in the places in which all of them hide the least, in points of the map.

        Parameters
        ----------
        wanted : sequence of tuple
            The size of each in points, and the corners in the order in which they are tried.
        """
        taken = list(taken)
        found: list[tuple[float, list[Rect]]] = []
        for order in permutations(range(len(wanted))):
            placed: dict[int, Rect] = {}
            cost = 0.0
            for which in order:
                less, placed[which] = self._best(*wanted[which], [*taken, *placed.values()])
                cost += less
            found.append((cost, [placed[which] for which in range(len(wanted))]))
            if not cost:
                break
        return min(found, key=lambda one: one[0])[1]

    def _best(
        self, size: tuple[float, float], preferred: Sequence[str], taken: Sequence[Rect]
    ) -> tuple[float, Rect]:
        """Return the panel that hides the least, and the cost of that."""
        _, panel = min(self._priced(size, taken, preferred), key=lambda one: one[0])
        cost = self._cost(panel, taken)
        if cost:
            # Every corner hides something: along an edge there may be empty ground.
            others = [(self._cost(one, taken), one) for one in self._along(size, taken)]
            less, other = min(others, key=lambda one: one[0], default=(cost, panel))
            return (less, other) if less < cost else (cost, panel)
        return cost, panel

    def _along(self, size: tuple[float, float], taken: Sequence[Rect]) -> Iterator[Rect]:
        """Yield the panels of a size at the edges of the map that lie on no other, the upper edge first."""
        edge, rect, gap = _INSET * self.scale, self.placing.rect, _APART + 0.01
        right, top = rect.width - edge - size[0], rect.height - edge - size[1]
        # Also close to each other panel.
        columns = [*np.linspace(edge, right, _STEPS), *(one.right + gap for one in taken)]
        columns += [one.x - gap - size[0] for one in taken]
        rows = [*np.linspace(edge, top, _STEPS), *(one.top + gap for one in taken)]
        rows += [one.y - gap - size[1] for one in taken]
        for x, y in [*product(columns, (top, edge)), *product((edge, right), rows)]:
            panel = Rect(float(x), float(y), *size)
            inside = edge <= x <= right and edge <= y <= top
            if inside and not any(panel.overlaps(other, _APART) for other in taken):
                yield panel

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
            y = inset if "s" in name else rect.height - inset - height
            panel = Rect(x, y, width, height)
            moved = 0.0
            for other in taken:
                if panel.overlaps(other, _APART):
                    moved = 1.5
                    aside = other.y - _APART - panel.top if "n" in name else other.top + _APART - panel.y
                    panel = panel.shifted(0, aside)
            found.append((i * 0.3 + moved + self._cost(panel, taken), panel))
        return found

    def _cost(self, panel: Rect, taken: Sequence[Rect]) -> float:
        """Return what a panel hides; moved clear of one, it may lie on another."""
        covered = any(panel.overlaps(other, 1) for other in taken)
        return self._hidden(panel) + (_COVERED if covered else 0.0)

    def _hidden(self, panel: Rect, clear: float = _CLEAR) -> float:
        """Return how much a panel would hide."""
        window = self._ground(panel)
        hidden = _SYMBOL * sum(panel.overlaps(Rect(one.x, one.y, 0, 0), clear) for one in self.symbols)
        hidden += _BESIDE * sum(panel.overlaps(one, 1) for one in self.beside)
        hidden += _LAND * _share(self.home, window)
        for layer in self.drawn.layers:
            courses = [feature.shape for feature in layer.of("line")]
            hidden += _LINE * float(shapely.intersects(courses, window).sum()) if courses else 0
            areas = [feature.shape for feature in layer.of("area")] if layer.layer.colour_by else []
            hidden += _LAND * _share(np.array(areas, dtype=object), window)
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


def _share(shapes: NDArray[np.object_], window: BaseGeometry) -> float:
    """Return the share of a window that shapes cover."""
    there = shapes[shapely.intersects(shapes, window)]
    return float(shapely.area(shapely.clip_by_rect(there, *window.bounds)).sum()) / window.area
