"""A piece of map with everything of the evidence on it: the map itself, and each of its insets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
import shapely

from geo.evidence import Evidence
from geo.figure.drawn import Callout, Drawn
from geo.figure.frame import Frame, Placing, outlined
from geo.figure.map.callouts import Disc, draw_callouts
from geo.figure.map.features import draw_areas, draw_lines
from geo.figure.map.furniture.graticule import draw_degrees, draw_graticule
from geo.figure.map.ground import draw_ground, draw_outline
from geo.figure.map.labels import SHORT_LEADER, Label, Placed, draw_labels, place
from geo.figure.map.naming import Naming
from geo.figure.map.points import Symbol, box, draw_counts, draw_leaders, draw_rings, draw_symbols
from geo.figure.map.sketch import draw_sketch, in_frame
from geo.figure.map.toponyms import labels, moved_to
from geo.figure.request import FigureRequest
from geo.figure.sheet.fading import fade
from geo.figure.sheet.paper import Page
from geo.figure.sheet.sizes import Rect
from geo.scene import SceneLayer, style
from geo.view.hand import NUMBER

_SPARE = 0.16
"""Share of its width that a name keeps free where others set it, in whatever letters."""
_DOT = 1.5
"""Points of a dot on A4, half across."""


class Panel:
    """One piece of map on a page.

    Parameters
    ----------
    level : float
        Its place above other pieces of map.
    """

    def __init__(
        self, page: Page, evidence: Evidence, request: FigureRequest, drawn: Drawn,
        placing: Placing, symbols: Sequence[Symbol], unit: float, level: float = 1.0,
    ) -> None:  # fmt: skip
        self.page, self.evidence, self.request, self.drawn = page, evidence, request, drawn
        self.placing, self.symbols, self.unit = placing, symbols, unit
        self.level, self.axes = level, page.axes(placing.rect, level)
        self.taken: list[Rect] = []
        self.counts: list[Rect] = []
        self.rings: list[Rect] = []
        self.furniture: list[Rect] = []
        self.discs: list[Disc] = []
        self.placed: list[Placed] = []
        self.puts = moved_to(request.view, placing, NUMBER)

    def paint(self, *, graticule: bool) -> None:
        """Draw ground and evidence."""
        page, placing, unit, axes = self.page, self.placing, self.unit, self.axes
        draw_ground(axes, self.evidence, placing, page.scale)
        if graticule:
            draw_graticule(page, axes, placing)
        area = outlined(self.evidence, self.request.area) if self.request.area else None
        if area is not None:
            draw_outline(axes, area, placing, page.scale)
        for i, layer in enumerate(self.drawn.layers):
            zorder = 2 + i * 0.05
            fade(axes, layer.opacity, zorder - 0.001, zorder + 0.04)
            draw_areas(axes, layer, placing, unit, zorder)
            self.taken += draw_lines(axes, layer, placing, unit, zorder + 0.01)
            self.rings += draw_rings(axes, layer, placing, unit, zorder + 0.025)
            own = [symbol for symbol in self.symbols if symbol.layer == i]
            draw_leaders(axes, own, unit, zorder + 0.028)
            draw_symbols(page, axes, own, unit, zorder + 0.03, frames=self.request.frames)
        self.counts = draw_counts(page, axes, placing.rect, self.symbols, unit, 4)
        draw_sketch(axes, in_frame(self.request.view.draw, placing.frame), placing, unit, 3.95)
        self.taken += [*self.counts, *(box(symbol, unit) for symbol in self.symbols)]

    def furnish(self, furniture: Iterable[Rect]) -> None:
        """Note what stands over the map, in points of it: no number or name may cover it."""
        self.furniture += furniture
        self.taken += self.furniture

    def degrees(self) -> None:
        """Set the degrees of the graticule, clear of all that stands on the map already."""
        blocked = [*self.taken, *(one.box for one in self.put())]
        self.taken += draw_degrees(self.page, self.placing, self.request.view.lang, blocked)

    @cached_property
    def labels(self) -> list[Label]:
        """All names that may stand on it, those that matter most first."""
        return labels(
            self.page, self.evidence, self.drawn, self.placing, self.symbols, self.unit, self.request.view,
            self.request.area,
        )  # fmt: skip

    def put(self) -> list[Placed]:
        """Return what somebody put in its place."""
        own = [one for one in self.labels if one.put]
        return place(own, [], self.placing.rect, self.unit, self.page.scale) if own else []

    def number(self, callouts: Iterable[Callout], wanted: Callable[[Label], bool] = lambda _: True) -> None:
        """Draw the numbers of call-outs, clear of what stands there and of the names that somebody put."""
        taken = [*self.taken, *(one.box for one in self.put() if wanted(one.label))]
        self.discs = draw_callouts(
            self.page, callouts, self.placing, self.symbols, taken, self.unit, self.puts
        )
        self.taken += [disc.box for disc in self.discs]

    def name(
        self,
        wanted: Callable[[Label], bool] = lambda _: True,
        *,
        forced: bool = True,
        elsewhere: Callable[[Label], bool] = lambda _: False,
    ) -> None:
        """Draw the names that are wanted, those that matter most first.

        Parameters
        ----------
        forced : bool
            Whether the capital is named in any case.
        elsewhere : callable
            Tells which names may stand on another piece of map: here these have a short line or none.
        """
        short = SHORT_LEADER * self.page.scale
        naming = Naming(
            self.taken,
            [*self.counts, *self.furniture, *(disc.box for disc in self.discs)],
            self.placing.rect,
            self.unit,
            self.page.scale,
            _SPARE if self.page.names_apart else 0.0,
        )
        naming.place(
            [
                replace(one, longest=short) if elsewhere(one) else one
                for one in self.labels
                if one.wanted and wanted(one)
            ],
            forced=forced,
        )
        self.placed = naming.placed
        dots = [(one.label.x, one.label.y) for one in self.placed if one.label.dot]
        if dots:
            colours, scale = style().ground, self.page.scale
            self.axes.scatter(
                [x for x, _ in dots],
                [y for _, y in dots],
                s=(2 * _DOT * scale) ** 2,
                c=colours.label,
                edgecolors=colours.halo,
                linewidths=0.5 * scale,
                zorder=1.9,
            )
        draw_labels(self.page, self.placing.rect, self.placed)

    def unnamed(self, others: Iterable[Panel] = ()) -> int:
        """Return how many towns, symbols and dots of control have no name here or on another piece of map."""
        dots = {
            dot.district: ""
            for one in self.drawn.layers
            if one.layer.size_by
            for dot in one.of("point")
            if dot.class_ not in one.layer.ageless
        }
        told = dots | {one.feature: one.text for one in self.labels if one.told or one.feature in dots}
        placed = [one.label for piece in (self, *others) for one in piece.placed]
        # A symbol that stands on something has its name, and so has another one there.
        named = {one.feature for one in placed} | {one.text for one in placed}
        return sum(named.isdisjoint((feature, text)) for feature, text in told.items())

    def on(self, rect: Rect) -> tuple[list[Placed], list[Disc]]:
        """Return its names and numbers in points of another map that it lies on."""
        dx, dy = self.placing.rect.x - rect.x, self.placing.rect.y - rect.y
        return (
            [one.shifted(dx, dy) for one in self.placed],
            [replace(one, x=one.x + dx, y=one.y + dy, box=one.box.shifted(dx, dy)) for one in self.discs],
        )


def cut_to(layers: Iterable[SceneLayer], frame: Frame) -> tuple[SceneLayer, ...]:
    """Return the layers with the features alone that touch a frame of the same projection."""
    found = []
    for one in layers:
        here = shapely.intersects(np.array([own.shape for own in one.features], dtype=object), frame.box)
        features = tuple(own for own, inside in zip(one.features, here, strict=True) if inside)
        if features:
            found.append(replace(one, features=features))
    return tuple(found)
