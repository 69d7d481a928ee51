"""By whose word a claim is: the authority in Tripoli, the eastern side, town groups, or third parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from geo.analysis.independence import Publishers
from geo.model import OBSERVED, split

GNU, EAST, TOWNS, THIRD = "gnu", "east", "towns", "third"
VOICES: Final = (GNU, EAST, TOWNS, THIRD)

CLAIMANT, PUBLISHER, EITHER = "claimant", "publisher", "either"

_PARTIES: Final[Mapping[str, str]] = MappingProxyType({"gnu": GNU, "east": EAST, "city_states": TOWNS})


def voices_of(
    row: Mapping[str, Any], publishers: Publishers, sides: Mapping[str, str], by: str = EITHER
) -> frozenset[str]:
    """Return the voices that say a claim.

    Parameters
    ----------
    row : mapping
        Of claims.csv.
    sides : mapping of str to str
        Side of each actor.
    by : str
        `CLAIMANT`: whose word it is; what a publisher observed itself is a third party's. `PUBLISHER`: whose
        outlet prints it. `EITHER`: the claimant where somebody is named, else the publisher.

    Examples
    --------
    >>> row = {"claimant": "lna", "sources": "s1"}
    >>> sorted(voices_of(row, Publishers({}), {"lna": "east"}))
    ['east']
    >>> sorted(voices_of(row | {"claimant": "publisher"}, Publishers({}), {"lna": "east"}))
    ['third']
    """
    claimant = str(row["claimant"])
    if by == PUBLISHER or (by == EITHER and claimant == OBSERVED):
        found = {
            _PARTIES.get(one.side.partition(":")[0], THIRD)
            for one in publishers.named(split(str(row["sources"])))
        }
        return frozenset(found or {THIRD})
    return frozenset({_PARTIES.get(sides.get(claimant, ""), THIRD)})


def claims_by_voice(
    rows: Iterable[Mapping[str, Any]], publishers: Publishers, sides: Mapping[str, str], by: str
) -> dict[str, frozenset[str]]:
    """Return the ids of the claims that each of `VOICES` says."""
    found: dict[str, set[str]] = {voice: set() for voice in VOICES}
    for row in rows:
        for voice in voices_of(row, publishers, sides, by):
            found[voice].add(str(row["id"]))
    return {voice: frozenset(ids) for voice, ids in found.items()}
