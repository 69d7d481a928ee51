"""Where each row lies: from its shape, from numbers, from a text in any notation, or from a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from geo.gazetteer import read_position
from geo.ingest.files.reading import Raw
from geo.ingest.files.unpacking import Refused
from geo.ingest.rows.days import plain
from geo.ingest.rows.roles import Roles
from geo.language import worded

_WGS84: Final = "EPSG:4326"
_SRID: Final = re.compile(r"SRID=(\d+);", re.IGNORECASE)
_ASK_CRS: Final = worded("say in which (--crs; in a browser: Coordinates), such as EPSG:32633")
_NO_POSITION: Final = worded("has no position")
_LAT, _LON = 90.0, 180.0
_PLAIN: Final = re.compile(r"-?\d{1,3}(?:\.\d{1,15})?", re.ASCII)
"""Degrees as nearly every file writes them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a row lies: a shape in EPSG:4326 and how well that is known; or why not.

    Attributes
    ----------
    precision_m : int or None
        Metres, where the place says it.
    unplaced : str
        Why it has no position, which is no fault.
    problem, remedy : str
        What is wrong with what is told of it.
    """

    shape: BaseGeometry | None = None
    precision_m: int | None = None
    unplaced: str = ""
    problem: str = ""
    remedy: str = ""


Find = Callable[[str], Placed]
"""Returns where something lies that is called so."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Where many rows lie, by their numbers from 0.

    Attributes
    ----------
    shapes : ndarray of shapely geometry or None
        One for each row.
    precisions : dict of int to int
        Metres, where the place says them.
    unplaced : dict of int to str
        Why a row has no position.
    problems : dict of int to (str, str)
        What is wrong with what is told of it, and the remedy.
    """

    shapes: NDArray[np.object_]
    precisions: dict[int, int]
    unplaced: dict[int, str]
    problems: dict[int, tuple[str, str]]

    @classmethod
    def of(cls, shapes: NDArray[np.object_], others: Iterable[tuple[int, Placed]]) -> Positions:
        """Return positions of which some were looked at one by one."""
        made = cls(shapes, {}, {}, {})
        for number, one in others:
            shapes[number] = one.shape
            if one.precision_m is not None:
                made.precisions[number] = one.precision_m
            if one.unplaced:
                made.unplaced[number] = one.unplaced
            if one.problem:
                made.problems[number] = one.problem, one.remedy
        return made


def placed(raw: Raw, roles: Roles, crs: str, places: Mapping[str, Placed]) -> Positions:
    """Return where each row lies.

    Parameters
    ----------
    crs : str
        What whoever gives the file says that its numbers are in; "" = as the file says.
    places : mapping of str to Placed
        Where what is named in the column `place` lies.

    Raises
    ------
    Refused
        When positions are in a CRS that nobody tells: it is never guessed.
    """
    shapes = np.full(len(raw), None, dtype=object)
    if raw.shapes is not None:
        change = _crs(crs or raw.crs, worded("its shapes are in a CRS that nobody tells"))
        absent = shapely.is_missing(raw.shapes) | shapely.is_empty(raw.shapes)
        shapes[~absent] = _changed(raw.shapes[~absent], change)
        if not crs and _are_far_off(shapes[~absent]):
            # GeoJSON in metres that does not say so is read as degrees.
            told = worded("its shapes are not in degrees")
            raise Refused(worded("{problem}; {remedy}", problem=told, remedy=_ASK_CRS))
        none = Placed(unplaced=worded("has no shape"))
        return Positions.of(shapes, ((int(number), none) for number in np.flatnonzero(absent)))
    named = [places[text] for text in raw.columns[roles.of["place"]]] if "place" in roles.of else None
    found = _from_texts(raw, roles, crs, shapes)
    if found is None:
        nowhere = Placed(unplaced=worded("no column tells a position"))
        return Positions.of(shapes, enumerate(named or [nowhere] * len(raw)))
    if named:
        # Where there is no position, that of the place named beside it.
        found = ((n, named[n] if one.unplaced else one) for n, one in found)
    return Positions.of(shapes, found)


def _from_texts(
    raw: Raw, roles: Roles, crs: str, shapes: NDArray[np.object_]
) -> Iterable[tuple[int, Placed]] | None:
    """Return what the columns of positions say; None where there is none.

    What is plain numbers of longitude and latitude, as nearly all are, is put into `shapes` at once.
    """
    of = {role: raw.columns[header] for role, header in roles.of.items()}
    if "lat" in of and "lon" in of:
        change = _crs(crs or _WGS84, "")
        pairs = list(zip(of["lat"], of["lon"], strict=True))
        rest = range(len(pairs)) if change else _plain_points(pairs, shapes)
        return ((n, _angles(*pairs[n], change)) for n in rest)
    if "position" in of:
        return enumerate(_position(text) for text in of["position"])
    if "wkt" in of:
        known = crs or (_WGS84 if all(_SRID.match(text) for text in of["wkt"] if text) else "")
        change = _crs(
            known, worded("'{column}' holds shapes in a CRS that nobody tells", column=roles.of["wkt"])
        )
        return enumerate(_wkt(text, change, told=crs) for text in of["wkt"])
    if "x" in of and "y" in of:
        change = _crs(
            crs, worded("'{x}' and '{y}' are in a CRS that nobody tells", x=roles.of["x"], y=roles.of["y"])
        )
        return enumerate(_metres(x, y, change) for x, y in zip(of["x"], of["y"], strict=True))
    return None


def _plain_points(pairs: list[tuple[str, str]], shapes: NDArray[np.object_]) -> list[int]:
    """Put pairs of plain degrees into shapes, and return the numbers of those that are something else."""
    plainly = np.array([bool(_PLAIN.fullmatch(lat) and _PLAIN.fullmatch(lon)) for lat, lon in pairs], bool)
    at = np.flatnonzero(plainly)
    degrees = np.array([pairs[n] for n in at], dtype=object).reshape(-1, 2).astype(float)
    inside = (np.abs(degrees[:, 0]) <= _LAT) & (np.abs(degrees[:, 1]) <= _LON)
    shapes[at[inside]] = shapely.points(degrees[inside, 1], degrees[inside, 0])
    plainly[at[~inside]] = False
    rest: list[int] = np.flatnonzero(~plainly).tolist()
    return rest


def _are_far_off(shapes: NDArray[np.object_]) -> bool:
    """Tell whether no shape lies where there are degrees."""
    if not len(shapes):
        return False
    west, south, east, north = np.abs(shapely.bounds(shapes)).T
    return bool(((np.maximum(west, east) > _LON) | (np.maximum(south, north) > _LAT)).all())


def _crs(text: str, problem: str) -> pyproj.Transformer | None:
    """Return what brings a CRS to longitude and latitude; None where it is that already."""
    if not text:
        raise Refused(worded("{problem}; {remedy}", problem=problem, remedy=_ASK_CRS))
    try:
        crs = pyproj.CRS.from_user_input(text)
        if crs.equals(pyproj.CRS("OGC:CRS84")) or crs.equals(pyproj.CRS(_WGS84)):
            return None
        return pyproj.Transformer.from_crs(crs, "OGC:CRS84", always_xy=True)
    except (CRSError, ProjError) as error:
        raise Refused(worded("'{text}' is no CRS; {remedy}", text=text[:60], remedy=_ASK_CRS)) from error


def _changed(shapes: Any, change: pyproj.Transformer | None) -> Any:
    """Return a shape, or many, in longitude and latitude to a centimetre; what is not valid stays."""
    if change is not None:
        shapes = shapely.transform(shapes, lambda at: np.column_stack(change.transform(at[:, 0], at[:, 1])))
    changed = np.atleast_1d(np.asarray(shapes, dtype=object))
    valid = shapely.is_valid(changed)
    changed[valid] = shapely.set_precision(changed[valid], 1e-7, mode="pointwise")
    return changed if isinstance(shapes, np.ndarray) else changed[0]


def _angles(lat: str, lon: str, change: pyproj.Transformer | None) -> Placed:
    lat, lon = plain(lat), plain(lon)
    if not lat and not lon:
        return Placed(unplaced=_NO_POSITION)
    north, east = _number(lat), _number(lon)
    if north is None or east is None:
        at = read_position(f"{lat}, {lon}")
        if at is None:
            return Placed(
                problem=worded("{text} is no position", text=f"'{lat[:30]}', '{lon[:30]}'"),
                remedy=worded("write degrees, such as 32.8872, 13.1913"),
            )
        north, east = at
    elif change is not None:
        return Placed(_changed(shapely.Point(east, north), change))
    if abs(north) > _LAT or abs(east) > _LON:
        return Placed(problem=worded("{at} is not in degrees", at=f"{lat[:30]}, {lon[:30]}"), remedy=_ASK_CRS)
    return Placed(shapely.Point(east, north))


def _position(text: str) -> Placed:
    text = plain(text)
    if not text:
        return Placed(unplaced=_NO_POSITION)
    at = read_position(text)
    if at is None:
        remedy = worded("write degrees, degrees with minutes, MGRS or UTM, such as 33S 330812 3640232")
        return Placed(problem=worded("{text} is no position", text=f"'{text[:60]}'"), remedy=remedy)
    return Placed(shapely.Point(at[1], at[0]))


def _wkt(text: str, change: pyproj.Transformer | None, told: str) -> Placed:
    if not text:
        return Placed(unplaced=_NO_POSITION)
    if (srid := _SRID.match(text)) and not told:
        change, text = _crs(f"EPSG:{srid[1]}", ""), text[srid.end() :]
    try:
        shape = shapely.force_2d(shapely.from_wkt(_SRID.sub("", text)))
    except (shapely.errors.ShapelyError, ValueError):
        return Placed(
            problem=worded("'{text}' is no WKT", text=text[:60]),
            remedy=worded("write it as POINT (13.19 32.89)"),
        )
    return Placed(unplaced=_NO_POSITION) if shape.is_empty else Placed(_changed(shape, change))


def _metres(x: str, y: str, change: pyproj.Transformer | None) -> Placed:
    east, north = _number(plain(x)), _number(plain(y))
    if not plain(x) and not plain(y):
        return Placed(unplaced=_NO_POSITION)
    if east is None or north is None:
        return Placed(
            problem=worded("'{x}', '{y}' are no numbers", x=x[:30], y=y[:30]), remedy=worded("write numbers")
        )
    shape = _changed(shapely.Point(east, north), change)
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return Placed(
            problem=worded("{x}, {y} lies outside that CRS", x=x[:30], y=y[:30]),
            remedy=worded("correct it, or tell another CRS"),
        )
    return Placed(shape)


def _number(text: str) -> float | None:
    """Return a number, with a decimal comma too; None where it is none."""
    try:
        number = float(
            text.replace("٫", ".").replace(",", ".") if text.count(",") + text.count("٫") == 1 else text
        )
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def by_name(
    places: Mapping[str, tuple[BaseGeometry | None, int | None]], resolve: Callable[[str], tuple[str, str]]
) -> Find:
    """Return what finds a place by its name.

    Parameters
    ----------
    places : mapping of str to (geometry or None, int or None)
        Position and precision of everything that a name may mean, by id.
    resolve : callable
        Returns the id of what is called so and ""; or "" and what may be meant.
    """
    seen: dict[str, Placed] = {}

    def find(text: str) -> Placed:
        if text not in seen:
            seen[text] = _named(text)
        return seen[text]

    def _named(text: str) -> Placed:
        if not text:
            return Placed(unplaced=worded("names no place"))
        found, advice = resolve(text)
        if not found and (at := read_position(plain(text))):
            return Placed(shapely.Point(at[1], at[0]))
        if not found:
            why = worded("nothing is called '{name}'", name=text[:60])
            told = worded("{problem}; {remedy}", problem=why, remedy=advice) if advice else why
            return Placed(unplaced=told)
        shape, precision = places.get(found, (None, None))
        if shape is None:
            return Placed(unplaced=worded("'{name}' has no position itself", name=text[:60]))
        point = shape if shape.geom_type == "Point" else shape.representative_point()
        return Placed(point, precision)

    return find
