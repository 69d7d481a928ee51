"""Beside a bare map: where it lies, for programs of maps, and what has to be said wherever it is shown."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from geo.figure.compose import Composed
from geo.figure.formats.told import told

_LINE = "\r\n"


def files_beside(composed: Composed, content: bytes, path: Path, dpi: int) -> dict[Path, bytes]:
    """Return the picture of a bare map and what goes with it, each with its path.

    A world file, the projection as ESRI (`.prj`) and as GDAL and QGIS (`.aux.xml`) read it, and a text.
    """
    crs = composed.drawn.map_frame.crs
    # GDAL takes the place from the world file, and the projection from its own file alone.
    known = f"<PAMDataset>\n  <SRS>{escape(crs.to_wkt('WKT2_2019'))}</SRS>\n</PAMDataset>\n"
    lines = told(composed, composed.drawn)
    return {
        path: content,
        path.with_suffix(".pgw"): _world(composed, dpi).encode(),
        path.with_suffix(".prj"): crs.to_wkt("WKT1_ESRI").encode(),
        path.with_name(f"{path.name}.aux.xml"): known.encode(),
        path.with_suffix(".txt"): "".join(f"{line}{_LINE}" for line in lines).encode("utf-8-sig"),
    }


def _world(composed: Composed, dpi: int) -> str:
    """Return the six lines of a world file: metres a pixel, and the middle of the upper left one."""
    frame = composed.drawn.map_frame
    width, height = (float(inches) for inches in composed.figure.get_size_inches())
    pixel = frame.width / (width * dpi)
    # A picture has whole pixels, counted from its lower edge.
    x, y = frame.west + pixel / 2, frame.south + (int(height * dpi) - 0.5) * pixel
    return "".join(f"{number:.9f}{_LINE}" for number in (pixel, 0, 0, -pixel, x, y))
