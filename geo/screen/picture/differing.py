"""What differs between two pictures, outlined on each of them as `outlines.js` does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.questions.asking import question
from geo.questions.compare import between
from geo.questions.shared.compared import QUIET
from geo.scene import Feature, Scene, style
from geo.scene.rules.crowding import Symbol
from geo.screen.picture.looks import Looks
from geo.screen.picture.plane import Plane
from geo.view import View

_DISTRICT: Final = "district"
_PENS: Final = (True, False)
"""Whether it is the quiet one, which lies below."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of the answer: a feature itself, or the place that features of a layer are about."""

    layer: str
    id: str
    is_feature: bool


class Differing:
    """What differs, by whether it is quiet."""

    def __init__(self, evidence: Evidence, view: View) -> None:
        self.districts: defaultdict[bool, list[str]] = defaultdict(list)
        self.things: defaultdict[bool, list[Thing]] = defaultdict(list)
        if not view.compare:
            return
        for row in question("compare").answer(evidence, between(view, view.compare)).records():
            quiet, name, scope = row["change"] in QUIET, str(row["id"]), row["scope"]
            if scope == _DISTRICT:
                self.districts[quiet].append(name)
            else:
                self.things[quiet].append(Thing(str(row["layer"]), name, scope == "feature"))


class Outlines:
    """What differs, on the map of one scene beside that of another."""

    def __init__(self, differing: Differing, own: Scene, other: Scene) -> None:
        self._differing = differing
        self._features: dict[str, dict[str, Feature]] = {}
        self._found: dict[Thing, Feature] = {}
        for layer in own.layers:
            self._features[layer.layer.id] = {one.id: one for one in layer.placed}
        for layer in (*own.layers, *other.layers):
            for one in layer.placed:
                for thing in _things(layer.layer.id, one):
                    # An area of somebody who holds a place or district is outlined with the ground.
                    if thing.is_feature or one.kind == "point":
                        self._found.setdefault(thing, one)

    def ground(self, shapes: Mapping[str, BaseGeometry], plane: Plane, looks: Looks) -> Iterator[str]:
        """Yield one outline round all districts, outside of them, then those of other areas and of lines."""
        paths = {
            quiet: plane.path(shapely.union_all([shapes[one] for one in ids if one in shapes]))
            for quiet, ids in self._differing.districts.items()
        }
        for quiet in _PENS:
            if path := paths.get(quiet):
                # Half of it is seen.
                drawn = looks.outside(looks.outlined(path, quiet=quiet, times=2), path)
                loud = paths.get(False) if quiet else ""
                yield looks.outside(drawn, loud) if loud else drawn
        for quiet in _PENS:
            for thing in self._differing.things[quiet]:
                one = self._found.get(thing)
                if one and one.shape is not None and one.kind != "point":
                    yield looks.outlined(plane.path(one.shape), quiet=quiet)

    def rings(
        self, symbols: Mapping[str, Iterable[Symbol]], zoom: float, plane: Plane, looks: Looks
    ) -> tuple[str, ...]:
        """Return rings round symbols at a zoom, and round the points of what has none there."""
        own = style().differing
        stood: defaultdict[Thing, list[tuple[float, float, float]]] = defaultdict(list)
        for layer, placed in symbols.items():
            features = self._features[layer]
            for symbol in placed:
                spot = symbol.x + symbol.dx, symbol.y + symbol.dy, symbol.size / 2 + own.gap
                for thing in {thing for name in symbol.ids for thing in _things(layer, features[name])}:
                    stood[thing].append(spot)
        paths = {
            quiet: "".join(
                _circle(*spot)
                for thing in self._differing.things[quiet]
                for spot in stood.get(thing) or self._alone(thing, plane, 2**zoom)
            )
            for quiet in _PENS
        }
        return tuple(looks.outlined(path, quiet=quiet) for quiet, path in paths.items() if path)

    def _alone(self, thing: Thing, plane: Plane, scale: float) -> Iterator[tuple[float, float, float]]:
        one = self._found.get(thing)
        if one and one.shape is not None and one.kind == "point":
            x, y = plane.points(one.shape)[0]
            yield x * scale, y * scale, style().differing.alone


def _things(layer: str, one: Feature) -> tuple[Thing, ...]:
    """Return as what a feature may be meant."""
    return Thing(layer, one.id, True), Thing(layer, one.district or one.id, False)


def _circle(x: float, y: float, radius: float) -> str:
    half = f"a{radius:.4g} {radius:.4g} 0 1 1"
    return f"M{x - radius:.1f} {y:.1f}{half} {2 * radius:.4g} 0{half} {-2 * radius:.4g} 0"
