"""What somebody drew by hand as it is painted and measured: along the ground, on the ellipsoid WGS 84.

The cases of `tests/golden/measuring.json` hold this and the browser together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from geo.language import both
from geo.model import Language
from geo.words.names import Name

_EARTH: Final = Geod(ellps="WGS84")
_CIRCLE_POINTS: Final = 72
_KM: Final = 1000.0
_PRECISE_KM: Final = 100
_PRECISE_KM2: Final = (10, 1000)
_CORNERS: Final = 3

Positions = NDArray[np.float64]
"""Longitude, latitude (n, 2) in degrees."""

_TITLES: Final = {
    "point": Name(*both("Point")),
    "line": Name(*both("Line")),
    "area": Name(*both("Area")),
    "circle": Name(*both("Circle")),
    "rings": Name(*both("Rings")),
}


@dataclass(frozen=True, slots=True, eq=False)
class Sketched:
    """One shape.

    Attributes
    ----------
    kind : str
        One of those of `geo.view.sketch`.
    dots : array
        The positions that were set.
    paths : tuple of array
        Lines to paint; a closed one ends where it begins.
    km : tuple of float
        Radii.
    """

    kind: str
    dots: Positions
    paths: tuple[Positions, ...]
    km: tuple[float, ...]

    @property
    def title(self) -> Name:
        """What kind of shape it is."""
        return _TITLES[self.kind]

    @property
    def measure(self) -> Name:
        """What it measures."""
        return Name(*_measured(self))


def sketched(text: str) -> tuple[Sketched, ...]:
    """Return the shapes of a text that `geo.view.sketch.Sketch` has read.

    Examples
    --------
    >>> [one.measure.en for one in sketched("line:32.9,13.2;32.9,14.2|circle:27,17;50")]
    ['93.56 km, bearing 90°', 'Radius 50 km, 7,844 km²']
    """
    return tuple(map(_shape, filter(None, text.split("|"))))


def _shape(text: str) -> Sketched:
    kind, _, listed = text.partition(":")
    parts = listed.split(";")
    round_ = kind in ("circle", "rings")
    km = tuple(float(part) for part in parts[1:]) if round_ else ()
    pairs = [[float(degrees) for degrees in part.split(",")] for part in (parts[:1] if round_ else parts)]
    dots = np.array(pairs)[:, ::-1]
    if round_:
        return Sketched(kind, dots, tuple(_circle(dots[0], radius) for radius in km), km)
    closed = kind == "area" and len(dots) >= _CORNERS
    paths = (np.vstack([dots, dots[:1]]) if closed else dots,) if len(dots) > 1 else ()
    return Sketched(kind, dots, paths, km)


def _circle(centre: Positions, km: float) -> Positions:
    bearings = np.arange(_CIRCLE_POINTS + 1) * (360 / _CIRCLE_POINTS)
    same = np.ones_like(bearings)
    lon, lat, _ = _EARTH.fwd(centre[0] * same, centre[1] * same, bearings, km * _KM * same)
    return np.column_stack([lon, lat])


def _measured(shape: Sketched) -> tuple[str, str]:
    if shape.kind == "point":
        (lon, lat), *_ = shape.dots.tolist()
        return (f"{lat:.4f}, {lon:.4f}",) * 2
    if shape.kind == "rings":
        listed = ", ".join(_number(km, 3) for km in shape.km)
        return both("{listed} km", listed=listed)
    if shape.kind == "circle":
        radius, area = _distance(shape.km[0] * _KM), _square(_area(shape.paths[0]))
        return both("Radius {radius}, {area}", radius=radius, area=area)
    return _outline(shape) if shape.kind == "area" else _course(shape)


def _outline(shape: Sketched) -> tuple[str, str]:
    around = _distance(_EARTH.line_length(*shape.paths[0].T))
    if not shapely.LinearRing(shape.paths[0]).is_simple:
        return both("The outline crosses itself; perimeter {around}", around=around)
    area = _square(_area(shape.paths[0]))
    return both("{area}, perimeter {around}", area=area, around=around)


def _course(shape: Sketched) -> tuple[str, str]:
    length = _distance(_EARTH.line_length(*shape.paths[0].T))
    bearing = round(_EARTH.inv(*shape.dots[0], *shape.dots[-1])[0] % 360) % 360
    if len(shape.dots) > 2:  # noqa: PLR2004 - a line with corners
        return both("{length}, from start to end bearing {bearing}°", length=length, bearing=bearing)
    return both("{length}, bearing {bearing}°", length=length, bearing=bearing)


def _area(ring: Positions) -> float:
    return abs(float(_EARTH.polygon_area_perimeter(*ring[:-1].T)[0]))


def _distance(metres: float) -> tuple[str, str]:
    if metres < _KM:
        return both("{metres} m", metres=round(metres))
    km = metres / _KM
    text = _number(km, 2 if km < _PRECISE_KM else 1)
    return both("{value} km", value=text)


def _square(metres2: float) -> tuple[str, str]:
    km2 = metres2 / _KM**2
    small, large = _PRECISE_KM2
    text = _number(km2, 3 if km2 < small else 1 if km2 < large else 0)
    return both("{value} km²", value=text)


def _number(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def lines_of(shapes: Sequence[Sketched], lang: Language) -> Iterator[str]:
    """Yield each shape with what it measures, in one line."""
    for one in shapes:
        yield f"{one.title.text(lang)}: {one.measure.text(lang)}"
