"""Thin lines over what belongs to a side, so that sides stay apart where there is no colour."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path as Outline
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.figure.sheet.outlines import rings_of
from geo.figure.sheet.symbols import outlines

_STEP = 6.5
"""Pixels between lines over an area."""
_SYMBOL_STEP = 0.19
"""Share of a symbol's size between lines over it."""


def slanted(bounds: tuple[float, float, float, float], angle: float, step: float) -> NDArray[Any]:
    """Return parallel lines over some bounds, at an angle in degrees and a distance of `step`."""
    along = np.array([math.cos(math.radians(angle)), math.sin(math.radians(angle))])
    across = np.array([-along[1], along[0]])
    corners = np.array([(x, y) for x in (bounds[0], bounds[2]) for y in (bounds[1], bounds[3])])
    near, far = (corners @ across).min(), (corners @ across).max()
    start, end = (corners @ along).min() - step, (corners @ along).max() + step
    offsets = np.arange(math.floor(near / step), math.ceil(far / step) + 1) * step
    starts = offsets[:, None] * across + start * along
    ends = offsets[:, None] * across + end * along
    return np.asarray(shapely.linestrings(np.stack([starts, ends], axis=1)))


def texture(shape: BaseGeometry, angles: Iterable[float], unit: float) -> list[NDArray[np.float64]]:
    """Return the thin lines that tell a side's areas from the others' without colour; angles in degrees."""
    found = []
    for angle in angles:
        lines = slanted(shape.bounds, angle, _STEP * unit)
        for piece in shapely.intersection(lines, shape):
            found += rings_of(piece)
    return found


@cache
def symbol_texture(symbol: str, angles: tuple[float, ...]) -> Outline | None:
    """Return such lines over a symbol of one unit about the origin; None where it has none."""
    if not angles:
        return None
    rings = [ring for role, outline in outlines(symbol) if role == "body" for ring in outline.to_polygons()]
    body = shapely.union_all([shapely.Polygon(np.asarray(ring)) for ring in rings]).buffer(-0.04)
    pieces = [
        ring
        for angle in angles
        for piece in shapely.intersection(slanted(body.bounds, angle, _SYMBOL_STEP), body)
        for ring in rings_of(piece)
    ]
    codes = [code for piece in pieces for code in (Outline.MOVETO, *[Outline.LINETO] * (len(piece) - 1))]
    return Outline(np.concatenate(pieces), codes) if pieces else None
