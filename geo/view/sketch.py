"""What somebody drew on the map, as a text: points, lines, areas, circles and rings."""

from __future__ import annotations

import math
from typing import Any, Final

from geo.language import worded
from geo.view.kinds import Context, Kind
from geo.view.texts import Unusable, quoted

MOST_SHAPES: Final = 8
MOST_VERTICES: Final = 200
MOST_RINGS: Final = 6
LARGEST_KM: Final = 3000.0
_DECIMALS: Final = 5
"""Of degrees: a metre."""
_LATITUDE, _LONGITUDE = 85.0, 180.0
_LEAST: Final = {"point": 1, "line": 2, "area": 3, "circle": 1, "rings": 1}
"""Positions that each shape has at least; round ones have one, and radii in kilometres behind it."""
_ROUND: Final = {"circle": 1, "rings": MOST_RINGS}


class Sketch(Kind):
    """Shapes between "|", such as "line:32.9,13.2;32.1,20.1" or "circle:32.9,13.2;50"; "" is none.

    Positions are latitude,longitude; a circle and rings have kilometres behind their centre.
    """

    name = "sketch"
    longest = 6000

    def read(self, text: str, _: Context, /) -> str:
        """Return the text in its one spelling.

        Examples
        --------
        >>> from datetime import date
        >>> Sketch().read("circle:32.90,13.2;50.0", Context((), (), date(2026, 11, 24)))
        'circle:32.9,13.2;50'
        """
        shapes = [part for part in text.split("|") if part]
        if len(shapes) > MOST_SHAPES:
            raise Unusable(worded("has {n} shapes; draw {most} at most", n=len(shapes), most=MOST_SHAPES))
        found = [_shape(part) for part in shapes]
        vertices = sum(count for _, count in found)
        if vertices > MOST_VERTICES:
            raise Unusable(
                worded("has {n} vertices; simplify it to {most} at most", n=str(vertices), most=MOST_VERTICES)
            )
        return "|".join(shape for shape, _ in found)

    def limits(self) -> dict[str, Any]:
        """Return how much may be drawn."""
        return {"shapes": MOST_SHAPES, "vertices": MOST_VERTICES, "rings": MOST_RINGS, "km": LARGEST_KM}


def _shape(text: str) -> tuple[str, int]:
    """Return a shape in its one spelling, and how many vertices it has."""
    kind, _, listed = text.partition(":")
    parts = listed.split(";")
    if kind not in _LEAST:
        raise Unusable(
            worded(
                "{text} is no shape; write one of {names}, such as line:32.9,13.2;32.1,20.1",
                text=quoted(text), names=", ".join(_LEAST),
            )
        )  # fmt: skip
    radii = parts[1:] if kind in _ROUND else []
    positions = parts[:1] if kind in _ROUND else parts
    points = [position_text(part, text) for part in positions]
    if len(points) < _LEAST[kind] or (kind == "point" and len(points) > 1):
        raise Unusable(
            worded(
                "{text} has {n} positions; {kind} needs {least} or more",
                text=quoted(text), n=len(points), kind=kind, least=_LEAST[kind],
            )
        )  # fmt: skip
    if kind in _ROUND and not 1 <= len(radii) <= _ROUND[kind]:
        raise Unusable(
            worded(
                "{text} has {n} radii; write 1 to {most} behind its centre",
                text=quoted(text), n=len(radii), most=_ROUND[kind],
            )
        )  # fmt: skip
    return ":".join([kind, ";".join([*points, *(_radius(part, text) for part in radii)])]), len(points)


def position_text(text: str, shape: str) -> str:
    """Return latitude,longitude in its one spelling; raises Unusable, which names the whole shape."""
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        latitude = longitude = math.nan
    if not (abs(latitude) <= _LATITUDE and abs(longitude) <= _LONGITUDE):
        raise Unusable(
            worded(
                "{text} in {shape} is no latitude,longitude; write such as 32.9,13.2",
                text=quoted(text), shape=quoted(shape),
            )
        )  # fmt: skip
    return f"{_number(latitude)},{_number(longitude)}"


def position_of(text: str) -> tuple[float, float]:
    """Return latitude and longitude of what `position_text` has written."""
    latitude, longitude = map(float, text.split(","))
    return latitude, longitude


def _radius(text: str, shape: str) -> str:
    try:
        km = float(text)
    except ValueError:
        km = math.nan
    if not 0 < km <= LARGEST_KM:
        raise Unusable(
            worded(
                "{text} in {shape} is no radius; write kilometres up to {most}",
                text=quoted(text), shape=quoted(shape), most=f"{LARGEST_KM:g}",
            )
        )  # fmt: skip
    return _number(km)


def _number(number: float) -> str:
    text = f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
