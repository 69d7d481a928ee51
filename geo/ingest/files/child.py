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

from geo.ingest.files.formats import LONGEST_CELL, MEMORY, MOST_COLUMNS, MOST_ROWS, too_many
from geo.ingest.files.headers import header_of
from geo.ingest.files.unpacking import Refused
from geo.language import document, worded

GEOMETRY = "\x00geometry"
"""The column of shapes in what is left beside: no file can call one of its own so."""
_FOREIGN = "not recognized as being in a supported file format"
"""What GDAL says of a file that is none of the only driver's that it has."""
GROUP = 50_000
"""Rows that are read and written together."""


def main() -> int:
    """Read what standard input tells of; return 0, also where it cannot be read."""
    asked = json.loads(sys.stdin.read())
    _bound(int(asked["seconds"]))
    sys.stdout.write(json.dumps(read(asked)))
    return 0


def read(asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what a file holds: its sheets, or of the one that is read CRS and encoding.

    Or the problem as `geo.language.document` has it, or that it is `foreign`: none of its driver's.

    With `many` a file of more rows than are kept in memory is left beside as GeoParquet.
    """
    is_parquet = Path(asked["path"]).suffix in (".parquet", ".geoparquet")
    try:
        return _parquet(asked) if is_parquet else _with_gdal(asked)
    except Refused as refused:
        return {"problem": document(refused.args[0])}
    except (ValueError, KeyError, OSError, MemoryError, RuntimeError, pa.ArrowException) as error:
        # Where it stands on the server is nobody's business.
        said = str(error).replace(asked["path"], "the file").replace(f"{Path(asked['path']).parent}/", "")
        if _FOREIGN in said:
            return {"foreign": True}
        return {"problem": document(worded("cannot be read, its reader says: {said}", said=said[:300]))}


def _with_gdal(asked: Mapping[str, str]) -> dict[str, Any]:
    import numpy as np  # noqa: PLC0415 - what is not needed is not loaded
    import pyogrio  # noqa: PLC0415 - as above

    # The first row is the header, also where all cells are texts: GDAL would take it for a row.
    options: dict[str, Any] = {"HEADERS": "FORCE"} if asked["path"].endswith(".xlsx") else {}
    sheets = {}
    for name, _ in pyogrio.list_layers(asked["path"]).tolist():
        info = pyogrio.read_info(asked["path"], layer=name, force_feature_count=True, **options)
        if info["features"]:
            sheets[str(name)] = int(info["features"])
    sheet = asked["sheet"] or (next(iter(sheets)) if len(sheets) == 1 else _usual(sheets))
    if sheet not in sheets:
        return {"sheets": sheets}
    options |= {"encoding": asked["encoding"]} if asked["encoding"] else {}
    if sheets[sheet] > MOST_ROWS:
        if asked.get("many"):
            return _many(asked, sheet, options)
        raise Refused(too_many(sheets[sheet]))
    meta, _, shapes, fields = pyogrio.raw.read(
        asked["path"], layer=sheet, force_2d=True, datetime_as_string=True, **options
    )
    names = [str(name) for name in meta["fields"]]
    columns: dict[str, list[Any]] = {
        name: [_text(value) for value in column] for name, column in zip(names, fields, strict=True)
    }
    if "HEADERS" in options:
        columns = _below_title(columns)
    if shapes is not None and not all(shape is None for shape in shapes):
        columns[GEOMETRY] = [None if shape is None else bytes(shape) for shape in np.asarray(shapes)]
    return _left(asked, columns, sheet, meta["crs"] or "", meta["encoding"] or "")


def _below_title(columns: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the columns of a sheet by its header, also where a title stands above it.

    GDAL takes the first row, and calls a column that is empty there Field2.
    """
    first = ["" if name == f"Field{n}" else name for n, name in enumerate(columns, 1)]
    head = header_of([first, *zip(*columns.values(), strict=True)])
    named = [own[head - 1] or name for name, own in columns.items()] if head else list(columns)
    if len(set(named)) < len(columns):
        return dict(columns)
    return {name: own[head:] for name, own in zip(named, columns.values(), strict=True)}


def _many(asked: Mapping[str, str], sheet: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Leave a sheet beside as GeoParquet, read and written in pieces, of which each is a group of rows."""
    import pyogrio  # noqa: PLC0415 - what is not needed is not loaded
    from pyarrow import parquet  # noqa: PLC0415 - as above

    with pyogrio.open_arrow(
        asked["path"], layer=sheet, datetime_as_string=True, batch_size=GROUP, use_pyarrow=True, **options
    ) as (meta, reader):
        kind, shapes = str(meta["geometry_type"] or ""), meta["geometry_name"] or "wkb_geometry"
        if kind and not kind.startswith(("Point", "Unknown", "2.5D Point", "3D Point")):
            raise Refused(
                worded(
                    "holds more than {n} shapes of the kind {kind}: so many only of points",
                    n=str(MOST_ROWS),
                    kind=kind,
                )
            )
        _check_columns(len(reader.schema))
        about: dict[str, Any] = {"encoding": "WKB", "geometry_types": [], "crs": _projjson(meta["crs"] or "")}
        told = {"version": "1.1.0", "primary_column": shapes, "columns": {shapes: about}} if kind else {}
        names = [one.name for one in reader.schema]
        types = [pa.binary() if one == shapes else pa.string() for one in names]
        schema = pa.schema(list(zip(names, types, strict=True)), {"geo": json.dumps(told)})
        rows = 0
        with parquet.ParquetWriter(asked["out"], schema, compression="lz4") as file:
            for batch in reader:
                rows += len(batch)
                columns = [
                    column if name == shapes else pa.array([_text(one) for one in column.to_pylist()])
                    for name, column in zip(names, batch.columns, strict=True)
                ]
                plain = [one.cast(kind) for one, kind in zip(columns, types, strict=True)]
                file.write_batch(pa.record_batch(plain, schema=schema))
    return {"rows": rows}


def _usual(sheets: dict[str, int]) -> str:
    """Return the one layer of a GPX file that holds it whole: the points of a track are in it already."""
    whole = [name for name in ("waypoints", "routes", "tracks") if name in sheets]
    parts = {"route_points", "track_points"}
    return whole[0] if len(whole) == 1 and set(sheets) <= {*whole, *parts} else ""


def _parquet(asked: Mapping[str, str]) -> dict[str, Any]:
    from pyarrow import parquet  # noqa: PLC0415 - as above

    file = parquet.ParquetFile(asked["path"])
    if file.metadata.num_rows > MOST_ROWS:
        raise Refused(too_many(file.metadata.num_rows))
    columns, crs = of_parquet(file.read())
    return _left(asked, columns, "", crs, "UTF-8")


def of_parquet(table: pa.Table) -> tuple[dict[str, list[Any]], str]:
    """Return the columns of a GeoParquet table, or of a part of it, and its CRS; raises Refused."""
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
            raise Refused(worded("its shapes are {kind}, not WKB", kind=about.get("encoding")))
        columns[GEOMETRY] = table[main_column].to_pylist()
        # The format says: where no CRS is told it is longitude and latitude, and null is an unknown one.
        told_crs = about.get("crs", "OGC:CRS84")
        crs = json.dumps(told_crs) if isinstance(told_crs, dict) else told_crs or ""
    return columns, crs


def _left(
    asked: Mapping[str, str], columns: dict[str, list[Any]], sheet: str, crs: str, encoding: str
) -> dict[str, Any]:
    _check_columns(len(columns))
    types = {name: pa.binary() if name == GEOMETRY else pa.string() for name in columns}
    table = pa.table({name: pa.array(values, types[name]) for name, values in columns.items()})
    feather.write_feather(table, asked["out"], compression="uncompressed")
    return {"sheet": sheet, "crs": crs, "encoding": encoding}


def _check_columns(count: int) -> None:
    if count > MOST_COLUMNS:
        raise Refused(worded("has {n} columns, more than {most}", n=count, most=MOST_COLUMNS))


def _projjson(crs: str) -> dict[str, Any] | None:
    """Return a CRS as GeoParquet tells it; None where nobody does."""
    import pyproj  # noqa: PLC0415 - what is not needed is not loaded

    return pyproj.CRS.from_user_input(crs).to_json_dict() if crs else None


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


def _bound(seconds: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not everywhere

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
