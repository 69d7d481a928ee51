"""A view and the evidence made into what is drawn: looks, legend, sources, what is left out.

The scene knows no frame, no zoom and no page: it holds all that layers, days, filters and clearance leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Condition
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
from cachetools import LRUCache, cached
from shapely.geometry.base import BaseGeometry

from geo.errors import GeoError, InvalidLayer
from geo.evidence import Evidence
from geo.evidence.resolving import Names as Known
from geo.language import worded
from geo.model import Layer
from geo.questions.asking import question
from geo.questions.asking.parameters import declared as parameters_of
from geo.scene.asked import answer_layer
from geo.scene.counted import MOST_POINTS, cells_of
from geo.scene.dressing import features_of
from geo.scene.holders import HolderName, names_on_areas
from geo.scene.layers import SceneLayer, Written
from geo.scene.look.looking import sided
from geo.scene.look.style import style
from geo.scene.picture import Scene
from geo.scene.rules.dating import holding
from geo.scene.rules.drawing import ordered
from geo.scene.rules.filtering import passing, stale_left_out
from geo.store import LargeLayer, Wanted
from geo.validity import Frame, with_days
from geo.view import Asked, Context, View
from geo.words.names import SIDES, Name, Names, source_list

_KEPT = 4


def _asked(evidence: Evidence, view: View, clearance: str = "") -> Hashable:
    """Return what a scene depends on."""
    filters = tuple(sorted((name, tuple(values)) for name, values in view.filters.items()))
    opacity = tuple(sorted(view.opacity.items()))
    days = (view.first, view.at, view.known, view.recorded)
    # Large layers alone are cut by an extent before they are drawn.
    extent = view.bbox if any(name in evidence.large for name in view.layers) else None
    return evidence.version, view.layers, days, filters, opacity, view.names, view.ask, clearance, extent


@cached(LRUCache(_KEPT), key=_asked, condition=Condition())
def scene(evidence: Evidence, view: View, clearance: str = "") -> Scene:
    """Return what is drawn for a view; the last few are remembered.

    Parameters
    ----------
    view : View
        Its `layers`, days, `filters`, `opacity`, `names` and `ask` are used; of large layers its `bbox` too.
    clearance : str
        One of `MARKINGS`: it is as if what is marked above it were not there. "" = all is drawn.
    """
    above_clearance, above_marking = evidence.left_out, 0
    if clearance and (lower := evidence.cleared(clearance)) is not evidence:
        evidence, above_marking = lower, lower.left_out
    names = Names.of(evidence, view.names)
    problems: list[str] = [
        worded(
            "layer '{id}' is out: {why}",
            id=name,
            why=evidence.broken.get(name) or worded("it is not declared"),
        )
        for name in view.layers
        if name not in evidence.catalog
    ]
    layers = []
    for name, layer in evidence.catalog.items():
        if name not in view.layers:
            continue
        try:
            if (large := evidence.large.get(name)) is not None:
                layers.append(_large(large, view, names))
                continue
            rows = evidence.layer(name, view.known, view.recorded)
        except InvalidLayer as error:
            problems.append(error.args[0])
            continue
        written = names_on_areas(evidence, layer, view.known, view.recorded)
        one = _layer(layer, rows, view, names)
        layers.append(replace(one, holders=tuple(_written(written, one, view.at, names))))
    if view.ask:
        try:
            layers.append(_answer(evidence, view.ask, view))
        except GeoError as error:
            problems += [f"ask: {line}" for line in str(error).splitlines()]
    return Scene(tuple(layers), tuple(problems), source_list(evidence), above_marking, above_clearance)


def _large(large: LargeLayer, view: View, names: Names) -> SceneLayer:
    """Return what a view asks for of a large layer: its features where they are few, else counts in cells."""
    wanted = Wanted(view.bbox, (view.first, view.at), view.recorded, view.filters)
    rows = large.frame(wanted, MOST_POINTS + 1)
    if len(rows) <= MOST_POINTS:
        return replace(_layer(large.layer, rows, view, names), counts=Counter(rows["class"]))
    layer = _layer(large.layer, rows.iloc[:0], view, names)
    features, counts = cells_of(large, wanted)
    return replace(layer, features=features, counts=counts)


def _answer(evidence: Evidence, ask: Asked, view: View) -> SceneLayer:
    """Return the layer of what is asked; raises GeoError where it cannot be answered."""
    context = Context.of(evidence.catalog, view.at, names=lambda: Known.known(evidence))
    one = question(ask.question)
    days = {"at": view.at, "known": view.known, "recorded": view.recorded}
    of_view = {name: day.isoformat() for name, day in days.items() if day} | {"names": view.names}
    parameters = one.read(ask.texts(of_view, parameters_of(one.parameters)), context)
    return answer_layer(ask.question, one.answer(evidence, parameters), evidence)


def counted(evidence: Evidence, view: View) -> dict[str, int]:
    """Return how many features with a position a view has of each layer, were it on; without large layers.

    Parameters
    ----------
    view : View
        Its days and `filters` are used.
    """
    names, found = Names.of(evidence, view.names), {}
    for name, layer in evidence.catalog.items():
        if name in evidence.large:
            continue
        asked = (name, view.known, view.recorded)
        try:
            dated = evidence.remembered(("placed", *asked), partial(_placed_rows, evidence, *asked))
        except GeoError:
            continue  # it is out, or cannot be derived for that day, as the catalogue and the map say
        *_, passes = _true(layer, dated, view, names)
        found[name] = int(passes.sum())
    return found


def _placed_rows(
    evidence: Evidence, layer_id: str, known: date | None, recorded: date | None
) -> pd.DataFrame:
    """Return the rows of a layer that have a position, with their days, as a mere table, which is quick."""
    layer, rows = evidence.catalog[layer_id], evidence.layer(layer_id, known, recorded)
    placed = rows[rows.geometry.notna()].drop(columns=rows.geometry.name)
    return with_days(pd.DataFrame(placed), layer.review_after_days, layer.ageless)


def _true(
    layer: Layer, dated: Frame, view: View, names: Names
) -> tuple[pd.Series[str], Frame, pd.Series[bool]]:
    """Return the states of what holds on the days of a view, its rows, and which of them pass the filters."""
    states = holding(dated, view.at, view.first)
    true = sided(layer, dated.loc[states.index], names.side_of, view.filters)
    return states, true, passing(layer.id, view.at, view.filters, true)


def _layer(layer: Layer, rows: gpd.GeoDataFrame, view: View, names: Names) -> SceneLayer:
    dated = with_days(rows, layer.review_after_days, layer.ageless)
    states, true, passes = _true(layer, dated, view, names)
    too_old = stale_left_out(layer.id, view.at, view.filters, true)
    kept = true[passes]
    features = features_of(layer, kept, states[passes], names)
    day = view.at.isoformat()
    in_order = ordered(features, lambda one: one.kind)
    return SceneLayer(
        layer,
        names.layer(layer),
        MappingProxyType(
            (countries() if layer.colour_by == "country" else {})
            | {key: names.side(key, day) for key in style().palette if key in SIDES}
        ),
        view.opacity.get(layer.id, 1.0),
        (*in_order, *(one for one in features if one.shape is None)),
        int(too_old.sum()),
        len(true) - len(kept) - int(too_old.sum()),
        _placed(true[too_old]),
        _placed(true[~passes & ~too_old]),
    )


def countries() -> dict[str, Name]:
    """Return the names of the outside powers by their letters."""
    return {letters: Name(one.title, one.title_ar) for letters, one in style().country.items()}


def _placed(rows: gpd.GeoDataFrame) -> tuple[BaseGeometry, ...]:
    return tuple(shape for shape in rows.geometry if shape is not None and not shape.is_empty)


def _written(written: Iterable[HolderName], layer: SceneLayer, at: date, names: Names) -> Iterator[Written]:
    """Yield the names on the areas of a layer that are drawn on a day."""
    areas = {feature.district: feature.id for feature in layer.of("area")}
    for one in written:
        if one.district in areas and one.holds_on(at.isoformat()):
            yield Written(areas[one.district], one.text(names), one.side(names))
