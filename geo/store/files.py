"""Evidence in plain files: GeoJSON, CSV and TOML below one folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
from geopandas.array import GeometryArray
from numpy.typing import NDArray

from geo.catalog import read_tables
from geo.errors import GeoError, InvalidLayer, InvalidTable, UnknownId
from geo.faults import Fault, closest, did_you_mean
from geo.model import Extent, Layer, Table
from geo.store.base import Days
from geo.store.frames import Place, extra_columns, typed_frame
from geo.store.geojson import Features, read_features
from geo.store.narrowing import narrowed
from geo.store.texts import read_rows, read_text
from geo.store.writing import Row, alone, replace_files, with_rows

CRS = pyproj.CRS("EPSG:4326")

_GROUND = "base"

Read = TypeVar("Read")


def stamp_of(folder: Path) -> Hashable:
    """Return name, size and times of each file in a folder, which tell a change without reading any.

    Hidden files are left out: they are no evidence, and editors put links there that lead nowhere.
    """
    return tuple((str(path), _stamp(path)) for path in sorted(folder.rglob("[!.]*")))


class FileStore:
    """The evidence below `root`/data: a GeoJSON a layer, a CSV a table, tables.toml to declare the latter.

    Parameters
    ----------
    root : Path
        The data root, which holds data/.
    instead : mapping of str to Path, optional
        Files read in place of those at these paths below data/, to check one before it is put there.
    """

    def __init__(self, root: Path, instead: Mapping[str, Path] | None = None) -> None:
        self.folder = root / "data"
        self._instead = dict(instead or {})
        self._kept: dict[Hashable, tuple[Hashable, Any]] = {}

    def version(self) -> str:
        """Return a hash over the names and bytes of all data files."""
        digest = hashlib.sha256()
        inside = {path.relative_to(self.folder).as_posix(): path for path in self._files("**/[!.]*")}
        for relative, path in [*sorted(inside.items()), *sorted(self._instead.items())]:
            digest.update(relative.encode())
            digest.update(self._once(path, "hash", partial(_hash, path)))
        return digest.hexdigest()[:16]

    def stamp(self) -> Hashable:
        """Return name, size and times of each data file.

        Raises
        ------
        GeoError
            When the folder is gone.
        """
        if not self.folder.is_dir():
            raise GeoError(f"'{self.folder.parent}' holds no folder data/; give the data root")
        return stamp_of(self.folder), *(_stamp(path) for path in self._instead.values())

    def tables(self) -> tuple[Mapping[str, Table], list[Fault]]:
        """Return the tables that data/tables.toml declares, and what is wrong with it."""
        path = self.folder / "tables.toml"
        tables, faults = self._once(path, "tables", partial(read_tables, path))
        return tables, list(faults)

    def rows(
        self,
        layer: Layer,
        *,
        extent: Extent | None = None,
        days: Days | None = None,
        clearance: str | None = None,
    ) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        """Return the features of a layer that could be read, and what is wrong with the others.

        Raises
        ------
        UnknownId
            When `clearance` is no marking.
        """
        frame, faults = self._once(self._path(layer.data), "layer", partial(self._layer, layer), layer)
        return narrowed(frame, faults, extent=extent, days=days, clearance=clearance)

    def table(
        self, name: str, *, days: Days | None = None, clearance: str | None = None
    ) -> tuple[pd.DataFrame, list[Fault]]:
        """Return the rows of a table that could be read, and what is wrong with the others.

        Raises
        ------
        UnknownId
            When data/tables.toml declares no such table, or `clearance` is no marking.
        """
        table = self._declared(name)
        frame, faults = self._once(self._path(f"{name}.csv"), "table", partial(self._table, table), table)
        return narrowed(frame, faults, days=days, clearance=clearance)

    def write_table(self, name: str, rows: Sequence[Row]) -> None:
        """Add rows to a table, or put them in place of those with the same id; raises as `write_tables`."""
        self.write_tables({name: rows})

    def write_tables(self, rows: Mapping[str, Sequence[Row]], *, since: Hashable = None) -> None:
        """Add rows to tables, one whole file after the other in the order given, each sorted by id.

        Parameters
        ----------
        rows : mapping of str to sequence of mapping
            By table: rows to add, or to put in place of those with the same id. What others cite comes first.
        since : hashable, optional
            A `stamp` taken earlier; nothing is written when the data have changed since.

        Raises
        ------
        UnknownId
            When no table of that name is declared.
        InvalidTable
            When a table cannot be read whole, or a row does not fit into it.
        GeoError
            When the data have changed, or a file cannot be written.
        """
        with alone(self.folder):
            if since is not None and self.stamp() != since:
                raise GeoError("the data have changed since they were read; nothing is written, run it again")
            texts = self._texts(rows)
            replace_files({self.folder / f"{name}.csv": text for name, text in texts.items()})

    def trial(self, rows: Mapping[str, Sequence[Row]], folder: Path) -> FileStore:
        """Return a store that reads as if the rows had been written; it keeps their tables in `folder`.

        Raises
        ------
        UnknownId, InvalidTable, GeoError
            As `write_tables`.
        """
        texts = self._texts(rows)
        replace_files({folder / f"{name}.csv": text for name, text in texts.items()})
        instead = {f"{name}.csv": folder / f"{name}.csv" for name in texts}
        store = FileStore(self.folder.parent, {**self._instead, **instead})
        store._kept = dict(self._kept)
        return store

    def ground_names(self) -> tuple[str, ...]:
        """Return the names of the GeoJSON files in data/base/."""
        return tuple(path.stem for path in self._files(f"{_GROUND}/[!.]*.geojson"))

    def ground(self, name: str) -> gpd.GeoDataFrame:
        """Return one file of data/base/ with the columns that it has, in EPSG:4326.

        Raises
        ------
        UnknownId
            When there is no such file.
        InvalidLayer
            When it cannot be read, listing every fault.
        """
        if name not in self.ground_names():
            remedy = did_you_mean(name, self.ground_names(), f"add data/{_GROUND}/{name}.geojson")
            raise UnknownId(f"there is no ground '{name}'; {remedy}")
        file = f"{_GROUND}/{name}.geojson"
        frame, faults = self._once(self._path(file), "ground", partial(self._ground, file))
        if faults:
            raise InvalidLayer("\n".join(map(str, faults)))
        return frame

    def file_of(self, layer: Layer) -> str:
        """Return the path of the layer's file, below the data root."""
        return self._name(layer.data)

    def undeclared(self, known: frozenset[str]) -> list[Fault]:
        """Return a fault for each data file that no layer or table declares; data/base/ needs none."""
        tables = {f"{name}.csv" for name in self.tables()[0]}
        faults = []
        for path in sorted([*self.folder.glob("[!.]*.geojson"), *self.folder.glob("[!.]*.csv")]):
            if path.name not in known | tables:
                is_table = path.suffix == ".csv"
                where = "data/tables.toml" if is_table else f"layers/{path.stem}.toml"
                place = Place(f"data/{path.name}", "" if is_table else path.stem)
                faults.append(
                    place.fault("", "", "nothing declares this file, so it is not shown", f"add {where}")
                )
        return faults

    def _layer(self, layer: Layer) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        place = Place(self.file_of(layer), layer.id)
        text, faults = read_text(self._path(layer.data), place)
        if faults:
            return _geo(typed_frame([], layer.all_columns, place)[0], Features().shapes), faults
        found = read_features(text, place)
        names = list(dict.fromkeys(chain.from_iterable(found.rows)))
        faults = found.faults + extra_columns(names, layer.all_columns, place, f"layers/{layer.id}.toml")
        frame, wrong = typed_frame(found.rows, layer.all_columns, place)
        absent = [c.name for c in layer.all_columns if c.required and c.name not in names and found.rows]
        faults += [
            place.fault("", name, f"no feature has the column '{name}'", f"add the property '{name}'")
            for name in absent
        ]
        return _geo(frame, found.shapes), faults + wrong

    def _table(self, table: Table) -> tuple[pd.DataFrame, list[Fault]]:
        columns, file = table.columns, f"{table.name}.csv"
        place = Place(self._name(file), "")
        text, faults = read_text(self._path(file), place)
        if faults:
            return typed_frame([], columns, place)[0], faults
        header, rows, faults = read_rows(text, place)
        missing = [column.name for column in columns if column.name not in header]
        faults += extra_columns(header, columns, place, "data/tables.toml")
        for column in missing:
            guess = closest(column, [name for name in header if name not in {c.name for c in columns}])
            remedy = (
                f"rename '{guess}' to '{column}'" if guess else f"add the column '{column}' to the header"
            )
            faults.append(place.fault("", column, f"the column '{column}' is missing", remedy))
        frame, wrong = typed_frame(rows, columns, place)
        return frame, faults + wrong

    def _texts(self, rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
        """Return the text of each table with rows added; raises InvalidTable, as `write_tables`."""
        texts = {}
        for name, new in rows.items():
            self._declared(name)
            place = Place(f"data/{name}.csv", "")
            text, faults = read_text(self._path(f"{name}.csv"), place)
            header, old, more = ([], [], []) if faults else read_rows(text, place)
            if faults + more:
                raise InvalidTable("\n".join(map(str, faults + more)))
            texts[name] = with_rows(place.file, header, old, new)
        return texts

    def _declared(self, name: str) -> Table:
        """Return a declared table; raises UnknownId."""
        tables, _ = self.tables()
        if name not in tables:
            remedy = did_you_mean(name, tables, "declare it in data/tables.toml")
            raise UnknownId(f"there is no table '{name}'; {remedy}")
        return tables[name]

    def _ground(self, file: str) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        place = Place(self._name(file), "")
        text, faults = read_text(self._path(file), place)
        found = read_features(text, place, with_ids=False) if not faults else Features()
        return _geo(pd.DataFrame(found.rows), found.shapes), faults + found.faults

    def _once(
        self, path: Path, what: str, read: Callable[[], Read], declared: Layer | Table | None = None
    ) -> Read:
        """Return what `read` makes of a file, from memory as long as file and declaration stay the same."""
        # Taken before reading, so that a file that changes meanwhile is read again.
        stamp = (_stamp(path), declared)
        kept = self._kept.get((path, what))
        if kept is None or kept[0] != stamp or stamp[0] is None:
            self._kept[path, what] = kept = (stamp, read())
        value: Read = kept[1]
        return value

    def _files(self, pattern: str) -> list[Path]:
        """Return the files below data/ that a pattern names, sorted."""
        return [path for path in sorted(self.folder.glob(pattern)) if path.is_file()]

    def _path(self, relative: str) -> Path:
        return self._instead.get(relative, self.folder / relative)

    def _name(self, relative: str) -> str:
        return str(self._instead.get(relative, f"data/{relative}"))


def _geo(frame: pd.DataFrame, shapes: NDArray[np.object_]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(frame, geometry=GeometryArray(shapes, crs=CRS))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return size, and when content and rights last changed; None where there is no file to look at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _hash(path: Path) -> bytes:
    """Return a hash of the bytes of a file; of nothing where it cannot be read."""
    content = b""
    with suppress(OSError):
        content = path.read_bytes()
    return hashlib.sha256(content).digest()
