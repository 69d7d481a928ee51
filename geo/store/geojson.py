"""GeoJSON text -> rows and shapes; each fault names its feature."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.faults import Fault
from geo.language import worded
from geo.store.frames import Place, label_of
from geo.store.shapes import read_shapes
from geo.store.texts import read_json

_SAME_CRS = ("CRS84", "EPSG:4326", "EPSG::4326")


@dataclass(slots=True)
class Features:
    """Properties and shape of each feature that could be read, and what is wrong with the others."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    shapes: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, dtype=object))
    faults: list[Fault] = field(default_factory=list)


def read_features(text: str, place: Place, *, with_ids: bool = True) -> Features:
    """Return the features of a GeoJSON text in EPSG:4326.

    A feature with a broken geometry keeps its row, as unplaced, so that others may still refer to it; its
    fault says that it is broken.

    Parameters
    ----------
    with_ids : bool
        Whether each feature must have the property `id`.
    """
    found = Features()
    content, found.faults = read_json(text, place)
    if found.faults:
        return found
    members = content if isinstance(content, dict) else {}
    if members.get("type") != "FeatureCollection" or not isinstance(members.get("features"), list):
        what: str = worded("it has no type")
        if "type" in members:
            what = worded("its type is {kind}", kind=repr(members.get("type")))
        if members.get("type") == "FeatureCollection":
            what = worded("it has no list of features")
        problem = worded("is not a GeoJSON FeatureCollection: {what}", what=what)
        found.faults.append(place.fault("", "", problem, 'export it as GeoJSON, "type": "FeatureCollection"'))
        return found
    found.faults += _crs_faults(members.get("crs"), place)
    _add(found, members["features"], place, with_ids=with_ids)
    return found


def _crs_faults(crs: object, place: Place) -> list[Fault]:
    """Return a fault when the file names another CRS than that of GeoJSON."""
    if crs is None:
        return []
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if name.upper().endswith(_SAME_CRS):
        return []
    problem = worded("its coordinates are in '{name}', not in EPSG:4326", name=name or crs)
    return [place.fault("", "crs", problem, "reproject to EPSG:4326 and remove the member crs")]


def _add(found: Features, features: list[Any], place: Place, *, with_ids: bool) -> None:
    """Add the features, or what is wrong with them in the order of the file."""
    faults: list[tuple[int, Fault]] = []
    kept: list[int] = []
    for number, feature in enumerate(features):
        if told := _unusable(feature, with_ids=with_ids):
            faults.append((number, place.fault(f"no. {number + 1}", *told)))
            continue
        kept.append(number)
        found.rows.append(feature["properties"])
        if "geometry" not in feature:
            told = ("geometry", worded("has no geometry"), "add one; null when the position is not known")
            faults.append((number, place.fault(label_of(feature["properties"], number), *told)))
    found.shapes, wrong = read_shapes([features[number].get("geometry") for number in kept])
    for index, advice in wrong.items():
        label = label_of(found.rows[index], kept[index])
        faults.append((kept[index], place.fault(label, "geometry", *advice)))
    found.faults += [fault for _, fault in sorted(faults, key=lambda pair: pair[0])]


def _unusable(feature: Any, *, with_ids: bool) -> tuple[str, str, str] | None:
    """Return column, problem and remedy where a feature cannot become a row."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return "", worded("is not a Feature"), 'write "type": "Feature"'
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return "", worded("has no properties"), "add its columns as properties"
    if with_ids and not properties.get("id"):
        if "id" in feature:
            return "id", worded("has no id (one beside properties is not read)"), "add the property id"
        return "id", worded("has no id"), "add the property id"
    return None
