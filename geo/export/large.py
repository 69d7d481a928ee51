"""A large layer to take away: written while it is read, so that some of its rows are in memory at a time."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
import pyarrow as pa
import pyogrio
from pyarrow import parquet

from geo.evidence import Evidence
from geo.export.archive import entry
from geo.export.arrow import CRS, with_shapes
from geo.export.columns import SHAPE, free, layer_columns, position_columns
from geo.export.gathering import CITED, Cut, Extract, Scope, extract_of, kinds_cited
from geo.export.readme import describe, readme
from geo.export.texts import geojson, layer_csv, table_csv
from geo.language import worded
from geo.store import LargeLayer, Wanted
from geo.validity import with_days
from geo.view.parts import refuse

_PIECE: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"
Frames = Iterator[gpd.GeoDataFrame]


def large_extract(evidence: Evidence, wanted: Scope, form: str) -> Extract:
    """Return what an archive of one large layer holds, its rows counted and not read.

    Raises
    ------
    GeoError
        When there are other layers beside it, or no large layer is written in that format.
    """
    large = [layer_id for layer_id in wanted.layers if layer_id in evidence.large]
    faults = []
    if len(wanted.layers) > 1:
        faults.append(worded("'{layer}' is large; export it by itself", layer=large[0]))
    if form not in FORMATS:
        formats = ", ".join(FORMATS)
        faults.append(
            worded("'{layer}' is large; take it as one of: {formats}", layer=large[0], formats=formats)
        )
    refuse(faults)
    store = evidence.large[large[0]]
    asked = wanted_rows(wanted)
    # Of the rows only what other tables are looked up by: each different combination once.
    names = [*kinds_cited(store.layer), "marking", "recorded_on"]
    cut = Cut(store.layer, gpd.GeoDataFrame(store.different(names, asked)), counted=store.count(asked))
    return extract_of(evidence, wanted, (cut,))


def wanted_rows(wanted: Scope) -> Wanted:
    """Return the rows of a scope."""
    days = None if wanted.at is None else (wanted.between or wanted.at, wanted.at)
    return Wanted(extent=wanted.bbox, days=days, recorded=wanted.recorded, filters=wanted.filters)


def rows_of(large: LargeLayer, wanted: Wanted) -> Frames:
    """Yield wanted rows, some at a time, with their resolved days."""
    for frame in large.frames(wanted):
        yield _dated(large, frame)


def _dated(large: LargeLayer, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return with_days(frame, large.layer.review_after_days, large.layer.ageless)


def csv_pieces(large: LargeLayer, frames: Frames, _description: str = "") -> Iterator[bytes]:
    """Yield rows as `geo.export.texts.layer_csv` writes them."""
    for number, frame in enumerate(frames):
        text = layer_csv(Cut(large.layer, frame))
        yield text if not number else text.removeprefix(_BOM).partition(b"\r\n")[2]


def geojson_pieces(large: LargeLayer, frames: Frames, description: str = "") -> Iterator[bytes]:
    """Yield rows as `geo.export.texts.geojson` writes them."""
    empty = geojson(Cut(large.layer, _dated(large, large.nothing())), description)
    head, tail = empty[: -len(b"\n]}\n")], b"\n]}\n"
    yield head
    for number, frame in enumerate(frames):
        text = geojson(Cut(large.layer, frame), description)
        yield (b",\n" if number else b"") + text[len(head) : -len(tail)]
    yield tail


def parquet_pieces(large: LargeLayer, frames: Frames, _description: str = "") -> Iterator[bytes]:
    """Yield rows as GeoParquet."""
    schema, batches = _arrow(large, frames)
    about = {"encoding": "WKB", "geometry_types": ["Point"]}
    geo = {"version": "1.1.0", "primary_column": _position(large), "columns": {_position(large): about}}
    sink = _Sink()
    with parquet.ParquetWriter(
        sink, schema.with_metadata({"geo": json.dumps(geo)}), compression="zstd"
    ) as file:
        for batch in batches:
            file.write_table(batch.replace_schema_metadata(file.schema.metadata))
            yield sink.take()
    yield sink.take()


def flatgeobuf_pieces(large: LargeLayer, frames: Frames, description: str = "") -> Iterator[bytes]:
    """Yield rows as FlatGeobuf, which begins with its index: it is written to disk first."""
    schema, tables = _arrow(large, frames)
    batches = chain.from_iterable(table.to_batches() for table in tables)
    with tempfile.TemporaryDirectory(prefix="libya-map-") as folder:
        path = Path(folder, "rows.fgb")
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(schema, batches),
            path,
            driver="FlatGeobuf",
            layer=large.layer.id,
            layer_options={"TITLE": large.layer.title, "DESCRIPTION": description, "TEMPORARY_DIR": folder},
            geometry_name=_position(large),
            geometry_type="Point",
            crs=CRS,
        )
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


Pieces = Callable[[LargeLayer, Frames, str], Iterator[bytes]]
FORMATS: Final[dict[str, tuple[str, Pieces]]] = {
    "csv": ("csv", csv_pieces),
    "geojson": ("geojson", geojson_pieces),
    "parquet": ("parquet", parquet_pieces),
    "fgb": ("fgb", flatgeobuf_pieces),
}
"""What a large layer can be had as: how its file ends, and what writes it."""


def large_archive(evidence: Evidence, extract: Extract, form: str) -> Iterator[bytes]:
    """Yield the archive of `large_extract` as it is written: README.txt, the layer, and what it cites."""
    layer = extract.cuts[0].layer
    large = evidence.large[layer.id]
    suffix, pieces = FORMATS[form]
    name = f"{free(layer.id, CITED)}.{suffix}"
    text = readme(extract, form, {layer.id: [name]}, {one: [f"{one}.csv"] for one in CITED})
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr(entry(extract, "README.txt"), text)
        yield sink.take()
        frames = rows_of(large, wanted_rows(extract.scope))
        with zipped.open(entry(extract, name), "w", force_zip64=True) as file:
            for piece in pieces(large, frames, describe(extract)):
                file.write(piece)
                yield sink.take()
        for one in CITED:
            zipped.writestr(entry(extract, f"{one}.csv"), table_csv(one, extract.tables[one]))
    yield sink.take()


def _arrow(large: LargeLayer, frames: Frames) -> tuple[pa.Schema, Iterator[pa.Table]]:
    """Return rows as tables of one schema, as the first frame has it."""
    columns, position = layer_columns(large.layer), _position(large)

    def table(frame: Iterable[Any]) -> pa.Table:
        return with_shapes(frame, columns, position)

    schema = table(_dated(large, large.nothing())).schema
    return schema, (table(frame).cast(schema) for frame in frames)


def _position(large: LargeLayer) -> str:
    (column,) = position_columns(large.layer, SHAPE)
    return column.name


class _Sink(io.RawIOBase):
    """A file that is only written, and read away piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        """Tell that it can be written."""
        return True

    def tell(self) -> int:
        """Return how much was written."""
        return self._written

    def write(self, content: Any) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(content))
        self._written += len(self._pieces[-1])
        return len(self._pieces[-1])

    def take(self) -> bytes:
        """Return what was written since the last time."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content
