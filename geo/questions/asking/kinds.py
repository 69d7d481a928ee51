"""The kinds of parameter that only questions have: names of things, what is drawn, choices with titles.

Those of `geo.view.kinds` (days, layers, numbers) serve questions as well. A name is read in any spelling and
becomes an id; a drawing is WKT, GeoJSON, an extent or a position, and becomes a geometry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.evidence.resolving import Meant, Names
from geo.gazetteer import read_position
from geo.language import declared, mark, worded
from geo.model import Extent
from geo.schema.positions import outline_advice, place_advice
from geo.view.kinds import Choice, Context, Day, Kind
from geo.view.texts import Unusable, quoted

MOST_VERTICES: Final = 20_000
"""Vertices of a drawing: as many as a coast at 100 m has, and answered in time."""

WORLD: Final[Extent] = (-10.0, 0.0, 50.0, 48.0)
"""Where drawings may lie, west, south, east, north: Libya and all that flows to and from it."""

_LONGEST_DRAWING: Final = 1_000_000
_DECIMALS: Final = 6
_CORNERS: Final = 4
_SHAPE: Final = re.compile(
    r"\s*(?:[{\[]|(?:multi)?(?:point|linestring|polygon)|geometrycollection)", re.IGNORECASE
)
_UNPLACED: Final = re.compile(r'^\s*\{.*"geometry"\s*:\s*null', re.DOTALL)
_AREAS: Final = ("Polygon", "MultiPolygon")
_LINES: Final = ("LineString", "MultiLineString")
_POINTS: Final = ("Point",)


class _Named(Kind):
    """Something by any of its names; the value is its id, "" = none."""

    longest = 200

    def read(self, text: str, context: Context, /) -> str:
        """Return the id; the text itself where nobody can tell names."""
        if context.names is None:
            return text
        meant = self.meant(context.names(), text)
        if meant.found is None:
            advice = meant.advice(worded(self.otherwise))
            raise Unusable(
                worded("nothing is called {text}; {advice}", text=quoted(text), advice=advice), missing=True
            )
        return meant.found.id

    otherwise = mark("look for it with /api/search")

    def meant(self, names: Names, text: str) -> Meant:
        """Return what the text means."""
        raise NotImplementedError


class Visit(Day):
    """A day that may be that of the last visit, which the browser knows and offers."""

    def limits(self) -> dict[str, Any]:
        """Return the limits of a day, and that it may be the last visit."""
        return {**super().limits(), "visit": True}


@dataclass(frozen=True, slots=True)
class Place(_Named):
    """A feature of any layer, or only those of some scopes: "place", "district", "region".

    Attributes
    ----------
    sites : tuple of str
        Layers whose features are meant before a town of the same name, or of the beginning of theirs.
    """

    scopes: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    name = "place"

    def meant(self, names: Names, text: str) -> Meant:
        """Return the place that is called so; of several scopes the first that has one."""
        if self.sites and text not in names.ids and (site := names.site(text, self.sites)):
            return Meant(site)
        found = [names.place(text, scope) for scope in self.scopes or ("",)]
        perhaps = tuple(dict.fromkeys(named for one in found for named in one.perhaps))
        return next((one for one in found if one.found), Meant(None, perhaps))

    def limits(self) -> dict[str, Any]:
        """Return which kinds of ground it takes; none = any."""
        return {"scopes": list(self.scopes)}


class Actor(_Named):
    """An actor."""

    name = "actor"

    def meant(self, names: Names, text: str) -> Meant:
        """Return the actor who is called so."""
        return names.actor(text)


class Publisher(_Named):
    """A publisher."""

    name = "publisher"
    otherwise = mark("data/publishers.csv lists them")

    def meant(self, names: Names, text: str) -> Meant:
        """Return the publisher who is called so."""
        return names.publisher(text)


class Source(_Named):
    """A source."""

    name = "source"
    longest = 2000
    otherwise = mark("look for it with /api/search, or in data/sources.csv")

    def meant(self, names: Names, text: str) -> Meant:
        """Return the source that has this id, title or address."""
        return names.source(text)


@dataclass(frozen=True, slots=True)
class Option(Kind):
    """One of a few texts that have titles, which the catalogue has in other languages."""

    options: tuple[tuple[str, str], ...]
    name = "choice"

    def read(self, text: str, context: Context, /) -> str:
        """Return the text."""
        chosen: str = Choice(tuple(one for one, _ in self.options)).read(text, context)
        return chosen

    def limits(self) -> dict[str, Any]:
        """Return the texts and their titles."""
        return {
            "choices": [one for one, _ in self.options],
            "titles": dict(self.options),
            "titles_ar": {one: declared(title, "ar") for one, title in self.options},
        }


@dataclass(frozen=True, slots=True)
class Drawing(Kind):
    """What somebody drew; None = nothing.

    Attributes
    ----------
    types : tuple of str
        Types of geometry that it takes.
    """

    types: tuple[str, ...] = (*_AREAS, *_LINES, *_POINTS)
    name = "drawing"
    longest = 100_000_000

    def read(self, text: str, _: Context, /) -> BaseGeometry:
        """Return the geometry, longitude first, with coordinates of six decimals.

        Examples
        --------
        >>> from datetime import date
        >>> nowhere = Context((), (), date(2026, 11, 24))
        >>> Drawing().read("32.9, 13.2", nowhere).wkt
        'POINT (13.2 32.9)'
        >>> AREA.read("12,30,14,32", nowhere).bounds
        (12.0, 30.0, 14.0, 32.0)
        """
        if len(text) > _LONGEST_DRAWING:
            # Not parsed: that alone would take longer than an answer may.
            commas = text.count(",") + 1
            n = commas // 2 if "[" in text else commas
            raise Unusable(
                worded("has some {n} vertices; simplify it to {most} at most", n=n, most=MOST_VERTICES)
            )
        shape = self._joined(_shape(text, self._example()))
        faults = list(self._faults(shape))
        if faults:
            raise Unusable(*faults)
        return shape

    def write(self, value: Any) -> str:
        """Return the geometry as WKT."""
        return "" if value is None else str(shapely.to_wkt(value, rounding_precision=_DECIMALS, trim=True))

    def limits(self) -> dict[str, Any]:
        """Return what it takes."""
        return {
            "types": list(self.types),
            "vertices": MOST_VERTICES,
            "extent": list(WORLD),
            "characters": _LONGEST_DRAWING,
        }

    def _joined(self, shape: BaseGeometry) -> BaseGeometry:
        """Return one geometry of what may be a collection, on the grid of what is written."""
        if shape.geom_type == "GeometryCollection":
            shape = shapely.union_all(shapely.get_parts(shape)) if _all_valid(shape) else shape
        return shapely.transform(shapely.force_2d(shape), lambda xy: xy.round(_DECIMALS))

    def _faults(self, shape: BaseGeometry) -> Iterable[str]:
        if shape.is_empty:
            yield worded("nothing is drawn; {example}", example=self._example())
            return
        vertices = int(shapely.get_num_coordinates(shape))
        if vertices > MOST_VERTICES:
            yield worded("has {n} vertices; simplify it to {most} at most", n=vertices, most=MOST_VERTICES)
            return
        if shape.geom_type not in self.types and shape.geom_type != "GeometryCollection":
            yield worded("is a {type}; {example}", type=shape.geom_type, example=self._example())
        elsewhere = worded("draw it in or near Libya")
        advice = [*place_advice(shape, WORLD, elsewhere, is_drawn=True), *outline_advice(shape)]
        for problem, remedy in advice:
            yield worded("{problem}; {remedy}", problem=problem, remedy=remedy)
        if not advice and shape.geom_type == "GeometryCollection":
            yield worded("holds shapes of different kinds; {example}", example=self._example())

    def _example(self) -> str:
        if self.types == _AREAS:
            return worded(
                "draw an outline, or write it as west,south,east,north, as GeoJSON or as WKT, for example "
                "POLYGON ((12 30, 14 30, 14 32, 12 30))"
            )
        return worded("draw it, or write it as WKT or GeoJSON, or a position such as 32.9, 13.2")


AREA: Final = Drawing(_AREAS)


def _shape(text: str, example: str) -> BaseGeometry:
    """Return the geometry of a text in any of its forms; raises Unusable."""
    numbers = _numbers(text)
    if len(numbers) == _CORNERS:
        west, south, east, north = numbers
        if west < east and south < north:
            return shapely.box(west, south, east, north)
        if west == east or south == north:
            raise Unusable(
                worded("{text} has no width or height; {example}", text=quoted(text), example=example)
            )
        raise Unusable(worded("is inverted; write west,south,east,north with west < east and south < north"))
    if not _SHAPE.match(text) and (position := read_position(text)) is not None:
        return shapely.Point(position[1], position[0])
    if _UNPLACED.search(text):
        return shapely.GeometryCollection()
    reader = shapely.from_geojson if text.startswith(("{", "[")) else shapely.from_wkt
    try:
        shape = reader(text)
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise Unusable(
            worded("{text} cannot be read; {example}", text=quoted(text), example=example)
        ) from error
    return shapely.GeometryCollection() if shape is None else shape


def _numbers(text: str) -> Sequence[float]:
    try:
        return [float(part) for part in text.split(",")] if text.count(",") == _CORNERS - 1 else []
    except ValueError:
        return []


def _all_valid(shape: BaseGeometry) -> bool:
    return bool(shapely.is_valid(shapely.get_parts(shape)).all())
