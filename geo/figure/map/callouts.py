"""Numbers on the map for selected features, and the discs that show them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.patches import Circle

from geo.figure.drawn import Callout
from geo.figure.frame import Placing
from geo.figure.map.crossing import corners, crossed, leaving
from geo.figure.map.points import Symbol, chip_boxes
from geo.figure.sheet.paper import BOLD, Page, Type
from geo.figure.sheet.sizes import Rect

RADIUS = 5.2
"""Points of a disc on A4."""
_INK = "#1A1A1A"
_GAP, _EDGE = 1.2, 2.0
"""Points between a disc and anything else, and between a disc and the edge of the map."""
_DIRECTIONS = tuple(
    math.radians(degrees) for degrees in (45, 135, 315, 225, 0, 180, 90, 270, 20, 160, 340, 200)
)
_DISTANCES = (1.2, 1.8, 2.8, 4.2, 6.0, 8.0, 10.5, 13.0, 16.0)
_OVER = 1.3
"""So many radii further away a disc stands for each symbol or text that the line to it then spares."""


@dataclass(frozen=True, slots=True)
class Disc:
    """The number of a call-out as placed: the middle of its disc in points of the map, and its room."""

    callout: Callout
    x: float
    y: float
    box: Rect


def draw_callouts(
    page: Page,
    callouts: Iterable[Callout],
    placing: Placing,
    symbols: Sequence[Symbol],
    taken: Sequence[Rect],
    unit: float,
    puts: Mapping[str, tuple[float, float]] | None = None,
) -> list[Disc]:
    """Draw a numbered disc beside each called-out feature, with a line to it.

    Parameters
    ----------
    taken : sequence of Rect
        What stands on the map already, in its points.
    puts : mapping of str to tuple of float
        Where somebody put the middle of a disc, by the id of its feature.
    """
    where: Mapping[str, Symbol] = {feature: symbol for symbol in symbols for feature in symbol.features}
    radius = RADIUS * page.scale
    inside = Rect(0, 0, placing.rect.width, placing.rect.height).inset(_EDGE)
    discs: list[Disc] = []
    for callout in callouts:
        symbol = where.get(callout.feature)
        chips = chip_boxes(symbol, unit) if symbol else {}
        own = chips.get(callout.feature)
        if own:
            # Of a block the line ends at the chip that the text is about.
            x, y, clear = own.x + own.width / 2, own.y + own.height / 2, own.height / 2
        elif symbol:
            x, y, clear = symbol.x, symbol.y, symbol.size / 2 * unit
        else:
            x = (callout.position[0] - placing.frame.west) * placing.points_per_metre
            y = (callout.position[1] - placing.frame.south) * placing.points_per_metre
            clear = 0.0
        spots = [
            (x + math.cos(angle) * (clear + radius * share), y + math.sin(angle) * (clear + radius * share))
            for share in _DISTANCES
            for angle in _DIRECTIONS
        ]
        if puts and (put := puts.get(callout.asked)):
            spots = [_within(put, inside.inset(radius))]
        boxes = [Rect(left - radius, low - radius, 2 * radius, 2 * radius) for left, low in spots]
        blocked = [*taken, *(one.box for one in discs)]
        free = [i for i, box in enumerate(boxes) if _free(box, inside, blocked)]
        read = corners([*blocked, *(one for one in chips.values() if one != own)])
        # The nearest, if the line to it runs over nothing that a longer line would spare.
        chosen = min(
            free,
            key=lambda i: _DISTANCES[i // len(_DIRECTIONS)] + _OVER * crossed((x, y), spots[i], read),
            default=0,
        )
        disc = Disc(callout, *spots[chosen], boxes[chosen])
        discs.append(disc)
        share = min(clear / (math.dist((x, y), (disc.x, disc.y)) or 1.0), 0.9)
        begin = x + (disc.x - x) * share, y + (disc.y - y) * share
        if own:
            begin = leaving(own, (x, y), (disc.x, disc.y))
        _line(page, placing.rect, begin, (disc.x, disc.y))
        draw_disc(page, placing.rect.x + disc.x, placing.rect.y + disc.y, callout.number, radius)
    return discs


def _within(point: tuple[float, float], room: Rect) -> tuple[float, float]:
    return min(max(point[0], room.x), room.right), min(max(point[1], room.y), room.top)


def _free(box: Rect, inside: Rect, taken: Sequence[Rect]) -> bool:
    """Tell whether nothing stands in a box and it lies well inside the map."""
    within = inside.x <= box.x and box.right <= inside.right and inside.y <= box.y and box.top <= inside.top
    return within and not any(box.overlaps(other, _GAP) for other in taken)


def draw_disc(page: Page, x: float, y: float, number: int, radius: float) -> None:
    """Draw a numbered disc about a point of the page."""
    page.sheet.add_patch(
        Circle((x, y), radius, facecolor=_INK, edgecolor="white", linewidth=0.8 * page.scale, zorder=5.5)
    )
    kind = Type(radius * 1.28, BOLD, "#FFFFFF")
    page.text(x, y - kind.size * 0.36, str(number), kind, "center")


def _line(page: Page, rect: Rect, begin: tuple[float, float], end: tuple[float, float]) -> None:
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
