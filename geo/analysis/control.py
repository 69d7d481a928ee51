"""The layer `control`: areas and places by claimed control, derived from claims.csv; never hand-drawn truth.

Method
------
1.  *Places.* Every place that a claim names, at the position of the feature with that id in whatever layer.
2.  *Cells* (`geo.analysis.cells`). Each place about which anybody ever claimed effective, contested or
    nominal control gets the ground within its reach, `TOWN_REACH_M` round a town and `SITE_REACH_M` round
    anything else, as far as no other such place that reaches it is nearer, and within Libya's outline: a
    Voronoi cell that stops at the reach. Places closer than 300 m share a cell. What is offshore or abroad
    gets a point only. The cells are the same on every day, so an area grows or shrinks only because a claim
    does; ground beyond every reach belongs to nobody, and so does the cell of a place about which no claim
    stands: unknown stays unknown.
3.  *States* (`geo.analysis.standing`). The claims that stand on a day make each cell effective, contested,
    nominal or nothing, and stale when none of them was repeated within 365 days.
4.  *Areas.* Cells of the same class, actors and staleness are dissolved into one feature, true from the day
    on which its shape or the claims behind it change until the next such day.
5.  *Points.* Each claimed place is a point of class `place` beside, with all that is claimed about it:
    presence and revenue are listed there and never make an area. It changes when the claims that stand
    change.

The grade of an area is that of its weakest claim, its precision is its reach, its `reviewed_on` the newest
statement among its claims: all of a fresh area's cells are fresh and all of a stale one's are stale, so the
common rule for stale features says the same as the area does.

What it is not: a front line, or a measure of who governs how much land. The reach is a convention of drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.analysis.cells import cells, dissolved, shared_places
from geo.analysis.frames import ActorNames, clipped, derived, feature_id, joint_evidence, newest, sites
from geo.analysis.inputs import Inputs
from geo.analysis.projection import MAP_CRS, METRIC_CRS
from geo.analysis.standing import CONTROL_KINDS, State, dated, states_on, timelines

TOWN_REACH_M: Final = 60_000
"""Reach of a town, in metres. Half of 120 km: three in four of the places that claims name have another one
nearer than that, so along the coast and in the settled south cells meet, and in the desert they stay
apart."""

SITE_REACH_M: Final = 25_000
"""Reach of a field, terminal, air base, crossing or landmark, in metres. Who holds a fence holds no province:
large enough to be seen at country scale, less than half of the 60 km between neighbouring oil fields."""

TOWN_CLASSES: Final = ("capital", "town", "village")
"""Classes of the layer `places` that are towns."""

LIBYA: Final = "country-ly"
"""Id of Libya's outline in the ground layer `neighbours`."""

OWN_COLUMNS: Final = ("actors", "claims", "place", "basis")

_WORDS: Final = {
    "effective": ("Effective control", "سيطرة فعلية"),
    "contested": ("Contested", "متنازع عليها"),
    "nominal": ("Nominal control", "سيطرة اسمية"),
    "presence": ("Presence", "وجود"),
    "revenue": ("Revenue", "إيرادات"),
    "undated": ("Undated claim", "ادعاء غير مؤرخ"),
}
_BESIDE: Final = {
    "presence": "Also present",
    "revenue": "Draws revenue",
    "nominal": "Nominal claim",
    "effective": "Older claim, not counted",
    "contested": "Older contest, not counted",
}
_NO_SITE: Final[Mapping[str, Any]] = {"name_en": "", "name_ar": "", "precision_m": None, "geometry": None}

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Everything that states and features are made of, prepared once."""

    claims: pd.DataFrame
    rows: Mapping[str, Mapping[str, Any]]
    sites: Mapping[str, Mapping[str, Any]]
    actors: ActorNames
    cells: Mapping[str, BaseGeometry]
    reach_m: Mapping[str, int]
    place_of: Mapping[str, str]
    cell_of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Area:
    """The cells that make one area on some day, and why."""

    basis: str
    actors: tuple[str, ...]
    stale: bool
    cells: frozenset[str]
    claims: frozenset[str]


def control(inputs: Inputs) -> gpd.GeoDataFrame:
    """Return areas and places by claimed control, for all days; the module says how they come about.

    Parameters
    ----------
    inputs : Inputs
        `tables` claims and actors, `ground` neighbours (Libya is `country-ly`), and the layers for positions.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, the common columns, then `actors` and `claims` ("|"-separated ids), `place` (of a point,
        else "") and `basis` (effective, contested, nominal, presence, revenue, undated). Areas of class
        effective, contested or nominal with ids `control-<class>-<actors>-<from>`, of one day never
        overlapping; points of class place, `control-at-<place>-<from>`, without geometry where the place has
        none.
    """
    evidence = _evidence(inputs)
    rows = [*_areas(evidence), *_places(evidence)]
    return derived(rows, OWN_COLUMNS)


def areas_on(inputs: Inputs, day: date) -> gpd.GeoDataFrame:
    """Return the areas of one day, computed for that day alone: the check on the intervals of `control`.

    Returns
    -------
    GeoDataFrame
        EPSG:4326; `basis`, `actors`, `stale`, `claims` and the dissolved `geometry`, in no particular order.
    """
    evidence = _evidence(inputs)
    areas = _areas_of(states_on(evidence.claims, evidence.cell_of, day))
    frame = {
        "basis": [area.basis for area in areas],
        "actors": ["|".join(area.actors) for area in areas],
        "stale": [area.stale for area in areas],
        "claims": ["|".join(sorted(area.claims)) for area in areas],
    }
    shapes = [dissolved(evidence.cells[cell] for cell in sorted(area.cells)) for area in areas]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=MAP_CRS))


def reaches(places: gpd.GeoDataFrame) -> pd.Series[int]:
    """Return the reach of each place in metres, by its `layer` and `class`."""
    town = (places["layer"] == "places") & places["class"].isin(TOWN_CLASSES)
    return pd.Series(np.where(town, TOWN_REACH_M, SITE_REACH_M), index=places.index, dtype="int64")


def _evidence(inputs: Inputs) -> _Evidence:
    claims = dated(inputs.tables["claims"])
    known = sites(inputs)
    deciding = claims[claims["claim"].isin(CONTROL_KINDS) & (claims["valid_from"] != "")]
    located = known.loc[known.index.isin(deciding["place"]) & known.geometry.notna().to_numpy()]
    shared = shared_places(located.geometry.to_crs(METRIC_CRS))
    reach_m = reaches(located).groupby(shared).max()
    ground = inputs.ground["neighbours"].set_index("id").geometry
    shapes = cells(located.geometry.loc[reach_m.index], reach_m, ground.loc[LIBYA])
    cell_names = shared[shared.isin(shapes.index)]
    cell_of = claims["place"].map(cell_names).dropna()
    return _Evidence(
        claims=claims,
        rows=_by_id(claims),
        sites=_by_id(known[known.index.isin(claims["place"])]),
        actors=ActorNames.of(inputs.tables["actors"]),
        cells=dict(shapes.items()),
        reach_m={str(cell): int(reach) for cell, reach in reach_m.items()},
        place_of=dict(zip(claims["id"], claims["place"], strict=True)),
        cell_of={str(claim): str(cell) for claim, cell in cell_of.items()},
    )


def _by_id(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the rows of a frame by its index."""
    records = frame.to_dict("records")
    return {
        str(name): {str(column): value for column, value in row.items()}
        for name, row in zip(frame.index, records, strict=True)
    }


def _areas(evidence: _Evidence) -> Iterator[dict[str, Any]]:
    """Yield one row an area and interval in which neither its shape nor its claims change."""

    @cache
    def shape(members: frozenset[str]) -> BaseGeometry:
        return dissolved(evidence.cells[cell] for cell in sorted(members))

    days = {day: set(_areas_of(found)) for day, found in timelines(evidence.claims, evidence.cell_of).items()}
    for area, start, end in _intervals(days):
        claims = [evidence.rows[claim] for claim in sorted(area.claims)]
        title, title_ar = _WORDS[area.basis]
        stale = ["stale"] if area.stale else []
        yield {
            **_common(claims, start, end),
            "id": feature_id("control", area.basis, *area.actors, *stale, start),
            "name_en": f"{title}: {evidence.actors.english(area.actors)}",
            "name_ar": f"{title_ar}: {evidence.actors.arabic(area.actors)}",
            "class": area.basis,
            "actor": _single(area.basis, area.actors),
            "precision_m": max(evidence.reach_m[cell] for cell in area.cells),
            "summary": clipped(_area_summary(area, claims)),
            "actors": "|".join(area.actors),
            "claims": "|".join(sorted(area.claims)),
            "basis": area.basis,
            "geometry": shape(area.cells),
        }


def _places(evidence: _Evidence) -> Iterator[dict[str, Any]]:
    """Yield one row a claimed place and interval in which the claims that stand about it do not change."""
    # Days share most of their states, and being stale changes no place.
    ageless = cache(lambda state: replace(state, stale=False))
    days = {
        day: {(place, ageless(state)) for place, state in found.items()}
        for day, found in timelines(evidence.claims, evidence.place_of).items()
    }
    for (place, state), start, end in _intervals(days):
        making = [evidence.rows[claim] for claim in state.claims]
        beside = [evidence.rows[claim] for claim in state.beside]
        grades = joint_evidence(making)
        at = evidence.sites.get(place, _NO_SITE)
        yield {
            **_common([*making, *beside], start, end),
            # What stands beside is cited, but does not lower the grade of what is said about control.
            "reliability": grades["reliability"],
            "credibility": grades["credibility"],
            "reviewed_on": newest(row["stated_on"] for row in making),
            "id": feature_id("control-at", place, start),
            "name_en": at["name_en"] or place,
            "name_ar": at["name_ar"],
            "class": "place",
            "actor": _single(state.basis, state.actors),
            "precision_m": at["precision_m"],
            "summary": clipped(_place_summary(state, making, beside, evidence.actors)),
            "actors": "|".join(state.actors),
            "claims": "|".join([*state.claims, *state.beside]),
            "place": place,
            "basis": state.basis,
            "geometry": at["geometry"],
        }


def _areas_of(found: Mapping[str, State]) -> list[_Area]:
    """Return the areas that the states of cells make together."""
    members: defaultdict[tuple[str, tuple[str, ...], bool], list[str]] = defaultdict(list)
    for cell, state in found.items():
        if state.controls:
            members[state.basis, state.actors, state.stale].append(cell)
    return [
        _Area(*key, frozenset(group), frozenset(claim for cell in group for claim in found[cell].claims))
        for key, group in members.items()
    ]


def _intervals(days: Mapping[str, set[Item]]) -> Iterator[tuple[Item, str, str]]:
    """Yield what is there, from and until which day ("" = open), given what is there from each day on."""
    since: dict[Item, str] = {}
    for day, present in days.items():
        for gone in [item for item in since if item not in present]:
            yield gone, since.pop(gone), day
        for item in present:
            since.setdefault(item, day)
    for item, start in since.items():
        yield item, start, ""


def _common(claims: Sequence[Mapping[str, Any]], start: str, end: str) -> dict[str, Any]:
    """Return the columns that areas and places fill alike from their claims."""
    return {
        **joint_evidence(claims),
        "valid_from": start,
        "valid_to": end,
        "reviewed_on": newest(row["stated_on"] for row in claims),
    }


def _single(basis: str, actors: tuple[str, ...]) -> str:
    """Return the one who holds it; "" when that is contested, shared or not about control."""
    return actors[0] if basis in ("effective", "nominal") and len(actors) == 1 else ""


def _area_summary(area: _Area, claims: Sequence[Mapping[str, Any]]) -> str:
    places = len({row["place"] for row in claims})
    latest = newest(row["stated_on"] for row in claims)
    told = f"newest of {latest}" if latest else "none dated"
    stale = " Nobody has repeated it for over a year." if area.stale else ""
    counts = f"{_counted(len(claims), 'claim')} at {_counted(places, 'place')}"
    return (
        f"Derived from {counts}, {told}.{stale} "
        "Drawn out to a fixed reach round each place: not a measured border."
    )


def _place_summary(
    state: State, making: Sequence[Mapping[str, Any]], beside: Sequence[Mapping[str, Any]], actors: ActorNames
) -> str:
    latest = newest(row["stated_on"] for row in making)
    told = f"newest of {latest}" if latest else "none dated"
    count = _counted(len(making), "claim")
    parts = [f"{_WORDS[state.basis][0]}: {actors.english(state.actors)}, by {count}, {told}."]
    if not state.controls:
        parts.append("Nothing is claimed about control that day.")
    for kind, words in _BESIDE.items():
        # An undated claim stands at no known time, so it says nothing about the day.
        claimants = {str(row["actor"]) for row in beside if row["claim"] == kind and row["valid_from"]}
        others = sorted(claimants - set(state.actors))
        if others:
            parts.append(f"{words}: {actors.english(others)}.")
    return " ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
