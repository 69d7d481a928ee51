"""Lines with a direction: side by side where they share a leg, arrow heads, signs of what is carried."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.symbols import outlines
from geo.scene import Look, style
from geo.scene.rules.bundling import bundled

Course = NDArray[np.float64]


def side_by_side(courses: Sequence[Course], looks: Sequence[tuple[Look, bool]], unit: float) -> list[Course]:
    """Return courses with those that have a direction and a leg in common beside each other."""
    lines, found = style().line, list(courses)
    which = [i for i, (look, _) in enumerate(looks) if look.arrow]
    # Up is down on the screen, on which the rule puts lines aside.
    flip = np.array([1.0, -1.0])
    flat = [(courses[i] * flip).ravel().tolist() for i in which]
    moved = bundled(flat, lines.bundle_near * unit, lines.bundle_step * unit)
    for i, course in zip(which, moved, strict=True):
        found[i] = np.array(course).reshape(-1, 2) * flip
    return found


def draw_arrows(
    axes: Axes, courses: Sequence[Course], looks: Sequence[tuple[Look, bool]], unit: float, zorder: float
) -> list[Rect]:
    """Draw an arrow head in the middle of each segment that has room, and a sign before it.

    Returns
    -------
    list of Rect
        What the signs cover.
    """
    covered: list[Rect] = []
    radius = style().line.glyph_radius * unit
    heads: list[Outline] = []
    colours: list[tuple[float, float, float, float]] = []
    for course, (look, stale) in zip(courses, looks, strict=True):
        if not look.arrow:
            continue
        paint = to_rgba(look.edge, style().state.of(stale=stale).line)
        for start, end in pairwise(course):
            length = math.hypot(*(end - start))
            if length >= style().line.arrow_from * unit:
                heads.append(_head(start, end, unit))
                colours.append(paint)
            if look.symbol and length >= style().line.glyph_from * unit:
                back = (end - start) * (style().line.glyph_back * unit / length)
                x, y = middle = (start + end) / 2 - back
                _sign(axes, middle, look, paint, unit, zorder)
                covered.append(Rect(float(x) - radius, float(y) - radius, 2 * radius, 2 * radius))
    if heads:
        drawn = PathCollection(heads, facecolors=colours, edgecolors="none", zorder=zorder)
        axes.add_collection(drawn, autolim=False)
    return covered


def _head(start: Course, end: Course, unit: float) -> Outline:
    """Return the arrow head in the middle of a segment."""
    shape = style().line.arrow
    along = (end - start) / math.hypot(*(end - start))
    turn = np.array([[along[0], along[1]], [-along[1], along[0]]])
    head = np.array([*shape, shape[0]], dtype=float) * unit @ turn + (start + end) / 2
    return Outline(head, closed=True)


def _sign(
    axes: Axes,
    middle: Course,
    look: Look,
    paint: tuple[float, float, float, float],
    unit: float,
    zorder: float,
) -> None:
    """Draw the sign of a symbol alone, on a disc."""
    lines = style().line
    disc = Outline.circle((float(middle[0]), float(middle[1])), lines.glyph_radius * unit)
    signs = [
        Outline(np.asarray(one.vertices) * lines.glyph_size * unit + middle, one.codes)
        for one in _glyphs(look.symbol)
    ]
    edge = style().symbol.edge_width * unit
    for parts, face, rim, width in (
        ([disc], style().ground.halo, paint, edge),
        (signs, look.edge, "none", 0.0),
    ):
        drawn = PathCollection(parts, facecolors=[face], edgecolors=[rim], linewidths=width, zorder=zorder)
        axes.add_collection(drawn, autolim=False)


def _glyphs(symbol: str) -> Iterable[Outline]:
    return [outline for role, outline in outlines(symbol) if role == "glyph"]
