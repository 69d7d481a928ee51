"""A large layer in a picture that is drawn once: where features are many, counts in the screen's cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from geo.language import t
from geo.model import Extent, Language, Layer
from geo.scene.layers import Feature
from geo.scene.look.looking import Look, look_of
from geo.scene.rules.counting import Cell, gathered, opacity_of
from geo.store import LargeLayer, Wanted
from geo.store.large import cell_shift, to_degrees
from geo.words.names import Name

MOST_POINTS: Final = 2_000
"""Features of a large layer that are drawn one by one in a picture."""
_SCREEN_PX, _WORLD_PX = 1_000, 256
"""Width of a screen on which cells are as large as in a picture, and of the world at zoom 0."""
_TOLD: Final = 3
"""Classes of a cell that its name tells."""


def cells_of(large: LargeLayer, wanted: Wanted) -> tuple[tuple[Feature, ...], dict[str, int]]:
    """Return the cells of what is wanted as areas, and how many features of each class they hold."""
    layer = large.layer
    zoom = _zoom(wanted.extent or layer.extent)
    shift = cell_shift(zoom)
    cells = gathered(large.cells(wanted, zoom))
    counts: dict[str, int] = {}
    for cell in cells:
        for name, count in cell.counts.items():
            counts[name] = counts.get(name, 0) + count
    most = max((cell.count for cell in cells), default=1)
    looks = {name: _filled(layer, name) for name in counts}
    reliability, credibility, sources = large.behind(wanted)
    x, y = (np.array([getattr(cell, name) for cell in cells], dtype="int64") << shift for name in "xy")
    west, north = to_degrees(x, y)
    east, south = to_degrees(x + (1 << shift), y + (1 << shift))
    features = tuple(
        Feature(
            id=f"{layer.id}@{shift}-{cell.x}-{cell.y}",
            name=Name(_told(cell, layer, "en"), _told(cell, layer, "ar")),
            class_=cell.class_,
            shape=shape,
            look=replace(looks[cell.class_], tint=opacity_of(cell.count, most)),
            state="current",
            sides=(),
            marking=large.marking,
            sources=sources,
            reliability=reliability,
            credibility=credibility,
            precision=0.0,
            summary="",
            rank=0,
            stands_for=cell.count,
        )
        for cell, shape in zip(cells, shapely.box(west, south, east, north), strict=True)
    )
    return features, counts


def looks_of(layer: Layer, counts: Mapping[str, int]) -> dict[str, Look]:
    """Return the look of each class that is drawn, by which the legend explains it."""
    return {name: look_of(layer, declared) for name, declared in layer.classes.items() if name in counts}


def _zoom(extent: Extent) -> int:
    west, _, east, _ = extent
    return max(0, int(math.log2(_SCREEN_PX * 360 / (_WORLD_PX * max(east - west, 1e-6)))))


def _filled(layer: Layer, name: str) -> Look:
    """Return the look of a class as an area without an edge."""
    point = look_of(layer, layer.classes[name])
    return replace(
        point, kind="area", symbol="", size=0.0, edge="", ink="", hatch="", width=0.0, lines=(), letters=""
    )


def _told(cell: Cell, layer: Layer, lang: Language) -> str:
    most = sorted(cell.counts.items(), key=lambda one: -one[1])[:_TOLD]
    arabic = lang == "ar"
    each = [
        f"{(arabic and layer.classes[name].title_ar) or layer.classes[name].title} {count:,}"
        for name, count in most
    ]
    return t("{n} here: {classes}", lang, n=cell.count, classes=t(", ", lang).join(each))
