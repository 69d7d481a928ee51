"""Evidence, a request and a frame -> what the figure draws, names and leaves out. Draws nothing itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import shapely
from cachetools import LRUCache, cached
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.analysis.control.world import FIRST_DAY
from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.drawn import Aged, Callout, Drawn, LegendEntry, LegendGroup
from geo.figure.frame import Frame, ground_extent
from geo.figure.request import FigureRequest
from geo.figure.sheet.wording import BOTH, each_of
from geo.language import t, worded
from geo.model import MARKINGS, Language, highest_marking
from geo.scene import (
    ANSWER,
    Feature,
    LeftOut,
    Look,
    Scene,
    SceneLayer,
    each_once,
    legend_of,
    lowest_grades,
    scene,
    sources_of,
    style,
)  # fmt: skip
from geo.scene.rules.zooming import least_drawn
from geo.scene.telling import LAYER as CONTROL
from geo.words.first_line import Told, joined, on_figure
from geo.words.holding import Standing
from geo.words.names import Name, Names

PLACES = "places"
"""The layer whose names stand on every map."""
BASE = "Base"
"""The group of layers that the others stand on."""
_TITLES = 3
"""Layers that a title names."""


def gather(evidence: Evidence, request: FigureRequest, frame: Frame, zoom: float = math.inf) -> Drawn:
    """Return what a figure shows in a frame.

    Parameters
    ----------
    zoom : float
        Of a screen on which the ground is as large as on paper: what is of too little importance for it is
        left out, unless it is called out or leads away from what is. Default: nothing is.

    Raises
    ------
    GeoError
        Unless the request only wants a warning: a line for every layer that is out, for a frame in which
        nothing is drawn, for a call-out that is not drawn, and for ground that is missing.
    """
    whole = scene_of(evidence, request)
    problems = list(whole.problems)
    layers: list[SceneLayer] = []
    kept = frozenset(request.callouts) | _from(evidence, request.callouts)
    counts = LeftOut(above_marking=whole.above_marking, above_clearance=whole.above_clearance)
    for one in whole.layers:
        inside, out = _inside(one, frame, zoom, kept)
        if one.layer.id != ANSWER:
            counts += out
        if inside.features:
            layers.append(inside)
    if not layers:
        problems.append(
            worded(
                "nothing is drawn in this extent on this day; widen it, choose other layers or another day"
            )
        )
    callouts, missing = _callouts(evidence, layers, request, frame)
    problems += [*missing, *_groundless(evidence, frame), *_beside_the_data(request, evidence)]
    if problems and request.faulty == "refuse":
        raise GeoError("\n".join(problems))
    features = each_once(layers)
    reliability, credibility = lowest_grades(layers)
    return Drawn(
        title=title_of(evidence, request),
        map_frame=frame,
        layers=tuple(layers),
        legend=tuple(_legend(layers)),
        sources=sources_of(features, whole.cited),
        reliability=reliability,
        credibility=credibility,
        left_out=counts,
        # A stricter marking than the evidence needs is the briefer's right, a laxer one never.
        marking=highest_marking(
            [
                *(one.marking for one in features),
                *_beside(shown(evidence, request), layers),
                request.marking or MARKINGS[0],
            ]
        ),
        callouts=callouts,
        warnings=tuple(problems),
        aged=_aged(features),
        coarse=any(map(_is_rough, features)),
    )


def scene_of(evidence: Evidence, request: FigureRequest) -> Scene:
    """Return the scene of a figure, which its frame then cuts."""
    return scene(evidence, request.view, request.marking)


def shown(evidence: Evidence, request: FigureRequest) -> Evidence:
    """Return the evidence as it would be without what is above the marking asked for."""
    return evidence.cleared(request.marking) if request.marking else evidence


def _beside(evidence: Evidence, layers: Iterable[SceneLayer]) -> Iterator[str]:
    """Yield the markings of what a figure tells beside its features.

    Towns give the map their names, and what is derived may rest on anything, also by not being there.
    """
    if PLACES in evidence.layers:
        yield from evidence.layers[PLACES]["marking"].unique()
    if any(one.layer.derive for one in layers):
        yield evidence.marking


def title_of(evidence: Evidence, request: FigureRequest) -> str:
    """Return the title: the one asked for, or one made of the uppermost layers in each language."""
    made = (_made_title(evidence, request, one) for one in each_of(request.view.lang))
    return request.title or BOTH.join(made)


def _made_title(evidence: Evidence, request: FigureRequest, lang: Language) -> str:
    naming = Names.of(evidence, request.view.names)
    layers = [layer for layer in evidence.catalog.values() if layer.id in request.view.layers]
    named = [layer for layer in reversed(layers) if layer.group != BASE] or layers
    if not named:
        return t("Libya", lang)
    # As on the screen: who alone is let through, and who holds what, are the subject wherever they are shown.
    if only := request.view.filters.get("actor"):
        return t("Libya: {what}", lang, what=t(", ", lang).join(naming.actor(one).text(lang) for one in only))
    if any(layer.id == CONTROL for layer in named):
        between = request.view.between
        return (
            t("Libya: {what}", lang, what=t("who held what", lang))
            if between
            else t("Libya: who holds what", lang)
        )
    # What stands before a colon says enough: "Tripoli: institutions, commands, forces".
    titles = (naming.layer(layer).text(lang) for layer in named)
    names = [title.partition(":")[0] for title in titles]
    listed = joined([(name, name) for name in names[:_TITLES]])[lang == "ar"]
    if len(names) > _TITLES:
        left = len(names) - _TITLES
        return t("Libya: {listed} and {count} more", lang, listed=listed, count=left)
    return t("Libya: {listed}", lang, listed=listed)


def _inside(layer: SceneLayer, frame: Frame, zoom: float, kept: frozenset[str]) -> tuple[SceneLayer, LeftOut]:
    """Return the features of a layer that stand in the frame, and how many others are not drawn."""
    shapes = _projected(layer, frame.lat_0, frame.lon_0)
    here = shapely.intersects(shapes, frame.box)
    inside = tuple(
        replace(feature, shape=shape)
        for feature, shape, is_here in zip(layer.features, shapes, here, strict=True)
        if is_here
    )
    least = least_drawn((one.importance for one in inside), zoom, style().zoom.importance)
    seen = tuple(one for one in inside if one.importance <= least or not kept.isdisjoint(one.named))
    unplaced = sum(1 for feature in layer.features if feature.shape is None)
    # What a filter takes away outside the frame would not be here without it either.
    stale, filtered = (_beyond(shapes, frame) for shapes in (layer.stale_shapes, layer.filtered_shapes))
    out = LeftOut(
        unplaced=unplaced,
        stale=layer.stale - stale,
        filtered=layer.filtered - filtered,
        outside=len(layer.features) - len(inside) - unplaced + stale + filtered,
        lesser=len(inside) - len(seen),
    )
    return replace(layer, features=seen), out


@cached(LRUCache(64), key=lambda evidence, callouts: (evidence.version, tuple(callouts)))
def _from(evidence: Evidence, callouts: Sequence[str]) -> frozenset[str]:
    """Return the lines that lead away from what is called out, such as the pipelines of a field."""
    linked = (rows for rows in evidence.layers.values() if "from_id" in rows)
    return frozenset(chain.from_iterable(rows["id"][rows["from_id"].isin(callouts)] for rows in linked))


def _beyond(shapes: Sequence[BaseGeometry], frame: Frame) -> int:
    """Return how many shapes, in degrees, do not touch the frame."""
    metres = shapely.transform(np.array(shapes, dtype=object), frame.project)
    return len(shapes) - int(shapely.intersects(metres, frame.box).sum())


@lru_cache(maxsize=24)
def _projected(layer: SceneLayer, lat_0: float, lon_0: float) -> NDArray[Any]:
    """Return the shapes of a layer in metres of a frame's projection.

    None where there is none. Remembered, because the layouts of a page and its preview ask for the same.
    """
    shapes = np.array([feature.shape for feature in layer.features], dtype=object)
    placed = np.array([shape is not None for shape in shapes], dtype=bool)
    shapes[placed] = shapely.transform(shapes[placed], Frame(lat_0, lon_0, 0, 0, 0, 0).project)
    return shapes


def _is_rough(one: Feature) -> bool:
    """Tell whether a ring or band says how roughly its position is known; a whole region has none."""
    ring = style().ring
    return one.precision >= ring.rough_m and (one.kind == "line" or one.precision <= ring.widest_m)


def _aged(features: Sequence[Feature]) -> Aged:
    stale = [one for one in features if one.stale]
    return Aged(
        len(stale),
        sum(1 for one in features if one.confirmed),
        min((one.confirmed for one in stale if one.confirmed), default=""),
    )


def _legend(layers: Sequence[SceneLayer]) -> Iterable[LegendGroup]:
    """Yield the legend of what is drawn, names in both languages; of layers those of the screen's."""
    names = {one.layer.id: one.short for one in layers}
    for english, arabic in zip(
        legend_of(layers, "en", faces=True), legend_of(layers, "ar", faces=True), strict=True
    ):
        entries = tuple(
            LegendEntry(Name(one.title, other.title), one.look, one.state)
            for one, other in zip(english.entries, arabic.entries, strict=True)
            if isinstance(one.look, Look)
        )
        yield LegendGroup(english.layer, names[english.layer], entries)


def _callouts(
    evidence: Evidence, layers: Sequence[SceneLayer], request: FigureRequest, frame: Frame
) -> tuple[tuple[Callout, ...], list[str]]:
    """Return the numbered features, and what is wrong with those that cannot be numbered.

    A place or district may be called out, too: the number is that of who holds it, where that is drawn.
    """
    # Of what an answer marks the call-out is that of the evidence below.
    drawn = {feature.id: (layer, feature) for layer in reversed(layers) for feature in layer.features}
    drawn |= {one.district: (layer, one) for layer in layers for one in layer.features if one.district}
    told = holding_of(evidence, request) if request.callouts else None
    found: list[Callout] = []
    problems: list[str] = []
    for asked in request.callouts:
        if asked not in drawn:
            problems.append(
                worded(
                    "call-out '{id}' is not drawn here on this day; leave it out or draw its layer", id=asked
                )
            )
            continue
        layer, feature = drawn[asked]
        visible = shapely.intersection(feature.shape, frame.box)
        x, y = shapely.get_coordinates(shapely.point_on_surface(visible))[0].tolist()
        text, text_ar, short = feature.summary, feature.summary_ar, feature.short
        if told and feature.district:
            held = told(feature.district, request.view.at)
            short, (text, text_ar) = Name(*held.brief), held.grounds
        found.append(
            Callout(
                len(found) + 1, feature.id, asked, layer.layer.id, feature.name, text, text_ar, short, (x, y)
            )
        )
    return tuple(found), problems


def holding_of(evidence: Evidence, request: FigureRequest) -> Callable[[str, date], Told] | None:
    """Return what tells who holds a place or an area on a day; None where the figure does not show that."""
    layers = [evidence.catalog[name] for name in request.view.layers if name in evidence.catalog]
    if not any(one.areas_named for one in layers):
        return None
    seen, view = shown(evidence, request), request.view
    standing = Standing.known(seen, view.known, view.recorded)
    if standing is None:
        return None
    actors = Names.of(seen, view.names).actors
    return lambda about, day: on_figure(standing.on(about, day), standing.name, actors)


def _beside_the_data(request: FigureRequest, evidence: Evidence) -> Iterator[str]:
    """Yield a problem where the day shown is one of which nothing can be known, or nothing is."""
    at, made = request.view.at, request.made_on
    if at > made:
        yield worded(
            "at: {day} lies after the day of making, {made}: nothing is known of it; ask for an earlier day",
            day=at,
            made=made,
        )
    asked = [evidence.catalog[name] for name in request.view.layers if name in evidence.catalog]
    if at < date.fromisoformat(FIRST_DAY) and any(one.colour_by or one.undated for one in asked):
        yield worded(
            "at: {day} lies before the data, which begin on {first}; ask for a later day",
            day=at,
            first=FIRST_DAY,
        )


def _groundless(evidence: Evidence, frame: Frame) -> list[str]:
    """Return a problem for each part of the ground that the frame shows but the evidence does not hold."""
    problems: list[str] = [
        worded("the ground '{name}' is missing; mend data/base/{name}.geojson", name=name)
        for name in ("neighbours", "districts")
        if name not in evidence.ground or evidence.ground[name].empty
    ]
    ground = ground_extent(evidence)
    if not frame.stands_on(ground):
        reach = ",".join(f"{degrees:g}" for degrees in ground)
        problems.append(
            worded(
                "the map would reach beyond its ground ({reach}); ask for a smaller extent or another size",
                reach=reach,
            )
        )
    return problems
