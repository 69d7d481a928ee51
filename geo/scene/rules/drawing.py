"""The order of drawing: layer by layer, in each of them areas, then lines, then points, as in the file.

One rule in two languages; the cases of `tests/golden/drawing.json` hold them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeAlias, TypeVar

Kind: TypeAlias = Literal["area", "line", "point"]
"""How a feature is drawn."""

KINDS: Mapping[str, Kind] = {
    "Polygon": "area",
    "MultiPolygon": "area",
    "LineString": "line",
    "MultiLineString": "line",
    "Point": "point",
    "MultiPoint": "point",
}
"""By type of GeoJSON geometry."""

_ORDER: tuple[Kind, ...] = ("area", "line", "point")

T = TypeVar("T")


def kind_of(geometry: str | None) -> Kind | None:
    """Return how a type of GeoJSON geometry is drawn; None = not at all, without a position.

    Examples
    --------
    >>> kind_of("MultiPoint"), kind_of(None)
    ('point', None)
    """
    return KINDS.get(geometry or "")


def ordered(features: Iterable[T], kind: Callable[[T], Kind | None]) -> list[T]:
    """Return the placed features of one layer in the order in which they are drawn.

    Parameters
    ----------
    features : iterable
        In the order of the file.
    kind : callable
        How a feature is drawn; None = it has no position.

    Examples
    --------
    >>> ordered(["Point", None, "Polygon", "MultiPoint"], kind_of)
    ['Polygon', 'Point', 'MultiPoint']
    """
    every = list(features)
    return [feature for wanted in _ORDER for feature in every if kind(feature) == wanted]
