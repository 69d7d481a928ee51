"""What rests on whom: how the picture of a day changes when a source, a publisher or a side is not believed.

A claim falls when nothing is left of its sources. What is said by others too stays, on fewer voices; a claim
that was confirmed by others (credibility 1) is no longer that when one voice is left. Open ends are closed
anew without what fell, because what fell may have contradicted something.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from geo.analysis.asked.picture import (
    DISTRICT,
    PLACE,
    Difference,
    Held,
    Picture,
    differences,
    held_as,
    holders_of,
)
from geo.analysis.control import Ground, World, grade_of
from geo.analysis.independence import Publishers
from geo.analysis.regions import region_id
from geo.analysis.standing import NONE, Claim, State, in_time, state_on
from geo.model import split

CONFIRMED: Final = "1"
PROBABLE: Final = 2
_CONFIRMING: Final = 2
_OF_A_CLAIM: Final = 600
"""Bytes kept for each claim: its families, and what is left without it."""


@dataclass(frozen=True, slots=True)
class Rests:
    """What one dot or wash rests on without some sources.

    Attributes
    ----------
    before, after : Held
        With and without them.
    voices, voices_after : int
        Independent publishers of the claims that make it.
    grade, grade_after : str
        Such as "B1".
    """

    before: Held
    after: Held
    voices: int
    voices_after: int
    grade: str
    grade_after: str

    @property
    def what(self) -> str:
        """Tell "flips", "loses its grade", "weakens" or "" where nothing changes."""
        if self.before.state != self.after.state:
            return "flips"
        if self.grade != self.grade_after:
            return "loses its grade"
        return "weakens" if self.voices_after < self.voices else ""


@dataclass(frozen=True, slots=True)
class Dependence:
    """A world, its picture of a day, and what each district stands on: made once, asked for many removals."""

    world: World
    publishers: Publishers
    day: str
    held: Picture
    grounds: Mapping[str, Ground]
    holders: Mapping[str, str]
    families: Mapping[str, frozenset[str]]
    above: Mapping[str, tuple[str, ...]]
    """What a place lies in, of the places about which that may decide a contest."""
    beneath: Mapping[str, Sequence[str]]
    """The same the other way round."""
    _left: dict[tuple[str, frozenset[str]], list[Claim]] = field(default_factory=dict)
    _flips: dict[frozenset[str], list[Difference]] = field(default_factory=dict, init=False)
    """Of this day: a publisher with one source falls with it."""

    def __sizeof__(self) -> int:
        """Return what it takes beside the world and the picture, which others keep too."""
        return _OF_A_CLAIM * len(self.families)

    @classmethod
    def of(cls, world: World, publishers: Publishers, day: str, held: Picture) -> Dependence:
        """Return it for an ISO day, given the picture of that day."""
        families = {
            claim: frozenset(publishers.families(split(str(row["sources"]))))
            for claim, row in world.rows.items()
        }
        grounds = {name: Ground.of(name, world) for name in world.districts}
        above = {place: wide for place in world.stated if (wide := world.above(place))}
        beneath: dict[str, list[str]] = {}
        for place, wide in above.items():
            for one in wide:
                beneath.setdefault(one, []).append(place)
        return cls(world, publishers, day, held, grounds, holders_of(world), families, above, beneath)

    def on(self, day: str, held: Picture) -> Dependence:
        """Return the same on another ISO day; what is left without some claims is the same on all days."""
        return replace(self, day=day, held=held)

    def voices(self, held: Held) -> int:
        """Return how many independent publishers a state rests on."""
        return len(frozenset().union(*(self.families[claim] for claim in held.claims)))

    def fallen(self, dropped: Collection[str]) -> frozenset[str]:
        """Return the claims of which nothing is left without some sources."""
        return frozenset(
            claim
            for claim, row in self.world.rows.items()
            if (cited := split(str(row["sources"]))) and all(source in dropped for source in cited)
        )

    def without(self, dropped: Collection[str]) -> Iterator[Rests]:
        """Yield every dot and wash that somebody holds with or without some sources, and what it rests on."""
        fallen = self.fallen(dropped)
        after = {**self.held, **self.held_without(fallen)}
        for name, one in self.held.items():
            other = after[name]
            if NONE == one.kind == other.kind:
                continue
            left = frozenset().union(*(self._families_left(claim, dropped) for claim in other.claims))
            yield Rests(
                one, other, self.voices(one), len(left), self._grade(one, ()), self._grade(other, dropped)
            )

    def held_without(self, fallen: Collection[str]) -> dict[str, Held]:
        """Return who holds what fallen claims are about, and the districts that stand on it, without them."""
        # In one order: an answer is the same in every process.
        touched = sorted({str(self.world.rows[claim]["place"]) for claim in fallen})
        left = {about: self._without(about, fallen) for about in touched}
        places = {*touched, *(place for one in touched for place in self.beneath.get(one, ()))}
        found = {
            about: held_as(about, PLACE, self._place(about, left), PLACE, self.holders)
            for about in sorted(places)
            if about in self.held and self.held[about].scope == PLACE
        }
        for district in self._standing_on(touched):
            ground = self.grounds[district]
            region = region_id(str(self.world.districts[district]["region"]))
            changed = replace(
                ground,
                own=left.get(district, ground.own),
                wide=left.get(region, ground.wide),
                towns={town: left.get(town, claims) for town, claims in ground.towns.items()},
            )
            wash = changed.wash(self.day)
            found[district] = held_as(district, DISTRICT, wash.state, wash.scope, self.holders)
        return found

    def _place(self, place: str, left: Mapping[str, Sequence[Claim]]) -> State:
        """Return what holds at a place, given what is left of the claims about some."""
        names = place, *self.above.get(place, ())
        own, *above = (left[one] if one in left else self.world.claims.get(one, ()) for one in names)
        return state_on(own, self.day, above=above)

    def _without(self, about: str, fallen: Collection[str]) -> list[Claim]:
        """Return what is claimed about something without some claims, open ends closed anew."""
        every = self.world.stated.get(about, ())
        key = about, frozenset(claim.id for claim in every if claim.id in fallen)
        if key not in self._left:
            self._left[key] = in_time([one for one in every if one.id not in fallen], self.world.handovers)
        return self._left[key]

    def flips(self, fallen: Collection[str]) -> list[Difference]:
        """Return what is held otherwise without some claims."""
        key = frozenset(fallen)
        if key not in self._flips:
            after = self.held_without(key)
            self._flips[key] = list(differences({name: self.held[name] for name in after}, after))
        return self._flips[key]

    def alone(self, voice: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
        """Return the claims that rest on one voice alone, by that voice.

        Parameters
        ----------
        voice : callable
            The voices of a claim: its families, or its sources.
        """
        found: dict[str, list[str]] = {}
        for claim in self.world.rows:
            heard = list(voice(claim))
            if len(heard) == 1:
                found.setdefault(heard[0], []).append(claim)
        return found

    def _standing_on(self, touched: Collection[str]) -> Iterator[str]:
        """Yield the districts whose wash may rest on what is said about some places or districts."""
        districts = {str(self.world.towns[name]["district"]) for name in touched if name in self.world.towns}
        for name, row in self.world.districts.items():
            if name in touched or name in districts or region_id(str(row["region"])) in touched:
                yield name

    def _families_left(self, claim: str, dropped: Collection[str]) -> frozenset[str]:
        cited = split(str(self.world.rows[claim]["sources"]))
        return frozenset(self.publishers.families(source for source in cited if source not in dropped))

    def _grade(self, held: Held, dropped: Collection[str]) -> str:
        rows = [self._row(claim, dropped) for claim in held.claims]
        state = State(held.kind, held.actors, held.claims)
        return "".join(map(str, grade_of(state, rows))) if rows else ""

    def _row(self, claim: str, dropped: Collection[str]) -> Mapping[str, Any]:
        """Return the row of a claim, no longer confirmed where one voice is left of several."""
        row = self.world.rows[claim]
        if str(row["credibility"]) != CONFIRMED or not dropped:
            return row
        left = self._families_left(claim, dropped)
        still = len(left) >= min(_CONFIRMING, len(self.families[claim]))
        return row if still else {**row, "credibility": PROBABLE}
