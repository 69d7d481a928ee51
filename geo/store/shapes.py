"""GeoJSON geometries -> shapes: all of a type at once, and one by one where any of them is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.faults import did_you_mean
from geo.language import worded
from geo.model import GEOMETRY_TYPES

Advice = tuple[str, str]
"""What is wrong, and what to do about it."""

_DEPTHS = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip
"""How many lists a position is nested in, by type."""

_LON_LAT = 2
_LARGEST = 1e9  # metres of any projection stay below, so that the rules can still tell them from degrees


def read_shapes(geometries: Sequence[object]) -> tuple[NDArray[np.object_], dict[int, Advice]]:
    """Return the shapes in two dimensions, None where there is none, and what is wrong by number.

    Parameters
    ----------
    geometries : sequence of object
        The members `geometry` of features as parsed from JSON; None = unplaced.
    """
    shapes = np.full(len(geometries), None, dtype=object)
    wrong: dict[int, Advice] = {}
    by_type: defaultdict[object, list[int]] = defaultdict(list)
    for number, geometry in enumerate(geometries):
        if geometry is not None:
            kind = geometry.get("type") if isinstance(geometry, dict) else None
            by_type[kind if isinstance(kind, str) else None].append(number)
    for kind, numbers in by_type.items():
        some: list[Any] = [geometries[number] for number in numbers]
        together = _all_of_type(kind, [one.get("coordinates") for one in some]) if kind in _DEPTHS else None
        if together is not None:
            shapes[numbers] = together
            continue
        for number, geometry in zip(numbers, some, strict=True):
            made = _shape(geometry)
            if isinstance(made, BaseGeometry):
                shapes[number] = made
            else:
                wrong[number] = made
    return shapes, wrong


def _all_of_type(kind: Any, coordinates: list[Any]) -> NDArray[np.object_] | None:
    """Return the shapes of one type; None when any of them may be wrong."""
    nested, offsets = coordinates, []
    try:
        for _ in range(_DEPTHS[kind]):
            offsets.append(np.cumsum([0, *_lengths(nested)]))
            nested = list(chain.from_iterable(nested))
        positions = _positions(nested)
        made: NDArray[np.object_] = shapely.from_ragged_array(
            shapely.GeometryType[kind.upper()], positions, tuple(reversed(offsets))
        )
    except (ShapelyError, OverflowError, ValueError):
        return None
    return made


def _positions(nested: list[Any]) -> NDArray[np.float64]:
    """Return the positions as rows of longitude and latitude; raises ValueError when one may be wrong."""
    sizes = set(_lengths(nested))
    numbers = list(chain.from_iterable(nested))
    if sizes not in ({_LON_LAT}, {_LON_LAT + 1}) or not set(map(type, numbers)) <= {int, float}:
        raise ValueError
    values = np.array(numbers, dtype=float)
    if not (np.abs(values) < _LARGEST).all():
        raise ValueError
    return np.ascontiguousarray(values.reshape(len(nested), -1)[:, :_LON_LAT])


def _lengths(nested: list[Any]) -> list[int]:
    """Return how long each list is; raises ValueError when one is empty or something else."""
    if set(map(type, nested)) != {list} or not all(nested):
        raise ValueError
    return list(map(len, nested))


def _shape(geometry: object) -> BaseGeometry | Advice:
    """Return one shape in two dimensions, or what is wrong with it."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in GEOMETRY_TYPES:
        known = did_you_mean(str(kind), GEOMETRY_TYPES, f"use one of: {', '.join(GEOMETRY_TYPES)}")
        return worded("unknown geometry type {kind}", kind=repr(kind)), known
    coordinates = geometry.get("coordinates")
    if not coordinates:
        return worded("has no coordinates"), "give [lon, lat], or null geometry when it is not known"
    if wrong := next(_wrong_positions(coordinates), None):
        return wrong
    remedy = f"nest the coordinates as a {kind} needs"
    if (depth := _depth(coordinates)) != _DEPTHS[kind]:
        how = worded("too many") if depth > _DEPTHS[kind] else worded("too few")
        return worded("is not a {kind}: its positions stand in {how} lists", kind=kind, how=how), remedy
    try:
        return shapely.force_2d(shape(geometry))
    except (ShapelyError, ValueError, TypeError, IndexError, AttributeError) as error:
        return worded("is not a {kind}: {why}", kind=kind, why=error), remedy


def _wrong_positions(coordinates: object) -> Iterator[Advice]:
    """Tell each position that is not two or more finite numbers."""
    if not isinstance(coordinates, list):
        yield worded("{text} is not a position", text=repr(coordinates)), "give [lon, lat] in degrees"
        return
    if coordinates and all(isinstance(part, list) for part in coordinates):
        for part in coordinates:
            yield from _wrong_positions(part)
        return
    if len(coordinates) < _LON_LAT:
        yield worded("{text} is not a position", text=coordinates), "give [lon, lat] in degrees"
    for number in coordinates:
        if isinstance(number, str):
            yield worded("the coordinate '{text}' is a text", text=number), "write the number without quotes"
        elif isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) < _LARGEST:
            shown = "null" if number is None else str(number)
            yield (
                worded("a coordinate is {text}, not a number", text=shown),
                "give [lon, lat] in degrees, or null geometry",
            )


def _depth(coordinates: list[Any]) -> int:
    """Return how many lists the first position is nested in."""
    depth = 0
    while isinstance(coordinates[0], list):
        depth, coordinates = depth + 1, coordinates[0]
    return depth
