"""Where nobody has said anything lately, apart from where it is calm; and what an answer would change.

*silent*: somebody is said to hold it, and nobody has repeated that for a year. *calm*: it was repeated within
a year, and the holders have been the same for a year. *moving*: repeated, and they changed. *never*: nobody
has ever said who holds it; *ended*: what was said no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from geo.analysis.asked.dependence import Dependence
from geo.analysis.asked.picture import DISTRICT, Held, Picture
from geo.analysis.control import World
from geo.analysis.standing import NONE, REVIEW_AFTER_DAYS, Claim

SILENT, CALM, MOVING, NEVER, ENDED = "silent", "calm", "moving", "never", "ended"

DOUBT: Final[Mapping[str, float]] = {"none": 1.0, "contested": 0.75, "nominal": 0.5, "effective": 0.1}
"""How open the question is, by the state; these are weights for ranking, no likelihoods."""
STALE: Final = 0.5
LONE: Final = 0.25
"""The same of what is held effectively and silent, or rests on one publisher."""


@dataclass(frozen=True, slots=True)
class Word:
    """What has been said of one place or district by a day.

    Attributes
    ----------
    last : str
        ISO day of the newest word up to the day; "" = never.
    days : int or None
        Days since then.
    kind : str
        One of the words that the module explains.
    """

    held: Held
    last: str
    days: int | None
    kind: str


def words(world: World, now: Picture, before: Picture, day: str) -> dict[str, Word]:
    """Return the newest word about everything on the map.

    Parameters
    ----------
    now, before : Picture
        Of the ISO day, and of `REVIEW_AFTER_DAYS` before it.
    """
    claims = {claim.id: claim for every in world.claims.values() for claim in every}
    found = {}
    for name, held in now.items():
        said = [claim for claim in world.stated.get(name, ()) if claim.said <= day]
        said += [claims[one] for one in held.claims if one in claims and claims[one].said <= day]
        last = max((claim.said for claim in said), default="")
        days = (date.fromisoformat(day) - date.fromisoformat(last)).days if last else None
        found[name] = Word(held, last, days, _kind(held, before.get(name), days))
    return found


def year_before(day: date) -> date:
    """Return the day with which what is held now is compared."""
    return day - timedelta(days=REVIEW_AFTER_DAYS)


def _kind(held: Held, earlier: Held | None, days: int | None) -> str:
    if held.kind == NONE:
        return NEVER if days is None else ENDED
    if days is None or days > REVIEW_AFTER_DAYS:
        return SILENT
    return CALM if earlier is not None and earlier.state == held.state else MOVING


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to be found out.

    Attributes
    ----------
    doubt : float
        How open it is, 0 to 1.
    people : int
        Known people of the place.
    districts : tuple of str
        Districts that would be held otherwise without what is said of it.
    score : float
        Doubt times people: of the place, and of the districts that hang on it.
    """

    word: Word
    doubt: float
    people: int
    districts: tuple[str, ...]
    score: float


def collection(rests_on: Dependence, said: Mapping[str, Word]) -> list[Wanted]:
    """Return what to find out, what would change most first; what nobody lives in comes last."""
    world = rests_on.world
    in_district: dict[str, int] = {}
    for name, row in world.towns.items():
        in_district[str(row["district"])] = in_district.get(str(row["district"]), 0) + world.people.get(
            name, 0
        )
    found = []
    for name, word in said.items():
        district = word.held.scope == DISTRICT
        people = in_district.get(name, 0) if district else world.people.get(name, 0)
        hanging = () if district else tuple(_hanging(rests_on, name, world.stated.get(name, ())))
        doubt = _doubt(rests_on, word)
        more = sum(in_district.get(one, 0) for one in hanging)
        found.append(Wanted(word, doubt, people, hanging, doubt * (people + more)))
    return sorted(found, key=lambda one: (-one.score, -one.doubt, one.word.held.about))


def _hanging(rests_on: Dependence, about: str, claims: Sequence[Claim]) -> Iterator[str]:
    if claims:
        for flip in rests_on.flips(frozenset(claim.id for claim in claims)):
            if flip.about != about:
                yield flip.about


def _doubt(rests_on: Dependence, word: Word) -> float:
    weight = DOUBT[word.held.kind]
    if word.held.kind == "effective":
        if word.kind == SILENT or word.held.basis == "towns":
            return STALE
        return LONE if rests_on.voices(word.held) == 1 else weight
    return weight
