"""Evidence in plain files: GeoJSON, CSV and TOML below one folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
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
from geo.files import Content, content_of, files_below, stamp_of, stamps_of
from geo.language import worded
from geo.model import LARGE_SUFFIX, Extent, Layer, Table
from geo.replacing import write_all
from geo.schema.positions import outline_advice
from geo.store.base import Days
from geo.store.frames import Place, extra_columns, typed_frame
from geo.store.geojson import Features, read_features
from geo.store.large import LargeLayer, Wanted, opened
from geo.store.narrowing import narrowed
from geo.store.texts import read_rows, text_of
from geo.store.together import PLAN, Change, begun, write_together
from geo.store.writing import Row, alone, with_rows

CRS = pyproj.CRS("EPSG:4326")

_GROUND = "base"

Read = TypeVar("Read")


class FileStore:
    """The evidence below `root`/data: a GeoJSON a layer, a CSV a table, tables.toml to declare the latter.

    Parameters
    ----------
    root : Path
        The data root, which holds data/.
    instead : mapping of str to Path or bytes, optional
        Files or contents read in place of those at these paths below data/: to check one before it is put
        there, or to stay with what was read before.
    """

    def __init__(self, root: Path, instead: Mapping[str, Path | bytes] | None = None) -> None:
        self.folder = root / "data"
        self._instead = dict(instead or {})
        self._kept: dict[Hashable, tuple[Hashable, Any]] = {}
        self._plan: tuple[Hashable, dict[str, bytes]] = (None, {})

    def version(self) -> str:
        """Return a hash over the names and bytes of all data files."""
        digest = hashlib.sha256()
        for relative in self.names():
            digest.update(relative.encode())
            digest.update(self._once(relative, "hash", partial(self._hash, relative)))
        return digest.hexdigest()[:16]

    def names(self) -> list[str]:
        """Return the paths below data/ of all data files, sorted."""
        found = {path.relative_to(self.folder).as_posix() for path in files_below(self.folder)}
        return sorted(found | self._begun().keys() | self._instead.keys())

    def content(self, relative: str) -> Content:
        """Return the bytes of a file below data/, from memory as long as it stays the same, or why not."""
        instead = self._instead.get(relative)
        if isinstance(instead, bytes):
            return instead
        if not instead and (written := self._begun().get(relative)) is not None:
            return written
        homes = () if instead else (self.folder, self.folder.parent)
        return self._once(relative, "content", partial(content_of, self._path(relative), homes))

    def stamp(self) -> Hashable:
        """Return name, size and times of each data file.

        Raises
        ------
        GeoError
            When the folder is gone.
        """
        if not os.path.isdir(self.folder):  # noqa: PTH112 - is_dir raises where it may not look
            raise GeoError("the data root holds no folder data/; put it there, or set LIBYA_ROOT")
        return stamps_of(self.folder), stamp_of(self.folder / PLAN), *map(self._stamp, self._instead)

    def tables(self) -> tuple[Mapping[str, Table], list[Fault]]:
        """Return the tables that data/tables.toml declares, and what is wrong with it."""
        name = "tables.toml"
        read = partial(read_tables, self.folder / name, self.content(name))
        tables, faults = self._once(name, "tables", read)
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
        if layer.large:
            return self._some(layer, extent, days, clearance)
        frame, faults = self._once(layer.data, "layer", partial(self._layer, layer), layer)
        return narrowed(frame, faults, extent=extent, days=days, clearance=clearance)

    def large(self, layer: Layer) -> tuple[LargeLayer | None, list[Fault]]:
        """Return a layer that is never loaded whole, or what is wrong with its file."""
        read = partial(opened, layer, self._path(layer.data), self.file_of(layer))
        found, faults = self._once(layer.data, "large", read, layer)
        return found, list(faults)

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
        frame, faults = self._once(f"{name}.csv", "table", partial(self._table, table), table)
        return narrowed(frame, faults, days=days, clearance=clearance)

    def write_table(self, name: str, rows: Sequence[Row]) -> None:
        """Add rows to a table, or put them in place of those with the same id; raises as `write_tables`."""
        self.write_tables({name: rows})

    def write_tables(
        self,
        rows: Mapping[str, Sequence[Row]],
        *,
        since: Hashable = None,
        beside: Mapping[str, Change] | None = None,
    ) -> None:
        """Add rows to tables, all of them or none; other files, by path below data/, change with them."""
        with alone(self.folder):
            if since is not None and self.stamp() != since:
                raise GeoError("the data have changed since they were read; nothing is written, run it again")
            texts: dict[str, Change] = {f"{name}.csv": text for name, text in self._texts(rows).items()}
            write_together(self.folder, texts | dict(beside or {}))

    def trial(self, rows: Mapping[str, Sequence[Row]], folder: Path) -> FileStore:
        """Return a store that reads as if the rows had been written; it keeps their tables in `folder`."""
        texts = self._texts(rows)
        write_all({folder / f"{name}.csv": text.encode() for name, text in texts.items()})
        return self.reading({f"{name}.csv": folder / f"{name}.csv" for name in texts})

    def reading(self, instead: Mapping[str, Path | bytes]) -> FileStore:
        """Return a store that reads other files or contents in place of some below data/."""
        store = FileStore(self.folder.parent, {**self._instead, **instead})
        store._kept = dict(self._kept)
        return store

    def ground_names(self) -> tuple[str, ...]:
        """Return the names of the GeoJSON files in data/base/."""
        found = {path.name for path in files_below(self.folder / _GROUND, (".geojson",), deep=False)}
        found |= {path.name for path in map(PurePosixPath, self._instead) if str(path.parent) == _GROUND}
        return tuple(sorted(path.stem for path in map(PurePosixPath, found) if path.suffix == ".geojson"))

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
        frame, faults = self._once(file, "ground", partial(self._ground, file))
        if faults:
            raise InvalidLayer("\n".join(map(str, faults)))
        return frame

    def file_of(self, layer: Layer) -> str:
        """Return the path of the layer's file, below the data root."""
        return self._name(layer.data)

    def undeclared(self, known: frozenset[str]) -> list[Fault]:
        """Return a fault for each data file that no layer or table declares, and that is not known else."""
        tables = {f"{name}.csv" for name in self.tables()[0]}
        faults = []
        suffixes = ".csv", ".geojson", LARGE_SUFFIX
        for path in [
            *files_below(self.folder, suffixes, deep=False),
            *files_below(self.folder / _GROUND, suffixes[1:], deep=False),
        ]:
            relative = path.relative_to(self.folder).as_posix()
            if not {relative, path.name} & (known | tables):
                is_table = path.suffix == ".csv"
                where = "data/tables.toml" if is_table else f"layers/{path.stem}.toml"
                place = Place(f"data/{relative}", "" if is_table else path.stem)
                faults.append(
                    place.fault("", "", "nothing declares this file, so it is not shown", f"add {where}")
                )
        return faults

    def _some(
        self, layer: Layer, extent: Extent | None, days: Days | None, clearance: str | None
    ) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        """Return rows of a large layer, which DuckDB narrows."""
        found, faults = self.large(layer)
        if found is None:
            return _geo(typed_frame([], layer.all_columns, Place("", ""))[0], Features().shapes), faults
        span = days if isinstance(days, tuple) or days is None else (days, days)
        shown = found if clearance is None else found.cleared(clearance, frozenset())
        return shown.frame(Wanted(extent=extent, days=span, retracted=True)), faults

    def _layer(self, layer: Layer) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        place = Place(self.file_of(layer), layer.id)
        text, faults = self._text(layer.data, place)
        if faults:
            return _geo(typed_frame([], layer.all_columns, place)[0], Features().shapes), faults
        found = read_features(text, place)
        names = list(dict.fromkeys(chain.from_iterable(found.rows)))
        faults = found.faults + extra_columns(names, layer.all_columns, place, f"layers/{layer.id}.toml")
        frame, wrong = typed_frame(found.rows, layer.all_columns, place)
        absent = [c.name for c in layer.all_columns if c.required and c.name not in names and found.rows]
        faults += [
            place.fault(
                "",
                name,
                worded("no feature has the column '{name}'", name=name),
                f"add the property '{name}'",
            )
            for name in absent
        ]
        return _geo(frame, found.shapes), faults + wrong

    def _table(self, table: Table) -> tuple[pd.DataFrame, list[Fault]]:
        columns, file = table.columns, f"{table.name}.csv"
        place = Place(self._name(file), "")
        text, faults = self._text(file, place)
        if faults:
            return typed_frame([], columns, place)[0], faults
        header, rows, faults = read_rows(text, place)
        if not text.endswith("\n"):
            remedy = "restore the whole file, or end that line"
            faults.append(
                place.fault("", "", worded("the last line does not end, so it may be cut short"), remedy)
            )
        missing = [column.name for column in columns if column.name not in header]
        faults += extra_columns(header, columns, place, "data/tables.toml")
        for column in missing:
            guess = closest(column, [name for name in header if name not in {c.name for c in columns}])
            remedy = (
                f"rename '{guess}' to '{column}'" if guess else f"add the column '{column}' to the header"
            )
            faults.append(
                place.fault("", column, worded("the column '{name}' is missing", name=column), remedy)
            )
        frame, wrong = typed_frame(rows, columns, place)
        return frame, faults + wrong

    def _texts(self, rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
        """Return the text of each table with rows added; raises InvalidTable, as `write_tables`."""
        texts = {}
        for name, new in rows.items():
            self._declared(name)
            place = Place(f"data/{name}.csv", "")
            text, faults = self._text(f"{name}.csv", place)
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
        text, faults = self._text(file, place)
        found = read_features(text, place, with_ids=False) if not faults else Features()
        # Ground is cut and joined, which an outline that crosses itself would end.
        crossed = [
            place.fault(str(row.get("id", "")), "geometry", *advice)
            for row, shape in zip(found.rows, found.shapes, strict=True)
            if shape is not None
            for advice in outline_advice(shape)
        ]
        return _geo(pd.DataFrame(found.rows), found.shapes), faults + found.faults + crossed

    def _text(self, relative: str, place: Place) -> tuple[str, list[Fault]]:
        return text_of(self.content(relative), self._path(relative), place)

    def _once(
        self, relative: str, what: str, read: Callable[[], Read], declared: Layer | Table | None = None
    ) -> Read:
        """Return what `read` makes of a file, from memory as long as file and declaration stay the same."""
        # Taken before reading, so that a file that changes meanwhile is read again.
        stamp = (self._stamp(relative), declared)
        kept = self._kept.get((relative, what))
        if kept is None or kept[0] != stamp or stamp[0] is None:
            self._kept[relative, what] = kept = (stamp, read())
        value: Read = kept[1]
        return value

    def _stamp(self, relative: str) -> Hashable:
        """Return what tells one content of a file from another, None where there is no file to look at."""
        instead = self._instead.get(relative)
        if isinstance(instead, bytes):
            return hashlib.sha256(instead).digest()
        written = None if instead else self._begun().get(relative)
        return stamp_of(self._path(relative)) if written is None else hashlib.sha256(written).digest()

    def _begun(self) -> Mapping[str, bytes]:
        """Return what is read in place of files whose writer is at it, or was killed."""
        plan = stamp_of(self.folder / PLAN)
        if plan is None:
            return {}
        key = plan, *(stamp_of(self.folder / name) for name in self._plan[1])
        if key != self._plan[0]:
            found = begun(self.folder)
            self._plan = (plan, *(stamp_of(self.folder / name) for name in found)), found
        return self._plan[1]

    def _hash(self, relative: str) -> bytes:
        """Return a hash of the bytes of a file; where it cannot be read, of why."""
        if relative.endswith(LARGE_SUFFIX) and self._path(relative).is_file():
            with self._path(relative).open("rb") as file:
                return hashlib.file_digest(file, "sha256").digest()
        content = self.content(relative)
        told = content if isinstance(content, bytes) else str(content).encode()
        return hashlib.sha256(told).digest()

    def _path(self, relative: str) -> Path:
        instead = self._instead.get(relative)
        return instead if isinstance(instead, Path) else self.folder / relative

    def _name(self, relative: str) -> str:
        instead = self._instead.get(relative)
        return str(instead) if isinstance(instead, Path) else f"data/{relative}"


def _geo(frame: pd.DataFrame, shapes: NDArray[np.object_]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(frame, geometry=GeometryArray(shapes, crs=CRS))
