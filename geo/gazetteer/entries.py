"""What can be found, and what a search answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.language import mark

Kind = Literal["position", "place", "feature", "actor", "source"]

KINDS: dict[Kind, str] = {
    "position": mark("Position"),
    "place": mark("Places"),
    "feature": mark("Features"),
    "actor": mark("Actors"),
    "source": mark("Sources"),
}
"""Kinds of entries with the title of their group, in the order in which equal matches stand."""

LONGEST_QUERY = 120
"""Characters of a query that are read; what follows is cut off."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its names.

    Attributes
    ----------
    kind : str
        A key of `KINDS`. A position is made by a search, never listed.
    id : str
        Of the feature, actor or source; of a position its decimal notation.
    layer : str
        Id of the layer that holds it; "" for an actor, a source or a position.
    names : tuple of str
        Further names and spellings, in any script; of a source its publisher.
    position : tuple of float or None
        Latitude, longitude in degrees: where to look for it. None = not known, or not in one place.
    rank : int
        1 is the capital; a higher number gives way to a lower one.
    """

    kind: Kind
    id: str
    layer: str
    name_en: str
    name_ar: str = ""
    names: tuple[str, ...] = ()
    position: tuple[float, float] | None = None
    rank: int = 6


@dataclass(frozen=True, slots=True)
class Match:
    """One answer to a search.

    Attributes
    ----------
    matched_name : str
        The name of the entry that was found, as the data spell it; of a position its MGRS notation.
    reason : str
        Why it was found, in plain words.
    score : float
        0-100; comparable only within one search.
    near : bool
        Nothing says that this is what was asked for: its name is only near the text.
    """

    entry: Entry
    matched_name: str
    reason: str
    score: float
    near: bool = False
