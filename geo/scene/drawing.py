"""The order of drawing: layer by layer, in each of them areas, then lines, then points, as in the file.

`geo/screen/js/rules/drawing.js` says the same in the browser; `tests/golden/drawing.json` holds both
together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeVar

Kind = Literal["area", "line", "point", ""]
"""How a feature is drawn; "" = not at all, it has no position."""

KINDS: Mapping[str, Kind] = {
    "Polygon": "area",
    "MultiPolygon": "area",
    "LineString": "line",
    "MultiLineString": "line",
    "Point": "point",
    "MultiPoint": "point",
}
"""By type of GeoJSON geometry."""

_ORDER = ("area", "line", "point")

T = TypeVar("T")


def kind_of(geometry: str | None) -> Kind:
    """Return how a type of GeoJSON geometry is drawn.

    Examples
    --------
    >>> kind_of("MultiPoint"), kind_of(None)
    ('point', '')
    """
    return KINDS.get(geometry or "", "")


def ordered(features: Iterable[T], kind: Callable[[T], Kind]) -> list[T]:
    """Return the placed features of one layer in the order in which they are drawn.

    Parameters
    ----------
    features : iterable
        In the order of the file.
    kind : callable
        How a feature is drawn.

    Examples
    --------
    >>> ordered(["Point", None, "Polygon", "MultiPoint"], kind_of)
    ['Polygon', 'Point', 'MultiPoint']
    """
    placed = [feature for feature in features if kind(feature)]
    return sorted(placed, key=lambda feature: _ORDER.index(kind(feature)))


def drawing_order(layers: Mapping[str, Iterable[tuple[str, str | None]]]) -> list[tuple[str, str]]:
    """Return layer and id of each feature that is drawn, the lowest first.

    Parameters
    ----------
    layers : mapping of str to iterable of tuple
        By id, the lowest layer first: for each feature its id and the type of its geometry (None = unplaced).

    Examples
    --------
    >>> drawing_order({"districts": [("a", None)], "ports": [("b", "Point")]})
    [('ports', 'b')]
    """
    return [
        (layer, name)
        for layer, features in layers.items()
        for name, _ in ordered(features, lambda feature: kind_of(feature[1]))
    ]
