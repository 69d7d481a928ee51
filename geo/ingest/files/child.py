"""`python -m geo.ingest.files.child`: reads one file, in a process that may fail or be ended.

Only one driver of GDAL is there (GDAL_SKIP says which are not), memory and time are bounded. It is told by
JSON what to read, and answers in JSON; rows and shapes are left in a file beside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import feather

from geo.ingest.files.formats import LONGEST_CELL, MEMORY, MOST_COLUMNS, MOST_ROWS, SECONDS, too_many

GEOMETRY = "\x00geometry"
"""The column of shapes in what is left beside: no file can call one of its own so."""


def main() -> int:
    """Read what standard input tells of; return 0, also where it cannot be read."""
    _bound()
    asked = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(read(asked)))
    return 0


def read(asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what a file holds: its sheets, or of the one that is read CRS and encoding, or the problem."""
    is_parquet = Path(asked["path"]).suffix in (".parquet", ".geoparquet")
    try:
        return _parquet(asked) if is_parquet else _with_gdal(asked)
    except (ValueError, KeyError, OSError, MemoryError, RuntimeError, pa.ArrowException) as error:
        return {"problem": f"cannot be read: {str(error)[:300]}"}


def _with_gdal(asked: Mapping[str, str]) -> dict[str, Any]:
    import numpy as np  # noqa: PLC0415 - what is not needed is not loaded
    import pyogrio  # noqa: PLC0415 - as above

    sheets = {}
    for name, _ in pyogrio.list_layers(asked["path"]).tolist():
        info = pyogrio.read_info(asked["path"], layer=name, force_feature_count=True)
        if info["features"]:
            sheets[str(name)] = int(info["features"])
    sheet = asked["sheet"] or (next(iter(sheets)) if len(sheets) == 1 else _usual(sheets))
    if sheet not in sheets:
        return {"sheets": sheets}
    if sheets[sheet] > MOST_ROWS:
        return {"problem": too_many(sheets[sheet])}
    options: dict[str, Any] = {"encoding": asked["encoding"]} if asked["encoding"] else {}
    meta, _, shapes, fields = pyogrio.raw.read(
        asked["path"], layer=sheet, force_2d=True, datetime_as_string=True, **options
    )
    names = [str(name) for name in meta["fields"]]
    columns: dict[str, list[Any]] = {
        name: [_text(value) for value in column] for name, column in zip(names, fields, strict=True)
    }
    if shapes is not None and not all(shape is None for shape in shapes):
        columns[GEOMETRY] = [None if shape is None else bytes(shape) for shape in np.asarray(shapes)]
    return _left(asked, columns, sheet, meta["crs"] or "", meta["encoding"] or "")


def _usual(sheets: dict[str, int]) -> str:
    """Return the one layer of a GPX file that holds it whole: the points of a track are in it already."""
    whole = [name for name in ("waypoints", "routes", "tracks") if name in sheets]
    parts = {"route_points", "track_points"}
    return whole[0] if len(whole) == 1 and set(sheets) <= {*whole, *parts} else ""


def _parquet(asked: Mapping[str, str]) -> dict[str, Any]:
    from pyarrow import parquet  # noqa: PLC0415 - as above

    file = parquet.ParquetFile(asked["path"])
    if file.metadata.num_rows > MOST_ROWS:
        return {"problem": too_many(file.metadata.num_rows)}
    found = of_parquet(file.read())
    return found if "problem" in found else _left(asked, found["columns"], "", found["crs"], "UTF-8")


def of_parquet(table: pa.Table) -> dict[str, Any]:
    """Return the columns of a GeoParquet table, or of a part of it, and its CRS; or the problem."""
    told = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
    main_column = told.get("primary_column", "")
    columns: dict[str, list[Any]] = {
        name: [_text(value) for value in table[name].to_pylist()]
        for name in table.column_names
        if name != main_column and name not in told.get("columns", {})
    }
    crs = ""
    if main_column:
        about = told["columns"][main_column]
        if about.get("encoding") != "WKB":
            return {"problem": f"its shapes are {about.get('encoding')}, not WKB"}
        columns[GEOMETRY] = table[main_column].to_pylist()
        # The format says: where no CRS is told it is longitude and latitude.
        crs = json.dumps(about["crs"]) if about.get("crs") else "OGC:CRS84"
    return {"columns": columns, "crs": crs}


def _left(
    asked: Mapping[str, str], columns: dict[str, list[Any]], sheet: str, crs: str, encoding: str
) -> dict[str, Any]:
    if len(columns) > MOST_COLUMNS:
        return {"problem": f"has {len(columns)} columns, more than {MOST_COLUMNS}"}
    types = {name: pa.binary() if name == GEOMETRY else pa.string() for name in columns}
    table = pa.table({name: pa.array(values, types[name]) for name, values in columns.items()})
    feather.write_feather(table, asked["out"], compression="uncompressed")
    return {"sheet": sheet, "crs": crs, "encoding": encoding}


def _text(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 - only NaN and NaT differ from themselves
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, float) or (hasattr(value, "dtype") and value.dtype.kind == "f"):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)[:LONGEST_CELL]
    return str(value)[:LONGEST_CELL]


def _bound() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not everywhere

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
