"""How much of an area who holds: places, people and square kilometres, from the least to the most.

The least is what somebody is said to hold effectively, with nobody contesting it. The most adds what is held
in name only, contested, or derived from towns. Land is measured equal-area. A place counts for itself and a
district for its land; nothing is carried over from one to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.analysis.asked.picture import PLACE, Picture
from geo.analysis.control import World
from geo.analysis.projection import MAP_CRS, METRIC_CRS
from geo.analysis.standing import NONE

CONTESTED: Final = "contested"
_SQUARE_KM: Final = 1e6
_LONGEST_EDGE: Final = 0.1
"""Degrees."""
_TO_METRES: Final = Transformer.from_crs(MAP_CRS, METRIC_CRS, always_xy=True)


@dataclass(slots=True)
class Share:
    """What one holder has of an area; `most` includes what is doubtful."""

    places: int = 0
    places_most: int = 0
    people: int = 0
    people_most: int = 0
    km2: float = 0.0
    km2_most: float = 0.0


@dataclass(frozen=True, slots=True)
class Shares:
    """What is in an area, and who has it.

    Attributes
    ----------
    total : Share
        Everything in the area: places, known people, land of districts; `most` is the same.
    holders : mapping of str to Share
        By holder, whoever has most first.
    contested, unclaimed : Share
        What two hold or somebody contests, and what nobody is said to hold.
    outside_km2 : float
        Of the area that lies in no district: sea, and other countries.
    places, districts : tuple of str
        Ids of what is in it.
    claims : mapping of str to tuple of str
        By holder, `CONTESTED` too: ids of the claims that this rests on.
    """

    total: Share
    holders: Mapping[str, Share]
    contested: Share
    unclaimed: Share
    outside_km2: float
    places: tuple[str, ...]
    districts: tuple[str, ...]
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def metric(shape: BaseGeometry) -> BaseGeometry:
    """Return a geometry in the equal-area projection, in metres; long edges stay straight in degrees."""
    dense = shapely.segmentize(shape, _LONGEST_EDGE)
    return shapely.transform(dense, lambda xy: np.column_stack(_TO_METRES.transform(xy[:, 0], xy[:, 1])))


def districts_in_metres(world: World) -> dict[str, BaseGeometry]:
    """Return the districts of a world as they are measured; worth keeping."""
    return {
        name: metric(row["geometry"]) for name, row in world.districts.items() if row["geometry"] is not None
    }


def shares(world: World, held: Picture, area: BaseGeometry, land: Mapping[str, BaseGeometry]) -> Shares:
    """Return who holds how much of an area.

    Parameters
    ----------
    held : Picture
        Who holds what on the day.
    area : geometry
        EPSG:4326.
    land : mapping of str to geometry
        Of `districts_in_metres`.
    """
    found: dict[str, Share] = {}
    total, contested, unclaimed = Share(), Share(), Share()
    claims: dict[str, dict[str, None]] = {}
    measured = metric(area)

    def count(name: str, places: int, people: int, km2: float) -> None:
        one = held[name]
        _add(total, places, people, km2, sure=True)
        if one.kind == NONE:
            _add(unclaimed, places, people, km2, sure=True)
        for holder in one.holders:
            _add(found.setdefault(holder, Share()), places, people, km2, sure=one.sure)
            claims.setdefault(holder, {}).update(dict.fromkeys(one.claims))
        if one.kind == CONTESTED:
            _add(contested, places, people, km2, sure=True)
            claims.setdefault(CONTESTED, {}).update(dict.fromkeys(one.claims))

    inside = _inside(world, held, area)
    for name in inside:
        count(name, 1, world.people.get(name, 0), 0.0)
    covered = 0.0
    touched = []
    for name, shape in land.items():
        part = shapely.intersection(shape, measured).area / _SQUARE_KM if shape.intersects(measured) else 0.0
        if part > 0 and name in held:
            count(name, 0, 0, part)
            covered += part
            touched.append(name)
    order = sorted(found, key=lambda one: (-found[one].km2_most, -found[one].people_most, one))
    return Shares(
        total,
        {holder: found[holder] for holder in order},
        contested,
        unclaimed,
        max(0.0, measured.area / _SQUARE_KM - covered),
        tuple(inside),
        tuple(touched),
        {holder: tuple(ids) for holder, ids in claims.items()},
    )


def _add(share: Share, places: int, people: int, km2: float, *, sure: bool) -> None:
    share.places_most += places
    share.people_most += people
    share.km2_most += km2
    if sure:
        share.places += places
        share.people += people
        share.km2 += km2


def _inside(world: World, held: Picture, area: BaseGeometry) -> list[str]:
    """Return the ids of the places in the area."""
    names = [
        name
        for name, one in held.items()
        if one.scope == PLACE and name in world.sites and world.sites[name]["geometry"] is not None
    ]
    points = np.array([world.sites[name]["geometry"] for name in names], dtype=object)
    if not names:
        return []
    shapely.prepare(area)
    return [name for name, one in zip(names, shapely.intersects(area, points), strict=True) if one]
