"""Numbers, points and extents."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from geo.language import worded
from geo.view.kinds.base import DECIMALS, Context, Kind, decimal_text, joined
from geo.view.texts import Unusable, quoted

_CORNERS = 4

_LATITUDE, _LONGITUDE = 90.0, 180.0

_MERCATOR_LATITUDE = 85.0
"""Degrees at which a web map ends."""


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number from `low` to `high`; None is none."""

    low: float
    high: float
    name = "number"

    def read(self, text: str, _: Context, /) -> float:
        (number,) = _numbers(text, 1)
        if not self.low <= number <= self.high:
            raise Unusable(worded("not between {low} and {high}", low=f"{self.low:g}", high=f"{self.high:g}"))
        return number

    def write(self, value: Any) -> str:
        return "" if value is None else decimal_text(value)

    def json(self, value: Any) -> Any:
        return value

    def limits(self) -> dict[str, Any]:
        return {"low": self.low, "high": self.high, "decimals": DECIMALS}

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.low, "maximum": self.high}


class _Degrees(Kind):
    """Several numbers of degrees; None is none."""

    decimals = DECIMALS

    def write(self, value: Any) -> str:
        return ",".join(decimal_text(degrees, self.decimals) for degrees in value or ())

    def json(self, value: Any) -> Any:
        return list(value) if value else None

    def plain(self, value: Any) -> str:
        return joined(value, ",")


class Point(_Degrees):
    """Latitude and longitude in degrees, as the centre of a web map; None is none."""

    name = "point"

    def read(self, text: str, _: Context, /) -> tuple[float, float]:
        latitude, longitude = _numbers(text, 2)
        if abs(latitude) > _MERCATOR_LATITUDE or abs(longitude) > _LONGITUDE:
            raise Unusable(worded("not a latitude and longitude in degrees"))
        return latitude, longitude

    def limits(self) -> dict[str, Any]:
        return {"latitude": _MERCATOR_LATITUDE, "longitude": _LONGITUDE, "decimals": self.decimals}

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": _pattern(2), "example": "32.9,13.2"}


class Box(_Degrees):
    """West, south, east, north in degrees; None is none."""

    name = "extent"
    longest = 1_000_000
    decimals = 6

    def read(self, text: str, _: Context, /) -> tuple[float, ...]:
        example = worded("write west,south,east,north in degrees, for example 9,20,25,33.5")
        try:
            west, south, east, north = _numbers(text, _CORNERS)
        except Unusable:
            raise Unusable(
                worded("{text} is no extent; {example}", text=quoted(text), example=example)
            ) from None
        if west == east or south == north:
            raise Unusable(
                worded("{text} has no width or height; {example}", text=quoted(text), example=example)
            )
        if west > east or south > north:
            raise Unusable(
                worded(
                    "{text} is no extent, it is inverted; write west,south,east,north with west < east "
                    "and south < north",
                    text=quoted(text),
                )
            )
        if max(abs(west), abs(east)) > _LONGITUDE or max(abs(south), abs(north)) > _LATITUDE:
            raise Unusable(
                worded("{text} is no extent of this world; {example}", text=quoted(text), example=example)
            )
        return west, south, east, north

    def limits(self) -> dict[str, Any]:
        return {"latitude": _LATITUDE, "longitude": _LONGITUDE, "decimals": self.decimals}

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": _pattern(_CORNERS), "example": "9,20,25,33.5"}


def _numbers(text: str, count: int) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        if count == 1:
            raise Unusable(worded("{text} is not a number", text=quoted(text)))
        raise Unusable(worded("{text} is not {count} numbers", text=quoted(text), count=count))
    return numbers


def _pattern(count: int) -> str:
    """Return what so many numbers look like, with commas between them."""
    number = "[+-]?[0-9]{1,3}([.][0-9]{1,9})?"
    return f"^({','.join([number] * count)})?$"
