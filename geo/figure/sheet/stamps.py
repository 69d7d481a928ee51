"""Symbols gathered and drawn together: four collections for however many, since each costs its time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from geo.figure.sheet.fonts import BOLD, properties
from geo.figure.sheet.outlines import outline_of
from geo.figure.sheet.symbols import outlines
from geo.figure.sheet.textures import symbol_texture
from geo.scene import Look, style
from geo.scene.rules.banding import WHOLE, Band
from geo.scene.rules.blocks import GLYPH, LETTERS

_LINE, _LINE_OPACITY = 0.045, 0.8
"""Width of the lines that tell a side, as a share of the symbol, and their opacity."""


@dataclass(slots=True)
class _Parts:
    """Outlines of one role with a place and paint each."""

    outlines: list[Outline] = field(default_factory=list)
    places: list[tuple[float, float]] = field(default_factory=list)
    faces: list[Any] = field(default_factory=list)
    edges: list[Any] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    dashes: list[Any] = field(default_factory=list)

    def add(
        self,
        outline: Outline,
        place: tuple[float, float],
        face: Any,
        edge: Any,
        width: float,
        dash: Any = "solid",
    ) -> None:
        self.outlines.append(outline)
        self.places.append(place)
        self.faces.append(face)
        self.edges.append(edge)
        self.widths.append(width)
        self.dashes.append(dash)


class Stamps:
    """Symbols of one layer, or of the legend: rim, body with edge, glyph."""

    def __init__(self) -> None:
        self._rims, self._bodies, self._lines, self._glyphs = _Parts(), _Parts(), _Parts(), _Parts()

    def add(
        self,
        place: tuple[float, float],
        look: Look,
        size: float,
        unit: float,
        slice_: Band = WHOLE,
        *,
        stale: bool = False,
    ) -> None:
        """Add a symbol of `size` points, or a slice of it, at a place (points of the axes)."""
        if look.letters:
            high = size * min(1.0, 1 / LETTERS)
            own = (place[0] - high * LETTERS / 2, place[1] - high / 2, high * LETTERS, high)
            self.chip(own, look, (), unit, stale=stale)
            return
        sizes, state = style().symbol, style().state.of(stale=stale)
        edge = sizes.edge_width * unit
        rim = edge + 2 * sizes.casing_width * unit
        dotted = state.dotted and size >= sizes.stale_dash_from * unit
        dash = (0.0, tuple(part * unit for part in sizes.stale_dash)) if dotted else "solid"
        nothing = (0.0, 0.0, 0.0, 0.0)
        lines = symbol_texture(look.symbol, look.lines)
        if lines is not None and slice_ == WHOLE:
            scaled = Outline(np.asarray(lines.vertices) * size, lines.codes)
            self._lines.add(scaled, place, nothing, to_rgba(look.ink, _LINE_OPACITY), _LINE * size)
        for role, outline in outlines(look.symbol):
            part = outline if slice_ == WHOLE else sliced(look.symbol, role, slice_)
            scaled = Outline(np.asarray(part.vertices) * size, part.codes)
            if role == "glyph":
                self._glyphs.add(scaled, place, to_rgba(look.ink), nothing, 0.0)
                continue
            # What is pale is mixed with the halo, so that no wash shines through it.
            halo = to_rgba(style().ground.halo)
            self._rims.add(scaled, place, halo, halo, rim)
            fill = look.hatch.split()[-1] if role == "other" else look.fill
            face = to_rgba(fill, state.symbol_fill * (sizes.other_half if role == "other" else 1.0))
            self._bodies.add(scaled, place, face, to_rgba(look.edge), edge, dash)

    def chip(
        self,
        box: tuple[float, float, float, float],
        look: Look,
        glyphs: Sequence[str],
        unit: float,
        *,
        stale: bool = False,
    ) -> None:
        """Add a chip: the letters of a country in a box (left, below, width, height), then glyphs."""
        chip, sizes = style().chip, style().symbol
        left, below, width, high = box
        edge, nothing = sizes.edge_width * unit, (0.0, 0.0, 0.0, 0.0)
        middle = (left + width / 2, below + high / 2)
        dash = (0.0, tuple(part * unit for part in sizes.stale_dash)) if stale else "solid"
        halo, colour = to_rgba(style().ground.halo), to_rgba(look.fill)
        whole = _rounded(width, high, chip.corner * high)
        self._rims.add(whole, middle, halo, halo, edge + 2 * sizes.casing_width * unit)
        self._bodies.add(whole, middle, to_rgba(chip.paper), colour, edge, dash)
        wide = LETTERS * high
        front = _rounded(wide, high, chip.corner * high)
        tint = to_rgba(look.fill, chip.stale_tint if stale else 1.0)
        at = (left + wide / 2, middle[1])
        self._lines.add(front, at, tint, nothing, 0.0)
        letters = _lettered(look.letters, chip.letters * high)
        self._glyphs.add(letters, at, colour if stale else to_rgba(look.ink), nothing, 0.0)
        for i, name in enumerate(glyphs):
            place = (left + high * (LETTERS + GLYPH * (i + 0.5)), middle[1])
            for _, outline in outlines(name):
                scaled = Outline(np.asarray(outline.vertices) * chip.glyph * high, outline.codes)
                self._glyphs.add(scaled, place, colour, nothing, 0.0)

    def draw(self, axes: Axes, in_points: Any, zorder: float) -> None:
        """Draw all of them; `in_points` is `Page.in_points`."""
        for parts in (self._rims, self._bodies, self._lines, self._glyphs):
            if parts.outlines:
                axes.add_collection(
                    PathCollection(
                        parts.outlines,
                        offsets=parts.places,
                        offset_transform=axes.transData,
                        transform=in_points,
                        facecolors=parts.faces,
                        edgecolors=parts.edges,
                        linewidths=parts.widths,
                        linestyles=parts.dashes,
                        joinstyle="round",
                        zorder=zorder,
                    ),
                    autolim=False,
                )


@cache
def sliced(symbol: str, role: str, band: Band) -> Outline:
    """Return a slice of the outline that a symbol has of a role, turned so that both halves are in it."""
    own, of = band
    half = math.pi / of
    rings = dict(outlines(symbol))[role].to_polygons()
    parts: list[BaseGeometry] = [shapely.Polygon(np.asarray(ring)) for ring in rings]
    arc = np.linspace(-half, half, 33)
    top = shapely.Polygon([(0, 0), *np.column_stack((np.sin(arc), np.cos(arc)))])
    # The hole of a ring lies within another ring.
    shape = reduce(BaseGeometry.symmetric_difference, parts).intersection(top)
    return outline_of(rotate(shape, -half * (2 * own + 1), (0, 0), use_radians=True))


@cache
def _lettered(text: str, size: float) -> Outline:
    """Return letters as an outline in the middle of the origin."""
    path = TextPath((0, 0), text, prop=properties(size, BOLD))
    box = path.get_extents()
    vertices = np.asarray(path.vertices) - ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return Outline(vertices, path.codes)


@cache
def _rounded(width: float, height: float, corner: float) -> Outline:
    """Return a rectangle with round corners about the origin."""
    inner = shapely.box(corner - width / 2, corner - height / 2, width / 2 - corner, height / 2 - corner)
    return outline_of(inner.buffer(corner))
