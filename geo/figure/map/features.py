"""Areas and lines of the evidence as a scene has them, drawn in points on paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.figure.frame import Placing
from geo.figure.map.arrows import draw_arrows, side_by_side
from geo.figure.sheet.outlines import outlines_of, rings_of
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.textures import slanted, texture
from geo.scene import Feature, Look, SceneLayer, style
from geo.scene.rules.banding import Band, banded

_TEXTURE_WIDTH = 0.7
"""Pixels of the thin lines that tell sides apart."""
_MARGIN = 10.0
_ROUND = {"capstyle": "round", "joinstyle": "round"}

Dash = tuple[float, tuple[float, ...]] | str


def dash(name: str, unit: float) -> Dash:
    """Return a line style of the look as matplotlib wants it, in points."""
    pattern = style().line.dash(name)
    return (0.0, tuple(length * unit for length in pattern)) if pattern else "solid"


def draw_areas(axes: Axes, drawn: SceneLayer, placing: Placing, unit: float, zorder: float) -> None:
    """Draw the areas of a layer."""
    features = drawn.of("area")
    if features:
        shapes = _clipped(features, placing)
        bands = banded([(one.district, one.look) for one in features])
        painted = [
            (shape, one.look, one.stale, band)
            for shape, one, band in zip(shapes, features, bands, strict=True)
            if band
        ]
        paint_areas(axes, painted, unit, zorder)


def paint_areas(
    axes: Axes,
    areas: Sequence[tuple[BaseGeometry, Look, bool, Band]],
    unit: float,
    zorder: float,
) -> None:
    """Draw areas (shape in points, look, stale, band): fill or hatch, the thin lines of the side, edge."""
    filled: list[BaseGeometry] = []
    fills: list[Any] = []
    lines: list[NDArray[np.float64]] = []
    line_colours: list[Any] = []
    rings: list[NDArray[np.float64]] = []
    edges: list[Any] = []
    widths: list[float] = []
    dashes: list[Dash] = []
    for shape, look, stale, band in areas:
        if shape.is_empty:
            continue
        state = style().state.of(stale=stale)
        for part, colour, tint in _fills(_within(shape, band, unit), look, unit):
            filled.append(part)
            fills.append(to_rgba(colour, tint * state.area_fill))
        own = texture(shape, look.lines, unit)
        lines += own
        line_colours += [to_rgba(look.edge, state.side_lines)] * len(own) if own else []
        own = rings_of(shape)
        casing = 2 * style().line.casing_width if look.ink else 0.0
        for colour, width in ((look.edge, look.width + casing), (look.ink, look.width)):
            if colour:
                rings += own
                edges += [to_rgba(colour, state.area_edge)] * len(own)
                widths += [width * unit] * len(own)
                dashes += [dash(state.line_of(look.line), unit)] * len(own)
    if filled:
        _add(axes, PathCollection(outlines_of(filled), facecolors=fills, edgecolors="none", zorder=zorder))
    if lines:
        _add(
            axes,
            LineCollection(
                lines, colors=line_colours, linewidths=_TEXTURE_WIDTH * unit, capstyle="butt",
                zorder=zorder + 0.002,
            ),
        )  # fmt: skip
    if rings:
        _add(
            axes,
            LineCollection(rings, colors=edges, linewidths=widths, linestyles=dashes, zorder=zorder + 0.004),
        )


def _fills(shape: BaseGeometry, look: Look, unit: float) -> Iterable[tuple[BaseGeometry, str, float]]:
    """Yield the parts of an area with their colours and opacities: its fill, then what lies over it."""
    area = style().area
    name, *words = look.hatch.split() or [""]
    if name == "stripes":
        bands = shapely.union_all(_bands(shape.bounds, unit))
        yield shapely.intersection(shape, bands), words[0], look.tint
        yield shapely.difference(shape, bands), words[1], look.tint * area.other_stripe
        return
    if look.fill:
        yield shape, look.fill, look.tint
    if name == "lines":
        lines = slanted(shape.bounds, float(words[0]), area.lines_step * unit)
        bands = shapely.union_all(shapely.buffer(lines, area.lines_width * unit / 2, cap_style="flat"))
        yield shapely.intersection(shape, bands), words[1], area.lines_opacity
    elif name == "dots":
        dots = shapely.union_all(_dots(shape.bounds, unit))
        yield shapely.intersection(shape, dots), words[0], area.dots_opacity


def _within(shape: BaseGeometry, band: Band, unit: float) -> BaseGeometry:
    """Return what lies in every so manieth level band of an area."""
    (own, of), wide = band, style().area.band_width * unit
    if of == 1 or shape.is_empty:
        return shape
    west, south, east, north = shape.bounds
    rows = range(math.floor(south / (wide * of)) - 1, math.ceil(north / (wide * of)) + 1)
    levels = [row * of * wide + own * wide for row in rows]
    bands = [shapely.box(west, level, east, level + wide) for level in levels]
    return shapely.intersection(shape, shapely.union_all(bands))


def _dots(bounds: tuple[float, float, float, float], unit: float) -> NDArray[Any]:
    """Return the dots over some bounds; the same dots on the whole map."""
    step = style().area.dots_step * unit
    west, south, east, north = (math.floor(edge / step) for edge in bounds)
    across, up = np.meshgrid(np.arange(west, east + 2), np.arange(south, north + 2))
    places = np.column_stack([across.ravel(), up.ravel()]) * step
    return np.asarray(shapely.buffer(shapely.points(places), style().area.dots_radius * unit, quad_segs=3))


def _bands(bounds: tuple[float, float, float, float], unit: float) -> NDArray[Any]:
    """Return the bands of the hatch that cross some bounds; the same bands on the whole map."""
    area = style().area
    lines = slanted(bounds, area.hatch_angle, area.hatch_step * unit)
    return np.asarray(shapely.buffer(lines, area.hatch_width * unit / 2, cap_style="flat"))


def draw_lines(axes: Axes, drawn: SceneLayer, placing: Placing, unit: float, zorder: float) -> list[Rect]:
    """Draw the lines of a layer: corridor of doubt, casing, core, arrows, signs of what is carried.

    Returns
    -------
    list of Rect
        What these signs cover, in points of the map.
    """
    features = drawn.of("line")
    if not features:
        return []
    courses: list[NDArray[np.float64]] = []
    looks: list[tuple[Look, bool]] = []
    halves: list[float] = []
    for shape, feature in zip(
        _clipped(features, placing, style().line.corridor_limit * unit), features, strict=True
    ):
        own = rings_of(shape)
        courses += own
        looks += [(feature.look, feature.stale)] * len(own)
        halves += [half_width(feature, placing, unit)] * len(own)
    _corridors(axes, courses, looks, halves, unit, zorder)
    courses = side_by_side(courses, looks, unit)
    alike: dict[tuple[Look, bool], list[NDArray[np.float64]]] = {}
    for course, key in zip(courses, looks, strict=True):
        alike.setdefault(key, []).append(course)
    for (look, stale), group in alike.items():
        stroke(axes, group, look, unit, zorder + 0.004, stale=stale)
    return draw_arrows(axes, courses, looks, unit, zorder + 0.006)


def _corridors(
    axes: Axes,
    courses: Sequence[NDArray[np.float64]],
    looks: Sequence[tuple[Look, bool]],
    halves: Sequence[float],
    unit: float,
    zorder: float,
) -> None:
    """Draw bands as wide as the doubt about the course of lines."""
    wide = [i for i, half in enumerate(halves) if half > style().line.corridor_from * unit]
    if not wide:
        return
    colours = [to_rgba(looks[i][0].fill, style().state.of(stale=looks[i][1]).corridor) for i in wide]
    widths = [halves[i] * 2 for i in wide]
    _add(
        axes,
        LineCollection(
            [courses[i] for i in wide], colors=colours, linewidths=widths, zorder=zorder, **_ROUND
        ),
    )


def stroke(
    axes: Axes,
    courses: Sequence[NDArray[np.float64]],
    look: Look,
    unit: float,
    zorder: float,
    *,
    stale: bool = False,
) -> None:
    """Draw lines of a look: its colour between two edges, or dots in the edge colour alone."""
    state = style().state.of(stale=stale)
    line = look.line
    dotted = line == "dotted"
    cased = not dotted and look.edge != look.fill
    width = look.width * unit
    casing = 2 * style().line.casing_width * unit if cased else 0.0
    layers = [(look.edge, width + casing)] + ([(look.fill, width)] if cased else [])
    for colour, thickness in layers:
        _add(
            axes,
            LineCollection(
                courses,
                colors=[to_rgba(colour, state.line)],
                linewidths=thickness,
                linestyles=[dash(line, unit)],
                capstyle="round" if dotted else "butt",
                joinstyle="round",
                zorder=zorder,
            ),
        )


def half_width(feature: Feature, placing: Placing, unit: float) -> float:
    """Return half the width in points of a feature's doubt."""
    return min(feature.precision * placing.points_per_metre, style().line.corridor_limit / 2 * unit)


def _clipped(features: Sequence[Feature], placing: Placing, margin: float = _MARGIN) -> NDArray[Any]:
    """Return the shapes of features in points of the map, cut off a little beyond its frame."""
    window = placing.frame.box.buffer(margin / placing.points_per_metre, join_style="mitre")
    shapes = shapely.make_valid(np.array([feature.shape for feature in features], dtype=object))
    return np.asarray(placing.shapes(shapely.intersection(shapes, window)))


def _add(axes: Axes, collection: LineCollection | PathCollection) -> None:
    axes.add_collection(collection, autolim=False)
