"""Numbers on the map for selected features, and the discs that show them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.patches import Circle

from geo.figure.drawn import Drawn
from geo.figure.map.labels import Room
from geo.figure.map.placing import Placing
from geo.figure.sheet.sheet import BOLD, Page, Rect, Type
from geo.figure.spreading import Symbol

RADIUS = 5.2
"""Points of a disc on A4."""
_INK = "#1A1A1A"
_DIRECTIONS = tuple(
    math.radians(degrees) for degrees in (45, 135, 315, 225, 0, 180, 90, 270, 20, 160, 340, 200)
)
_DISTANCES = (1.0, 1.8, 2.8, 4.2, 6.0)


def draw_callouts(
    page: Page, drawn: Drawn, placing: Placing, symbols: Sequence[Symbol], room: Room, unit: float
) -> None:
    """Draw a numbered disc beside each called-out feature, with a line to it; note the room they take."""
    where: Mapping[str, Symbol] = {feature: symbol for symbol in symbols for feature in symbol.features}
    radius = RADIUS * page.scale
    for callout in drawn.callouts:
        symbol = where.get(callout.feature)
        if symbol:
            x, y, clear = symbol.x, symbol.y, symbol.style["size"] / 2 * unit
        else:
            x = (callout.position[0] - placing.frame.west) * placing.points_per_metre
            y = (callout.position[1] - placing.frame.south) * placing.points_per_metre
            clear = 0.0
        spots = [
            (x + math.cos(angle) * (clear + radius * share), y + math.sin(angle) * (clear + radius * share))
            for share in _DISTANCES
            for angle in _DIRECTIONS
        ]
        free = [spot for spot in spots if room.free(_box(*spot, radius))]
        to_x, to_y = (free or spots)[0]
        room.take(_box(to_x, to_y, radius))
        _line(page, placing.rect, (x, y), (to_x, to_y), clear)
        disc(page, placing.rect.x + to_x, placing.rect.y + to_y, callout.number, radius)


def disc(page: Page, x: float, y: float, number: int, radius: float) -> None:
    """Draw a numbered disc about a point of the page."""
    page.sheet.add_patch(
        Circle((x, y), radius, facecolor=_INK, edgecolor="white", linewidth=0.8 * page.scale, zorder=5.5)
    )
    kind = Type(radius * 1.28, BOLD, "#FFFFFF")
    page.text(x, y - kind.size * 0.36, str(number), kind, "center")


def _line(page: Page, rect: Rect, start: tuple[float, float], end: tuple[float, float], clear: float) -> None:
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    share = min(clear / length, 0.9) if length else 0.0
    begin = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
    page.sheet.plot(
        [rect.x + begin[0], rect.x + end[0]],
        [rect.y + begin[1], rect.y + end[1]],
        color=_INK,
        linewidth=0.8 * page.scale,
        solid_capstyle="round",
        zorder=5.4,
        scalex=False,
        scaley=False,
    )


def _box(x: float, y: float, radius: float) -> Rect:
    return Rect(x - radius, y - radius, 2 * radius, 2 * radius)
