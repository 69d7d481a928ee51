"""What the claims about a place, a district and its towns say together on a day.

Where nobody is said to hold a district or its region, a wash may be derived from its towns (`derived_wash`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from geo.analysis.control.world import FIRST_DAY, World
from geo.analysis.regions import region_id
from geo.analysis.standing import (
    NONE,
    UNCLAIMED,
    Claim,
    State,
    change_days,
    state_on,
)
from geo.model import CREDIBILITIES, RELIABILITIES

KNOWN_SHARE: Final = 1 / 2
"""Share of a district's known people who must live in towns with an effective claim for a derived wash."""


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


def place_states(place: str, world: World) -> list[tuple[str, State]]:
    """Return what holds at a place from each day of change on."""
    claims, above = world.claims.get(place, ()), world.claims_above(place)
    days = change_days([*claims, *(claim for wide in above for claim in wide)], FIRST_DAY)
    return [(day, state_on(claims, day, above=above)) for day in days]


def place_state(place: str, world: World, day: str) -> State:
    """Return what holds at a place on an ISO day."""
    return state_on(world.claims.get(place, ()), day, above=world.claims_above(place))


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
        towns = world.towns_of.get(district, ())
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

        A claim about the district beats one about its region, but for one in name only where the same holder
        effectively holds the region: that is told beside. Later claims of the same holder about the region
        confirm those about the district. A contest about the region says that parts of it are held by
        several: it does not fill a district whose towns tell one holder.
        """
        own = state_on(self.own, day, wide=True, above=(self.wide,))
        if own.kind not in (NONE, "nominal"):
            return self._claimed(own, day)
        wide = state_on(self.wide, day, wide=True)
        if own.kind == "nominal":
            if wide.kind == "effective" and self._alike(own, wide):
                return Wash(replace(wide, beside=tuple(sorted({*wide.beside, *own.claims}))), "region")
            return self._claimed(own, day)
        if wide.kind not in (NONE, "contested"):
            return Wash(wide, "region")
        holders = {claim.actor: claim.holder for claims in self.towns.values() for claim in claims}
        towns = derived_wash(self.in_towns(day), self.people, holders)
        return Wash(wide, "region") if wide.kind != NONE and towns.state.kind == NONE else towns

    def _claimed(self, own: State, day: str) -> Wash:
        """Return what is claimed of the district, with what is said later of its region and confirms it."""
        making = [claim for claim in self.own if claim.id in own.claims]
        last = max(claim.said for claim in making)
        held = {claim.holder for claim in making}
        confirming = [
            claim.id
            for claim in self.wide
            if claim.counts(day) and own.kind == claim.kind and claim.holder in held and claim.said > last
        ]
        return Wash(_with(own, confirming), "district")

    def _alike(self, own: State, wide: State) -> bool:
        """Tell whether what is claimed of the district and of its region names the same holder."""
        held = {claim.holder for claim in self.own if claim.id in own.claims}
        return any(claim.holder in held for claim in self.wide if claim.id in wide.claims)

    def washes(self) -> list[tuple[str, Wash]]:
        """Return what holds in the district from each day of change on."""
        everything = [*self.own, *self.wide, *(claim for claims in self.towns.values() for claim in claims)]
        return [(day, self.wash(day)) for day in change_days(everything, FIRST_DAY)]


def _with(state: State, more: Sequence[str]) -> State:
    return replace(state, claims=tuple(sorted({*state.claims, *more})))


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
