"""GeoJSON text -> rows and shapes, feature by feature, so that each fault names its feature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.faults import Fault, did_you_mean
from geo.model import GEOMETRY_TYPES
from geo.store.frames import Place, label_of
from geo.store.texts import read_json

_LON_LAT = 2
_LARGEST = 1e9  # metres of any projection stay below, so that the rules can still tell them from degrees
_SAME_CRS = ("CRS84", "EPSG:4326", "EPSG::4326")


@dataclass(slots=True)
class Features:
    """Properties and shape of each feature that could be read, and what is wrong with the others."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[BaseGeometry | None] = field(default_factory=list)
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
        what = f"its type is {members.get('type')!r}" if "type" in members else "it has no type"
        if members.get("type") == "FeatureCollection":
            what = "it has no list of features"
        problem = f"is not a GeoJSON FeatureCollection: {what}"
        found.faults.append(place.fault("", "", problem, 'export it as GeoJSON, "type": "FeatureCollection"'))
        return found
    found.faults += _crs_faults(members.get("crs"), place)
    for number, feature in enumerate(members["features"]):
        _add(found, feature, number, place, with_ids=with_ids)
    return found


def _crs_faults(crs: object, place: Place) -> list[Fault]:
    """Return a fault when the file names another CRS than that of GeoJSON."""
    if crs is None:
        return []
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if name.upper().endswith(_SAME_CRS):
        return []
    problem = f"its coordinates are in '{name or crs}', not in EPSG:4326"
    return [place.fault("", "crs", problem, "reproject to EPSG:4326 and remove the member crs")]


def _add(found: Features, feature: object, number: int, place: Place, *, with_ids: bool) -> None:
    """Add one feature, or what is wrong with it."""
    label = f"no. {number + 1}"
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        found.faults.append(place.fault(label, "", "is not a Feature", 'write "type": "Feature"'))
        return
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        found.faults.append(place.fault(label, "", "has no properties", "add its columns as properties"))
        return
    if with_ids and not properties.get("id"):
        beside = " (one beside properties is not read)" if "id" in feature else ""
        found.faults.append(place.fault(label, "id", f"has no id{beside}", "add the property id"))
        return
    label = label_of(properties, number)
    if "geometry" not in feature:
        remedy = "add one; null when the position is not known"
        found.faults.append(place.fault(label, "geometry", "has no geometry", remedy))
    geometry = feature.get("geometry")
    placed, advice = _shape(geometry) if geometry is not None else (None, [])
    found.faults += [place.fault(label, "geometry", problem, remedy) for problem, remedy in advice]
    found.rows.append(properties)
    found.shapes.append(placed)


def _shape(geometry: object) -> tuple[BaseGeometry | None, list[tuple[str, str]]]:
    """Return a shape in two dimensions, or the problem and remedy."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in GEOMETRY_TYPES:
        known = did_you_mean(str(kind), GEOMETRY_TYPES, f"use one of: {', '.join(GEOMETRY_TYPES)}")
        return None, [(f"unknown geometry type {kind!r}", known)]
    coordinates = geometry.get("coordinates")
    if not coordinates:
        return None, [("has no coordinates", "give [lon, lat], or null geometry when it is not known")]
    if wrong := next(_wrong_positions(coordinates), None):
        return None, [wrong]
    try:
        made = shape(geometry)
    except (ShapelyError, ValueError, TypeError, IndexError, AttributeError) as error:
        return None, [(f"is not a {kind}: {error}", f"nest the coordinates as a {kind} needs")]
    return shapely.force_2d(made), []


def _wrong_positions(coordinates: object) -> Iterator[tuple[str, str]]:
    """Tell each position that is not two or more finite numbers."""
    if not isinstance(coordinates, list):
        yield f"{coordinates!r} is not a position", "give [lon, lat] in degrees"
        return
    if coordinates and all(isinstance(part, list) for part in coordinates):
        for part in coordinates:
            yield from _wrong_positions(part)
        return
    if len(coordinates) < _LON_LAT:
        yield f"{coordinates} is not a position", "give [lon, lat] in degrees"
    for number in coordinates:
        if isinstance(number, str):
            yield f"the coordinate '{number}' is a text", "write the number without quotes"
        elif isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) < _LARGEST:
            shown = "null" if number is None else str(number)
            yield f"a coordinate is {shown}, not a number", "give [lon, lat] in degrees, or null geometry"
