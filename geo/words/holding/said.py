"""What is said of a place, a district or a region on a day: what it adds up to, and who could contradict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.analysis.control import Ground, Wash, World, place_state
from geo.analysis.regions import region_id
from geo.analysis.standing import NONE, UNCLAIMED, Claim, State, state_on
from geo.words.holding.values import PART, Part


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about something on a day: its state, and the claims that could say anything about it."""

    wash: Wash
    pool: Sequence[Claim]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Saying:
    """What is said in a world of claims; what bears on a district is kept."""

    world: World
    _grounds: dict[str, Ground] = field(default_factory=dict)

    def ground(self, district: str) -> Ground:
        """Return what bears on a district, made once."""
        if district not in self._grounds:
            self._grounds[district] = Ground.of(district, self.world)
        return self._grounds[district]

    def on(self, about: str, day: str) -> Said:
        """Return what is said of a place, a district or a region on an ISO day."""
        claims = self.world.claims.get(about, ())
        if about in self.world.districts:
            return self._of_district(self.ground(about), day)
        if about not in self.world.sites and about.startswith(region_id("")):
            return self._of_region(about, claims, day)
        state = place_state(about, self.world, day)
        against = [c for wide in self.world.claims_above(about) for c in wide if c.id in state.against]
        return Said(Wash(state, "place" if state.kind != NONE else ""), [*claims, *against])

    def _of_district(self, ground: Ground, day: str) -> Said:
        wash = ground.wash(day)
        about = (*ground.own, *ground.wide)
        if wash.scope in {"district", "region"}:
            return Said(wash, about)
        towns = [claim for claims in ground.towns.values() for claim in claims]
        if wash.scope == "towns":
            return Said(wash, towns)
        return _in_part(ground.in_towns(day), wash, about, towns)

    def _of_region(self, about: str, claims: Sequence[Claim], day: str) -> Said:
        state = state_on(claims, day, wide=True)
        if state.kind != NONE:
            return Said(Wash(state, "region"), claims)
        inside = [name for name in self.world.districts if self.world.region_of(name) == about]
        states, pool = {}, []
        for name in inside:
            ground = self.ground(name)
            states[name] = ground.wash(day).state
            pool += [*ground.own, *(claim for towns in ground.towns.values() for claim in towns)]
        return _in_part(states, Wash(UNCLAIMED), claims, pool)


def _in_part(
    states: Mapping[str, State], wash: Wash, about: Sequence[Claim], inside: Sequence[Claim]
) -> Said:
    """Return what is said where nobody holds the whole: held in part, or nothing, with what is contested."""
    parts = tuple(
        Part(name, state.kind, state.actors) for name, state in states.items() if state.kind != NONE
    )
    held = [part for part in parts if part.kind != "contested"]
    if not held:
        return Said(wash, about, parts)
    claims = {claim for part in held for claim in states[part.place].claims}
    actors = tuple(dict.fromkeys(actor for part in held for actor in part.actors))
    return Said(Wash(State(PART, actors, tuple(sorted(claims))), "towns"), inside, parts)
