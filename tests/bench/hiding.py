"""How much of Libya's land the symbols of the map hide, at any zoom: areas, no times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, partial
from math import log2, pi

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.figure.sheet.symbols import outlines
from geo.scene import Look, scene, style
from geo.scene.rules.crowding import Spot, Symbol, spread
from geo.scene.rules.zooming import least_drawn
from geo.settings import Settings
from geo.view import View
from tests.bench.roots import REPOSITORY

ZOOMS = (5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 10)
HOME = "country-ly"
TILE = 256
USUAL, ALL = "land hidden by symbols, usual layers", "land hidden by symbols, all layers"
LIMITS = {USUAL: 5, ALL: 15}
"""Most per cent."""


def usual(evidence: Evidence) -> tuple[str, ...]:
    """Return the layers of the first view."""
    return tuple(name for name, layer in evidence.catalog.items() if layer.visible)


def hidden(evidence: Evidence, layers: Iterable[str], day: date, zoom: float) -> float:
    """Return the share of the land that symbols hide, each as its outline, with its rim."""
    scale = TILE * 2**zoom
    ground = evidence.ground["neighbours"]
    land = shapely.transform(
        ground.geometry[ground["id"] == HOME].union_all(), lambda places: _pixels(places, scale)
    )
    shapes = [
        shapely.transform(_body(one.look.symbol), partial(_placed, one))
        for one in symbols(evidence, layers, day, scale)
        if isinstance(one.look, Look)
    ]
    rim = style().symbol.edge_width / 2
    hidden_by = shapely.union_all(shapely.buffer(shapes, rim, quad_segs=2))
    return float(shapely.intersection(hidden_by, land).area / land.area)


def _placed(one: Symbol, places: NDArray[np.float64]) -> NDArray[np.float64]:
    return places * one.size + (one.x + one.dx, one.y + one.dy)


@cache
def _body(symbol: str) -> BaseGeometry:
    """Return what a symbol covers, one unit wide, round its middle."""
    parts = [
        shapely.Polygon(ring)
        for role, outline in outlines(symbol)
        if role != "glyph"
        for ring in outline.to_polygons()
    ]
    return shapely.union_all(shapely.make_valid(parts))


def symbols(evidence: Evidence, layers: Iterable[str], day: date, scale: float) -> list[Symbol]:
    """Return the symbols as the map on a screen arranges them."""
    zoom = log2(scale / TILE)
    drawn = scene(evidence, View(layers=tuple(layers), at=day))
    spots = []
    for one in drawn.layers:
        least = least_drawn((own.importance for own in one.placed), zoom, style().zoom.importance)
        for feature in one.of("point"):
            if feature.importance <= least:
                for x, y in _pixels(shapely.get_coordinates(feature.shape), scale).tolist():
                    fixed = bool(one.layer.size_by) or one.layer.is_ground
                    size = feature.size * style().zoom.share(zoom)
                    spot = Spot(one.layer.id, feature.look, x, y, (feature.id,), size, fixed)
                    spots.append((feature.importance, spot))
    return spread(spot for _, spot in sorted(spots, key=lambda pair: pair[0]))


def _pixels(places: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Return longitudes and latitudes as pixels of the world."""
    sine = np.sin(np.radians(places[:, 1]))
    down = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * pi)
    return np.column_stack([places[:, 0] / 360 + 0.5, down]) * scale


def hiding(day: date) -> dict[str, list[float]]:
    """Return the shares in per cent at each zoom, of the usual layers and of all."""
    settings = Settings(root=REPOSITORY)
    evidence = current(settings, everybody(settings))
    layers = {USUAL: usual(evidence), ALL: tuple(evidence.catalog)}
    return {name: [100 * hidden(evidence, ids, day, zoom) for zoom in ZOOMS] for name, ids in layers.items()}
