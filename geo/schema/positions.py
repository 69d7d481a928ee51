"""What a position must be: of an allowed type, in degrees, inside the extent, not crossing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.language import worded
from geo.model import Extent, Layer

_REASON = re.compile(r"(?P<what>[^[]+)\[(?P<x>\S+) (?P<y>\S+)\]")
_LON_LIMIT, _LAT_LIMIT = 180.0, 90.0


def doubtful(shapes: NDArray[np.object_], layer: Layer) -> NDArray[np.bool_]:
    """Tell for which of many shapes `position_advice` has something to say, without asking it for each."""
    west, south, east, north = shapely.bounds(shapes).T
    least_lon, least_lat, most_lon, most_lat = layer.extent
    allowed = [shapely.GeometryType[name.upper()] for name in layer.geometry]
    # The bounds of what is empty or holds NaN are NaN, and so not inside.
    inside = (west >= least_lon) & (south >= least_lat) & (east <= most_lon) & (north <= most_lat)
    right: NDArray[np.bool_] = (
        inside & np.isin(shapely.get_type_id(shapes), allowed) & shapely.is_valid(shapes)
    )
    return ~right


def position_advice(shape: BaseGeometry, layer: Layer) -> Iterator[tuple[str, str]]:
    """Tell what is wrong with one position, as problem and remedy.

    Parameters
    ----------
    shape : shapely geometry
        Degrees, EPSG:4326; may be empty, never None.
    layer : Layer
        Declares which types are allowed and where its features may lie.

    Yields
    ------
    tuple of str
        Problem, remedy; nothing when the position is right.
    """
    if shape.is_empty:
        yield worded("has no coordinates"), worded("give [lon, lat], or null when the position is not known")
        return
    if shape.geom_type not in layer.geometry:
        yield (
            worded("is a {kind}", kind=shape.geom_type),
            worded("layer '{id}' takes {kinds}", id=layer.id, kinds=", ".join(layer.geometry)),
        )
    if any(value != value for value in shape.bounds):  # noqa: PLR0124 - only NaN differs from itself
        yield worded("has a coordinate that is not a number"), worded("give [lon, lat] in degrees")
        return
    yield from place_advice(
        shape, layer.extent, worded("correct the position, or widen extent in layers/{id}.toml", id=layer.id)
    )
    yield from outline_advice(shape)


def outline_advice(shape: BaseGeometry) -> Iterator[tuple[str, str]]:
    """Tell where an outline crosses itself, or is not valid otherwise, as problem and remedy."""
    if shape.is_valid:
        return
    found = _REASON.match(shapely.is_valid_reason(shape))
    problem: str = worded("is not valid")
    if found:
        lon, lat = f"{float(found['x']):.5f}", f"{float(found['y']):.5f}"
        if "Self-intersection" in found["what"]:
            problem = worded("crosses itself near lon {lon}, lat {lat}", lon=lon, lat=lat)
        else:
            what = found["what"].lower()
            problem = worded("is not valid ({what}) near lon {lon}, lat {lat}", what=what, lon=lon, lat=lat)
    yield problem, worded("redraw the outline there so that it does not cross or touch itself")


def place_advice(
    shape: BaseGeometry, extent: Extent, elsewhere: str, is_drawn: bool = False
) -> Iterator[tuple[str, str]]:
    """Tell whether a position lies outside an extent, and what it looks like instead.

    `elsewhere` is the remedy where it is well written and lies somewhere else in the world. The extent is
    that of a layer, or of the map where the position `is_drawn`.
    """
    west, south, east, north = shape.bounds
    if _within(shape.bounds, extent):
        return
    at = f"[{_degrees(west)}, {_degrees(south)}]"
    if not any(shape.bounds):
        yield (
            worded("lies at {at}, in the Atlantic", at=at),
            worded("give the real position, or null when it is not known"),
        )
    elif _within((south, west, north, east), extent):
        swapped = f"[{_degrees(south)}, {_degrees(west)}]"
        yield (
            worded("{at} looks like lat, lon swapped", at=at),
            worded("write [lon, lat]: {swapped}", swapped=swapped),
        )
    elif max(abs(west), abs(east)) > _LON_LIMIT or max(abs(south), abs(north)) > _LAT_LIMIT:
        yield worded("{at} is not in degrees", at=at), worded("reproject to EPSG:4326")
    else:
        listed = ", ".join(_degrees(value) for value in extent)
        if is_drawn:
            yield worded("{at} lies outside the map's extent [{listed}]", at=at, listed=listed), elsewhere
        else:
            yield worded("{at} lies outside the layer's extent [{listed}]", at=at, listed=listed), elsewhere


def _within(bounds: tuple[float, ...], extent: Extent) -> bool:
    west, south, east, north = bounds
    return extent[0] <= west and extent[1] <= south and east <= extent[2] and north <= extent[3]


def _degrees(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")
