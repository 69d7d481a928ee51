"""A composed figure -> a file: PNG, PDF, SVG, PPTX or DOCX, whole or not at all, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geo.errors import GeoError
from geo.figure.behind import fingerprint
from geo.figure.compose import Composed
from geo.figure.formats.beside import files_beside
from geo.figure.formats.media import FORMATS, require_format
from geo.figure.formats.metadata import Metadata, read_metadata
from geo.figure.formats.outline import marks_of, with_outline
from geo.figure.formats.pdf import BACKEND
from geo.figure.formats.same_bytes import packed
from geo.figure.formats.strips import png_in_strips
from geo.figure.formats.svg_text import svg_of
from geo.figure.request import params_of
from geo.figure.sheet import fonts
from geo.figure.sheet.drawing import drawing
from geo.replacing import write_all

SOFTWARE = "libya-map geo.figure"
_ONE_MAP = {"pptx": "a slide", "docx": "a Word page"}
_WHOLE = 40_000_000
"""Pixels up to which a picture is held whole."""
_PNG_LEVEL = 3
"""Of zlib: a map is mostly plain colour, so more effort costs seconds and saves a few per cent."""


def metadata_of(composed: Composed) -> Metadata:
    """Return what the file of a figure says about how it was made."""
    request = composed.request
    drawn = fingerprint(composed.evidence, request)
    return Metadata(composed.id, composed.version, params_of(request), drawn)


def rendered(composed: Composed, suffix: str, dpi: int | None = None) -> bytes:
    """Return the figure in a format.

    Parameters
    ----------
    suffix : str
        A key of `FORMATS`.
    dpi : int, optional
        Instead of the request's: `PREVIEW_DPI` for a preview.

    Raises
    ------
    GeoError
        When there is no such format.
    """
    require_format(suffix)
    if suffix in _ONE_MAP and composed.request.view.compare:
        raise GeoError(
            f"format: {_ONE_MAP[suffix]} has one map; write two that are compared as pdf, png or svg"
        )
    if composed.request.bare and suffix != "png":
        raise GeoError("format: a bare map is a png, with a world file beside it; ask for that")
    with fonts.led_by(composed.request.house.fonts.files):
        return _rendered(composed, suffix, dpi or composed.request.dpi)


def _rendered(composed: Composed, suffix: str, dots: int) -> bytes:
    if suffix == "pptx":
        from geo.figure.formats.office.slide import slide_bytes  # noqa: PLC0415 - only slides need python-pptx and its start

        return slide_bytes(composed.evidence, composed, {"keywords": metadata_of(composed).text})
    if suffix == "docx":
        from geo.figure.formats.office.word import word_bytes  # noqa: PLC0415 - as for slides

        return word_bytes(composed, metadata_of(composed).text, SOFTWARE)
    with drawing(composed.id):
        if suffix == "png":
            return _png(composed, dots)
        return _pdf(composed, dots) if suffix == "pdf" else _svg(composed, dots)


def write(composed: Composed, path: Path, dpi: int | None = None) -> None:
    """Write the figure in the format of the path's suffix; on any error the path stays as it was.

    Raises
    ------
    GeoError
        When the suffix is of no format, or the file cannot be written (says why).
    """
    content = rendered(composed, path.suffix.removeprefix(".").lower(), dpi)
    if composed.request.bare:
        _save(files_beside(composed, content, path, dpi or composed.request.dpi))
    else:
        save(content, path)


def packed_bare(composed: Composed, name: str) -> bytes:
    """Return a bare map and the files beside it as a zip; `name` is that of the picture in it."""
    files = files_beside(composed, rendered(composed, "png"), Path(name), composed.request.dpi)
    return packed({path.name: content for path, content in files.items()})


def save(content: bytes, path: Path) -> None:
    """Write a file whole or not at all; raises GeoError."""
    _save({path: content})


def _save(contents: Mapping[Path, bytes]) -> None:
    try:
        write_all(contents)
    except GeoError as error:
        raise GeoError(f"out: {error}") from error


def _made(composed: Composed) -> datetime:
    return datetime.combine(composed.request.made_on, time(), UTC)


def _png(composed: Composed, dpi: int) -> bytes:
    figure = composed.figure
    texts = PngInfo()
    for name, text in {
        "Title": composed.drawn.title,
        "Figure": metadata_of(composed).text,
        "Date": composed.request.made_on.isoformat(),
        "Marking": f"TLP:{composed.drawn.marking}",
        "Software": SOFTWARE,
    }.items():
        texts.add_text(name, text)
    across, up = figure.get_size_inches() * dpi
    if across * up > _WHOLE:
        return png_in_strips(figure, dpi, texts, _PNG_LEVEL)
    canvas = FigureCanvasAgg(figure)
    usual = figure.dpi
    try:
        figure.dpi = dpi
        canvas.draw()
        width, height = canvas.get_width_height(physical=True)
        image = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
        stream = io.BytesIO()
        # The canvas is opaque, so its fourth channel is left out.
        image.convert("RGB").save(stream, "png", pnginfo=texts, dpi=(dpi, dpi), compress_level=_PNG_LEVEL)
        return stream.getvalue()
    finally:
        figure.dpi = usual


def _pdf(composed: Composed, dpi: int) -> bytes:
    stream = io.BytesIO()
    composed.figure.savefig(
        stream,
        format="pdf",
        backend=BACKEND,
        dpi=dpi,
        metadata={
            "Title": composed.drawn.title,
            "Subject": f"TLP:{composed.drawn.marking}",
            "Keywords": metadata_of(composed).text,
            "Creator": SOFTWARE,
            "Producer": SOFTWARE,
            "CreationDate": _made(composed),
        },
    )
    return with_outline(stream.getvalue(), composed.request.view.lang, marks_of(composed))


def _svg(composed: Composed, dpi: int) -> bytes:
    return svg_of(
        composed.figure,
        composed.texts,
        dpi,
        {
            "Title": composed.drawn.title,
            "Identifier": composed.id,
            "Description": metadata_of(composed).text,
            "Rights": f"TLP:{composed.drawn.marking}",
            "Creator": SOFTWARE,
            "Date": composed.request.made_on.isoformat(),
        },
    )


__all__ = [
    "FORMATS",
    "Metadata",
    "metadata_of",
    "packed_bare",
    "read_metadata",
    "rendered",
    "require_format",
    "save",
    "write",
]
