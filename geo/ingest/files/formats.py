"""Which formats are taken, how each is recognised, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 64_000_000
"""Of a file as it is given."""
MOST_UNPACKED: Final = 256_000_000
"""Of what an archive holds, all together."""
MOST_RATIO: Final = 200
"""Times that what is packed may grow; text of the real world stays far below."""
MOST_MEMBERS: Final = 200
DEEPEST: Final = 4
"""Folders inside one another in an archive."""
MOST_ROWS: Final = 20_000
"""Of a layer that is kept in memory and drawn whole."""
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 10_000
SECONDS: Final = 120
"""That reading may take, all in all and of one processor."""
MEMORY: Final = 3_000_000_000
"""Bytes that whoever reads may ask for."""


def too_many(rows: int) -> str:
    """Return what is wrong with a file of more rows than a layer in memory has, and who takes it."""
    return (
        f"has {rows} rows, more than {MOST_ROWS} (python -m geo.ingest takes any number of CSV or GeoParquet)"
    )


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Attributes
    ----------
    driver : str
        What reads it: the one driver of GDAL that is allowed then; "" = not GDAL.
    begins : tuple of bytes
        How such a file begins, one of them; () = it is text.
    is_xml : bool
        Whether it is XML, in which nothing may be defined.
    """

    title: str
    driver: str = ""
    begins: tuple[bytes, ...] = ()
    is_xml: bool = False


_ZIP: Final = (b"PK\x03\x04",)

FORMATS: Final = {
    ".geojson": Format("GeoJSON", "GeoJSON"),
    ".json": Format("GeoJSON", "GeoJSON"),
    ".gpkg": Format("GeoPackage", "GPKG", (b"SQLite format 3\x00",)),
    ".zip": Format("shapefile as zip", "ESRI Shapefile", _ZIP),
    ".kml": Format("KML", "LIBKML", is_xml=True),
    ".kmz": Format("KMZ", "LIBKML", _ZIP),
    ".gpx": Format("GPX", "GPX", is_xml=True),
    ".fgb": Format("FlatGeobuf", "FlatGeobuf", (b"fgb",)),
    ".parquet": Format("GeoParquet", begins=(b"PAR1",)),
    ".geoparquet": Format("GeoParquet", begins=(b"PAR1",)),
    ".csv": Format("CSV"),
    ".tsv": Format("CSV"),
    ".txt": Format("CSV"),
    ".xlsx": Format("XLSX", "XLSX", _ZIP),
}
"""By the ending of the file's name, in small letters."""
