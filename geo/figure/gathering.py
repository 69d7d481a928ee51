"""Evidence, a request and a frame -> what the figure draws, names and leaves out. Draws nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.drawn import (
    Callout,
    Drawn,
    DrawnLayer,
    Feature,
    LeftOut,
    LegendEntry,
    LegendGroup,
    SourceLine,
)
from geo.figure.frame import Frame, ground_extent
from geo.figure.request import FigureRequest
from geo.figure.selecting import SelectedLayer, select
from geo.figure.styles import class_style
from geo.model import MARKINGS, highest_marking
from geo.scene import side_key, style
from geo.words.names import Name, Names

BASE = "Base"
"""The group of layers that the others stand on."""


def gather(evidence: Evidence, request: FigureRequest, frame: Frame) -> Drawn:
    """Return what a figure shows in a frame.

    Raises
    ------
    GeoError
        Unless the request only wants a warning: a line for every layer that is out, for a frame in which
        nothing is drawn, for a call-out that is not drawn, and for ground that is missing.
    """
    naming = Names(evidence, request.selection.names)
    selected = select(evidence, request)
    problems = list(selected.problems)
    layers: list[DrawnLayer] = []
    counts = LeftOut()
    for one in selected.layers:
        drawn, out = _drawn(one, request, frame)
        counts = _added(counts, out)
        if drawn.features:
            layers.append(drawn)
    if not layers:
        problems.append(
            "nothing is drawn in this extent on this day; widen it, choose other layers or another day"
        )
    callouts, missing = _callouts(layers, request, frame)
    problems += [*missing, *_groundless(evidence, frame)]
    if problems and request.faulty == "refuse":
        raise GeoError("\n".join(problems))
    features = [feature for layer in layers for feature in layer.features]
    rough = style().ring.rough_m
    return Drawn(
        title=title_of(evidence, request),
        map_frame=frame,
        layers=tuple(layers),
        legend=tuple(_group(layer, naming) for layer in reversed(layers)),
        sources=_sources(selected.sources, features),
        reliability=max((one.reliability for one in features), default=""),
        credibility=max((one.credibility for one in features), default=""),
        left_out=counts,
        # A stricter marking than the evidence needs is the briefer's right, a laxer one never.
        marking=highest_marking([*(one.marking for one in features), request.marking or MARKINGS[0]]),
        callouts=callouts,
        warnings=tuple(problems),
        stale=any(one.stale for one in features),
        coarse=any(one.precision >= rough for one in features),
    )


def title_of(evidence: Evidence, request: FigureRequest) -> str:
    """Return the title: the one asked for, or one made of the uppermost layers."""
    lang = request.selection.lang
    naming = Names(evidence, request.selection.names)
    layers = [layer for layer in evidence.catalog.values() if layer.id in request.selection.layers]
    named = [layer for layer in reversed(layers) if layer.group != BASE] or layers
    # What stands before a colon says enough: "Tripoli: institutions, commands, forces".
    titles = (naming.layer(layer).text("ar" if lang == "ar" else "en") for layer in named)
    names = [title.partition(":")[0] for title in titles]
    country = "ليبيا" if lang == "ar" else "Libya"
    most = 3
    left = len(names) - most
    more = (f" و{left} أخرى" if lang == "ar" else f" and {left} more") if left > 0 else ""
    listed = ("، " if lang == "ar" else ", ").join(names[:most])
    return request.title or (f"{country}: {listed}{more}" if listed else country)


def _drawn(selected: SelectedLayer, request: FigureRequest, frame: Frame) -> tuple[DrawnLayer, LeftOut]:
    """Return the features of a layer in the frame, and how many others are not drawn."""
    most = MARKINGS.index(request.marking) if request.marking else len(MARKINGS)
    allowed = [_rank(feature.marking) <= most for feature in selected.features]
    shapes = selected.shapes(frame)
    placed = np.array([feature.shape is not None for feature in selected.features], dtype=bool)
    inside = shapely.intersects(shapes, frame.box)
    shown = tuple(
        replace(feature, shape=shape)
        for feature, shape, here, may in zip(selected.features, shapes, inside, allowed, strict=True)
        if here and may
    )
    may = np.array(allowed, dtype=bool)
    out = LeftOut(
        unplaced=int((~placed & may).sum()),
        stale=selected.stale,
        filtered=selected.filtered,
        above_marking=int((inside & ~may).sum()),
        outside=int((placed & ~inside & may).sum()),
    )
    opacity = request.selection.opacity.get(selected.layer.id, 1.0)
    return DrawnLayer(selected.layer, selected.name, shown, opacity), out


def _rank(marking: str) -> int:
    """Return how strict a marking is; what is no marking counts as the strictest."""
    return MARKINGS.index(marking) if marking in MARKINGS else len(MARKINGS) - 1


def _group(drawn: DrawnLayer, naming: Names) -> LegendGroup:
    """Return the entries of a layer: one for each look, then the sides where these pick the colour."""
    seen = {feature.class_ for feature in drawn.features}
    alike: dict[str, list[dict[str, Any]]] = {}
    for name, declared in drawn.layer.classes.items():
        if name in seen:
            own = class_style(drawn.layer, declared)
            shown = {part: value for part, value in own.items() if part not in ("name", "title", "title_ar")}
            alike.setdefault(repr(shown), []).append(own)
    entries = [
        LegendEntry(
            Name(
                ", ".join(one["title"] for one in styles),
                "، ".join(one["title_ar"] or one["title"] for one in styles),
            ),
            styles[0]["kind"],
            styles[0],
            tuple(one["name"] for one in styles),
        )
        for styles in alike.values()
    ]
    return LegendGroup(drawn.layer.id, drawn.name, (*entries, *_sides(drawn, naming)))


def _sides(drawn: DrawnLayer, naming: Names) -> list[LegendEntry]:
    if drawn.layer.colour_by != "actor":
        return []
    keys = {
        side_key(naming.side_of[actor])
        for feature in drawn.features
        for actor in feature.actors
        if actor in naming.side_of
    }
    return [
        LegendEntry(
            naming.side(key), "side", {part: getattr(own, part) for part in ("colour", "edge", "ink")}
        )
        for key, own in style().palette.items()
        if key in keys
    ]


def _sources(
    known: Mapping[str, tuple[str, str, str]], features: Iterable[Feature]
) -> tuple[SourceLine, ...]:
    """Return the cited sources; one that the table does not hold is named by its id, not dropped."""
    cited = Counter(source for feature in features for source in feature.sources)
    lines = [SourceLine(name, *known.get(name, (name, "", "")), count) for name, count in cited.items()]
    return tuple(sorted(lines, key=lambda line: (-line.features, line.publisher, line.date, line.id)))


def _callouts(
    layers: Sequence[DrawnLayer], request: FigureRequest, frame: Frame
) -> tuple[tuple[Callout, ...], list[str]]:
    """Return the numbered features, and what is wrong with those that cannot be numbered."""
    drawn = {feature.id: (layer, feature) for layer in layers for feature in layer.features}
    found: list[Callout] = []
    problems = []
    for feature_id in request.callouts:
        if feature_id not in drawn:
            problems.append(
                f"call-out '{feature_id}' is not drawn here on this day; leave it out or draw its layer"
            )
            continue
        layer, feature = drawn[feature_id]
        visible = shapely.intersection(feature.shape, frame.box)
        x, y = shapely.get_coordinates(shapely.point_on_surface(visible))[0].tolist()
        found.append(
            Callout(len(found) + 1, feature_id, layer.layer.id, feature.name, feature.summary, (x, y))
        )
    return tuple(found), problems


def _groundless(evidence: Evidence, frame: Frame) -> list[str]:
    """Return a problem for each part of the ground that the frame shows but the evidence does not hold."""
    problems = [
        f"the ground '{name}' is missing; mend data/base/{name}.geojson"
        for name in ("neighbours", "districts")
        if name not in evidence.ground or evidence.ground[name].empty
    ]
    west, south, east, north = ground_extent(evidence)
    edge = frame.edge()
    inside = (edge[:, 0] >= west) & (edge[:, 0] <= east) & (edge[:, 1] >= south) & (edge[:, 1] <= north)
    if not bool(np.all(inside)):
        reach = f"{west:g},{south:g},{east:g},{north:g}"
        problems.append(
            f"the map would reach beyond its ground ({reach}); ask for a smaller extent or another size"
        )
    return problems


def _added(one: LeftOut, other: LeftOut) -> LeftOut:
    return LeftOut(
        one.unplaced + other.unplaced,
        one.stale + other.stale,
        one.filtered + other.filtered,
        one.above_marking + other.above_marking,
        one.outside + other.outside,
    )
