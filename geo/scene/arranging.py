"""Where the symbols of a scene stand at a zoom, on any plane: how large, and moved aside."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from shapely.geometry.base import BaseGeometry

from geo.scene.layers import Feature, SceneLayer
from geo.scene.look.style import style
from geo.scene.rules.crowding import Spot, Symbol, spread
from geo.scene.rules.labelling import Box
from geo.scene.rules.zooming import least_drawn

Point = tuple[float, float]


class Flat(Protocol):
    """A plane, y down, whose units are pixels at zoom 0."""

    def points(self, shape: BaseGeometry) -> list[Point]:
        """Return the corners of a shape in degrees."""

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape in degrees, quick to ask what lies in it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The points of a layer on a plane."""

    layer: SceneLayer
    fixed: bool
    features: Mapping[str, Feature]
    points: Sequence[tuple[Feature, Point]]

    @classmethod
    def of(cls, layer: SceneLayer, flat: Flat) -> Placed:
        """Return where the points of a layer stand."""
        own = layer.of("point")
        return cls(
            layer,
            bool(layer.layer.size_by) or layer.layer.is_ground,
            {one.id: one for one in own},
            [(one, point) for one in own if one.shape is not None for point in flat.points(one.shape)],
        )

    def seen(self, zoom: float, selected: str) -> Iterator[tuple[Feature, Point]]:
        """Yield what is drawn at a zoom."""
        every = (one.importance for one in self.layer.placed)
        least = least_drawn(every, zoom, style().zoom.importance)
        for one, point in self.points:
            if one.importance <= least or is_about(one, selected):
                yield one, point


def whose(one: Feature) -> Hashable:
    """Return what tells the chips of a block apart: one for each outside power."""
    return one.look.faces[0]


def standing(
    placed: Sequence[Placed],
    zoom: float,
    selected: str = "",
    closed: Sequence[Box] = (),
    chip: Callable[[Feature], Hashable] = whose,
) -> dict[str, list[Symbol]]:
    """Return the symbols at a zoom by layer, side by side where they would cover each other.

    Parameters
    ----------
    chip : callable
        Tells the chips of a block apart.
    """
    share, scale = style().zoom.share(zoom), 2**zoom
    points = [(own, one, point) for own in placed for one, point in own.seen(zoom, selected)]
    points.sort(key=lambda entry: (entry[1].importance, -entry[1].size if entry[0].fixed else 0.0))
    spots = [
        Spot(
            own.layer.layer.id,
            one.look,
            x * scale,
            y * scale,
            (one.id,),
            # The letters of a chip would not be read if it were smaller.
            one.look.size if one.look.letters else one.size * share,
            own.fixed,
            chip(one) if one.look.letters else None,
        )
        for own, one, (x, y) in points
    ]
    found: dict[str, list[Symbol]] = {own.layer.layer.id: [] for own in placed}
    for symbol in spread(spots, closed=closed):
        found[symbol.layer].append(symbol)
    return found


def is_about(one: Feature, selected: str) -> bool:
    """Tell whether a feature is selected, or is what is claimed about a place that is."""
    return selected in one.named
