"""matplotlib held to our settings while something is drawn, and what is drawn as PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from geo.figure.sheet import fonts

_SETTINGS: dict[Any, Any] = {
    "text.parse_math": False,
    "text.hinting": "none",
    "text.usetex": False,
    "lines.scale_dashes": False,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "svg.fonttype": "none",
    "axes.unicode_minus": False,
    "agg.path.chunksize": 0,
    "path.simplify": True,
}
_lock = RLock()


@contextmanager
def drawing(salt: str = "") -> Iterator[None]:
    """Hold matplotlib to our settings; one thread at a time, because they are the whole process's."""
    with _lock, mpl.rc_context({**_SETTINGS, "svg.hashsalt": salt or "libya"}):
        fonts.register()
        yield


def png(figure: Figure, dpi: int) -> bytes:
    """Return a page as PNG; call it within `drawing`."""
    stream = io.BytesIO()
    figure.savefig(
        stream, format="png", dpi=dpi, metadata={"Software": None}, pil_kwargs={"compress_level": 4}
    )
    return stream.getvalue()
