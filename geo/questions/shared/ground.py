"""What questions stand on, made once for a version of the data: claims in time, land, states of a day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.analysis.asked.picture import Difference, Held, Lapses, Picture, differences, picture
from geo.analysis.asked.shares import districts_in_metres
from geo.analysis.control import World, grade_of
from geo.analysis.standing import State
from geo.errors import InvalidTable
from geo.evidence import Evidence
from geo.language import both, worded
from geo.model import highest_marking, split
from geo.questions.asking.common import OnDay
from geo.validity import with_days
from geo.words.first_line import Pair
from geo.words.holders import Holders
from geo.words.holding import Standing
from geo.words.names import Names
from geo.words.sentences import Basis, Sentence, resting_on

Row = Mapping[str, Any]
"""A row of evidence: it has at least reliability, credibility, sources and marking."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The evidence as a question sees it: on a day, as published and recorded by two others.

    Attributes
    ----------
    policy : str
        Of naming.csv; "" = as in the data.
    """

    evidence: Evidence
    at: date
    known: date | None = None
    recorded: date | None = None
    policy: str = ""
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What one answer asks for again and again: the evidence may remember nothing that is too large."""

    @classmethod
    def of(cls, evidence: Evidence, asked: OnDay) -> Ground:
        """Return it as the parameters of a question want it."""
        return cls(evidence, asked.at, asked.known, asked.recorded, asked.names)

    @property
    def standing(self) -> Standing:
        """The claims in time; raises InvalidTable where they are out."""

        def made() -> Standing:
            standing = Standing.known(self.evidence, self.known, self.recorded)
            if standing is None:
                reason = self.evidence.broken_tables.get("claims", "its tables or the layer places are out")
                raise InvalidTable(
                    worded("nobody can tell who holds what: {reason}; run python -m geo.check", reason=reason)
                )
            return standing

        standing: Standing = self._once("standing", made)
        return standing

    def _once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @property
    def world(self) -> World:
        """The same, with places and districts."""
        return self.standing.world

    def true(self, layer_id: str) -> gpd.GeoDataFrame:
        """Return the features of a layer that are true that day; none of a layer that is out."""
        made: gpd.GeoDataFrame = self._once(
            ("true", layer_id), lambda: true_on(self.evidence, layer_id, self.at, self.known, self.recorded)
        )
        return made

    @property
    def names(self) -> Holders:
        """The names of holders on the day."""
        return self.names_on(self.at.isoformat())

    def names_on(self, day: str) -> Holders:
        """Return the names of holders on an ISO day."""
        made: Holders = self._once(("names", day), lambda: Holders(Names.of(self.evidence, self.policy), day))
        return made

    @property
    def lapses(self) -> Lapses:
        """What tells lapses from changes; kept with the evidence, since it holds for every day asked for."""
        made: Lapses = self.evidence.remembered(
            ("lapses", self.known, self.recorded), lambda: Lapses(self.world)
        )
        return made

    def picture(self, day: date | None = None) -> Picture:
        """Return who holds what on a day; default: the day asked for."""
        on = day or self.at
        key = "picture", self.known, self.recorded, on
        made: Picture = self._once(
            key, lambda: self.evidence.remembered(key, lambda: picture(self.world, on.isoformat()))
        )
        return made

    def differences(self, first: Ground) -> Iterator[Difference]:
        """Yield what is held otherwise than in another picture, and whether only claims have lapsed."""
        early, late = sorted((first, self), key=lambda ground: ground.at)
        lapses, days = late.lapses, (early.at.isoformat(), late.at.isoformat())
        for one in differences(first.picture(), self.picture()):
            forth = one if late is self else replace(one, before=one.after, after=one.before)
            yield replace(one, lapsed=early.at < late.at and lapses.only(forth, *days))

    @property
    def land(self) -> Mapping[str, BaseGeometry]:
        """The districts as they are measured."""
        key = "land", self.recorded
        made: Mapping[str, BaseGeometry] = self._once(
            key, lambda: self.evidence.remembered(key, lambda: districts_in_metres(self.world))
        )
        return made

    def name(self, about: str) -> Pair:
        """Return what a place, district or region is called."""
        named = self.standing.name(about)
        return named.en, named.ar or named.en

    def name_apart(self, about: str) -> Pair:
        """Return the name of a place, told apart from the district that is called the same."""
        name = self.name(about)
        return both("{name} district", name=name) if about in self.world.districts else name

    def claims(self, ids: Iterable[str]) -> list[Row]:
        """Return the rows of claims, each once."""
        return [self.world.rows[claim] for claim in dict.fromkeys(ids)]

    def grade(self, held: Held) -> str:
        """Return the grade of a state, such as "B2"; "" where nobody holds."""
        making = self.claims(held.claims)
        state = State(held.kind, held.actors, held.claims)
        return "".join(map(str, grade_of(state, making))) if making else ""

    def independent(self, held: Held) -> int:
        """Return how many independent publishers a state rests on."""
        return len(self.standing.publishers.families(sources_of(self.claims(held.claims))))

    def days(self, **more: date | None) -> dict[str, str]:
        """Return the days that an answer holds for, by the names of the parameters."""
        every = {"at": self.at, **more, "known": self.known, "recorded": self.recorded}
        return {name: day.isoformat() for name, day in every.items() if day}


def true_on(
    evidence: Evidence, layer_id: str, day: date, known: date | None, recorded: date | None
) -> gpd.GeoDataFrame:
    """Return the features of a layer that are true on a day; the days of its rows are resolved once."""
    frame = evidence.layer(layer_id, known, recorded)

    def made() -> tuple[list[str], list[str]]:
        read = [name for name in ("valid_from", "valid_to", "not_before") if name in frame]
        days = with_days(pd.DataFrame(frame[read]).assign(reviewed_on=""), 0)
        return days["from_day"].tolist(), days["to_day"].tolist()

    spans: tuple[list[str], list[str]] = evidence.remembered(
        ("days", layer_id, known, recorded), made, of=layer_id
    )
    at = day.isoformat()
    kept = [start <= at and (not end or at < end) for start, end in zip(*spans, strict=True)]
    return frame if all(kept) else frame[kept]


def resting(text: Pair, basis: Basis, rows: Iterable[Row], more: Iterable[str] = ()) -> Sentence:
    """Return a sentence that rests on some rows of evidence, and on further sources."""
    listed = list(rows)
    grades = (f"{row['reliability']}{row['credibility']}" for row in listed)
    return resting_on(text, basis, grades, [*sources_of(listed), *more])


def sources_of(rows: Iterable[Row]) -> list[str]:
    """Return the sources of some rows, each once."""
    return list(dict.fromkeys(source for row in rows for source in split(str(row["sources"]))))


def marking_of(rows: Iterable[Row]) -> str:
    """Return the highest marking of some rows."""
    return highest_marking(str(row["marking"]) for row in rows)
