"""Who holds something on a day, by whose word and how sure, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.analysis.independence import Publisher

PART: Final = "part"
"""The kind of a district or region that nobody holds as a whole, while somebody holds places in it."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time in which the same holders held in the same way.

    Attributes
    ----------
    start, end : str
        ISO days: from `start` until the day before `end`; "" = open.
    start_text, end_text : str
        The same as the claims have them: a start known only as a year is a year.
    kind : str
        As of a `State`.
    actors : tuple of str
        Ids of the holders.
    derived : bool
        Whether it is derived from the towns of a district.
    turns : tuple of tuple
        The ISO days from which other claims make it, each with their ids; the first is `start`.
    """

    start: str
    end: str
    start_text: str
    end_text: str
    kind: str
    actors: tuple[str, ...]
    derived: bool
    turns: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def starting(self) -> tuple[str, ...]:
        """Ids of the claims that make it when it begins."""
        return self.turns[0][1]

    @property
    def ending(self) -> tuple[str, ...]:
        """Ids of the claims that make it last."""
        return self.turns[-1][1]

    def claims(self, day: str) -> tuple[str, ...]:
        """Return the ids of the claims that make it at any time up to an ISO day."""
        return tuple(dict.fromkeys(claim for start, own in self.turns if start <= day for claim in own))


@dataclass(frozen=True, slots=True)
class Part:
    """A place that is held in a district, or a district in a region."""

    place: str
    kind: str
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody else who is said to hold it, contest it or be there on the day; `claim` is the newest."""

    actor: str
    kind: str
    claim: str


@dataclass(frozen=True, slots=True)
class Near:
    """A place near by that somebody is said to hold, with its distance along the ground."""

    place: str
    km: float
    kind: str
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """A holder by handover: the claims that make the state name `before`, who handed over on `day`."""

    before: str
    actor: str
    day: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a place, a district or a region on a day.

    Attributes
    ----------
    about : str
        Id of the place, district or region.
    kind : str
        "effective", "nominal", "contested", `PART` or "none".
    actors : tuple of str
        Ids of who holds or contests it, one for each holder, the newest word first.
    basis : str
        What it rests on: claims about the "place", the "district", the "region", or "towns" where it is
        derived from them or only some of them are held; "" = nothing.
    region : str
        Of a district that rests on claims about its region, the id of that; else "".
    people : tuple of int
        Of what is derived: people in the holder's towns, and people known in all.
    parts : tuple of Part
        Of `PART` what is held; of "none" what is contested.
    making, beside, other : tuple of str
        Ids of claims, newest first: those that make it, others that count that day, those that do not.
    told : int
        How many claims say anything about control of it that day.
    rivals : tuple of Rival
        Others who claim it that day, one for each holder; all of them where it is contested.
    history : tuple of Period
        Since `FIRST_DAY`, times without a holder too.
    grade : str
        Such as "B2"; "" where nobody holds it.
    publishers : tuple of Publisher
        Who published the claims that make it.
    independent : int
        How many independent ones there are among them.
    confirmed, confirmed_later : str
        When one of these claims was last stated up to the day, and after it; full or partial, "" = never.
    claims : tuple of str
        Ids of all of them, newest first.
    passed : tuple of Passed
        Holders that hold it by a handover alone.
    against : str
        Of a contest whose other side, the last actor, no claim about the contest names: the id of what it
        effectively holds or held: the place itself, or the district or region that it lies in; else "".
    last : Period or None
        Where nobody holds it that day, when somebody last did.
    since : str
        Where nobody holds it, from when on nothing is claimed, as the claims have it.
    lapsed : bool
        Whether that is because nobody repeated the last claim for too long.
    """

    about: str
    day: date
    kind: str
    actors: tuple[str, ...]
    basis: str
    region: str
    people: tuple[int, int]
    parts: tuple[Part, ...]
    making: tuple[str, ...]
    beside: tuple[str, ...]
    other: tuple[str, ...]
    told: int
    rivals: tuple[Rival, ...]
    history: tuple[Period, ...]
    grade: str
    publishers: tuple[Publisher, ...]
    independent: int
    confirmed: str
    confirmed_later: str
    claims: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()
    against: str = ""
    last: Period | None = None
    since: str = ""
    lapsed: bool = False

    @property
    def derived(self) -> bool:
        """Whether it is derived from the towns of a district."""
        return self.kind != PART and self.basis == "towns"
