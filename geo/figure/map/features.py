"""Areas and lines of the evidence, drawn as the browser draws them, in points instead of pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Outline
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.figure.drawn import AREAS, LINES, DrawnLayer, Feature
from geo.figure.map.placing import Placing
from geo.figure.sheet.outlines import outlines_of, rings_of
from geo.figure.sheet.textures import slanted, texture
from geo.scene import style as drawn_style

FILL, FILL_STALE = 0.4, 0.2
LINE_STALE = 0.7
"""Opacities, as in evidence_layer.js."""
CORRIDOR, CORRIDOR_STALE = 0.2, 0.1
CORRIDOR_LIMIT = 160
"""In pixels: a corridor as wide as the doubt is drawn no wider, or it would hide the map under it."""
_HATCH_TILE = 12 / math.sqrt(2)
_ARROW_FROM = 36
_ARROW = ((6, 0), (-4, 5), (-4, -5))
_TEXTURE_WIDTH, _TEXTURE_OPACITY = 0.7, 0.42
_MARGIN = 10.0
_WHITE = "#FFFFFF"

Dash = tuple[float, tuple[float, ...]] | str


def dash(name: str, unit: float) -> Dash:
    """Return a line style of the look as matplotlib wants it, in points."""
    pattern = drawn_style().line.dash(name)
    return (0.0, tuple(length * unit for length in pattern)) if pattern else "solid"


def draw_areas(axes: Axes, drawn: DrawnLayer, placing: Placing, unit: float, zorder: float) -> None:
    """Draw the areas of a layer: fill or hatch, the texture of the side, edge."""
    features = drawn.of(*AREAS)
    if not features:
        return
    shapes = _clipped(features, placing)
    filled: list[BaseGeometry] = []
    paint: list[tuple[float, ...]] = []
    for shape, feature in zip(shapes, features, strict=True):
        for part, colour in area_parts(shape, feature.style, feature.colours, unit):
            filled.append(part)
            paint.append(to_rgba(colour, (FILL_STALE if feature.stale else FILL) * drawn.opacity))
    if filled:
        axes.add_collection(
            PathCollection(outlines_of(filled), facecolors=paint, edgecolors="none", zorder=zorder),
            autolim=False,
        )
    if drawn.layer.colour_by:
        _textures(axes, shapes, features, unit, zorder, drawn.opacity)
    rings: list[NDArray[np.float64]] = []
    edges: list[Any] = []
    widths: list[float] = []
    dashes: list[Dash] = []
    for shape, feature in zip(shapes, features, strict=True):
        style, own = feature.style, rings_of(shape)
        rings += own
        edges += [to_rgba(style["edge"], (LINE_STALE if feature.stale else 1) * drawn.opacity)] * len(own)
        widths += [(style["width"] or drawn_style().area.edge_width) * unit] * len(own)
        dashes += [dash("dotted" if feature.stale else style["line"], unit)] * len(own)
    if rings:
        axes.add_collection(
            LineCollection(rings, colors=edges, linewidths=widths, linestyles=dashes, zorder=zorder + 0.004),
            autolim=False,
        )


def area_parts(
    shape: BaseGeometry, style: Mapping[str, Any], colours: Sequence[str], unit: float
) -> Iterable[tuple[BaseGeometry, str]]:
    """Yield the parts of an area with their colours: the whole, the two bands of a hatch, or nothing."""
    if style["fill"] == "none" or shape.is_empty:
        return
    if style["fill"] != "hatch":
        yield shape, colours[0]
        return
    first, second = (*colours, _WHITE)[:2]
    bands = shapely.union_all(_bands(shape.bounds, unit))
    yield shapely.intersection(shape, bands), first
    yield shapely.difference(shape, bands), second


def _bands(bounds: tuple[float, float, float, float], unit: float) -> NDArray[Any]:
    """Return the bands of the hatch that cross some bounds; the same bands on the whole map."""
    lines = slanted(bounds, drawn_style().area.hatch_angle, _HATCH_TILE * unit)
    return np.asarray(shapely.buffer(lines, drawn_style().area.hatch_width * unit / 2, cap_style="flat"))


def _textures(
    axes: Axes,
    shapes: Iterable[BaseGeometry],
    features: Iterable[Feature],
    unit: float,
    zorder: float,
    opacity: float,
) -> None:
    lines: list[NDArray[np.float64]] = []
    colours: list[Any] = []
    for shape, feature in zip(shapes, features, strict=True):
        if feature.style["fill"] != "solid" or shape.is_empty:
            continue
        own = texture(shape, feature.colours[0], unit)
        lines += own
        colours += [
            to_rgba(feature.style["edge"], _TEXTURE_OPACITY * opacity * (0.6 if feature.stale else 1))
        ] * len(own)
    if lines:
        axes.add_collection(
            LineCollection(
                lines,
                colors=colours,
                linewidths=_TEXTURE_WIDTH * unit,
                capstyle="butt",
                zorder=zorder + 0.002,
            ),
            autolim=False,
        )


def draw_lines(
    axes: Axes, drawn: DrawnLayer, placing: Placing, unit: float, zorder: float
) -> list[NDArray[np.float64]]:
    """Draw the lines of a layer: corridor of doubt, casing, core, arrows; return their courses in points."""
    features = drawn.of(*LINES)
    if not features:
        return []
    courses: list[NDArray[np.float64]] = []
    styles: list[tuple[Mapping[str, Any], bool, float]] = []
    shapes = _clipped(features, placing, CORRIDOR_LIMIT * unit)
    for shape, feature in zip(shapes, features, strict=True):
        half = half_width(feature, placing, unit)
        for part in rings_of(shape):
            courses.append(part)
            styles.append((feature.style, feature.stale, half))
    wide = [i for i, (_, _, half) in enumerate(styles) if half > 2 * unit]
    if wide:
        axes.add_collection(
            LineCollection(
                [courses[i] for i in wide],
                colors=[
                    to_rgba(
                        styles[i][0]["colour"], (CORRIDOR_STALE if styles[i][1] else CORRIDOR) * drawn.opacity
                    )
                    for i in wide
                ],
                linewidths=[styles[i][2] * 2 for i in wide],
                capstyle="round",
                joinstyle="round",
                zorder=zorder,
            ),
            autolim=False,
        )
    alike: dict[tuple[Any, ...], list[int]] = {}
    for i, (style, stale, _) in enumerate(styles):
        alike.setdefault((style["colour"], style["edge"], style["line"], style["width"], stale), []).append(i)
    for group in alike.values():
        style, stale, _ = styles[group[0]]
        line = "dotted" if stale else style["line"]
        stroke(axes, [courses[i] for i in group], style, line, unit, zorder + 0.004, _shown(stale, drawn))
    arrows = [
        (arrow, to_rgba(style["edge"], _shown(stale, drawn)))
        for course, (style, stale, _) in zip(courses, styles, strict=True)
        if style["arrow"]
        for arrow in _arrows(course, unit)
    ]
    if arrows:
        axes.add_collection(
            PathCollection(
                [arrow for arrow, _ in arrows],
                facecolors=[colour for _, colour in arrows],
                edgecolors="none",
                zorder=zorder + 0.006,
            ),
            autolim=False,
        )
    return courses


def _shown(stale: bool, drawn: DrawnLayer) -> float:
    return (LINE_STALE if stale else 1.0) * drawn.opacity


def stroke(
    axes: Axes,
    courses: Sequence[NDArray[np.float64]],
    style: Mapping[str, Any],
    line: str,
    unit: float,
    zorder: float,
    opacity: float = 1.0,
) -> None:
    """Draw lines of a style: its colour between two edges, or dots in the edge colour alone."""
    dotted = line == "dotted"
    width = style["width"] * unit
    casing = 0.0 if dotted else 2 * drawn_style().line.casing_width * unit
    layers = [(style["edge"], width + casing)] + ([] if dotted else [(style["colour"], width)])
    for colour, thickness in layers:
        axes.add_collection(
            LineCollection(
                courses,
                colors=[to_rgba(colour, opacity)],
                linewidths=thickness,
                linestyles=[dash(line, unit)],
                capstyle="round" if dotted else "butt",
                joinstyle="round",
                zorder=zorder,
            ),
            autolim=False,
        )


def _arrows(course: NDArray[np.float64], unit: float) -> Iterable[Outline]:
    """Yield an arrow head in the middle of each segment that is long enough for one."""
    for start, end in pairwise(course):
        length = math.hypot(*(end - start))
        if length < _ARROW_FROM * unit:
            continue
        along = (end - start) / length
        turn = np.array([[along[0], along[1]], [-along[1], along[0]]])
        head = np.array([*_ARROW, _ARROW[0]], dtype=float) * unit @ turn + (start + end) / 2
        yield Outline(head, closed=True)


def half_width(feature: Feature, placing: Placing, unit: float) -> float:
    """Return half the width in points of a feature's doubt."""
    return min(feature.precision * placing.points_per_metre, CORRIDOR_LIMIT / 2 * unit)


def _clipped(features: Sequence[Feature], placing: Placing, margin: float = _MARGIN) -> NDArray[Any]:
    """Return the shapes of features in points of the map, cut off a little beyond its frame."""
    window = placing.frame.box.buffer(margin / placing.points_per_metre, join_style="mitre")
    shapes = shapely.make_valid(np.array([feature.shape for feature in features], dtype=object))
    return np.asarray(placing.shapes(shapely.intersection(shapes, window)))
