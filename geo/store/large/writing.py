"""Rows of a large layer -> one GeoParquet file, sorted so that a part of the map or of time is read alone."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.errors import GeoError
from geo.store.large.engine import connected
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
CURVE, NUMBER = "map_curve", "map_number"
ROUGH: Final = (CURVE, NUMBER, "map_lon", "map_lat")
"""Columns that a part has on its way to the file: place on the curve, number of the row, position."""


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
        count = 0
        for number, frame in enumerate(frames):
            write_rough(frame, Path(folder, f"{number:06}.parquet"), range(count, count + len(frame)))
            count += len(frame)
            if progress:
                progress(count)
        return put_together(Path(folder), path)


def write_rough(frame: gpd.GeoDataFrame, file: Path, numbers: Sequence[int]) -> None:
    """Write a part of a large layer as it comes; `put_together` makes the layer of all parts in a folder.

    Parameters
    ----------
    numbers : sequence of int
        Of each row, from 0 in all parts together.
    """
    from pyarrow import parquet  # noqa: PLC0415 - as in `connected`

    rows = prepared(frame, numbers)
    plain = pd.DataFrame(rows.drop(columns=rows.geometry.name))
    plain["geometry"] = shapely.to_wkb(rows.geometry.to_numpy())
    parquet.write_table(pa.Table.from_pandas(plain, preserve_index=False), file, compression="lz4")


def put_together(folder: Path, path: Path, without: Collection[int] = ()) -> int:
    """Write the parts in a folder as one sorted file, and return how many rows it has.

    Parameters
    ----------
    without : collection of int
        Numbers of rows that are left out.

    Raises
    ------
    GeoError
        When there is no row.
    """
    made = folder / ".sorted"
    source = f"read_parquet({quoted(folder / '*.parquet')}) WHERE NOT list_contains(?, {NUMBER})"
    with connected(MEMORY, temp_directory=str(folder / ".more")) as database:
        found = None
        if any(folder.glob("*.parquet")):
            found = database.execute(
                "SELECT count(*), min(map_lon), min(map_lat), max(map_lon), max(map_lat)"  # noqa: S608
                f" FROM {source}",
                [list(without)],
            ).fetchone()
        count, *bounds = found or (0,)
        if not count:
            raise GeoError("there is no row to write; give a file that has some")
        geo = {
            "version": "1.1.0",
            "primary_column": "geometry",
            "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "bbox": bounds}},
        }
        ours = ", ".join((*OWN, *ROUGH))
        own = ", ".join(f"{name}::INTEGER AS {name}" for name in OWN if name != "map_row")
        # The names are of our own folder, and quoted all the same: a folder may be called anything. Rows are
        # numbered as they come out of the sorting: numbering by an order of its own holds all in memory.
        database.execute(
            f"COPY (SELECT *, (row_number() OVER ())::INTEGER - 1 AS map_row FROM"  # noqa: S608 - as above
            f" (SELECT * EXCLUDE ({ours}), {own} FROM {source} ORDER BY {CURVE}, map_from, {NUMBER}))"
            f" TO {quoted(made)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS},"
            f" KV_METADATA {{geo: {quoted(json.dumps(geo))}}})",
            [list(without)],
        )
    made.replace(path)
    return int(count)


def twice(folder: Path) -> list[tuple[int, int]]:
    """Return the numbers of rows whose id an earlier row in a folder of parts has, and of that one."""
    with connected(MEMORY, temp_directory=str(folder / ".more")) as database:
        found: list[tuple[int, int]] = database.execute(
            f"WITH again AS (SELECT id, min({NUMBER}) AS first FROM read_parquet($1) GROUP BY id"  # noqa: S608
            f" HAVING count(*) > 1) SELECT {NUMBER}, first FROM read_parquet($1) JOIN again USING (id)"
            f" WHERE {NUMBER} <> first ORDER BY 1",
            [str(folder / "*.parquet")],
        ).fetchall()
    return found


def prepared(frame: gpd.GeoDataFrame, numbers: Sequence[int]) -> gpd.GeoDataFrame:
    """Return rows with the columns of our own, also those that only the way to the file needs."""
    shapes = frame.geometry
    wrong = (shapes.isna() | shapes.is_empty | (shapes.geom_type != "Point")).to_numpy()
    if wrong.any():
        raise GeoError(
            f"row {numbers[int(wrong.argmax())] + 1} has no point, and a large layer has nothing else; "
            "set such rows aside"
        )
    lon, lat = shapes.x.to_numpy(), shapes.y.to_numpy()
    x, y = to_world(lon, lat)
    dated = with_days(frame, -1)  # so that a row is stale from the day on which it was confirmed
    seen = dated["stale_day"].where(frame["reviewed_on"] != "", "")
    return frame.assign(
        map_x=x.astype("int32"),
        map_y=y.astype("int32"),
        map_from=_numbers(dated["from_day"], OPEN_START),
        map_to=_numbers(dated["to_day"], OPEN_END),
        map_seen=_numbers(seen, NEVER_SEEN),
        map_latest=_numbers(last_days(frame["reviewed_on"]), NEVER_SEEN),
        map_row=np.int32(0),
        map_curve=along_curve(x, y),
        map_number=np.array(numbers, dtype="int64"),
        map_lon=lon,
        map_lat=lat,
    )


def _numbers(days: pd.Series[str], absent: int) -> pd.Series[int]:
    """Return ISO days as days since 1970: each day is looked up once, as many rows share it."""
    known = {
        text: int(np.datetime64(text, "D").astype(int)) if text else absent for text in days.unique().tolist()
    }
    return days.map(known).astype("int32")


def quoted(text: object) -> str:
    """Return a text as SQL has it."""
    return "'" + str(text).replace("'", "''") + "'"
