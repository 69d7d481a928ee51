"""A large layer as it may be asked: how many, which cells, which points, which rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.faults import Fault
from geo.model import MARKINGS, Extent, Layer, highest_marking, split
from geo.store.large.conditions import Wanted, condition, units
from geo.store.large.engine import connected
from geo.store.large.grid import cell_shift, to_degrees
from geo.store.large.writing import OPEN_START, OWN

if TYPE_CHECKING:
    import duckdb

MEMORY: Final = "300MB"
"""That all questions of a process take together."""
FRAME: Final = 32_768
"""Rows that are read together, where all are."""
MOST_POINTS: Final = 8_000
"""Points in view up to which each is drawn; more are counted in cells."""
_REMEDY = "write the file with python -m geo.ingest FILE --layer ID"
_ASKED = ("name_ar", "actor", "retracted_on")
"""Columns beside the required ones that every question asks for."""
_FITS = {"integer": ("int",), "number": ("int", "double", "float")}


@dataclass(frozen=True, slots=True)
class LargeLayer:
    """One large layer as somebody may see it; nothing of it is in memory but what is named here.

    Attributes
    ----------
    columns : tuple of str
        The declared columns that the file has; an optional one may be absent.
    total : int
        Rows that may be seen.
    marking : str
        The highest of them.
    actors : tuple of str
        What stands in the column `actor`, which may name several.
    clearance : str
        The highest marking that may be seen; "" = everything.
    unseen_actors : frozenset of str
        Actors that may not be seen: nor may what names them.
    """

    layer: Layer
    path: Path
    columns: tuple[str, ...]
    total: int
    marking: str
    actors: tuple[str, ...] = field(repr=False)
    clearance: str = ""
    unseen_actors: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """The column that says where a row stands: of one file its reader knows it, which is quicker."""
        return "map_row" if self.path.is_dir() else "file_row_number"

    def cleared(self, clearance: str, unseen_actors: frozenset[str]) -> LargeLayer:
        """Return the layer as somebody with a clearance may see it."""
        shown = replace(self, clearance=clearance, unseen_actors=unseen_actors)
        total, markings = shown.facts()
        return replace(shown, total=total, marking=highest_marking(markings or ()))

    def facts(self) -> tuple[int, list[str] | None]:
        """Return how many rows may be seen, and which markings they have."""
        total, markings = self._one("count(*), list(DISTINCT marking)", Wanted())
        return int(total), markings

    def count(self, wanted: Wanted) -> int:
        """Return how many rows are wanted."""
        return int(self._one("count(*)", wanted)[0])

    def counts(self, wanted: Wanted) -> dict[str, int]:
        """Return how many rows of each class are wanted."""
        return dict(self._rows("class, count(*)", wanted, "GROUP BY class ORDER BY class"))

    def cells(self, wanted: Wanted, zoom: float) -> list[tuple[int, int, str, int]]:
        """Return the cells of a zoom that hold wanted rows: column, row, class, how many, in this order."""
        shift = cell_shift(zoom)
        return self._rows(
            f"map_x >> {shift} AS x, map_y >> {shift} AS y, class, count(*)",
            wanted,
            "GROUP BY x, y, class ORDER BY x, y, class",
        )

    def points(self, wanted: Wanted, most: int = MOST_POINTS) -> pa.Table:
        """Return wanted rows as `map_row`, `map_x`, `map_y`, `class`, `map_seen`, at most so many."""
        return self._ask(
            "map_row, map_x, map_y, class, map_seen", wanted, f"ORDER BY map_row LIMIT {int(most)}"
        ).to_arrow_table()

    def frame(
        self, wanted: Wanted, most: int | None = None, *, offset: int = 0, sort: str = "", down: bool = False
    ) -> gpd.GeoDataFrame:
        """Return wanted rows whole, with every declared column.

        Parameters
        ----------
        sort : str, optional
            A declared column; default: the order of the file.
        """
        order = f'"{sort}" {"DESC" if down else "ASC"}, map_row' if sort in self.columns else "map_row"
        if most is not None:
            # Sorted is the one column that is needed for it; only then the rows are read, by their places.
            limit = f"ORDER BY {order} LIMIT {int(most)} OFFSET {int(offset)}"
            rows = tuple(row for (row,) in self._rows("map_row", wanted, limit))
            wanted = Wanted(rows=rows or (-1,), retracted=True)
        found = self._ask(self._columns(), wanted, f"ORDER BY {order}").to_arrow_table()
        return self._typed(found)

    def frames(self, wanted: Wanted, size: int | None = None) -> Iterator[gpd.GeoDataFrame]:
        """Yield wanted rows whole, in the order of the file, at most so many at a time (default: `FRAME`).

        A stretch of the file is asked for after the other: sorting all at once would take all into memory.
        """
        (last,) = self._one("max(map_row)", wanted)
        step = size or FRAME
        for start in range(0, 0 if last is None else last + 1, step):
            stretch = replace(wanted, stretch=(start, start + step - 1))
            found = self._ask(self._columns(), stretch, "ORDER BY map_row").to_arrow_table()
            if len(found):
                yield self._typed(found)

    def nothing(self) -> gpd.GeoDataFrame:
        """Return no row, with every declared column."""
        return self.frame(Wanted(rows=(-1,)))

    def different(self, names: Sequence[str], wanted: Wanted) -> pd.DataFrame:
        """Return each combination of some columns in wanted rows once; what the file lacks is empty."""
        told = ", ".join(f'"{name}"' if name in self.columns else f"'' AS \"{name}\"" for name in names)
        found: pd.DataFrame = self._ask(f"DISTINCT {told}", wanted).df().fillna("")
        return found

    def named(self, text: str, most: int) -> gpd.GeoDataFrame:
        """Return the first rows in whose names, in either language, a text stands."""
        return self.frame(Wanted(text=text), most)

    def behind(self, wanted: Wanted, most: int = 200) -> tuple[str, str, tuple[str, ...]]:
        """Return the lowest grades of wanted rows, and the sources of which most cite them."""
        reliability, credibility = self._one("max(reliability), max(credibility)", wanted)
        cited = self._rows(
            "sources", wanted, f"GROUP BY sources ORDER BY count(*) DESC, sources LIMIT {most}"
        )
        sources = dict.fromkeys(one for (text,) in cited for one in split(text or ""))
        return reliability or "", "" if credibility is None else str(credibility), tuple(sources)

    def extent(self) -> tuple[Extent, str]:
        """Return where rows are, to some centimetres, and the first day from which one is true; "" = open."""
        x0, y0, x1, y1, first = self._one(
            "min(map_x), min(map_y), max(map_x) + 1, max(map_y) + 1,"
            f" strftime(DATE '1970-01-01' + min(map_from) FILTER (map_from > {OPEN_START}), '%Y-%m-%d')",
            Wanted(),
        )
        (west, east), (north, south) = to_degrees(np.array([x0, x1]), np.array([y0, y1]))
        return (float(west), float(south), float(east), float(north)), first or ""

    def days(self, wanted: Wanted) -> list[tuple[str, int]]:
        """Return how many wanted rows begin in each month, `YYYY-MM`, oldest first."""
        month = "strftime(DATE '1970-01-01' + map_from, '%Y-%m')"
        dated = replace(wanted, dated=True)
        return self._rows(f"{month} AS month, count(*)", dated, "GROUP BY month ORDER BY month")

    def _columns(self) -> str:
        return ", ".join([*(f'"{name}"' for name in self.columns), "geometry"])

    def _typed(self, table: pa.Table) -> gpd.GeoDataFrame:
        """Return rows with the types that the protocol of the store promises."""
        shapes = shapely.from_wkb(table.column("geometry").to_numpy())
        data = {}
        for column in self.layer.all_columns:
            absent = column.name not in self.columns
            values = pd.Series([None] * len(table)) if absent else table.column(column.name).to_pandas()
            if column.kind in ("integer", "number"):
                data[column.name] = values.astype("Int64" if column.kind == "integer" else "Float64")
            else:
                data[column.name] = values.fillna("").astype("str")
        return gpd.GeoDataFrame(pd.DataFrame(data), geometry=shapes, crs="EPSG:4326")

    def _one(self, what: str, wanted: Wanted) -> Any:
        return self._ask(what, wanted).fetchone()

    def _rows(self, what: str, wanted: Wanted, then: str) -> list[Any]:
        rows: list[Any] = self._ask(what, wanted, then).fetchall()
        return rows

    def _ask(self, what: str, wanted: Wanted, then: str = "") -> Any:
        where, values = condition(self, wanted)
        # `what` and `then` are ours; whatever comes from outside is a parameter.
        numbered = ", file_row_number=true" if "file_row_number" in where else ""
        text = f"SELECT {what} FROM read_parquet(?{numbered}) WHERE {where} {then}"  # noqa: S608
        return _database().cursor().execute(text, [source(self.path), *values])


def opened(layer: Layer, path: Path, file: str) -> tuple[LargeLayer | None, list[Fault]]:
    """Return a large layer whose file fits its declaration, or what is wrong with it.

    Parameters
    ----------
    file : str
        What the file is called in faults.
    """
    import duckdb  # noqa: PLC0415 - as in `connected`

    def fault(column: str, problem: str, remedy: str = _REMEDY) -> Fault:
        return Fault(file, layer.id, "", column, problem, remedy)

    if not (path.is_file() or path.is_dir()):
        return None, [fault("", "the file is missing", "put it there, or remove the layer")]
    try:
        described = _database().cursor().execute("DESCRIBE SELECT * FROM read_parquet(?)", [source(path)])
        types = {name: kind.lower() for name, kind, *_ in described.fetchall()}
        faults = [
            fault(name, f"no row has the column '{name}'")
            for name in ("geometry", *OWN, *_ASKED, *(one.name for one in layer.all_columns if one.required))
            if name not in types
        ]
        faults += [
            fault(column.name, f"is of the type {types[column.name]}, not {column.kind}")
            for column in layer.all_columns
            if column.name in types
            and not any(part in types[column.name] for part in _FITS.get(column.kind, ("varchar",)))
        ]
        columns = tuple(column.name for column in layer.all_columns if column.name in types)
        return (None, faults) if faults else _judged(layer, path, columns, fault)
    except duckdb.Error as error:
        return None, [fault("", f"is no GeoParquet that can be read: {str(error).splitlines()[0][:200]}")]


def _judged(
    layer: Layer, path: Path, columns: tuple[str, ...], fault: Callable[..., Fault]
) -> tuple[LargeLayer | None, list[Fault]]:
    """Return the layer, or what of its rows does not fit: looked at all together, not row by row."""
    total, classes, markings, actors, unnamed, x0, y0, x1, y1 = _database().cursor().execute(
        "SELECT count(*) FILTER (coalesce(retracted_on, '') = ''),"
        " list(DISTINCT class), list(DISTINCT marking), list(DISTINCT actor),"
        " count(*) FILTER (coalesce(id, '') = ''), min(map_x), min(map_y), max(map_x), max(map_y)"
        " FROM read_parquet(?)",
        [source(path)],
    ).fetchone() or (0, None, None, None, 0, None, None, None, None)
    faults = [
        fault("class", f"unknown class '{name}'", f"declare [classes.{name}], or correct it")
        for name in sorted(str(one) for one in classes or () if one not in layer.classes)
    ]
    faults += [
        fault("marking", f"unknown marking '{name}'", f"write one of {', '.join(MARKINGS)}")
        for name in sorted(str(one) for one in markings or () if one not in MARKINGS)
    ]
    if unnamed:
        faults.append(fault("id", f"{unnamed} rows have no id", "give each its own"))
    if total:
        from_x, to_x, from_y, to_y = units(layer.extent)
        if x0 < from_x or x1 > to_x or y0 < from_y or y1 > to_y:
            faults.append(fault("geometry", "a row lies outside the layer's extent", "correct extent or row"))
    if faults:
        return None, faults
    named = tuple(sorted(str(one) for one in actors or () if one))
    return LargeLayer(layer, path, columns, int(total), highest_marking(markings or ()), named), []


def source(path: Path) -> str:
    """Return what DuckDB reads of a layer: its file, or the parts in its folder."""
    plain = str(path)
    for sign in "[*?":  # each stands for itself
        plain = plain.replace(sign, f"[{sign}]")
    return f"{plain}/*.parquet" if path.is_dir() else plain


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Return the one database of this process: it holds nothing, and reaches no other host."""
    database = connected(MEMORY)
    database.execute("SET autoinstall_known_extensions = false")
    database.execute("SET autoload_known_extensions = false")
    database.execute("SET parquet_metadata_cache = true")
    return database
