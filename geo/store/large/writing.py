"""Rows of a large layer -> one GeoParquet file, sorted so that a part of the map or of time is read alone."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.errors import GeoError
from geo.store.large.grid import along_curve, to_world
from geo.validity import last_days, with_days

ROWS: Final = 65_536
"""Rows that are read together."""
MEMORY: Final = "1GB"
"""That sorting takes; more goes to a file."""
OPEN_START, OPEN_END, NEVER_SEEN = -(2**30), 2**30, -(2**30)
"""Days of what has no start, no end, or was never confirmed."""
OWN: Final = {
    "map_x": "int32",
    "map_y": "int32",
    "map_from": "int32",
    "map_to": "int32",
    "map_seen": "int32",
    "map_latest": "int32",
    "map_row": "int32",
}
"""Columns beside the declared ones: where on the map (`grid`); true from, and up to but without; first
and last day on which it may have been confirmed (days since 1970); place in the file."""
_CURVE = "map_curve"


def write_large(
    frames: Iterable[gpd.GeoDataFrame], path: Path, *, progress: Callable[[int], object] | None = None
) -> int:
    """Write frames as the data of a large layer, however many; return the number of rows.

    The frames are judged already: points in EPSG:4326 with the declared columns of the layer, all alike, and
    dates that can be read. The file is put in place when it is whole, sorted along a Hilbert curve and by
    day.

    Parameters
    ----------
    progress : callable, optional
        Is told how many rows have come, after each frame.

    Raises
    ------
    GeoError
        When a row has no point, or there is no row.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".large-") as folder:
        rough, sorted_file = Path(folder, "rough.parquet"), Path(folder, "sorted.parquet")
        count, bounds = _gathered(frames, rough, progress)
        _sort(rough, sorted_file, bounds)
        sorted_file.replace(path)
    return count


def _gathered(
    frames: Iterable[gpd.GeoDataFrame], file: Path, progress: Callable[[int], object] | None
) -> tuple[int, list[float]]:
    """Write frames as they come, with our own columns; return how many rows and which bounds they have."""
    writer: pq.ParquetWriter | None = None
    count, bounds = 0, np.array([np.inf, np.inf, -np.inf, -np.inf])
    try:
        for frame in frames:
            table = pa.Table.from_pandas(_prepared(frame, count), preserve_index=False)
            if writer is None:
                writer = pq.ParquetWriter(file, table.schema, compression="lz4")
            writer.write_table(table.cast(writer.schema))
            west, south, east, north = frame.total_bounds
            bounds = np.array(
                [*np.minimum(bounds[:2], (west, south)), *np.maximum(bounds[2:], (east, north))]
            )
            count += len(frame)
            if progress:
                progress(count)
    finally:
        if writer:
            writer.close()
    if not count:
        raise GeoError("there is no row to write; give a file that has some")
    return count, bounds.tolist()


def _prepared(frame: gpd.GeoDataFrame, before: int) -> pd.DataFrame:
    shapes = frame.geometry
    wrong = (shapes.isna() | shapes.is_empty | (shapes.geom_type != "Point")).to_numpy()
    if wrong.any():
        raise GeoError(
            f"row {before + int(wrong.argmax()) + 1} has no point, and a large layer has nothing else; "
            "set such rows aside"
        )
    x, y = to_world(shapes.x.to_numpy(), shapes.y.to_numpy())
    dated = with_days(frame, -1)  # so that a row is stale from the day on which it was confirmed
    rows = pd.DataFrame(frame.drop(columns=shapes.name))
    rows["geometry"] = shapely.to_wkb(shapes.to_numpy())
    rows["map_x"], rows["map_y"] = x, y
    rows["map_from"] = _numbers(dated["from_day"], OPEN_START)
    rows["map_to"] = _numbers(dated["to_day"], OPEN_END)
    seen = dated["stale_day"].where(frame["reviewed_on"] != "", "")
    rows["map_seen"] = _numbers(seen, NEVER_SEEN)
    rows["map_latest"] = _numbers(last_days(frame["reviewed_on"]), NEVER_SEEN)
    rows["map_row"] = 0
    rows[_CURVE] = along_curve(x, y)
    return rows


def _numbers(days: pd.Series[str], absent: int) -> pd.Series[int]:
    """Return ISO days as days since 1970: each day is looked up once, as many rows share it."""
    known = {
        text: int(np.datetime64(text, "D").astype(int)) if text else absent for text in days.unique().tolist()
    }
    return days.map(known).astype("int32")


def _sort(rough: Path, file: Path, bounds: list[float]) -> None:
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "bbox": bounds}},
    }
    own = ", ".join(f"{name}::INTEGER AS {name}" for name in OWN if name != "map_row")
    with duckdb.connect(
        config={"memory_limit": MEMORY, "threads": 2, "temp_directory": str(file.parent)}
    ) as database:
        database.execute("SET enable_geoparquet_conversion = false")
        # The names are of our own folder, and quoted all the same: a folder may be called anything.
        database.execute(
            f"COPY (SELECT * EXCLUDE ({_CURVE}, {', '.join(OWN)}), {own},"  # noqa: S608 - no text of others
            f" (row_number() OVER (ORDER BY {_CURVE}, map_from))::INTEGER - 1 AS map_row"
            f" FROM read_parquet({_quoted(rough)}) ORDER BY map_row)"
            f" TO {_quoted(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS},"
            f" KV_METADATA {{geo: {_quoted(json.dumps(geo))}}})"
        )


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
