"""How strict rows are: what each names, and that it is marked at least as strictly as that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from geo.analysis.regions import region_id
from geo.model import Column, split, strictness

NAMING: Mapping[str, str] = {
    "actor": "actor", "actors": "actor", "claimant": "actor", "place": "place", "places": "place",
}  # fmt: skip
"""What the columns of a kind name; `claimant`, which is said in words too, by its own name."""
_ACTOR = "actor:"
"""What stands before an actor in a column of the kind `subject`."""

Key = tuple[str, str]
"""Kind and name of a sheet: "table" or "layer"."""


class Named(NamedTuple):
    """An actor or a place that a row names, or is."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table or layer with what its rows name.

    Attributes
    ----------
    kind : str
        "actor" or "place" where others can name its rows, else "".
    lasting : bool
        Whether its rows stay without what they need not name: towns and actors, which everything stands on.
    """

    frame: pd.DataFrame
    columns: Sequence[Column]
    kind: str
    lasting: bool

    @property
    def ids(self) -> list[str]:
        """The id of each row; "" where there is no such column."""
        return ids_of(self.frame)

    def named(self, *, needed: bool = False) -> list[list[Named]]:
        """Return what each row names; `needed` leaves out what its rows stay without."""
        found: list[list[Named]] = [[] for _ in range(len(self.frame))]
        for column in self.columns:
            if column.name in self.frame and not (needed and self.lasting and not column.required):
                for names, text in zip(found, self.frame[column.name].tolist(), strict=True):
                    names.extend(named_in(column, text))
        return found

    def own(self) -> list[int]:
        """Return how strict the marking of each row is; a table without markings is for everyone."""
        if "marking" not in self.frame:
            return [0] * len(self.frame)
        return [strictness(text) for text in self.frame["marking"].tolist()]


def strictness_of(sheets: Mapping[Key, Sheet], *, needed: bool = False) -> dict[Key, list[int]]:
    """Return how strict each row is: at least as strict as what it names, and what that names.

    Parameters
    ----------
    needed : bool
        Whether to leave out what a row need not name where its sheet is lasting.
    """
    ranks = {key: sheet.own() for key, sheet in sheets.items()}
    names = {key: sheet.named(needed=needed) for key, sheet in sheets.items()}
    strict: dict[Named, int] = {}
    before = -1
    while before != (total := sum(map(sum, ranks.values()))):
        before = total
        for key, sheet in sheets.items():
            if sheet.kind:
                for name, rank in zip(sheet.ids, ranks[key], strict=True):
                    named = Named(sheet.kind, name)
                    strict[named] = max(rank, strict.get(named, 0))
        strict |= _regions(sheets, strict)
        for key in sheets:
            ranks[key] = [
                max(rank, *(strict.get(one, 0) for one in row)) if row else rank
                for rank, row in zip(ranks[key], names[key], strict=True)
            ]
    return ranks


def named_in(column: Column, text: str) -> list[Named]:
    """Return what a cell names.

    Examples
    --------
    >>> named_in(Column("actors", "Actors", "actors"), "gnu|lna")
    [Named(kind='actor', id='gnu'), Named(kind='actor', id='lna')]
    >>> named_in(Column("subject", "Subject", "subject"), "side:east")
    []
    """
    if column.kind == "subject":
        return [Named("actor", text.removeprefix(_ACTOR))] if text.startswith(_ACTOR) else []
    kind = NAMING.get(column.name if column.name == "claimant" else column.kind, "")
    return [Named(kind, part) for part in split(text)] if kind else []


def ids_of(frame: pd.DataFrame) -> list[str]:
    """Return the id of each row; "" where there is no such column."""
    return frame["id"].tolist() if "id" in frame else [""] * len(frame)


def _regions(sheets: Mapping[Key, Sheet], strict: Mapping[Named, int]) -> dict[Named, int]:
    """Return how strict the regions are, which are there as long as one of their districts is."""
    found: dict[Named, int] = {}
    sheet = sheets.get(("layer", "districts"))
    if sheet is not None and "region" in sheet.frame:
        for district, region in zip(sheet.ids, sheet.frame["region"].tolist(), strict=True):
            named, rank = Named("place", region_id(region)), strict[Named("place", district)]
            found[named] = min(rank, found.get(named, rank))
    return found
