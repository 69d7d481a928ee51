"""A store that keeps its rows in memory: all that another kind of store needs is one module such as this."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping

import geopandas as gpd
import pandas as pd

from geo.errors import UnknownId
from geo.faults import Fault
from geo.model import Extent, Layer, Table
from geo.store import Days, Store, narrowed


class MemoryStore:
    """Frames by layer id, table name and ground name; nothing in them is unreadable, so it has no faults."""

    def __init__(
        self,
        layers: Mapping[str, gpd.GeoDataFrame],
        tables: Mapping[str, tuple[Table, pd.DataFrame]],
        ground: Mapping[str, gpd.GeoDataFrame],
    ) -> None:
        self.layers = dict(layers)
        self._tables = dict(tables)
        self._ground = dict(ground)

    @classmethod
    def copied(cls, store: Store, layers: Iterable[Layer]) -> MemoryStore:
        """Return a store with the rows of another."""
        tables, _ = store.tables()
        return cls(
            {layer.id: store.rows(layer)[0] for layer in layers if layer.data},
            {name: (table, store.table(name)[0]) for name, table in tables.items()},
            {name: store.ground(name) for name in store.ground_names()},
        )

    def version(self) -> str:
        digest = hashlib.sha256()
        tables = {name: frame for name, (_, frame) in self._tables.items()}
        for frames in (self.layers, tables, self._ground):
            for name, frame in sorted(frames.items()):
                digest.update(f"{name}\n{frame.to_csv()}".encode())
        return digest.hexdigest()[:16]

    def stamp(self) -> Hashable:
        return self.version()

    def tables(self) -> tuple[Mapping[str, Table], list[Fault]]:
        return {name: table for name, (table, _) in self._tables.items()}, []

    def rows(
        self,
        layer: Layer,
        *,
        extent: Extent | None = None,
        days: Days | None = None,
        clearance: str | None = None,
    ) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        return narrowed(self.layers[layer.id], [], extent=extent, days=days, clearance=clearance)

    def table(
        self, name: str, *, days: Days | None = None, clearance: str | None = None
    ) -> tuple[pd.DataFrame, list[Fault]]:
        if name not in self._tables:
            raise UnknownId(f"there is no table '{name}'")
        return narrowed(self._tables[name][1], [], days=days, clearance=clearance)

    def ground_names(self) -> tuple[str, ...]:
        return tuple(sorted(self._ground))

    def ground(self, name: str) -> gpd.GeoDataFrame:
        if name not in self._ground:
            raise UnknownId(f"there is no ground '{name}'")
        return self._ground[name]

    def file_of(self, layer: Layer) -> str:
        return f"data/{layer.data}"

    def undeclared(self, known: frozenset[str]) -> list[Fault]:
        return []
