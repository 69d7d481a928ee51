"""Who holds what on one day, everywhere at once: the state of each place and district, and how two differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from geo.analysis.control import HOLLOW_CLASSES, Ground, World, place_state
from geo.analysis.standing import NONE, State
from geo.validity import first_day

PLACE: Final = "place"
DISTRICT: Final = "district"
_BYTES_OF_CLAIM: Final = 2_000
"""Of a claim and of the states from its first and its last day on."""


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
    chosen += [name for name in world.districts if wanted is None or name in wanted]
    return {name: _held_on(name, world, day, holders) for name in chosen}


def _held_on(about: str, world: World, day: str, holders: Mapping[str, str]) -> Held:
    if about in world.districts:
        wash = Ground.of(about, world).wash(day)
        return held_as(about, DISTRICT, wash.state, wash.scope, holders)
    return held_as(about, PLACE, place_state(about, world, day), PLACE, holders)


def holders_of(world: World) -> dict[str, str]:
    """Return the holder that each actor with a claim counts with: its side, or itself."""
    return {claim.actor: claim.holder for claims in world.claims.values() for claim in claims}


@dataclass(frozen=True, slots=True)
class Difference:
    """A place or district that is held otherwise in two pictures.

    Attributes
    ----------
    lapsed : bool
        Whether that is only because claims lapsed (`Lapses`): nobody says that anything happened.
    """

    about: str
    before: Held
    after: Held
    lapsed: bool = False

    @property
    def what(self) -> str:
        """Tell "lapsed", "appears", "ends", "passes" (other holders) or "turns" (the same in another way)."""
        if self.lapsed:
            return "lapsed"
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


class Lapses:
    """Tells what is held otherwise only because claims lapsed: nobody says that anything happened.

    That is so where it would be held as before had no claim lapsed, and nobody claimed anything new.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._unlapsed = world.unlapsed
        self._holders = holders_of(world)
        self._starts = {claim.id: claim.start for claims in world.stated.values() for claim in claims}
        self._found: dict[tuple[str, str], Difference | None] = {}

    def __sizeof__(self) -> int:
        """Return about how many bytes it takes when every place was asked for; others keep the worlds."""
        return _BYTES_OF_CLAIM * len(self._starts)

    def only(self, one: Difference, since: str, until: str) -> bool:
        """Tell whether nothing but lapses makes a difference from an ISO day to a later one."""
        before, after = one.before, one.after
        if before.kind == NONE or any(self._starts.get(claim, until) > since for claim in after.claims):
            return False
        still = _held_on(one.about, self._unlapsed, until, self._holders)
        # Whom a contest is against is found by its length, which is not known here.
        same = still.kind == before.kind and set(still.holders) <= set(before.holders)
        return same and (still.basis == "towns") == (before.basis == "towns")

    def on(self, about: str, day: str) -> Difference | None:
        """Return how a place or district is held otherwise from an ISO day on; None where it is not."""
        if (about, day) not in self._found:
            self._found[about, day] = self._on(about, day)
        return self._found[about, day]

    def _on(self, about: str, day: str) -> Difference | None:
        eve = (first_day(day) - timedelta(days=1)).isoformat()
        before, after = (_held_on(about, self._world, one, self._holders) for one in (eve, day))
        if before.state == after.state:
            return None
        one = Difference(about, before, after)
        return replace(one, lapsed=self.only(one, eve, day))


def _nobody(held: Held) -> Held:
    return Held(held.about, held.scope, NONE, (), (), (), "")


def held_as(about: str, scope: str, state: State, basis: str, holders: Mapping[str, str]) -> Held:
    """Return a state as who holds something; `holders` says who an actor counts with."""
    held_by = tuple(dict.fromkeys(holders.get(actor, actor) for actor in state.actors))
    basis = basis if state.kind != NONE else ""
    return Held(about, scope, state.kind, state.actors, held_by, state.claims, basis)
