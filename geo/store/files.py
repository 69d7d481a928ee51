"""Evidence in plain files: GeoJSON, CSV and TOML below one folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.catalog import read_tables
from geo.errors import InvalidLayer, UnknownId
from geo.faults import Fault, closest, did_you_mean
from geo.model import Layer, Table
from geo.store.frames import Place, extra_columns, typed_frame
from geo.store.geojson import read_features
from geo.store.texts import read_rows, read_text

CRS = "EPSG:4326"

_GROUND = "base"


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
        self._tables, self._table_faults = read_tables(self.folder / "tables.toml")

    def version(self) -> str:
        """Return a hash over the names and bytes of all data files."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                digest.update(path.relative_to(self.folder).as_posix().encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        for relative, path in sorted(self._instead.items()):
            digest.update(relative.encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:16]

    def tables(self) -> tuple[Mapping[str, Table], list[Fault]]:
        """Return the tables that data/tables.toml declares, and what is wrong with it."""
        return self._tables, list(self._table_faults)

    def layer(self, layer: Layer) -> tuple[gpd.GeoDataFrame, list[Fault]]:
        """Return the features of a layer that could be read, and what is wrong with the others."""
        place = Place(self.file_of(layer), layer.id)
        text, faults = read_text(self._path(layer.data), place)
        if faults:
            return _geo(typed_frame([], layer.all_columns, place)[0], []), faults
        found = read_features(text, place)
        names = list(dict.fromkeys(name for row in found.rows for name in row))
        faults = found.faults + extra_columns(names, layer.all_columns, place, f"layers/{layer.id}.toml")
        frame, wrong = typed_frame(found.rows, layer.all_columns, place)
        absent = [c.name for c in layer.all_columns if c.required and c.name not in names and found.rows]
        faults += [
            place.fault("", name, f"no feature has the column '{name}'", f"add the property '{name}'")
            for name in absent
        ]
        return _geo(frame, found.shapes), faults + wrong

    def table(self, name: str) -> tuple[pd.DataFrame, list[Fault]]:
        """Return the rows of a table that could be read, and what is wrong with the others.

        Raises
        ------
        UnknownId
            When data/tables.toml declares no such table.
        """
        if name not in self._tables:
            remedy = did_you_mean(name, self._tables, "declare it in data/tables.toml")
            raise UnknownId(f"there is no table '{name}'; {remedy}")
        columns = self._tables[name].columns
        path = self._path(f"{name}.csv")
        place = Place(self._name(f"{name}.csv"), "")
        text, faults = read_text(path, place)
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

    def ground_names(self) -> tuple[str, ...]:
        """Return the names of the GeoJSON files in data/base/."""
        return tuple(sorted(path.stem for path in (self.folder / _GROUND).glob("*.geojson")))

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
        place = Place(self._name(f"{_GROUND}/{name}.geojson"), "")
        text, faults = read_text(self._path(f"{_GROUND}/{name}.geojson"), place)
        if not faults:
            found = read_features(text, place, with_ids=False)
            if not found.faults:
                return _geo(pd.DataFrame(found.rows), found.shapes)
            faults = found.faults
        raise InvalidLayer("\n".join(map(str, faults)))

    def file_of(self, layer: Layer) -> str:
        """Return the path of the layer's file, below the data root."""
        return self._name(layer.data)

    def undeclared(self, known: frozenset[str]) -> list[Fault]:
        """Return a fault for each data file that no layer or table declares; data/base/ needs none."""
        tables = {f"{name}.csv" for name in self._tables}
        faults = []
        for path in sorted([*self.folder.glob("*.geojson"), *self.folder.glob("*.csv")]):
            if path.name not in known | tables:
                is_table = path.suffix == ".csv"
                where = "data/tables.toml" if is_table else f"layers/{path.stem}.toml"
                place = Place(f"data/{path.name}", "" if is_table else path.stem)
                faults.append(
                    place.fault("", "", "nothing declares this file, so it is not shown", f"add {where}")
                )
        return faults

    def _path(self, relative: str) -> Path:
        return self._instead.get(relative, self.folder / relative)

    def _name(self, relative: str) -> str:
        return str(self._instead.get(relative, f"data/{relative}"))


def _geo(frame: pd.DataFrame, shapes: Sequence[object]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=CRS))
