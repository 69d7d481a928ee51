"""What an analysis is given of the evidence: layers and tables, of which one that is out takes it out too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.errors import InvalidTable
from geo.evidence.cutting import Clocks

if TYPE_CHECKING:
    from geo.evidence.holding import Evidence

LOOKUPS = ("sources", "actors", "publishers")
"""Tables that everything cites: their faultless rows stay in use. Any other table is out with one fault."""


class LayersGiven(Mapping[str, gpd.GeoDataFrame]):
    """The layers that an analysis sees: walks healthy ones from files, computes derived ones when asked."""

    def __init__(
        self, declared: Collection[str], walked: Sequence[str], fetch: Callable[[str], gpd.GeoDataFrame]
    ) -> None:
        self._declared = declared
        self._walked = walked
        self._fetch = fetch

    def __getitem__(self, layer_id: str) -> gpd.GeoDataFrame:
        if layer_id not in self._declared:
            raise KeyError(layer_id)
        return self._fetch(layer_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._walked)

    def __len__(self) -> int:
        return len(self._walked)


class TablesGiven(Mapping[str, pd.DataFrame]):
    """The tables that an analysis sees; asking for one with faults raises, so that its layer goes out too."""

    def __init__(self, evidence: Evidence, clocks: Clocks) -> None:
        self._evidence = evidence
        self._clocks = clocks

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self._evidence.broken_tables and name not in LOOKUPS:
            raise InvalidTable(
                f"needs the table '{name}', which is out: {self._evidence.broken_tables[name]}"
            )
        if name not in self._evidence.tables:
            raise KeyError(name)
        return self._evidence.table(name, *self._clocks)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._evidence.tables if name not in self._evidence.broken_tables)

    def __len__(self) -> int:
        return sum(1 for _ in self)
