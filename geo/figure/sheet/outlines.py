"""Shapes of shapely as the paths and lines of matplotlib."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from matplotlib.path import Path as Outline
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry


def rings_of(shape: BaseGeometry) -> list[NDArray[np.float64]]:
    """Return the rings of an area, or the parts of a line, as x, y (n, 2)."""
    parts = shapely.get_parts(shape)
    found = []
    for part in parts:
        if part.geom_type == "Polygon":
            found += [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type in ("LineString", "LinearRing"):
            found.append(shapely.get_coordinates(part))
        elif part.geom_type in ("MultiPolygon", "MultiLineString", "GeometryCollection"):
            found += rings_of(part)
    return [ring for ring in found if len(ring) > 1]


def outlines_of(shapes: Iterable[BaseGeometry]) -> list[Outline]:
    """Return one matplotlib path for each area, holes included; an empty one for what is no area."""
    return [outline_of(shape) for shape in shapes]


def outline_of(shape: BaseGeometry) -> Outline:
    """Return an area as a path; holes run the other way, so that they stay open."""
    rings = rings_of(shapely.orient_polygons(shape)) if shape.area else []
    if not rings:
        return Outline(np.zeros((0, 2)))
    codes = []
    for ring in rings:
        codes += [Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 2), Outline.CLOSEPOLY]
    return Outline(np.concatenate(rings), codes)
