"""Who holds what on one day, everywhere at once: the state of each place and district, and how two differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from geo.analysis.control import HOLLOW_CLASSES, Ground, World, place_state
from geo.analysis.standing import NONE, State

PLACE: Final = "place"
DISTRICT: Final = "district"


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a place or a district.

    Attributes
    ----------
    scope : str
        `PLACE` or `DISTRICT`.
    kind : str
        As of a `State`.
    actors, holders : tuple of str
        Who holds or contests it, and the holder that each counts with: its side, or itself.
    claims : tuple of str
        Ids of the claims that make it.
    basis : str
        Of a district what the wash rests on: "district", "region", "towns"; of a place "place"; "" = nothing.
    """

    about: str
    scope: str
    kind: str
    actors: tuple[str, ...]
    holders: tuple[str, ...]
    claims: tuple[str, ...]
    basis: str

    @property
    def state(self) -> tuple[str, frozenset[str], bool]:
        """What two are compared by: in which way, by whom, and whether it is derived from towns."""
        return self.kind, frozenset(self.holders), self.basis == "towns"

    @property
    def sure(self) -> bool:
        """Whether somebody claims it effectively, and nobody contests it."""
        return self.kind == "effective" and self.basis != "towns"


Picture = Mapping[str, Held]
"""Every place on the map and every district, by id."""


def picture(world: World, day: str, about: Iterable[str] | None = None) -> dict[str, Held]:
    """Return who holds each place and district on an ISO day.

    Parameters
    ----------
    about : iterable of str, optional
        Only these places and districts; default: every claimed place, every town, every district.
    """
    holders = holders_of(world)
    places = {name for name in world.stated if name in world.sites and name not in world.districts}
    places |= {name for name, row in world.towns.items() if row["class"] in HOLLOW_CLASSES}
    wanted = None if about is None else set(about)
    chosen = sorted(places if wanted is None else places & wanted)
    found = {name: held_as(name, PLACE, place_state(name, world, day), PLACE, holders) for name in chosen}
    for name in world.districts:
        if wanted is None or name in wanted:
            wash = Ground.of(name, world).wash(day)
            found[name] = held_as(name, DISTRICT, wash.state, wash.scope, holders)
    return found


def holders_of(world: World) -> dict[str, str]:
    """Return the holder that each actor with a claim counts with: its side, or itself."""
    return {claim.actor: claim.holder for claims in world.claims.values() for claim in claims}


@dataclass(frozen=True, slots=True)
class Difference:
    """A place or district that is held otherwise in two pictures."""

    about: str
    before: Held
    after: Held

    @property
    def what(self) -> str:
        """Tell "appears", "ends", "passes" (other holders) or "turns" (the same in another way)."""
        if self.before.kind == NONE:
            return "appears"
        if self.after.kind == NONE:
            return "ends"
        return "passes" if set(self.before.holders) != set(self.after.holders) else "turns"


def differences(before: Picture, after: Picture) -> Iterator[Difference]:
    """Yield what is held otherwise, in the order of the first. Other claims for the same are no difference.

    What only one of them shows is held by nobody in the other.
    """
    for name in dict.fromkeys([*before, *after]):
        one = before.get(name) or _nobody(after[name])
        other = after.get(name) or _nobody(one)
        if one.state != other.state:
            yield Difference(name, one, other)


def _nobody(held: Held) -> Held:
    return Held(held.about, held.scope, NONE, (), (), (), "")


def held_as(about: str, scope: str, state: State, basis: str, holders: Mapping[str, str]) -> Held:
    """Return a state as who holds something; `holders` says who an actor counts with."""
    held_by = tuple(dict.fromkeys(holders.get(actor, actor) for actor in state.actors))
    basis = basis if state.kind != NONE else ""
    return Held(about, scope, state.kind, state.actors, held_by, state.claims, basis)
