"""What states and features of control are made of, prepared once from the evidence given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from geo.analysis.frames import ActorNames, records, sites
from geo.analysis.inputs import Inputs
from geo.analysis.regions import region_id
from geo.analysis.standing import (
    Claim,
    Handover,
    handovers_of,
    in_time,
    stated_claims,
)

FIRST_DAY: Final = "2011-02-15"
"""The day on which the uprising began: before it there are no sides."""

TOWN_LAYERS: Final = ("places", "settlements")

TOWN_CLASSES: Final = ("capital", "town", "village")
"""Classes of the layers `places` and `settlements` in which people live."""

TOWN_FIGURES: Final = ("place", "municipality")
"""Scopes of population.csv that say how many people live in a town."""

_DOUBTED = 5


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
    towns_of : mapping of str to sequence of str
        The known towns of each district.
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
    towns_of: Mapping[str, Sequence[str]]
    people: Mapping[str, int]
    figures: Mapping[str, Mapping[str, Any]]
    districts: Mapping[str, Mapping[str, Any]]
    actors: ActorNames

    def district_of(self, place: str) -> str:
        """Return the id of the district that a place stands in; "" outside all of them."""
        town = self.towns.get(place)
        if town and town["district"] in self.districts:
            return str(town["district"])
        point = self.sites[place]["geometry"] if place in self.sites else None
        if point is None or place in self.districts:
            return ""
        holding = (
            name
            for name, row in self.districts.items()
            if row["geometry"] is not None and row["geometry"].intersects(point)
        )
        return next(holding, "")

    def region_of(self, district: str) -> str:
        """Return the id of the region that a district lies in."""
        return region_id(str(self.districts[district]["region"]))

    def above(self, place: str) -> tuple[str, ...]:
        """Return the ids of what a place lies in, where a contest about it needs them: district, region."""
        if all(claim.kind != "contested" for claim in self.stated.get(place, ())):
            return ()
        district = self.district_of(place)
        return (district, self.region_of(district)) if district else ()

    def claims_above(self, place: str) -> tuple[Sequence[Claim], ...]:
        """Return the claims about what a place lies in, as `above`."""
        return tuple(self.claims.get(name, ()) for name in self.above(place))

    def only(self, kept: Callable[[str], bool]) -> World:
        """Return the same with only some claims, by their ids; open ends are closed anew.

        What is claimed about a place that loses no claim is taken over as it is.
        """
        stated = {
            about: left for about, every in self.stated.items() if (left := [c for c in every if kept(c.id)])
        }
        return replace(self, stated=stated, claims=_InTime(stated, self.handovers, self))

    @property
    def unlapsed(self) -> World:
        """The same as if no claim lapsed because nobody repeated it."""
        return replace(self, claims=_InTime(self.stated, self.handovers, lapsing=False))

    def published(
        self,
        claims: Callable[[str], bool],
        features: Callable[[str], bool],
        handovers: Mapping[str, Handover],
        figures: Mapping[str, Mapping[str, Any]],
    ) -> World:
        """Return the same with only the claims and features, by their ids, that had been published by a day.

        Parameters
        ----------
        handovers, figures : mapping
            Those that had been.
        """
        left = self.only(claims)
        return replace(
            left,
            handovers=handovers,
            claims=_InTime(left.stated, handovers, self),
            rows={name: row for name, row in self.rows.items() if claims(name)},
            sites={name: row for name, row in self.sites.items() if features(name)},
            towns={name: row for name, row in self.towns.items() if features(name)},
            districts={name: row for name, row in self.districts.items() if features(name)},
            figures=figures,
            people=_people(figures),
        )


class _InTime(Mapping[str, Sequence[Claim]]):
    """Claims by what they are about, their open ends closed when they are first asked for.

    Parameters
    ----------
    world : World, optional
        The one that they are from: of what loses none of them there, nothing is closed again.
    lapsing : bool
        As of `in_time`.
    """

    def __init__(
        self,
        stated: Mapping[str, Sequence[Claim]],
        handovers: Mapping[str, Handover],
        world: World | None = None,
        *,
        lapsing: bool = True,
    ) -> None:
        self._stated = stated
        self._handovers = handovers
        self._before = world if world and world.handovers == handovers else None
        self._lapsing = lapsing
        self._made: dict[str, Sequence[Claim]] = {}

    def __getitem__(self, about: str) -> Sequence[Claim]:
        if about not in self._made:
            stated = self._stated[about]
            before = self._before
            same = before is not None and len(before.stated[about]) == len(stated)
            self._made[about] = (
                before.claims[about]
                if before and same
                else in_time(stated, self._handovers, lapsing=self._lapsing)
            )
        return self._made[about]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stated)

    def __len__(self) -> int:
        return len(self._stated)


def world_of(inputs: Inputs, with_districts: bool = True) -> World:
    """Return what the evidence given holds about control, with the claims in time."""
    actors = inputs.tables["actors"]
    rows = inputs.tables["claims"]
    districts = inputs.layers["districts"] if with_districts else pd.DataFrame({"id": []})
    found = sites(inputs)
    stated, handovers = claims_as_stated(inputs)
    figures = _figures(inputs)
    towns = {
        str(row["id"]): row
        for name in TOWN_LAYERS
        if name in inputs.layers
        for row in records(_towns(inputs.layers[name]))
    }
    towns_of: dict[str, list[str]] = {}
    for name, row in towns.items():
        towns_of.setdefault(str(row["district"]), []).append(name)
    return World(
        claims=_InTime(stated, handovers),
        stated=stated,
        handovers=handovers,
        rows={str(row["id"]): row for row in records(rows)},
        sites={str(name): row for name, row in zip(found.index, records(found), strict=True)},
        towns=towns,
        towns_of=towns_of,
        people=_people(figures),
        figures=figures,
        districts={str(row["id"]): row for row in records(districts)},
        actors=ActorNames.of(actors),
    )


def resolved_claims(inputs: Inputs) -> dict[str, list[Claim]]:
    """Return the claims that the evidence holds in time, by the id of what they are about."""
    stated, handovers = claims_as_stated(inputs)
    return {about: in_time(claims, handovers) for about, claims in stated.items()}


def claims_as_stated(inputs: Inputs) -> tuple[dict[str, list[Claim]], dict[str, Handover]]:
    """Return the claims that the evidence holds as they were stated, and the handovers that it knows of."""
    actors = inputs.tables["actors"]
    handovers = _handovers(inputs)
    began = dict(zip(actors["id"], actors["valid_from"], strict=True)) if "valid_from" in actors else {}
    sides = dict(zip(actors["id"], actors["side"], strict=True))
    return stated_claims(inputs.tables["claims"], sides, began), handovers


def _towns(places: pd.DataFrame) -> pd.DataFrame:
    """Return the towns of Libya; columns that a layer does not declare say nothing."""
    usual = {"country": "LY", "district": ""}
    filled = places.assign(**{name: value for name, value in usual.items() if name not in places})
    return filled[filled["class"].isin(TOWN_CLASSES) & (filled["country"] == "LY")]


def handovers_and_figures(inputs: Inputs) -> tuple[dict[str, Handover], dict[str, dict[str, Any]]]:
    """Return the handovers and the people of towns that the evidence given knows of."""
    return _handovers(inputs), _figures(inputs)


def _handovers(inputs: Inputs) -> dict[str, Handover]:
    return handovers_of(inputs.tables["handovers"]) if "handovers" in set(inputs.tables) else {}


def _figures(inputs: Inputs) -> dict[str, dict[str, Any]]:
    return town_figures(inputs.tables["population"] if "population" in inputs.tables else pd.DataFrame())


def _people(figures: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    return {name: int(row["people"]) for name, row in figures.items()}


def town_figures(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the row with the newest dated figure of each town; of equal ones that of the town alone."""
    figures: dict[str, tuple[int, bool, int]] = {}
    found: dict[str, dict[str, Any]] = {}
    for row in records(table):
        if row["scope"] in TOWN_FIGURES and row["year"] and int(row["credibility"]) < _DOUBTED:
            place = str(row["place"])
            figure = int(str(row["year"])[:4]), row["scope"] == TOWN_FIGURES[0], int(row["people"])
            if figure >= figures.get(place, figure):
                figures[place], found[place] = figure, row
    return found
