"""The layer `control`: who holds which place and district by whose word. Dots and washes, no borders.

What is claimed about a place is a point at that place; what is claimed about a district, or about the region
that it lies in, is a wash over the district. `geo.analysis.standing` says which claims count on a day and
what they say together. One feature stands for one place (or district) and a period in which the same claims
make its state; on any day since `FIRST_DAY` each district and each known town has exactly one.

Where nobody claims a district or its region, a wash may be derived from its towns; it says so, and its
summary gives the sum. Everything else is of class `none`: no claim recorded, neither free nor held. Nothing
is carried over from one place to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import geopandas as gpd

from geo.analysis.control.ground import Ground, Wash, grade_of, place_states
from geo.analysis.control.world import World, world_of
from geo.analysis.frames import ActorNames, clipped, derived, feature_id, joint_evidence, newest
from geo.analysis.inputs import Inputs
from geo.analysis.standing import (
    NONE,
    State,
    periods,
)

HOLLOW_CLASSES: Final = ("capital", "town")
"""Those that stand on the map also where nobody claims them."""

OWN_COLUMNS: Final = ("scope", "place", "district", "region", "actors", "claims", "beside", "derived", "size")

NUMBERS: Final = ("derived", "size")

_TITLES: Final = {
    "effective": "Effective control",
    "contested": "Contested",
    "nominal": "Nominal control",
    NONE: "No claim recorded",
}

_HUNDRED_THOUSAND, _MILLION = 100_000, 1_000_000


def control(inputs: Inputs) -> gpd.GeoDataFrame:
    """Return dots and washes for all days since `FIRST_DAY`; the module says how they come about.

    Parameters
    ----------
    inputs : Inputs
        `tables` claims, actors and, where there are figures, population; `layers` districts, places and
        settlements, and all others for the positions of sites.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, the common columns, then `OWN_COLUMNS`: `scope` ("place", or what the wash rests on:
        "district", "region", "towns", ""), `place` of a point, `district` and `region` of a polygon, `actors`
        (holders, newest word first), `claims` that make the state and those `beside` ("|"-separated ids),
        `derived` (0 or 1), `size` (1 to 6, how important a place is). Classes effective, contested, nominal
        and none; ids `control-at-<place>-<from>` and `control-in-<district>-<from>`.
    """
    world = world_of(inputs)
    return derived([*_dots(world), *_washes(world)], OWN_COLUMNS, NUMBERS)


def _dots(world: World) -> Iterator[dict[str, Any]]:
    """Yield a row for each place and period: claimed places whatever they are, others when they are towns."""
    claimed = {place for place in world.claims if place in world.sites and place not in world.districts}
    for place in sorted(claimed | world.towns.keys()):
        at = world.sites[place]
        for state, start, end in periods(place_states(place, world)):
            if state.kind == NONE and world.towns.get(place, {}).get("class") not in HOLLOW_CLASSES:
                continue
            making = [world.rows[claim] for claim in state.claims]
            yield {
                **_evidence(state, making, at, world),
                "id": feature_id("control-at", place, start),
                "name_en": at["name_en"] or place,
                "name_ar": at["name_ar"],
                "valid_from": start,
                "valid_to": end,
                "precision_m": at["precision_m"],
                "summary": clipped(_summary(state, making, world.actors)),
                "scope": "place",
                "place": place,
                "derived": 0,
                "size": _size(world.towns.get(place), state, world.people.get(place, 0)),
                "geometry": at["geometry"],
            }


def _washes(world: World) -> Iterator[dict[str, Any]]:
    """Yield a row for each district and period."""
    for district, at in sorted(world.districts.items()):
        for wash, start, end in periods(Ground.of(district, world).washes()):
            making = [world.rows[claim] for claim in wash.state.claims]
            yield {
                **_evidence(wash.state, making, at, world),
                "id": feature_id("control-in", district, start),
                "name_en": at["name_en"],
                "name_ar": at["name_ar"],
                "valid_from": start,
                "valid_to": end,
                "precision_m": at["precision_m"],
                "summary": clipped(_wash_summary(wash, making, world.actors)),
                "scope": wash.scope,
                "district": district,
                "region": at["region"],
                "derived": int(wash.scope == "towns"),
                "size": None,
                "geometry": at["geometry"],
            }


def _evidence(
    state: State, making: Sequence[Mapping[str, Any]], at: Mapping[str, Any], world: World
) -> dict[str, Any]:
    """Return the columns that dots and washes fill alike; without a claim they are those of the place."""
    if making:
        beside = [world.rows[claim] for claim in state.beside]
        joint = joint_evidence(making)
        grade = grade_of(state, making)
        columns = {
            **joint,
            "marking": joint_evidence([*making, *beside])["marking"],
            "reliability": grade[0],
            "credibility": grade[1],
            "reviewed_on": newest(row["stated_on"] for row in making),
        }
    else:
        columns = {
            "sources": at["sources"], "reliability": "F", "credibility": 6, "marking": at["marking"],
            "recorded_on": at["recorded_on"], "reviewed_on": "",
        }  # fmt: skip
    return {
        **columns,
        "class": state.kind,
        "actor": state.actors[0] if len(state.actors) == 1 else "",
        "actors": "|".join(state.actors),
        "claims": "|".join(state.claims),
        "beside": "|".join(state.beside),
    }


def _size(town: Mapping[str, Any] | None, state: State, people: int) -> int:
    """Return 6 for the capital or a million people, 5 over 100,000, 4 town, 3 village, 2 site, 1 no claim."""
    if state.kind == NONE:
        return 1
    if town is None:
        return 2
    if town["class"] == "capital" or people >= _MILLION:
        return 6
    if people >= _HUNDRED_THOUSAND:
        return 5
    return 4 if town["class"] == "town" else 3


def _summary(state: State, making: Sequence[Mapping[str, Any]], actors: ActorNames) -> str:
    """Return the state in one sentence."""
    title = _TITLES[state.kind]
    if not making:
        return f"{title}: nobody is known to claim it in this period."
    latest = newest(row["stated_on"] for row in making)
    told = f"newest of {latest}" if latest else "none dated"
    return f"{title}: {actors.english(state.actors)}, by {_counted(len(making), 'claim')}, {told}."


def _wash_summary(wash: Wash, making: Sequence[Mapping[str, Any]], actors: ActorNames) -> str:
    said = _summary(wash.state, making, actors)
    if wash.scope == "region":
        return f"{said} Claimed of the whole region."
    if wash.scope == "towns":
        own, known = wash.people
        return f"{said} Derived from towns with {own:,} of {known:,} known people of the district."
    return said


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
