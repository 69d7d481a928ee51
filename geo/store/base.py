"""What a store of evidence must offer, wherever it keeps it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, Self, runtime_checkable

import geopandas as gpd
import pandas as pd

from geo.faults import Fault
from geo.files import Content
from geo.model import Extent, Layer, Table
from geo.store.large import LargeLayer
from geo.store.together import Change
from geo.store.writing import Row

Days = date | tuple[date, date]
"""A day, or a first and a last day, both included."""


class Store(Protocol):
    """Reads evidence as it stands, without judging its content; what cannot be read comes back as faults.

    Frames have every declared column in the declared order: texts as str with "" for none, integers as Int64,
    numbers as Float64, and layers a geometry in EPSG:4326 that is None where a feature is unplaced. They are
    shared: copy one before changing it.

    What is asked for is narrowed by up to three conditions, which a database can answer itself:

    extent
        West, south, east, north in degrees, edges included: features whose bounding box touches it. Unplaced
        features are in no extent.
    days
        Rows that are true on that day, or on at least one day of that span: `valid_from` up to but without
        `valid_to`. Rows without these columns, and dates that cannot be read, are taken as open.
    clearance
        Rows whose `marking` is at most this one, in the order of `geo.model.MARKINGS`; what is no marking
        counts as the strictest. Rows without that column are for everyone.

    None asks for everything. Where a condition is given, faults are those of the whole file and of the rows
    in the answer, so that nothing is told of the others.
    """

    def version(self) -> str:
        """Return a hash of all the content: the same text exactly as long as nothing changed."""
        ...

    def stamp(self) -> Hashable:
        """Return a value that is quick to get and differs after each change of the content.

        Raises
        ------
        GeoError
            When the store is not there any more.
        """
        ...

    def tables(self) -> tuple[Mapping[str, Table], list[Fault]]:
        """Return the declared tables by name, and what is wrong with their declarations."""
        ...

    def rows(
        self,
        layer: Layer,
        *,
        extent: Extent | None = None,
        days: Days | None = None,
        clearance: str | None = None,
    ) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        """Return the rows of a layer that could be read, and what is wrong with the others.

        Raises
        ------
        UnknownId
            When `clearance` is no marking.
        """
        ...

    def large(self, layer: Layer) -> tuple[LargeLayer | None, list[Fault]]:
        """Return a layer that is never loaded whole (`Layer.large`), or what is wrong with its data."""
        ...

    def table(
        self, name: str, *, days: Days | None = None, clearance: str | None = None
    ) -> tuple[pd.DataFrame, list[Fault]]:
        """Return the rows of a declared table that could be read, and what is wrong with the others.

        Raises
        ------
        UnknownId
            When no table of that name is declared, or `clearance` is no marking.
        """
        ...

    def ground_names(self) -> tuple[str, ...]:
        """Return the names that `ground` takes."""
        ...

    def ground(self, name: str) -> gpd.GeoDataFrame:
        """Return what the map stands on (coast, borders): geometry and whatever columns it has.

        Raises
        ------
        UnknownId
            When there is no such ground.
        InvalidLayer
            When it cannot be read, saying why.
        """
        ...

    def file_of(self, layer: Layer) -> str:
        """Return where the layer's data are, as named in faults."""
        ...

    def undeclared(self, known: frozenset[str]) -> list[Fault]:
        """Return a fault for each data file that no declaration among the paths `known` names."""
        ...


@runtime_checkable
class EditableStore(Store, Protocol):
    """A store that takes rows, and whose content is kept in named pieces that others can stand in for."""

    def names(self) -> list[str]:
        """Return the names of all pieces, sorted: such as `claims.csv`."""
        ...

    def content(self, relative: str) -> Content:
        """Return a piece as it stands, or why it cannot be read."""
        ...

    def reading(self, instead: Mapping[str, Path | bytes]) -> Self:
        """Return a store that reads other files or contents in place of some pieces."""
        ...

    def trial(self, rows: Mapping[str, Sequence[Row]], folder: Path) -> Self:
        """Return a store that reads as if the rows had been written; what it needs for that is in `folder`.

        Raises
        ------
        UnknownId, InvalidTable, GeoError
            As `write_tables`.
        """
        ...

    def write_tables(
        self,
        rows: Mapping[str, Sequence[Row]],
        *,
        since: Hashable = None,
        beside: Mapping[str, Change] | None = None,
    ) -> None:
        """Add rows to tables, all of them or none, in the order given, each sorted by id.

        Parameters
        ----------
        rows : mapping of str to sequence of mapping
            By table: rows to add, or to put in place of those with the same id. What others cite comes first.
        since : hashable, optional
            A `stamp` taken earlier; nothing is written when the data have changed since.
        beside : mapping of str to str, Path or None, optional
            What becomes of other pieces at the same moment, by name; None takes one away.

        Raises
        ------
        UnknownId
            When no table of that name is declared.
        InvalidTable
            When a table cannot be read whole, or a row does not fit into it.
        GeoError
            When the data have changed, or something cannot be written.
        """
        ...
