"""What the rows of evidence may refer to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class References:
    """What the rows may refer to; None = cannot be told (its file is broken), so nothing is checked.

    Attributes
    ----------
    sources, actors, places : collection of str or None
        Known ids; a place is a feature of any layer.
    layers : collection of str or None
        Ids of all declared layers.
    latest : date or None
        The last day that may have been seen; what is told of a later one is wrong.
    owners : mapping of str to str
        Feature id -> id of the layer that it belongs to, over all layers.
    classes : mapping of str to collection of str
        Table name -> classes its rows may have; a table without an entry is not checked.
    """

    sources: Collection[str] | None = None
    actors: Collection[str] | None = None
    places: Collection[str] | None = None
    layers: Collection[str] | None = None
    latest: date | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, Collection[str]] = field(default_factory=dict)
