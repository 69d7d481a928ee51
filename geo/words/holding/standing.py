"""Who holds a place, a district or a region on a day, by whose word and how sure: one value, no sentences.

The claims that count and what they say together are `geo.analysis`'s; here they are put beside what a reader
asks next: who says otherwise, how many independent publishers there are, when it was last confirmed, what was
so before, and who holds what lies near. `geo.words.first_line` says it in words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from pyproj import Geod

from geo.analysis.control import (
    FIRST_DAY,
    World,
    grade_of,
    handovers_and_figures,
    place_state,
    place_states,
    world_of,
)
from geo.analysis.frames import newest
from geo.analysis.independence import Publishers
from geo.analysis.inputs import Inputs
from geo.analysis.regions import REGIONS, region_id
from geo.analysis.standing import (
    CONTROL_KINDS,
    LAPSES_AFTER_DAYS,
    NONE,
    Claim,
    State,
    change_days,
    periods,
    state_on,
)
from geo.errors import GeoError
from geo.evidence import Evidence
from geo.evidence.cutting import LOOKUPS
from geo.language import both
from geo.model import split
from geo.validity import end_day, first_day
from geo.words.holding.said import Saying
from geo.words.holding.values import Holding, Near, Passed, Period, Rival
from geo.words.names import Name

NEAREST: Final = 5
"""Places near it that a card lists."""

_BYTES_OF_ROW: Final = 1000
_EARTH: Final = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Standing:
    """All claims of a day known, in time; made once, then asked for any place and day.

    Attributes
    ----------
    world : World
        Claims with their ends, places, districts.
    publishers : Publishers
        The publisher of each source.
    """

    world: World
    publishers: Publishers
    _by_place: Mapping[str, Sequence[str]]
    _saying: Saying
    _histories: dict[str, tuple[Period, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, inputs: Inputs) -> Standing:
        """Return the claims of the evidence that an analysis is given.

        Parameters
        ----------
        inputs : Inputs
            Layers places and districts, tables claims, actors, sources and publishers. Without districts
            nothing is told of them; without publishers each that a source names stands for itself.
        """
        world = world_of(inputs, "districts" in set(inputs.layers))
        listed = "publishers" in set(inputs.tables)
        publishers = inputs.tables["publishers"] if listed else pd.DataFrame()
        return cls.over(world, Publishers.of(publishers, inputs.tables["sources"]))

    @classmethod
    def over(cls, world: World, publishers: Publishers) -> Standing:
        """Return the claims of a world."""
        by_place: dict[str, list[str]] = {}
        for claim, row in world.rows.items():
            by_place.setdefault(str(row["place"]), []).append(claim)
        return cls(world, publishers, by_place, Saying(world))

    @classmethod
    def known(
        cls, evidence: Evidence, known: date | None = None, recorded: date | None = None
    ) -> Standing | None:
        """Return the claims as published and recorded by two days; None where the data for it are out."""
        if "claims" in evidence.broken_tables or not {"claims", *LOOKUPS} <= evidence.tables.keys():
            return None
        if "places" not in evidence.layers:
            return None
        evidence = evidence.common
        then = evidence.recorded_alike(recorded)
        try:
            whole: Standing = evidence.remembered(
                ("standing", None, then), lambda: cls.of(evidence.inputs(None, then))
            )
            if known is None:
                return whole
            made: Standing = evidence.remembered(
                ("standing", known, then), lambda: whole.published(evidence.inputs(known, then), evidence)
            )
        except GeoError:
            return None  # a layer or table that it takes into account is out
        return made

    def published(self, inputs: Inputs, evidence: Evidence) -> Standing:
        """Return the same as far as it had been published by a day: nothing is read again for that.

        Parameters
        ----------
        inputs : Inputs
            As published by that day.
        """
        day = inputs.known.isoformat() if inputs.known else "9999"
        claims, features = evidence.claims_published(), evidence.features_published()
        world = self.world.published(
            lambda name: claims[name] <= day,
            lambda name: features.get(name, "") <= day,
            *handovers_and_figures(inputs),
        )
        return Standing.over(world, self.publishers)

    def __sizeof__(self) -> int:
        """Return about how many bytes it takes when all of it was asked for, with its share of the rows."""
        return _BYTES_OF_ROW * (len(self.world.rows) + len(self.world.sites))

    def claimed(self, about: str) -> bool:
        """Tell whether anybody has ever claimed something about it."""
        return about in self._by_place

    def name(self, about: str) -> Name:
        """Return what a place, district or region is called."""
        region = REGIONS.get(about.removeprefix(region_id("")))
        if region and about not in self.world.sites:
            return Name(*both(region))
        row = self.world.sites.get(about)
        return Name(str(row["name_en"]) or about, str(row["name_ar"])) if row else Name(about)

    def on(self, about: str, day: date) -> Holding:
        """Return who holds a place, a district or a region (`region-<name>`) on a day."""
        said = self._saying.on(about, day.isoformat())
        state = said.wash.state
        counting = [claim for claim in said.pool if claim.counts(day.isoformat())]
        making = [self.world.rows[claim] for claim in state.claims]
        sources = [source for row in making for source in split(str(row["sources"]))]
        before, after = _stated(making, day)
        listed = {*self._about(about), *state.claims}
        beside = {claim.id for claim in counting if claim.id in listed} - {*state.claims}
        history = self.history(about)
        held = Holding(
            about=about,
            day=day,
            kind=state.kind,
            actors=state.actors,
            basis=said.wash.scope,
            region=self._region_behind(about, said.wash.scope),
            people=said.wash.people,
            parts=said.parts,
            making=self._newest_first(state.claims),
            beside=self._newest_first(beside),
            other=self._newest_first(listed - {*state.claims} - beside),
            claims=self._newest_first(listed),
            passed=_passed(state, counting),
            against=next((str(self.world.rows[claim]["place"]) for claim in state.against), ""),
            told=len({*state.claims, *(claim.id for claim in counting if claim.kind in CONTROL_KINDS)}),
            rivals=self._rivals(state, [claim for claim in counting if claim.id in listed]),
            history=history,
            grade="".join(map(str, grade_of(state, making))) if making else "",
            publishers=self.publishers.named(sources),
            independent=len(self.publishers.families(sources)),
            confirmed=newest(before),
            confirmed_later=newest(after),
        )
        return self._ended(held) if held.kind == NONE else held

    def history(self, about: str) -> tuple[Period, ...]:
        """Return the times since `FIRST_DAY` in which the same holders held in the same way."""
        if about not in self._histories:
            self._histories[about] = tuple(self._periods(about))
        return self._histories[about]

    def near(self, about: str, day: date, at: tuple[float, float] | None = None) -> tuple[Near, ...]:
        """Return the nearest places that somebody is said to hold on a day, the nearest first.

        Parameters
        ----------
        about : str
            Left out; distances are from its point, which in an area is one inside it.
        day : date
            The day shown.
        at : tuple of float, optional
            Latitude and longitude in degrees to measure from instead.
        """
        if at is None:
            point = self.world.sites[about]["geometry"] if about in self.world.sites else None
            if point is None:
                return ()
            at = (point.y, point.x)
        points = {
            name: point
            for name in self.world.claims
            if name != about and name not in self.world.districts and (point := self._point(name))
        }
        if not points:
            return ()
        names = [*points]
        lons, lats = np.array([*points.values()]).T
        own = np.full(len(names), at[1]), np.full(len(names), at[0])
        metres = _EARTH.inv(*own, lons, lats)[2]
        found: list[Near] = []
        for index in np.argsort(metres, kind="stable"):
            state = place_state(names[index], self.world, day.isoformat())
            if state.kind != NONE:
                km = round(float(metres[index]) / 1000, 1)
                found.append(Near(names[index], km, state.kind, state.actors))
            if len(found) == NEAREST:
                break
        return tuple(found)

    def _point(self, place: str) -> tuple[float, float] | None:
        point = self.world.sites[place]["geometry"] if place in self.world.sites else None
        return (point.x, point.y) if point is not None else None

    def _claim(self, name: str) -> Claim | None:
        """Return a claim in time, of one that was handed over its last part; None where it is not dated."""
        about = self.world.claims.get(str(self.world.rows[name]["place"]), ())
        return next((claim for claim in reversed(about) if claim.id == name), None)

    def _about(self, about: str) -> list[str]:
        """Return the ids of the claims about it, of a district those about its region too."""
        own = list(self._by_place.get(about, ()))
        if about in self.world.districts:
            own += self._by_place.get(self.world.region_of(about), ())
        return own

    def _region_behind(self, about: str, scope: str) -> str:
        return self.world.region_of(about) if scope == "region" and about in self.world.districts else ""

    def _periods(self, about: str) -> Iterator[Period]:
        claims = self.world.claims.get(about, ())
        if about in self.world.districts:
            states = [
                (day, (wash.state, wash.scope == "towns"))
                for day, wash in self._saying.ground(about).washes()
            ]
        elif about in self.world.sites:
            states = [(day, (state, False)) for day, state in place_states(about, self.world)]
        else:
            days = change_days(claims, FIRST_DAY)
            states = [(day, (state_on(claims, day, wide=True), False)) for day in days]
        making = [
            (day, tuple(claim for claim in state.claims if claim not in state.against))
            for day, (state, _) in states
        ]
        days = [day for day, _ in making]
        alike = ((day, (state.kind, state.actors, derived)) for day, (state, derived) in states)
        for (kind, actors, derived), start, end in periods(alike):
            turns = tuple(making[bisect_left(days, start) : bisect_left(days, end) if end else None])
            first = self._written(turns[0][1], start, "start")
            final = self._written(turns[-1][1], end, "end")
            yield Period(start, end, first, final, kind, actors, derived, turns)

    def _written(self, claims: Iterable[str], day: str, which: str) -> str:
        """Return a day of change as the claims that bring it about have it, perhaps only as a year."""
        texts = set()
        for name in claims:
            row = self.world.rows[name]
            if which == "start":
                text = str(row["valid_from"] or row["stated_on"])
                resolved = first_day(text).isoformat() if text else ""
            else:
                text = str(row["valid_to"])
                resolved = end_day(text).isoformat() if text else ""
            if resolved == day:
                texts.add(text)
        return max(texts, key=len) if texts else day

    def _newest_first(self, claims: Iterable[str]) -> tuple[str, ...]:
        def said(claim: str) -> tuple[str, str]:
            row = self.world.rows[claim]
            text = str(row["stated_on"] or row["valid_from"])
            return (first_day(text).isoformat() if text else "", text)

        return tuple(sorted(sorted(claims), key=said, reverse=True))

    def _rivals(self, state: State, counting: Sequence[Claim]) -> tuple[Rival, ...]:
        making = [claim for claim in map(self._claim, state.claims) if claim]
        own = {claim.holder for claim in making} if state.kind != "contested" else set()
        found: dict[str, Rival] = {}
        order = {kind: place for place, kind in enumerate((*CONTROL_KINDS, "presence", "revenue"))}
        for claim in sorted(counting, key=lambda claim: (claim.said, claim.id), reverse=True):
            holds = claim.kind in CONTROL_KINDS
            if claim.holder not in own:
                found.setdefault(
                    claim.holder if holds else claim.actor, Rival(claim.actor, claim.kind, claim.id)
                )
        return tuple(sorted(found.values(), key=lambda rival: order[rival.kind]))

    def _ended(self, held: Holding) -> Holding:
        """Return the same with who held it last before the day, and from when on nothing is claimed."""
        day = held.day.isoformat()
        before = [period for period in held.history if period.kind != NONE and period.start <= day]
        if not before:
            return held
        last = before[-1]
        rows = [self.world.rows[name] for name in last.ending]
        lapsed = any(
            _has_lapsed(claim) and not self.world.rows[claim.id]["valid_to"]
            for claim in map(self._claim, last.ending)
            if claim and claim.end == last.end
        )
        said = newest(str(row["stated_on"] or row["valid_from"]) for row in rows)
        return replace(held, last=last, since=said if lapsed else last.end_text, lapsed=lapsed)


def _passed(state: State, counting: Iterable[Claim]) -> tuple[Passed, ...]:
    """Return the holders of a state whom none of the claims that make it names."""
    making = [claim for claim in counting if claim.id in state.claims and claim.actor in state.actors]
    named = {claim.actor for claim in making if not claim.before}
    found = {claim.actor: claim for claim in making if claim.before and claim.actor not in named}
    return tuple(Passed(claim.before, claim.actor, claim.start) for claim in found.values())


def _has_lapsed(claim: Claim) -> bool:
    lasts = timedelta(days=LAPSES_AFTER_DAYS[claim.kind])
    return claim.end == (date.fromisoformat(claim.said) + lasts).isoformat()


def _stated(rows: Sequence[Mapping[str, Any]], day: date) -> tuple[list[str], list[str]]:
    """Return the dates on which claims were stated, up to a day and after it."""
    dates = [str(row["stated_on"]) for row in rows if row["stated_on"]]
    before = [text for text in dates if first_day(text) <= day]
    return before, [text for text in dates if first_day(text) > day]
