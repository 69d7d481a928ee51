"""Meridians and parallels with their degrees at all four edges of the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from geo.figure.frame import Placing
from geo.figure.sheet.paper import Page, Type
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import say
from geo.model import Language

_STEPS = (20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002)
_LEAST = 3.3
"""Lines that should cross the shorter side of the map."""
_POINTS = 60
_SIZE = 0.86
"""Of the small type."""
_COLOUR, _LABEL = "#8F897D", "#5E5A50"


def room(page: Page) -> float:
    """Return the points that the degrees take outside the map on each side; none where they stand inside."""
    return 0.0 if page.mostly else page.type("small").size * _SIZE * 1.25 + 2.5


def draw_graticule(page: Page, axes: Axes, placing: Placing) -> None:
    """Draw the lines on the map."""
    lines = [course for _, _, course in _courses(placing)]
    axes.add_collection(
        LineCollection(lines, colors=_COLOUR, linewidths=0.35 * page.scale, alpha=0.38, zorder=1.5),
        autolim=False,
    )


def draw_degrees(page: Page, placing: Placing, lang: Language, blocked: Iterable[Rect]) -> list[Rect]:
    """Set the degrees of the lines at the edges of the map, and return what they cover, in its points.

    Parameters
    ----------
    blocked : iterable of Rect
        What they must not cover where they stand inside the map.
    """
    kind = page.type("small", colour=_LABEL).but(_SIZE)
    blocked = list(blocked)
    taken: list[Rect] = []
    for degree, upright, course in _courses(placing):
        names = ("east", "west") if upright else ("north", "south")
        for x, y in _crossings(course, placing.rect):
            if (y in (0.0, placing.rect.height)) if upright else (x in (0.0, placing.rect.width)):
                _label(page, placing.rect, x, y, _text(degree, lang, *names), kind, taken, blocked)
    return taken


def _courses(placing: Placing) -> Iterator[tuple[float, bool, NDArray[np.float64]]]:
    """Yield each line of the graticule: its degree, whether it is a meridian, its course on the map."""
    west, south, east, north = placing.frame.extent
    step = next((one for one in _STEPS if min(east - west, north - south) / one >= _LEAST), _STEPS[-1])
    up, across = (
        np.linspace(south - step, north + step, _POINTS),
        np.linspace(west - step, east + step, _POINTS),
    )
    for degree in _steps(west, east, step):
        yield degree, True, _course(np.full(_POINTS, degree), up, placing)
    for degree in _steps(south, north, step):
        yield degree, False, _course(across, np.full(_POINTS, degree), placing)


def _steps(low: float, high: float, step: float) -> Iterable[float]:
    for i in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1):
        yield round(i * step, 6)


def _course(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64], placing: Placing
) -> NDArray[np.float64]:
    return placing.points(placing.frame.project(np.column_stack([longitudes, latitudes])))


def _crossings(course: NDArray[np.float64], rect: Rect) -> list[tuple[float, float]]:
    """Return where a line crosses the edges of the map, exactly on the edge."""
    edge = shapely.LineString([(0, 0), (rect.width, 0), (rect.width, rect.height), (0, rect.height), (0, 0)])
    points = shapely.get_coordinates(shapely.intersection(shapely.LineString(course), edge))
    return [(_on(x, rect.width), _on(y, rect.height)) for x, y in points]


def _on(value: float, most: float) -> float:
    near = 1e-6
    return 0.0 if abs(value) < near else most if abs(value - most) < near else float(value)


def _text(degree: float, lang: Language, positive: str, negative: str) -> str:
    letter = "" if degree == 0 else say(positive if degree > 0 else negative, lang)
    return f"{abs(degree):g}° {letter}" if letter and lang == "ar" else f"{abs(degree):g}°{letter}"


def _label(
    page: Page, rect: Rect, x: float, y: float, text: str, kind: Type, taken: list[Rect],
    blocked: Sequence[Rect],
) -> None:  # fmt: skip
    """Set the degrees of a line at the edge that it crosses, unless they would cover others."""
    width, above, below = kind.width(text), kind.above(text), kind.below(text)
    tall, gap, inside = above + below, 1.6, bool(page.mostly)
    upright = y in (0.0, rect.height)
    side = rect.height if upright else rect.width
    # Inside the map a label stands on the other side of the same edge.
    beside = {True: side + gap, False: -gap - tall} if not inside else {True: side - gap - tall, False: gap}
    if upright:
        box = Rect(x - width / 2, beside[y > 0], width, tall)
        fits = box.x >= 0 and box.right <= rect.width
    else:
        box = Rect(beside[x > 0], y - width / 2, tall, width)
        fits = box.y >= 0 and box.top <= rect.height
    covers = inside and any(box.overlaps(other, 1) for other in blocked)
    if not fits or covers or any(box.overlaps(other, 2) for other in taken):
        return
    taken.append(box)
    if upright:
        page.text(rect.x + box.x, rect.y + box.y + below, text, kind)
    else:
        page.text(rect.x + box.x + above, rect.y + box.y, text, kind, rotation=90)
