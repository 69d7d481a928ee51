"""The scene of a view as one SVG for every window: ground, areas and lines once, points for each zoom."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.scene import Feature, Scene, SceneLayer, style
from geo.scene.arranging import Placed, standing
from geo.scene.lettering.ground import HOME_COUNTRY
from geo.scene.rules.banding import WHOLE, banded
from geo.scene.rules.bundling import bundled
from geo.scene.rules.crowding import Symbol
from geo.scene.rules.zooming import least_drawn
from geo.screen.picture.differing import Outlines
from geo.screen.picture.looking import Looking, from_class, zoom_class
from geo.screen.picture.looks import Looks, arrow, corridor
from geo.screen.picture.markup import element
from geo.screen.picture.names import names
from geo.screen.picture.plane import Plane, pixels_of
from geo.screen.picture.points import at, drawn, rings
from geo.view import View


def svg(
    evidence: Evidence,
    view: View,
    shown: Scene,
    looking: Looking,
    *,
    named: str = "d",
    outlines: Outlines | None = None,
) -> str:
    """Return the drawing of a scene, with what it has otherwise than another.

    Parameters
    ----------
    named : str
        What it has names for begins with this.
    """
    plane = Plane.of(looking.centre, looking.zooms)
    looks = Looks(named)
    placed = [Placed.of(one, plane) for one in shown.layers]
    by_zoom = {zoom: standing(placed, zoom, view.selected, looking.over(zoom)) for zoom in looking.zooms}
    layers = list(_layers(placed, by_zoom, plane, looks, view.selected))
    if outlines:
        layers.append(_outlined(outlines, by_zoom, plane, looks, _districts(evidence, view)))
    written = dict(names(evidence, view, shown, looking, by_zoom))
    world = element("g", {"class": "world"}, *_ground(evidence, view, plane))
    head = element("defs", {}, looks.definitions)
    own = {"style": f"--u:{plane.units:.6g}", "width": 1, "height": 1, "aria-hidden": "true"}
    return element("svg", own, head, world, *layers, _at_zooms(written))


def _ground(evidence: Evidence, view: View, plane: Plane) -> Iterator[str]:
    """Yield countries, then the lines of districts, then those of countries."""
    countries = (
        [
            (plane.path(row.geometry), row.id == HOME_COUNTRY)
            for row in evidence.ground["neighbours"].itertuples()
        ]
        if "neighbours" in evidence.ground
        else []
    )
    for path, home in countries:
        if path:
            yield element("path", {"d": path, "class": "land" if home else "neighbour"})
    lines = "".join(plane.path(shape) for shape in _districts(evidence, view).values())
    if lines:
        yield element(
            "path", {"d": lines, "class": "district", "stroke-width": style().screen.district_width}
        )
    for path, home in countries:
        if path:
            width = style().screen.home_width if home else style().screen.border_width
            yield element("path", {"d": path, "class": "border", "stroke-width": width})


def _districts(evidence: Evidence, view: View) -> dict[str, BaseGeometry]:
    try:
        rows = evidence.layer("districts", view.known, view.recorded)
    except GeoError:
        return {}
    return {name: shape for name, shape in zip(rows["id"], rows.geometry, strict=True) if shape is not None}


def _outlined(
    outlines: Outlines,
    by_zoom: Mapping[float, Mapping[str, Sequence[Symbol]]],
    plane: Plane,
    looks: Looks,
    districts: Mapping[str, BaseGeometry],
) -> str:
    """Return what differs, over all layers."""
    ground = element("g", {"class": "world"}, *outlines.ground(districts, plane, looks))
    rings = {zoom: outlines.rings(symbols, zoom, plane, looks) for zoom, symbols in by_zoom.items()}
    return element("g", {"class": "differing"}, ground, _at_zooms(rings))


def _layers(
    placed: Sequence[Placed],
    by_zoom: Mapping[float, Mapping[str, Sequence[Symbol]]],
    plane: Plane,
    looks: Looks,
    selected: str,
) -> Iterator[str]:
    for own in placed:
        layer = own.layer
        wide = _wide(layer, plane, tuple(by_zoom), looks, selected)
        texts = {
            zoom: tuple(_flows(layer, plane, zoom, looks, selected))
            + drawn(own, symbols[layer.layer.id], zoom, looks)
            for zoom, symbols in by_zoom.items()
        }
        opacity = "" if layer.opacity == 1 else layer.opacity
        yield element("g", {"opacity": opacity, "data-layer": layer.layer.id}, wide, _at_zooms(texts))
    yield _at_zooms(
        {
            zoom: tuple(
                ring for own in placed for ring in rings(own, symbols[own.layer.layer.id], zoom, selected)
            )
            for zoom, symbols in by_zoom.items()
        }
    )


def _wide(layer: SceneLayer, plane: Plane, zooms: Sequence[float], looks: Looks, selected: str) -> str:
    """Return areas and lines, each from the zoom on from which it is drawn."""
    ratings = [one.importance for one in layer.placed]
    least = {zoom: least_drawn(ratings, zoom, style().zoom.importance) for zoom in zooms}
    found = []
    areas = layer.of("area")
    bands = banded([(one.district, one.look) for one in areas])
    banding = {one.id: band for one, band in zip(areas, bands, strict=True)}
    for one in layer.placed:
        if one.kind == "point" or one.shape is None:
            continue
        seen = [zoom for zoom in zooms if one.importance <= least[zoom] or one.id == selected]
        path = plane.path(one.shape, whole=one.look.arrow) if seen else ""
        if not path:
            continue
        if one.kind == "area":
            band = banding[one.id]
            if band is None:
                continue
            drawn = looks.area(one.look, path, stale=one.stale)
            drawn = drawn if band == WHOLE else looks.within(drawn, band)
        else:
            width = _corridor(one, zooms[-1])
            drawn = corridor(one.look, path, width, stale=one.stale) if width else ""
            # What goes along a line makes room for others, at each zoom otherwise.
            drawn += "" if one.look.arrow else looks.line(one.look, path, stale=one.stale)
        later = seen[0] != zooms[0]
        found.append(element("g", {"class": f"z {from_class(seen[0])}"}, drawn) if later else drawn)
    return element("g", {"class": "world"}, *found) if found else ""


def _corridor(one: Feature, most: float) -> str:
    """Return the CSS of the width of the doubt about where a line runs; "" where that is never seen."""
    if one.shape is None:
        return ""
    lines = style().line
    _, south, _, north = one.shape.bounds
    half = pixels_of(one.precision, (south + north) / 2, 0)
    if min(half * 2**most, lines.corridor_limit / 2) <= lines.corridor_from:
        return ""
    return f"min(calc(var(--s)*{2 * half:.4g}px),{lines.corridor_limit:g}px)"


def _flows(layer: SceneLayer, plane: Plane, zoom: float, looks: Looks, selected: str) -> Iterator[str]:
    """Yield the lines along which something goes at a zoom, side by side, with arrows and signs."""
    lines, scale = style().line, 2**zoom
    least = least_drawn((one.importance for one in layer.placed), zoom, style().zoom.importance)
    parts = [
        (one, [length * scale for point in plane.points(part) for length in point])
        for one in layer.of("line")
        if one.look.arrow and (one.importance <= least or one.id == selected)
        for part in shapely.get_parts(one.shape)
    ]
    courses = bundled([course for _, course in parts], lines.bundle_near, lines.bundle_step)
    for (one, _), flat in zip(parts, courses, strict=True):
        course = [(x / scale, y / scale) for x, y in zip(flat[::2], flat[1::2], strict=True)]
        line = looks.line(one.look, plane.path_of(course), stale=one.stale)
        drawn = [element("g", {"class": "world"}, line)]
        for (ax, ay), (bx, by) in pairwise(course):
            middle, length = ((ax + bx) / 2, (ay + by) / 2), math.hypot(bx - ax, by - ay)
            if length * scale < lines.arrow_from:
                continue
            angle = math.degrees(math.atan2(by - ay, bx - ax))
            drawn.append(arrow(at(*middle), one.look, angle, stale=one.stale))
            if one.look.symbol and length * scale >= lines.glyph_from:
                back = lines.glyph_back / length
                place = at(*middle, (ax - bx) * back, (ay - by) * back)
                drawn.append(looks.sign(one.look, place, stale=one.stale))
        yield element("g", {"class": "flow"}, *drawn)


def _at_zooms(texts: Mapping[float, tuple[str, ...]]) -> str:
    """Return what is the same at every zoom once, and the rest for each zoom apart."""
    always = set.intersection(*map(set, texts.values())) if len(texts) > 1 else set()
    first: Sequence[str] = next(iter(texts.values()))
    if len(texts) == 1:
        return "".join(first)
    shared = "".join(one for one in first if one in always)
    apart = (
        element("g", {"class": f"z {zoom_class(zoom)}"}, *(one for one in drawn if one not in always))
        for zoom, drawn in texts.items()
        if any(one not in always for one in drawn)
    )
    return shared + "".join(apart)
