"""What a store of evidence must offer, wherever it keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import geopandas as gpd
import pandas as pd

from geo.faults import Fault
from geo.model import Layer, Table


class Store(Protocol):
    """Reads evidence as it stands, without judging its content; what cannot be read comes back as faults.

    Frames have every declared column in the declared order: texts as str with "" for none, integers as Int64,
    numbers as Float64, and layers a geometry in EPSG:4326 that is None where a feature is unplaced.
    """

    def version(self) -> str:
        """Return a hash of all the content: the same text exactly as long as nothing changed."""
        ...

    def tables(self) -> tuple[Mapping[str, Table], list[Fault]]:
        """Return the declared tables by name, and what is wrong with their declarations."""
        ...

    def layer(self, layer: Layer) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        """Return the rows of a layer that could be read, and what is wrong with the others."""
        ...

    def table(self, name: str) -> tuple[pd.DataFrame, list[Fault]]:
        """Return the rows of a declared table that could be read, and what is wrong with the others.

        Raises
        ------
        UnknownId
            When no table of that name is declared.
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
