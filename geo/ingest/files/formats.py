"""Which formats are taken, how each is recognised, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.language import worded

MOST_RATIO: Final = 200
"""Times that what is packed may grow; text of the real world stays far below."""
MOST_MEMBERS: Final = 200
DEEPEST: Final = 4
"""Folders inside one another in an archive."""
MOST_ROWS: Final = 20_000
"""Of a layer that is kept in memory and drawn whole."""
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 10_000
MEMORY: Final = 3_000_000_000
"""Bytes that whoever reads may ask for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is taken.

    Attributes
    ----------
    bytes : int
        Of the file as it is given.
    unpacked : int
        Of what an archive holds, all together.
    seconds : int
        That reading may take, all in all and of one processor.
    """

    bytes: int
    unpacked: int
    seconds: int


WHOLE: Final = Limits(64_000_000, 256_000_000, 120)
"""Of a file that is read into memory."""
IN_PIECES: Final = Limits(4_000_000_000, 16_000_000_000, 1_800)
"""Of a file that becomes GeoParquet first, and is read in pieces of it."""


def too_many(rows: int) -> str:
    """Return what is wrong with a file of more rows than a layer in memory has, and who takes it."""
    return worded(
        "has {n} rows, more than {most} (python -m geo.ingest takes any number of points)",
        n=str(rows),
        most=str(MOST_ROWS),
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
