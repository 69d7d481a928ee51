"""The features that a request is about: true, known, let through by the filters; not yet cut to a frame."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.errors import InvalidLayer
from geo.evidence import Evidence
from geo.figure.drawn import AREAS, Feature
from geo.figure.frame import Frame
from geo.figure.request import FigureRequest, params_of
from geo.figure.styles import class_style, side_style
from geo.model import Layer, split
from geo.scene import side_key, style
from geo.scene.dating import holding
from geo.scene.filtering import passing, stale_left_out
from geo.validity import with_days
from geo.words.names import Name, Names

_COLUMNS = (
    "id", "name_en", "name_ar", "class", "actor", "actors", "marking", "sources", "reliability",
    "credibility", "precision_m", "summary",
)  # fmt: skip
_SIDES = 2
_KEPT = 4
_ASKED = ("layers", "at", "known", "f", "names")


@dataclass(frozen=True, slots=True)
class SelectedLayer:
    """The features of a layer that may be drawn; `stale`, `filtered`: how many the filters left out."""

    layer: Layer
    name: Name
    features: tuple[Feature, ...]
    stale: int
    filtered: int
    _projected: dict[Hashable, NDArray[Any]] = field(default_factory=dict, compare=False, repr=False)

    def shapes(self, frame: Frame) -> NDArray[Any]:
        """Return the shapes of the features in metres of a frame's projection, None where there is none."""
        if frame.key not in self._projected:
            shapes = np.array([feature.shape for feature in self.features], dtype=object)
            placed = np.array([shape is not None for shape in shapes], dtype=bool)
            shapes[placed] = shapely.transform(shapes[placed], frame.project)
            if len(self._projected) >= _KEPT:
                self._projected.clear()
            self._projected[frame.key] = shapes
        return self._projected[frame.key]


@dataclass(frozen=True, slots=True)
class Selected:
    """What a request is about; `problems`: layers that are out; `sources`: publisher, title, date by id."""

    layers: tuple[SelectedLayer, ...]
    problems: tuple[str, ...]
    sources: Mapping[str, tuple[str, str, str]]


_selected: OrderedDict[tuple[Any, ...], Selected] = OrderedDict()
_lock = Lock()


def select(evidence: Evidence, request: FigureRequest) -> Selected:
    """Return the features of a request; remembered, because a preview and its figure ask for the same."""
    params = params_of(request)
    key = (evidence.version, *(params.get(name, "") for name in _ASKED))
    with _lock:
        if key in _selected:
            _selected.move_to_end(key)
            return _selected[key]
    found = _select(evidence, request)
    with _lock:
        _selected[key] = found
        while len(_selected) > _KEPT:
            _selected.popitem(last=False)
    return found


def _select(evidence: Evidence, request: FigureRequest) -> Selected:
    naming = Names(evidence, request.selection.names)
    problems = [
        f"layer '{name}' is out: {evidence.broken.get(name, 'it is not declared')}"
        for name in request.selection.layers
        if name not in evidence.catalog
    ]
    layers = []
    for name, layer in evidence.catalog.items():
        if name not in request.selection.layers:
            continue
        try:
            rows = evidence.layer(name, request.selection.known)
        except InvalidLayer as error:
            problems.append(str(error))
            continue
        layers.append(_layer(layer, rows, request, naming))
    table = evidence.tables.get("sources")
    sources = {
        str(name): (str(publisher), str(title), str(day))
        for name, publisher, title, day in (
            ()
            if table is None
            else zip(table["id"], table["publisher"], table["title"], table["date"], strict=True)
        )
    }
    return Selected(tuple(layers), tuple(problems), sources)


def _layer(layer: Layer, rows: gpd.GeoDataFrame, request: FigureRequest, naming: Names) -> SelectedLayer:
    selection = request.selection
    dated = with_days(rows, layer.review_after_days)
    states = holding(dated, selection.at)
    true = dated.loc[states.index]
    asked = layer.id, selection.at, selection.filters, true
    passes = passing(*asked)
    old = int(stale_left_out(*asked).sum())
    kept = true[passes]
    styles = {name: class_style(layer, declared) for name, declared in layer.classes.items()}
    sides = {actor: side_style(side) for actor, side in naming.side_of.items()}
    plain = pd.DataFrame(kept[[name for name in _COLUMNS if name in kept]])
    features = []
    for row, shape, state in zip(plain.to_dict("records"), kept.geometry, states[passes], strict=True):
        own = styles[row["class"]]
        if layer.colour_by == "actor" and row["actor"] in sides:
            own = {**own, **sides[row["actor"]]}
        feature = _feature(
            row, None if shape is None or shape.is_empty else shape, own, stale=state == "stale"
        )
        if layer.colour_by and shape is not None and shape.geom_type in AREAS:
            feature = replace(feature, colours=_colours(feature, naming))
        features.append(feature)
    return SelectedLayer(layer, naming.layer(layer), tuple(features), old, len(true) - len(kept) - old)


def _feature(row: Mapping[Any, Any], shape: Any, own: Mapping[str, Any], *, stale: bool) -> Feature:
    precision = row["precision_m"]
    return Feature(
        id=row["id"],
        name=Name(str(row["name_en"]), str(row["name_ar"] or "")),
        class_=row["class"],
        shape=shape,
        marking=str(row["marking"]),
        sources=split(str(row["sources"] or "")),
        reliability=str(row["reliability"]),
        credibility=str(row["credibility"]),
        precision=0.0 if pd.isna(precision) else float(precision),
        summary=str(row["summary"]),
        actors=split(str(row.get("actors") or row["actor"] or "")),
        stale=stale,
        style=own,
        colours=(own["colour"],),
    )


def _colours(feature: Feature, naming: Names) -> tuple[str, ...]:
    """Return the colour of an area, or those of the first two sides that contest it."""
    sides = dict.fromkeys(
        side_key(naming.side_of[actor]) for actor in feature.actors if actor in naming.side_of
    )
    return tuple(style().palette[key].colour for key in sides)[:_SIDES] or feature.colours
