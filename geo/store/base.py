"""What a store of evidence must offer, wherever it keeps it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Protocol

import geopandas as gpd
import pandas as pd

from geo.faults import Fault
from geo.model import Extent, Layer, Table
from geo.store.large import LargeLayer

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
