"""Who meets whom where: actors of one event, and actors who are said to be at one place on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from geo.analysis.control import World
from geo.model import split
from geo.validity import first_day


@dataclass(slots=True)
class Meeting:
    """Two actors at one place: the rows of events and the claims that put both there."""

    one: str
    other: str
    place: str
    events: list[Mapping[str, Any]] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)


def meetings(world: World, events: Iterable[Mapping[str, Any]], day: str) -> list[Meeting]:
    """Return who meets whom where, those with most events first.

    Parameters
    ----------
    events : iterable of mapping
        Rows of events.csv; those after the ISO day are passed over.
    """
    found: dict[tuple[str, str, str], Meeting] = {}

    def meet(one: str, other: str, place: str) -> Meeting:
        first, last = sorted((one, other))
        return found.setdefault((first, last, place), Meeting(first, last, place))

    for row in events:
        if row["date"] and first_day(str(row["date"])).isoformat() <= day:
            for one, other in combinations(sorted(set(split(str(row["actors"])))), 2):
                meet(one, other, str(row["place"])).events.append(row)
    for place, claims in world.claims.items():
        there: dict[str, list[str]] = {}
        for claim in claims:
            if claim.counts(day):
                there.setdefault(claim.actor, []).append(claim.id)
        for one, other in combinations(sorted(there), 2):
            meet(one, other, place).claims += [*there[one], *there[other]]
    return sorted(
        found.values(),
        key=lambda meeting: (
            -len(meeting.events),
            -len(meeting.claims),
            meeting.one,
            meeting.other,
            meeting.place,
        ),
    )
