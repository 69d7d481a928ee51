"""Point features: rings of doubt, symbols as the scene arranges them, counts."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Outline

from geo.figure.frame import Placing
from geo.figure.map.features import half_width
from geo.figure.sheet.outlines import outline_of
from geo.figure.sheet.paper import BOLD, Page, Type
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.stamps import Stamps
from geo.scene import Feature, Look, SceneLayer, style
from geo.scene.rules.banding import WHOLE, Band, banded
from geo.scene.rules.crowding import Spot, spread
from geo.scene.rules.crowding import Symbol as Arranged

_CORNERS = tuple(
    (x * reach, y * reach)
    for reach in (1, 1.6, 2.2, 3, 4.2, 5.6, 7.4)
    for y in (1, -1, 0.5, -0.5, 0)
    for x in (1, -1, 0.5, -0.5, 0)
)
"""Where a number may stand, in half symbols from its middle."""
_WHITE = "#FFFFFF"
_FRAMED = frozenset({"flag", "hexagon"})
"""Symbols of forces, which can have a frame after APP-6."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip of a block and its features: `left`, `top` and `width` in pixels from the middle, down."""

    look: Look
    features: tuple[str, ...]
    glyphs: tuple[str, ...]
    stale: bool
    left: float
    top: float
    width: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol as drawn, for one feature or several.

    Attributes
    ----------
    layer : int
        Place of its layer in the drawing order.
    x, y : float
        Points of the map, y upwards.
    stale : bool
        Whether all of its features are stale.
    size : float
        Pixels.
    true : tuple of float or None
        Its true point, where it is moved aside of it.
    chips : tuple of Chip
        Of a block of chips.
    extent : tuple of float
        Width and height, pixels.
    slice : tuple of int or None
        Which of its dot it has, and of how many; None = nothing of it.
    """

    layer: int
    x: float
    y: float
    look: Look
    features: tuple[str, ...]
    stale: bool
    size: float
    true: tuple[float, float] | None = None
    chips: tuple[Chip, ...] = ()
    extent: tuple[float, float] = (0.0, 0.0)
    slice: Band | None = WHOLE


def symbols_of(layers: Sequence[SceneLayer], placing: Placing, unit: float) -> list[Symbol]:
    """Return the symbols of all layers, inside the map; `unit` is the points of a pixel."""
    high = placing.rect.height
    share = style().zoom.share(placing.zoom(unit))
    order = {drawn.layer.id: i for i, drawn in enumerate(layers)}
    # The most important come first to their points; of dots the small ones stand on top.
    points = sorted(
        ((drawn, feature) for drawn in layers for feature in drawn.of("point")),
        key=lambda pair: (pair[1].importance, -pair[1].size if pair[0].layer.size_by else 0.0),
    )
    spots = [
        Spot(
            drawn.layer.id,
            feature.look,
            x / unit,
            (high - y) / unit,
            (feature.id,),
            feature.size if feature.look.letters else feature.size * share,
            bool(drawn.layer.size_by) or drawn.layer.is_ground,
            feature.look.faces[0] if feature.look.letters else None,
        )
        for drawn, feature in points
        for x, y in _places(feature, placing)
    ]
    whose = {
        (drawn.layer.id, feature.id): feature.look.faces[0]
        for drawn, feature in points
        if feature.look.letters
    }
    grounds = {(drawn.layer.id, feature.id): feature.district for drawn, feature in points}
    room = placing.rect.width / unit, high / unit
    placed = [one if one.fixed else _inside(one, room) for one in spread(spots, room)]
    slices = banded([(grounds[one.layer, one.ids[0]], one.look) for one in placed])
    fresh = {(drawn.layer.id, one.id) for drawn in layers for one in drawn.features if one.state == "current"}
    return [
        Symbol(
            order[one.layer],
            (one.x + one.dx) * unit,
            high - (one.y + one.dy) * unit,
            one.look,
            one.ids,
            all((one.layer, name) not in fresh for name in one.ids),
            one.size,
            (one.x * unit, high - one.y * unit) if one.dx or one.dy else None,
            _chips(one, whose, fresh),
            one.extent,
            own,
        )
        for one, own in zip(placed, slices, strict=True)
        if isinstance(one.look, Look)
    ]


def _inside(one: Arranged, room: tuple[float, float]) -> Arranged:
    """Return a symbol moved so far that the edge of the map cuts nothing of it; a dot stays on its point."""
    moved = []
    for at, aside, size, most in zip((one.x, one.y), (one.dx, one.dy), one.extent, room, strict=True):
        half = min(size, most) / 2
        moved.append(min(max(at + aside, half), most - half) - at)
    dx, dy = moved
    return one if (dx, dy) == (one.dx, one.dy) else replace(one, dx=dx, dy=dy)


def _chips(
    one: Arranged, whose: Mapping[tuple[str, str], Look], fresh: Collection[tuple[str, str]]
) -> tuple[Chip, ...]:
    """Return the chips of a block; none of any other symbol."""
    if not one.block:
        return ()
    own: dict[Hashable, list[str]] = {}
    for name in one.ids:
        own.setdefault(whose[one.layer, name], []).append(name)
    return tuple(
        Chip(
            chip,
            tuple(own[chip]),
            tuple(dict.fromkeys(look.symbol for look in looks if isinstance(look, Look))),
            all((one.layer, name) not in fresh for name in own[chip]),
            *place,
        )
        for (chip, looks), place in zip(one.chips, one.block.chips, strict=True)
        if isinstance(chip, Look)
    )


def draw_leaders(axes: Axes, symbols: Sequence[Symbol], unit: float, zorder: float) -> None:
    """Draw a line from the true point of each symbol that is moved aside to it."""
    lines = [(one.true, (one.x, one.y)) for one in symbols if one.true]
    if not lines:
        return
    leader, ground = style().leader, style().ground
    for colour, width in ((ground.halo, leader.halo_width), (ground.label, leader.width)):
        axes.add_collection(
            LineCollection(lines, colors=colour, linewidths=width * unit, capstyle="round", zorder=zorder),
            autolim=False,
        )


def _places(feature: Feature, placing: Placing) -> list[tuple[float, float]]:
    """Return every point of a feature that stands in the map, in points."""
    rect = placing.rect
    found = placing.points(shapely.get_coordinates(feature.shape)).round(3).tolist()
    return [(x, y) for x, y in found if 0 <= x <= rect.width and 0 <= y <= rect.height]


def box(symbol: Symbol, unit: float) -> Rect:
    """Return what a symbol covers, in points of the map."""
    wide, high = (length * unit for length in symbol.extent)
    return Rect(symbol.x - wide / 2, symbol.y - high / 2, wide, high)


def chip_boxes(symbol: Symbol, unit: float) -> dict[str, Rect]:
    """Return what the chip of each feature of a block covers, in points of the map."""
    return {
        feature: Rect(
            symbol.x + chip.left * unit,
            symbol.y - (chip.top + symbol.size) * unit,
            chip.width * unit,
            symbol.size * unit,
        )
        for chip in symbol.chips
        for feature in chip.features
    }


def draw_rings(axes: Axes, drawn: SceneLayer, placing: Placing, unit: float, zorder: float) -> list[Rect]:
    """Draw a ring as wide as the doubt where the symbol does not cover it; each ring once.

    Returns what they cover, in points of the map.
    """
    ring = style().ring
    rings: dict[tuple[float, float, float], tuple[float, ...]] = {}
    for feature in drawn.of("point"):
        radius = half_width(feature, placing, unit)
        if radius <= feature.size * unit * ring.from_share or feature.precision > ring.widest_m:
            continue
        paint = to_rgba(feature.look.edge, style().state.of(stale=feature.stale).ring)
        for x, y in placing.points(shapely.get_coordinates(feature.shape)).round(2).tolist():
            rings[x, y, round(radius, 2)] = paint
    if not rings:
        return []
    axes.add_collection(
        PathCollection(
            [Outline.circle((x, y), radius) for x, y, radius in rings],
            facecolors="none",
            edgecolors=list(rings.values()),
            linewidths=ring.width * unit,
            linestyles=[(0.0, tuple(length * unit for length in ring.dash))],
            zorder=zorder,
        ),
        autolim=False,
    )
    return [Rect(x - radius, y - radius, 2 * radius, 2 * radius) for x, y, radius in rings]


def draw_symbols(
    page: Page,
    axes: Axes,
    symbols: Sequence[Symbol],
    unit: float,
    zorder: float,
    *,
    frames: bool = False,
) -> None:
    """Draw the symbols of one layer, with frames round those of forces where these are asked for."""
    if frames:
        forces = [symbol for symbol in symbols if symbol.look.symbol in _FRAMED]
        for size in sorted({symbol.size for symbol in forces}):
            places = [(symbol.x, symbol.y) for symbol in forces if symbol.size == size]
            _frames(page, axes, places, size * unit, unit, zorder)
    stamps = Stamps()
    for symbol in symbols:
        for chip in symbol.chips:
            one = chip_boxes(symbol, unit)[chip.features[0]]
            own = (one.x, one.y, one.width, one.height)
            stamps.chip(own, chip.look, chip.glyphs, unit, stale=chip.stale)
        if symbol.chips or symbol.slice is None:
            continue
        place = (symbol.x, symbol.y)
        stamps.add(place, symbol.look, symbol.size * unit, unit, symbol.slice, stale=symbol.stale)
    stamps.draw(axes, page.in_points, zorder)


def _frames(
    page: Page, axes: Axes, places: Sequence[tuple[float, float]], size: float, unit: float, zorder: float
) -> None:
    """Draw the square frame of APP-6, "neutral", round symbols; no other affiliation is ever drawn."""
    half = size * 0.64
    square = Outline(
        [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)], closed=True
    )
    axes.add_collection(
        PathCollection(
            [square],
            offsets=places,
            offset_transform=axes.transData,
            transform=page.in_points,
            facecolors=to_rgba(_WHITE, 0.75),
            edgecolors="#1A1A1A",
            linewidths=1.2 * unit,
            zorder=zorder - 0.001,
        ),
        autolim=False,
    )


def draw_counts(
    page: Page, axes: Axes, rect: Rect, symbols: Sequence[Symbol], unit: float, zorder: float
) -> list[Rect]:
    """Draw at a corner of a symbol how many features it stands for, where these are several.

    Returns what the numbers cover, in points of the map: each stands at the first corner, from the upper
    right on, where it covers no other.
    """
    kind = Type(max(10 * unit, 4.2), BOLD, "#1B1B19")
    several = [symbol for symbol in symbols if len(symbol.features) > 1 and not symbol.chips]
    pills: list[Outline] = []
    places: list[tuple[float, float]] = []
    taken: list[Rect] = []
    for symbol in several:
        text = str(len(symbol.features))
        size = symbol.size * unit
        tall, away = kind.size * 1.25, size / 2 - unit
        width = max(tall, kind.width(text) + kind.size * 0.7)
        corners = [(symbol.x + dx * away, symbol.y + dy * away) for dx, dy in _CORNERS]
        boxes = [Rect(x - width / 2, y - tall / 2, width, tall) for x, y in corners]
        free = (
            i
            for i, one in enumerate(boxes)
            if one.x >= 0
            and one.y >= 0
            and one.right <= rect.width
            and one.top <= rect.height
            and not any(one.overlaps(other, 0.3) for other in taken)
        )
        chosen = next(free, 0)
        x, y = corners[chosen]
        taken.append(boxes[chosen])
        pills.append(_pill(width, tall))
        places.append((x, y))
        page.text(rect.x + x, rect.y + y - kind.size * 0.36, text, kind, "center")
    if pills:
        axes.add_collection(
            PathCollection(
                pills,
                offsets=places,
                offset_transform=axes.transData,
                transform=page.in_points,
                facecolors=_WHITE,
                edgecolors="#3A3A36",
                linewidths=0.8 * unit,
                zorder=zorder,
            ),
            autolim=False,
        )
    return taken


def _pill(width: float, height: float) -> Outline:
    """Return a rectangle with round ends about the origin."""
    half = shapely.LineString([((height - width) / 2, 0), ((width - height) / 2 + 1e-6, 0)]).buffer(
        height / 2
    )
    return outline_of(half)
