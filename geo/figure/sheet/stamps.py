"""Symbols gathered and drawn together: four collections for however many, since each costs its time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as Outline

from geo.figure.sheet.symbols import outlines
from geo.figure.sheet.textures import symbol_texture
from geo.scene import Look, style

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
    """Symbols of one layer, or of the legend: rim, body with edge, glyph, as symbols.js draws them."""

    def __init__(self) -> None:
        self._rims, self._bodies, self._lines, self._glyphs = _Parts(), _Parts(), _Parts(), _Parts()

    def add(
        self,
        place: tuple[float, float],
        look: Look,
        size: float,
        unit: float,
        opacity: float = 1.0,
        *,
        stale: bool = False,
    ) -> None:
        """Add a symbol of `size` points at a place (points of the axes)."""
        sizes, state = style().symbol, style().state.of(stale=stale)
        edge = sizes.edge_width * unit
        rim = edge + 2 * sizes.casing_width * unit
        dotted = state.dotted and size >= sizes.stale_dash_from * unit
        dash = (0.0, tuple(part * unit for part in sizes.stale_dash)) if dotted else "solid"
        nothing = (0.0, 0.0, 0.0, 0.0)
        lines = symbol_texture(look.symbol, look.lines)
        if lines is not None:
            scaled = Outline(np.asarray(lines.vertices) * size, lines.codes)
            self._lines.add(scaled, place, nothing, to_rgba(look.ink, _LINE_OPACITY * opacity), _LINE * size)
        for role, outline in outlines(look.symbol):
            scaled = Outline(np.asarray(outline.vertices) * size, outline.codes)
            if role == "glyph":
                self._glyphs.add(scaled, place, to_rgba(look.ink, opacity), nothing, 0.0)
                continue
            # What is pale is mixed with the halo, so that no wash shines through it.
            halo = to_rgba(style().ground.halo, opacity)
            self._rims.add(scaled, place, halo, halo, rim)
            fill = look.hatch.split()[-1] if role == "other" else look.fill
            face = to_rgba(fill, state.symbol_fill * (sizes.other_half if role == "other" else 1.0) * opacity)
            self._bodies.add(scaled, place, face, to_rgba(look.edge, opacity), edge, dash)

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
