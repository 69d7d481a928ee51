"""Beside a bare map: where it lies, for programs of maps, and what has to be said wherever it is shown."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from geo.figure.compose import Composed
from geo.figure.page.heading import small_print
from geo.figure.page.notes import counted_text, left_out_text, stale_text
from geo.figure.sheet.wording import clocks_text, days_text, grade_text, say

_LINE = "\r\n"


def files_beside(composed: Composed, content: bytes, path: Path, dpi: int) -> dict[Path, bytes]:
    """Return the picture of a bare map and what goes with it, each with its path.

    A world file, the projection as ESRI (`.prj`) and as GDAL and QGIS (`.aux.xml`) read it, and a text.
    """
    crs = composed.drawn.map_frame.crs
    # GDAL takes the place from the world file, and the projection from its own file alone.
    known = f"<PAMDataset>\n  <SRS>{escape(crs.to_wkt('WKT2_2019'))}</SRS>\n</PAMDataset>\n"
    return {
        path: content,
        path.with_suffix(".pgw"): _world(composed, dpi).encode(),
        path.with_suffix(".prj"): crs.to_wkt("WKT1_ESRI").encode(),
        path.with_name(f"{path.name}.aux.xml"): known.encode(),
        path.with_suffix(".txt"): said(composed).encode("utf-8-sig"),
    }


def _world(composed: Composed, dpi: int) -> str:
    """Return the six lines of a world file: metres a pixel, and the middle of the upper left one."""
    frame = composed.drawn.map_frame
    width, height = (float(inches) for inches in composed.figure.get_size_inches())
    pixel = frame.width / (width * dpi)
    # A picture has whole pixels, counted from its lower edge.
    x, y = frame.west + pixel / 2, frame.south + (int(height * dpi) - 0.5) * pixel
    return "".join(f"{number:.9f}{_LINE}" for number in (pixel, 0, 0, -pixel, x, y))


def said(composed: Composed) -> str:
    """Return what a figure says outside its map: dates, call-outs, what is left out, grade, all sources."""
    request, drawn = composed.request, composed.drawn
    lang = request.view.lang
    shown = days_text(request.view, lang)
    areas = any(layer.layer.colour_by and layer.layer.derive for layer in drawn.layers)
    graded = grade_text(drawn.reliability, drawn.credibility, drawn.grade, lang) if drawn.grade else ""
    left_out = left_out_text(drawn, lang, drawn.unnamed)
    lines = [
        drawn.title,
        request.subtitle,
        f"{shown} · {clocks_text(request.view, request.made_on, lang)}",
        f"TLP:{drawn.marking}",
        *(f"{one.number}. {one.name.text(lang)}: {one.told(lang, short=False)}" for one in drawn.callouts),
        stale_text(drawn, lang),
        counted_text(drawn, lang),
        f"{say('left_out', lang)}: {left_out}",
        f"{say('grade', lang)}: {graded}" if graded else "",
        f"{say('notes', lang)}: {request.notes}" if request.notes else "",
        *(f"{say('warning', lang)}: {one}" for one in drawn.warnings),
        *small_print(
            drawn.map_frame, lang, composed.id, composed.version, composed.request.house, areas=areas
        ),
        f"{say('sources', lang)}:" if drawn.sources else "",
        *(", ".join(part for part in (one.publisher, one.title, one.date) if part) for one in drawn.sources),
    ]
    return "".join(f"{line}{_LINE}" for line in lines if line)
