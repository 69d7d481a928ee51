"""The scene of an export as QGIS shows it: looks of its layers, ground and names, each at its scales."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, replace

from geo.evidence import Evidence
from geo.export.qgis.aside import asides
from geo.export.qgis.behind import Behind, behind
from geo.export.qgis.looks import Styled, styled
from geo.export.qgis.names import names_table
from geo.export.qgis.plane import ZOOMS, LevelPlane
from geo.export.qgis.qml import Writing, name_in
from geo.language import both
from geo.scene import Feature, SceneLayer, scene
from geo.scene.arranging import Placed, Point, standing
from geo.scene.lettering.wanted import Lettering
from geo.scene.rules.drawing import Kind
from geo.view import View
from geo.words.names import Name


@dataclass(frozen=True, slots=True)
class Picture:
    """What is seen of an export.

    Attributes
    ----------
    looks : mapping of str to tuple of Styled
        By the id of the layer.
    behind : tuple of Behind
        What lies below the layers, the lowest first.
    names : Behind
        What is written on top.
    """

    looks: Mapping[str, tuple[Styled, ...]]
    behind: tuple[Behind, ...]
    names: Behind


def picture(
    evidence: Evidence, view: View, ids: Mapping[str, Collection[str]], table: Callable[[str, Kind], str]
) -> Picture:
    """Return how an export looks on the day of a view.

    Parameters
    ----------
    ids : mapping of str to collection of str
        By layer those of the features in it.
    table : callable
        Tells by layer and kind in which table a feature stands.
    """
    whole = scene(evidence, view)
    shown = replace(whole, layers=tuple(_cut(one, ids[one.layer.id]) for one in whole.layers))
    plane = LevelPlane()
    placed = [Placed.of(one, plane) for one in shown.layers]
    by_zoom = {zoom: standing(placed, zoom, chip=_chip) for zoom in ZOOMS}
    looks = {}
    for own in placed:
        layer = own.layer.layer.id
        of_layer = {zoom: symbols[layer] for zoom, symbols in by_zoom.items()}
        moved = asides(_single(own), of_layer, lambda name, own=own: _chip(own.features[name]))  # type: ignore[misc]
        looks[layer] = styled(own.layer, ids[layer], moved, view.lang)
    tables = {
        name: table(one.layer.id, "area" if one.layer.areas_named else "point")
        for one in shown.layers
        for name in _named(one)
    }

    title = Name(*both("Names")).text(view.lang)
    frame = names_table(Lettering(evidence, view, shown, plane), by_zoom, tables)
    writing = Writing(over=False, placed=True, field=name_in(view.lang))
    names = Behind("names", title, "Point", frame, title, writing)
    return Picture(looks, tuple(behind(evidence, view)), names)


def _cut(layer: SceneLayer, ids: Collection[str]) -> SceneLayer:
    """Return a layer without what is not taken away, the chips of one power next to each other."""
    kept = sorted(
        (one for one in layer.features if one.id in ids),
        key=lambda one: one.look.letters,
    )
    return replace(layer, features=tuple(kept))


def _chip(one: Feature) -> Hashable:
    """Return what tells the chips of a block apart: here each feature has its own, with one sign."""
    return one.look, one.stale


def _single(own: Placed) -> dict[str, Point]:
    """Return where the features stand that have one point: what has several is not moved."""
    points: dict[str, list[Point]] = {}
    for one, point in own.points:
        points.setdefault(one.id, []).append(point)
    return {name: found[0] for name, found in points.items() if len(found) == 1}


def _named(layer: SceneLayer) -> set[str]:
    if layer.layer.areas_named:
        return {one.district for one in layer.of("area")}
    return {one.id for one in layer.of("point")}
