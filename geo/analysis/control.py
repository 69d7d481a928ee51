"""The layer `control`: who holds which place and district by whose word. Dots and washes, no borders.

What is claimed about a place is a point at that place; what is claimed about a district, or about the region
that it lies in, is a wash over the district. `geo.analysis.standing` says which claims count on a day and
what they say together. One feature stands for one place (or district) and a period in which the same claims
make its state; on any day since `FIRST_DAY` each district and each known town has exactly one.

Where nobody claims a district or its region, a wash may be derived from its towns (`derived_wash`); it says
so, and its summary gives the sum. Everything else is of class `none`: no claim recorded, neither free nor
held. Nothing is carried over from one place to another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geo.analysis.frames import ActorNames, clipped, derived, feature_id, joint_evidence, newest, sites
from geo.analysis.inputs import Inputs
from geo.analysis.regions import region_id
from geo.analysis.standing import (
    NONE,
    UNCLAIMED,
    Claim,
    Handover,
    State,
    change_days,
    handovers_of,
    in_time,
    periods,
    state_of,
    stated_claims,
)
from geo.model import CREDIBILITIES, RELIABILITIES

FIRST_DAY: Final = "2011-02-15"
"""The day on which the uprising began: before it there are no sides."""

TOWN_LAYERS: Final = ("places", "settlements")
TOWN_CLASSES: Final = ("capital", "town", "village")
"""Classes of the layers `places` and `settlements` in which people live."""
HOLLOW_CLASSES: Final = ("capital", "town")
"""Those that stand on the map also where nobody claims them."""

KNOWN_SHARE: Final = 1 / 2
"""Share of a district's known people who must live in towns with an effective claim for a derived wash."""

OWN_COLUMNS: Final = ("scope", "place", "district", "region", "actors", "claims", "beside", "derived", "size")
NUMBERS: Final = ("derived", "size")

_TITLES: Final = {
    "effective": ("Effective control", "سيطرة فعلية"),
    "contested": ("Contested", "متنازع عليها"),
    "nominal": ("Nominal control", "سيطرة اسمية"),
    NONE: ("No claim recorded", "لا ادعاء مسجل"),
}
TOWN_FIGURES: Final = ("place", "municipality")
"""Scopes of population.csv that say how many people live in a town."""
_DOUBTED = 5
_HUNDRED_THOUSAND, _MILLION = 100_000, 1_000_000


@dataclass(frozen=True, slots=True)
class World:
    """What states and features are made of, prepared once.

    Attributes
    ----------
    claims : mapping of str to sequence of Claim
        By the id of the place, district or region that they are about, open ends closed.
    stated : mapping of str to sequence of Claim
        The same as stated, before open ends are closed: what they are when some are left out (`without`).
    handovers : mapping of str to Handover
        By the actor that handed over.
    rows : mapping of str to mapping
        Rows of claims.csv by id, undated ones too.
    sites, towns, districts : mapping of str to mapping
        Rows by id: every feature of every file with a point on it, known towns of Libya, districts.
    people, figures : mapping
        People of towns by id, and the row of population.csv that each number is from.
    actors : ActorNames
        Their names.
    """

    claims: Mapping[str, Sequence[Claim]]
    stated: Mapping[str, Sequence[Claim]]
    handovers: Mapping[str, Handover]
    rows: Mapping[str, Mapping[str, Any]]
    sites: Mapping[str, Mapping[str, Any]]
    towns: Mapping[str, Mapping[str, Any]]
    people: Mapping[str, int]
    figures: Mapping[str, Mapping[str, Any]]
    districts: Mapping[str, Mapping[str, Any]]
    actors: ActorNames

    def only(self, kept: Callable[[str], bool]) -> World:
        """Return the same with only some claims, by their ids; open ends are closed anew.

        What is claimed about a place that loses no claim is taken over as it is.
        """
        claims: dict[str, Sequence[Claim]] = {}
        stated: dict[str, Sequence[Claim]] = {}
        for about, every in self.stated.items():
            left = [claim for claim in every if kept(claim.id)]
            if left:
                stated[about] = left
                claims[about] = (
                    self.claims[about] if len(left) == len(every) else in_time(left, self.handovers)
                )
        return replace(self, claims=claims, stated=stated)


@dataclass(frozen=True, slots=True)
class Wash:
    """The state of a district: claimed, derived from its towns, or none.

    Attributes
    ----------
    scope : str
        "district" or "region", by the claims that make it; "towns" when it is derived; "" when there is none.
    people : tuple of int
        Of a derived wash: people in the holder's towns, and people known in all.
    """

    state: State
    scope: str = ""
    people: tuple[int, int] = (0, 0)


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


def derived_wash(towns: Mapping[str, State], people: Mapping[str, int], holders: Mapping[str, str]) -> Wash:
    """Return the wash that the towns of a district make together, or none.

    Derived when one holder's towns carry at least `KNOWN_SHARE` of the known people, nobody else effectively
    holds a town of the district, and none is contested.

    Parameters
    ----------
    towns : mapping of str to State
        What holds in each town.
    people : mapping of str to int
        People of the towns for which a figure is known.
    holders : mapping of str to str
        Who an actor counts with: its side, or itself.

    Examples
    --------
    >>> held = State("effective", ("lna",), ("1",))
    >>> towns = {"sabha": held, "samnu": UNCLAIMED}
    >>> derived_wash(towns, {"sabha": 150_000, "samnu": 9_000}, {"lna": "east"}).people
    (150000, 159000)
    >>> derived_wash(towns, {"samnu": 9_000}, {"lna": "east"}).state.kind
    'none'
    """
    held = {town: state for town, state in towns.items() if state.kind == "effective"}
    sides = {holders.get(state.actors[0], state.actors[0]) for state in held.values()}
    contested = any(state.kind == "contested" for state in towns.values())
    own, known = sum(people.get(town, 0) for town in held), sum(people.values())
    if len(sides) != 1 or contested or not known or own < known * KNOWN_SHARE:
        return Wash(UNCLAIMED)
    claims = tuple(sorted({claim for state in held.values() for claim in state.claims}))
    largest = max(held, key=lambda town: (people.get(town, 0), town))
    return Wash(State("effective", held[largest].actors, claims), "towns", (own, known))


def world_of(inputs: Inputs, with_districts: bool = True) -> World:
    """Return what the evidence given holds about control, with the claims in time."""
    actors = inputs.tables["actors"]
    rows = inputs.tables["claims"]
    districts = inputs.layers["districts"] if with_districts else pd.DataFrame({"id": []})
    found = sites(inputs)
    stated, handovers = claims_as_stated(inputs)
    figures = town_figures(inputs.tables["population"] if "population" in inputs.tables else pd.DataFrame())
    return World(
        claims={place: in_time(claims, handovers) for place, claims in stated.items()},
        stated=stated,
        handovers=handovers,
        rows={str(row["id"]): row for row in _records(rows)},
        sites={str(name): row for name, row in zip(found.index, _records(found), strict=True)},
        towns={
            str(row["id"]): row
            for name in TOWN_LAYERS
            if name in inputs.layers
            for row in _records(_towns(inputs.layers[name]))
        },
        people={name: int(row["people"]) for name, row in figures.items()},
        figures=figures,
        districts={str(row["id"]): row for row in _records(districts)},
        actors=ActorNames.of(actors),
    )


def resolved_claims(inputs: Inputs) -> dict[str, list[Claim]]:
    """Return the claims that the evidence holds in time, by the id of what they are about."""
    stated, handovers = claims_as_stated(inputs)
    return {about: in_time(claims, handovers) for about, claims in stated.items()}


def claims_as_stated(inputs: Inputs) -> tuple[dict[str, list[Claim]], dict[str, Handover]]:
    """Return the claims that the evidence holds as they were stated, and the handovers that it knows of."""
    actors = inputs.tables["actors"]
    handovers = handovers_of(inputs.tables["handovers"]) if "handovers" in set(inputs.tables) else {}
    began = dict(zip(actors["id"], actors["valid_from"], strict=True)) if "valid_from" in actors else {}
    sides = dict(zip(actors["id"], actors["side"], strict=True))
    return stated_claims(inputs.tables["claims"], sides, began), handovers


def _towns(places: pd.DataFrame) -> pd.DataFrame:
    """Return the towns of Libya; columns that a layer does not declare say nothing."""
    usual = {"country": "LY", "district": ""}
    filled = places.assign(**{name: value for name, value in usual.items() if name not in places})
    return filled[filled["class"].isin(TOWN_CLASSES) & (filled["country"] == "LY")]


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    # Column by column: `to_dict` takes three times as long over texts.
    names = [str(column) for column in frame.columns]
    columns = (frame[column].tolist() for column in frame.columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def place_states(claims: Sequence[Claim]) -> list[tuple[str, State]]:
    """Return what holds at a place from each day of change on, given the claims about it."""
    return [(day, state_on(claims, day)) for day in change_days(claims, FIRST_DAY)]


def state_on(claims: Iterable[Claim], day: str, *, newer_nominal: bool = False) -> State:
    """Return what some claims say together on an ISO day, as `state_of`."""
    return state_of((claim for claim in claims if claim.counts(day)), newer_nominal=newer_nominal)


def _dots(world: World) -> Iterator[dict[str, Any]]:
    """Yield a row for each place and period: claimed places whatever they are, others when they are towns."""
    claimed = {place for place in world.claims if place in world.sites and place not in world.districts}
    for place in sorted(claimed | world.towns.keys()):
        at = world.sites[place]
        for state, start, end in periods(place_states(world.claims.get(place, ()))):
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


@dataclass(frozen=True, slots=True)
class Ground:
    """The claims that a wash rests on: about a district, its region and its towns.

    Attributes
    ----------
    own, wide : sequence of Claim
        About the district, and about its region.
    towns : mapping of str to sequence of Claim
        About each known town of the district.
    people : mapping of str to int
        People of the towns for which a figure is known.
    """

    own: Sequence[Claim]
    wide: Sequence[Claim]
    towns: Mapping[str, Sequence[Claim]]
    people: Mapping[str, int]

    @classmethod
    def of(cls, district: str, world: World) -> Ground:
        """Return what is claimed in and about a district."""
        towns = {name: row for name, row in world.towns.items() if row["district"] == district}
        return cls(
            own=world.claims.get(district, ()),
            wide=world.claims.get(region_id(str(world.districts[district]["region"])), ()),
            towns={name: world.claims.get(name, ()) for name in towns},
            people={name: world.people[name] for name in towns if name in world.people},
        )

    def in_towns(self, day: str) -> dict[str, State]:
        """Return what holds in each town on an ISO day."""
        return {name: state_on(claims, day) for name, claims in self.towns.items()}

    def wash(self, day: str) -> Wash:
        """Return what holds in the district on an ISO day.

        A claim about the district beats one about its region. A nominal claim wins where its word is newer.
        Later claims of the same holder about the region confirm those about the district.
        """
        state = state_on(self.own, day, newer_nominal=True)
        broad = [claim for claim in self.wide if claim.counts(day)]
        if state.kind != NONE:
            making = [claim for claim in self.own if claim.id in state.claims]
            last = max(claim.said for claim in making)
            held = {claim.holder for claim in making}
            confirming = [
                claim.id
                for claim in broad
                if state.kind == claim.kind and claim.holder in held and claim.said > last
            ]
            return Wash(_with(state, confirming), "district")
        state = state_of(broad, newer_nominal=True)
        if state.kind != NONE:
            return Wash(state, "region")
        holders = {claim.actor: claim.holder for claims in self.towns.values() for claim in claims}
        return derived_wash(self.in_towns(day), self.people, holders)

    def washes(self) -> list[tuple[str, Wash]]:
        """Return what holds in the district from each day of change on."""
        everything = [*self.own, *self.wide, *(claim for claims in self.towns.values() for claim in claims)]
        return [(day, self.wash(day)) for day in change_days(everything, FIRST_DAY)]


def _with(state: State, more: Sequence[str]) -> State:
    return State(state.kind, state.actors, tuple(sorted({*state.claims, *more})), state.beside)


def town_figures(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the row with the newest dated figure of each town; of equal ones that of the town alone."""
    figures: dict[str, tuple[int, bool, int]] = {}
    found: dict[str, dict[str, Any]] = {}
    for row in _records(table):
        if row["scope"] in TOWN_FIGURES and row["year"] and int(row["credibility"]) < _DOUBTED:
            place = str(row["place"])
            figure = int(str(row["year"])[:4]), row["scope"] == TOWN_FIGURES[0], int(row["people"])
            if figure >= figures.get(place, figure):
                figures[place], found[place] = figure, row
    return found


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


def grade_of(state: State, making: Iterable[Mapping[str, Any]]) -> tuple[str, int]:
    """Return the letter and number of the newest claim of each holder, where several hold the weakest.

    `making` are the rows of claims.csv that make the state.
    """
    best: dict[str, Mapping[str, Any]] = {}
    for row in sorted(making, key=lambda row: str(row["stated_on"] or row["valid_from"])):
        best[str(row["actor"])] = row
    speaking = [best[actor] for actor in state.actors if actor in best] or list(best.values())
    return (
        max((str(row["reliability"]) for row in speaking), key=RELIABILITIES.index),
        int(max((str(row["credibility"]) for row in speaking), key=CREDIBILITIES.index)),
    )


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
    title = _TITLES[state.kind][0]
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
