"""A large PNG drawn and packed strip by strip: it takes the memory of one strip, whatever the dpi."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from numpy.typing import NDArray
from PIL.PngImagePlugin import PngInfo

_STRIP, _ROWS = 4_000_000, 64
"""Pixels of a strip, about, and rows that are packed at a time."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS, _RGB, _UP = 8, 2, 2
_METRES_AN_INCH = 0.0254
_NEAR = 1e-6


def png_in_strips(figure: Figure, dpi: int, texts: PngInfo, level: int, strip: int = _STRIP) -> bytes:
    """Return an opaque figure as PNG without its fourth channel; call it within `drawing`.

    Parameters
    ----------
    level : int
        Of zlib.
    strip : int
        Pixels of a strip, about.
    """
    across, up = (int(float(inches) * dpi) for inches in figure.get_size_inches())
    rows = max(strip // across, 1)
    stream = io.BytesIO(_SIGNATURE)
    stream.seek(0, io.SEEK_END)
    _chunk(stream, b"IHDR", struct.pack(">IIBBBBB", across, up, _EIGHT_BITS, _RGB, 0, 0, 0))
    a_metre = round(dpi / _METRES_AN_INCH)
    _chunk(stream, b"pHYs", struct.pack(">IIB", a_metre, a_metre, 1))
    for kind, content, *_ in texts.chunks:
        _chunk(stream, kind, content)
    packer = zlib.compressobj(level)
    above = np.zeros(across * 3, dtype=np.uint8)
    for pixels in _strips(figure, dpi, across, up, rows):
        # Each row as its difference from the one above: flat ground is nought.
        before = np.vstack([above[None], pixels[:-1]])
        lines = np.full((len(pixels), across * 3 + 1), _UP, dtype=np.uint8)
        np.subtract(pixels, before, out=lines[:, 1:])
        _chunk(stream, b"IDAT", packer.compress(lines.tobytes()))
        above = pixels[-1]
    _chunk(stream, b"IDAT", packer.flush())
    _chunk(stream, b"IEND", b"")
    return stream.getvalue()


def _strips(figure: Figure, dpi: int, across: int, up: int, rows: int) -> Iterator[NDArray[np.uint8]]:
    """Yield the rows of a figure from the top, three bytes a pixel."""
    for top in range(0, up, rows):
        high = min(rows, up - top)
        low = up - top - high
        part = Bbox.from_extents(0, low / dpi, (across + _NEAR) / dpi, (low + high + _NEAR) / dpi)
        raw = io.BytesIO()
        figure.savefig(raw, format="rgba", dpi=dpi, bbox_inches=part)
        pixels = np.frombuffer(raw.getbuffer(), dtype=np.uint8).reshape(high, across, 4)
        for row in range(0, high, _ROWS):
            yield np.ascontiguousarray(pixels[row : row + _ROWS, :, :3]).reshape(-1, across * 3)


def _chunk(stream: io.BytesIO, kind: bytes, content: bytes) -> None:
    stream.write(struct.pack(">I", len(content)) + kind + content)
    stream.write(struct.pack(">I", zlib.crc32(kind + content)))
