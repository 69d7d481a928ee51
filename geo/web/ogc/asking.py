"""What may be asked of the items of a collection: each parameter declared once."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.errors import BadDate
from geo.language import worded
from geo.validity import full_day
from geo.view.kinds import Choice, Context, Day, Kind
from geo.view.parts import Part, PartFault, Parts, parts_of, plain_names, read_parts, refuse, strange_names
from geo.view.texts import Unusable, quoted
from geo.web.features import Span

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
MERCATOR: Final = "http://www.opengis.net/def/crs/EPSG/0/3857"
CODES: Final[Mapping[str, str]] = {CRS84: "OGC:CRS84", MERCATOR: "EPSG:3857"}
"""Coordinate reference systems that are answered in, the usual one first, as pyproj knows them."""

USUAL, MOST = 1000, 10_000
"""Features of a page: where nobody says how many, and at most."""

FORMATS: Final = ("json", "html")
_CORNERS: Final = (4, 6)
_HALF_WORLD: Final[Mapping[str, tuple[float, float]]] = {
    CRS84: (180.0, 90.0),
    MERCATOR: (20_037_508.3427892, 20_048_966.1040146),
}
"""The furthest that a corner may lie, eastward and northward, in the units of each."""
_TIME: Final = re.compile(r"T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})", re.ASCII | re.IGNORECASE)
_OPEN: Final = ("", "..")


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A whole number from `least`; what is above `most` is taken for that, as the standard wants."""

    least: int
    most: int
    name = "count"

    def read(self, text: str, _: Context, /) -> int:
        """Return the number."""
        if not (text.isascii() and text.isdigit()):
            raise Unusable(
                worded(
                    "{text} is no whole number; write one from {least} to {most}",
                    text=quoted(text), least=self.least, most=str(self.most),
                )
            )  # fmt: skip
        if int(text[:10]) < self.least:
            raise Unusable(worded("must be at least {least}", least=self.least))
        return min(int(text[:10]), self.most)

    def schema(self) -> dict[str, Any]:
        """Return it as JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Corners(Kind):
    """The numbers of an extent, in the units of its reference system; heights are passed over."""

    name = "corners"

    def read(self, text: str, _: Context, /) -> tuple[float, float, float, float]:
        """Return west, south, east, north."""
        try:
            numbers = [float(part) for part in text.split(",")]
        except ValueError:
            numbers = []
        if len(numbers) not in _CORNERS or not all(map(math.isfinite, numbers)):
            raise Unusable(
                worded("{text} is not four numbers; write for example 9,20,25,33.5", text=quoted(text))
            )
        half = len(numbers) // 2
        west, south, east, north = *numbers[:2], *numbers[half : half + 2]
        if south > north:
            raise Unusable(worded("{text} is upside down; write west,south,east,north", text=quoted(text)))
        return west, south, east, north

    def schema(self) -> dict[str, Any]:
        """Return it as JSON Schema."""
        number = {"type": "number"}
        return {"type": "array", "items": number, "oneOf": [_of_length(length) for length in _CORNERS]}


class Within(Kind):
    """A day, or two with a slash between them and ".." for an open end; times of day are passed over."""

    name = "span"

    def read(self, text: str, _: Context, /) -> Span:
        """Return the first and the last day."""
        first, slash, last = text.partition("/")
        if not slash:
            return _day(first), _day(first)
        if first in _OPEN and last in _OPEN:
            raise Unusable(worded("is open on both sides; leave it out instead"))
        span = (
            date.min if first in _OPEN else _day(first),
            date.max if last in _OPEN else _day(last),
        )
        if span[0] > span[1]:
            raise Unusable(
                worded("{text} ends before it begins; write the earlier day first", text=quoted(text))
            )
        return span

    def schema(self) -> dict[str, Any]:
        """Return it as JSON Schema."""
        return {"type": "string", "example": "2019-04-04/2020-10-23"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a collection is asked for; each field is a parameter."""

    box: Annotated[
        tuple[float, float, float, float] | None,
        Part("bbox", Corners(), help="What touches this extent; features without a position touch none"),
    ] = None
    box_crs: Annotated[
        str, Part("bbox-crs", Choice(tuple(CODES)), help="Reference system of bbox (default: CRS84)")
    ] = CRS84
    crs: Annotated[
        str, Part("crs", Choice(tuple(CODES)), help="Reference system of the answer (default: CRS84)")
    ] = CRS84
    within: Annotated[
        Span | None,
        Part("datetime", Within(), help="True on a day, or on some day of a span such as ../2020-10-23"),
    ] = None
    known: Annotated[date | None, Part("known", Day(), help="Published by this day; as in /api")] = None
    recorded: Annotated[
        date | None, Part("recorded", Day(), help="As this data set was on this day; as in /api")
    ] = None
    limit: Annotated[int, Part("limit", Count(1, MOST), help="Features of a page")] = USUAL
    offset: Annotated[int, Part("offset", Count(0, 10**9), help="Features before the page")] = 0
    form: Annotated[
        str, Part("f", Choice(FORMATS), help="Format of the answer (default: as the header Accept says)")
    ] = ""

    def area(self) -> BaseGeometry | None:
        """Return the extent in longitude and latitude; one that passes the 180th meridian is in two parts."""
        if self.box is None:
            return None
        west, south, east, north = self.box
        edge = _HALF_WORLD[self.box_crs][0]
        spans = [(west, east)] if west <= east else [(west, edge), (-edge, east)]
        boxes = [shapely.box(left, south, right, north) for left, right in spans]
        whole = shapely.union_all(boxes)
        if self.box_crs == CRS84:
            return whole
        to_degrees: Any = Transformer.from_crs(CODES[self.box_crs], CODES[CRS84], always_xy=True).transform
        return shapely.transform(whole, to_degrees, interleaved=False)


PARTS: Final = parts_of(Asked)
OF_ITEM: Final = tuple(part for part in PARTS if part.name in ("crs", "f"))
OF_PAGE: Final = tuple(part for part in PARTS if part.name == "f")
"""What may be asked of one feature, and of everything else."""


def read(texts: Mapping[str, str], context: Context, parts: Parts = PARTS) -> Asked:
    """Return what is asked for.

    Raises
    ------
    GeoError
        With a line for each parameter that cannot be used or that is none: the standard wants that told.
    """
    given = plain_names(texts)
    faults = strange_names(given, [part.name for part in parts])
    values, found = read_parts(parts, given, context)
    faults += found
    asked = Asked(**values)
    if asked.box is not None:
        across, up = _HALF_WORLD[asked.box_crs]
        west, south, east, north = asked.box
        if max(abs(west), abs(east)) > across or max(abs(south), abs(north)) > up:
            faults.append(
                PartFault("bbox", worded("lies outside the world; say with bbox-crs what its numbers are"))
            )
    refuse(faults)
    return asked


def _day(text: str) -> date:
    day, time = text[:10], text[10:]
    told = worded(
        "{text} is no day; write 2020-10-23, 2020-10-23T00:00:00Z or two days with / between",
        text=quoted(text),
    )
    if time and not _TIME.fullmatch(time):
        raise Unusable(told)
    try:
        return full_day(day)
    except BadDate as error:
        raise Unusable(told) from error


def _of_length(length: int) -> dict[str, int]:
    return {"minItems": length, "maxItems": length}
