"""Point features: rings of doubt, symbols side by side where they would cover each other, counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Outline

from geo.figure.drawn import POINTS, DrawnLayer
from geo.figure.evidence import half_width
from geo.figure.page import BOLD, Page, Rect, Type
from geo.figure.placing import Placing
from geo.figure.spreading import Spot, Symbol, spread
from geo.figure.symbols import outlines
from geo.look import look

WIDEST_RING = 100_000
"""Metres: a symbol that stands for more, such as a whole region, gets no ring."""
_RING_FROM = 0.75
_RING_DASH = (3, 4)
_BADGE = 14
_FRAMED = frozenset({"flag", "hexagon", "star", "star-plane", "star-ship", "star-person", "star-drone"})
"""Symbols of forces, which can have a frame after APP-6."""


def symbols_of(layers: Sequence[DrawnLayer], placing: Placing, unit: float) -> list[Symbol]:
    """Return the symbols of all layers in drawing order, inside the map; positions in its points."""
    spots: dict[tuple[int, str, float, float], Spot] = {}
    for i, drawn in enumerate(layers):
        features = drawn.of(*POINTS)
        if not features:
            continue
        places = placing.points(shapely.get_coordinates([feature.shape for feature in features]))
        for (x, y), feature in zip(places.tolist(), features, strict=True):
            key = (i, feature.class_ + feature.style["colour"], round(x, 3), round(y, 3))
            if key not in spots:
                spots[key] = Spot(i, x, y, feature.style, [], stale=True)
            spots[key].features.append(feature.id)
            spots[key].stale &= feature.stale
    return [_within(symbol, placing.rect, unit) for symbol in spread(spots.values(), unit)]


def _within(symbol: Symbol, rect: Rect, unit: float) -> Symbol:
    """Return a symbol that does not stick out of the map."""
    margin = (symbol.style["size"] / 2 + 2) * unit
    return Symbol(
        symbol.layer,
        min(max(symbol.x, margin), rect.width - margin),
        min(max(symbol.y, margin), rect.height - margin),
        symbol.style,
        symbol.features,
        symbol.stale,
    )


def box(symbol: Symbol, unit: float) -> Rect:
    """Return what a symbol covers, with its count, in points of the map."""
    size = symbol.style["size"] * unit
    extra = _BADGE / 2 * unit if len(symbol.features) > 1 else 0.0
    return Rect(symbol.x - size / 2, symbol.y - size / 2, size + extra, size + extra)


def draw_rings(axes: Axes, drawn: DrawnLayer, placing: Placing, unit: float, zorder: float) -> None:
    """Draw a ring as wide as the doubt about a position where the symbol does not cover it; each ring once."""
    rings: dict[tuple[float, float, float], tuple[float, ...]] = {}
    for feature in drawn.of(*POINTS):
        radius = half_width(feature, placing, unit)
        if radius <= feature.style["size"] * unit * _RING_FROM or feature.precision > WIDEST_RING:
            continue
        x, y = placing.points(shapely.get_coordinates(feature.shape))[0].tolist()
        rings[round(x, 2), round(y, 2), round(radius, 2)] = to_rgba(
            feature.style["edge"], 0.5 * drawn.opacity
        )
    if not rings:
        return
    axes.add_collection(
        PathCollection(
            [Outline.circle((x, y), radius) for x, y, radius in rings],
            facecolors="none",
            edgecolors=list(rings.values()),
            linewidths=look()["state"]["coarse"]["ring_width"] * unit * 0.8,
            linestyles=[(0.0, tuple(length * unit for length in _RING_DASH))],
            zorder=zorder,
        ),
        autolim=False,
    )


def draw_symbols(
    page: Page,
    axes: Axes,
    symbols: Sequence[Symbol],
    unit: float,
    zorder: float,
    opacity: float,
    *,
    frames: bool = False,
) -> None:
    """Draw the symbols of one layer; those that look alike at once."""
    alike: dict[tuple[Any, ...], list[Symbol]] = {}
    for symbol in symbols:
        style = symbol.style
        key = (style["symbol"], style["colour"], style["edge"], style["ink"], style["size"], symbol.stale)
        alike.setdefault(key, []).append(symbol)
    for group in alike.values():
        places = [(symbol.x, symbol.y) for symbol in group]
        style, stale = group[0].style, group[0].stale
        if frames and style["symbol"] in _FRAMED:
            _frames(page, axes, places, style["size"] * unit, unit, zorder)
        stamp(page, axes, places, style, style["size"] * unit, unit, zorder, opacity, stale=stale)


def stamp(
    page: Page,
    axes: Axes,
    places: Sequence[tuple[float, float]],
    style: Mapping[str, Any],
    size: float,
    unit: float,
    zorder: float,
    opacity: float = 1.0,
    *,
    stale: bool = False,
) -> None:
    """Draw one symbol at several places: rim, body, edge and glyph, as symbols.js does; `size` in points."""
    sizes = look()["symbol"]
    edge = sizes["edge_width"] * unit
    shown = look()["state"]["stale"]["opacity"] if stale else 1.0
    common: dict[str, Any] = {
        "offsets": places,
        "offset_transform": axes.transData,
        "transform": page.in_points,
        "zorder": zorder,
        "joinstyle": "round",
    }
    for role, outline in outlines(style["symbol"]):
        scaled = [Outline(outline.vertices * size, outline.codes)]
        if role == "glyph":
            parts = [{"facecolors": to_rgba(style["ink"], opacity), "edgecolors": "none", "linewidths": 0.0}]
        else:
            rim = edge + 2 * sizes["casing_width"] * unit
            halo = to_rgba(look()["ground"]["halo"], opacity)
            parts = [
                {"facecolors": "none", "edgecolors": halo, "linewidths": rim},
                {
                    "facecolors": to_rgba(style["colour"], shown * opacity),
                    "edgecolors": to_rgba(style["edge"], opacity),
                    "linewidths": edge,
                    "linestyles": [(0.0, (1.6 * unit, 1.6 * unit))] if stale else "solid",
                },
            ]
        for part in parts:
            axes.add_collection(PathCollection(scaled, **common, **part), autolim=False)


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


_WHITE = "#FFFFFF"


def draw_counts(
    page: Page, axes: Axes, rect: Rect, symbols: Sequence[Symbol], unit: float, zorder: float
) -> None:
    """Draw at its upper right how many features a symbol stands for, where these are several."""
    kind = Type(max(10 * unit, 4.2), BOLD, "#1B1B19")
    several = [symbol for symbol in symbols if len(symbol.features) > 1]
    pills, places = [], []
    for symbol in several:
        text = str(len(symbol.features))
        size = symbol.style["size"] * unit
        x, y = symbol.x + size / 2 - unit, symbol.y + size / 2 - unit
        width = max(kind.size * 1.25, kind.width(text) + kind.size * 0.7)
        pills.append(_pill(width, kind.size * 1.25))
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


def _pill(width: float, height: float) -> Outline:
    """Return a rectangle with round ends about the origin."""
    right = Outline.arc(-90, 90).vertices * height / 2 + ((width - height) / 2, 0)
    left = Outline.arc(90, 270).vertices * height / 2 - ((width - height) / 2, 0)
    codes = list(Outline.arc(-90, 90).codes)
    vertices = np.concatenate([right, left, right[:1]])
    return Outline(vertices, [*codes, Outline.LINETO, *codes[1:], Outline.CLOSEPOLY])
