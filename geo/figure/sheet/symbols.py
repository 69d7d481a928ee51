"""The symbols of `geo.scene` as outlines: SVG paths on their grid -> matplotlib paths round the origin."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from matplotlib.path import Path as Outline

from geo.errors import GeoError
from geo.scene import symbols

_TOKEN = re.compile(r"[MLCZ]|-?\d+(?:\.\d+)?")
_CODES = {"M": (Outline.MOVETO,), "L": (Outline.LINETO,), "C": (Outline.CURVE4,) * 3}


@cache
def outlines(name: str) -> tuple[tuple[str, Outline], ...]:
    """Return the parts of a symbol in drawing order: role ("body" or "glyph") and outline.

    The outline is one unit wide and high, centred on the origin, y upwards.

    Raises
    ------
    GeoError
        When there is no such symbol, or its path uses more than M, L, C and Z.
    """
    library = symbols()
    if name not in library.symbols:
        raise GeoError(f"there is no symbol '{name}' in geo/scene/symbols.json; add it or name another")
    return tuple((part.role, _outline(part.d, library.grid)) for part in library.symbols[name].paths)


def _outline(description: str, grid: float) -> Outline:
    if re.sub(r"[\s,]", "", _TOKEN.sub("", description)):
        raise GeoError(f"the path '{description[:40]}' uses more than M, L, C and Z; redraw it with those")
    tokens = _TOKEN.findall(description)
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    command, at = "M", 0
    while at < len(tokens):
        if tokens[at] in "MLCZ":
            command = tokens[at]
            at += 1
        if command == "Z":
            points.append((0.0, 0.0))
            codes.append(int(Outline.CLOSEPOLY))
            continue
        for code in _CODES[command]:
            points.append((float(tokens[at]), float(tokens[at + 1])))
            codes.append(int(code))
            at += 2
    vertices = np.array(points) / grid - 0.5
    vertices[:, 1] *= -1
    return Outline(vertices, codes)
