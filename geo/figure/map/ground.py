"""The quiet ground: sea, land, neighbours, districts; projected once for figures of about one extent."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from cachetools import LRUCache, cached
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Rectangle
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.figure.frame import Frame, Placing
from geo.figure.sheet.outlines import outlines_of, rings_of
from geo.scene import style
from geo.words.names import Name

HOME = "country-ly"
_KEPT = 8
_INK, _HALO = 1.7, 3.4
"""Points of the line round an area, and of the white one below it, on A4."""
_OVER_WASHES = 2.005
_MARGIN = 12.0
"""Points beyond the frame that shapes are drawn to, so that their cut edges stay out of sight."""


@cached(LRUCache(_KEPT), key=lambda evidence, frame: (evidence.version, frame.key))
def projected_ground(evidence: Evidence, frame: Frame) -> dict[str, NDArray[Any]]:
    """Return the shapes of countries, home and districts in metres of the frame's projection, by name.

    Only called by one thread at a time, as all drawing is.
    """
    found = {}
    for name in ("neighbours", "districts"):
        rows = evidence.ground.get(name)
        shapes = np.array([], dtype=object) if rows is None else rows.geometry.to_numpy()
        near: Any = shapely.intersects(shapes, shapely.box(*_reach(frame))) if len(shapes) else []
        found[name] = (
            shapely.make_valid(shapely.transform(shapes[near], frame.project)) if len(shapes) else shapes
        )
        if name == "neighbours" and rows is not None:
            found["home"] = (rows["id"] == HOME).to_numpy()[near]
            found["names"] = np.array(
                [
                    Name(str(row["name_en"]), str(row["name_ar"] or ""))
                    for row in rows[near].to_dict("records")
                ],
                dtype=object,
            )
    return found


def _reach(frame: Frame) -> tuple[float, float, float, float]:
    """Return the degrees round the centre within which ground is projected: all that a frame can show."""
    return frame.lon_0 - 60, max(frame.lat_0 - 50, -89), frame.lon_0 + 60, min(frame.lat_0 + 50, 89)


def draw_ground(axes: Axes, evidence: Evidence, placing: Placing, scale: float) -> None:
    """Draw sea, countries and districts; `scale` is that of the page."""
    colours = style().ground
    ground = projected_ground(evidence, placing.frame)
    window = placing.frame.box.buffer(_MARGIN / placing.points_per_metre, join_style="mitre")
    axes.add_patch(
        Rectangle((0, 0), placing.rect.width, placing.rect.height, facecolor=colours.sea, zorder=0)
    )
    home = ground.get("home", np.array([], dtype=bool))
    countries = _clipped(ground["neighbours"], window, placing)
    for shapes, colour in ((countries[~home], colours.neighbours), (countries[home], colours.land)):
        axes.add_collection(
            PathCollection(outlines_of(shapes), facecolors=colour, edgecolors="none", zorder=1), autolim=False
        )
    _lines(axes, _clipped(ground["districts"], window, placing), colours.district, 0.5 * scale, 1.1)
    _lines(axes, countries[~home], colours.border, 0.5 * scale, 1.2)
    _lines(axes, countries[home], colours.border, 0.95 * scale, 1.3)


def _clipped(shapes: NDArray[Any], window: BaseGeometry, placing: Placing) -> NDArray[Any]:
    if not len(shapes):
        return shapes
    clipped = shapely.intersection(shapes, window)
    return np.asarray(placing.shapes(clipped))


def _lines(axes: Axes, shapes: NDArray[Any], colour: str, width: float, zorder: float) -> None:
    segments = [ring for shape in shapes for ring in rings_of(shape)]
    axes.add_collection(
        LineCollection(segments, colors=colour, linewidths=width, joinstyle="round", zorder=zorder),
        autolim=False,
    )


def draw_outline(axes: Axes, shape: BaseGeometry, placing: Placing, scale: float) -> None:
    """Draw what an area ends at over the washes and under the symbols: black on white."""
    window = placing.frame.box.buffer(_MARGIN / placing.points_per_metre, join_style="mitre")
    own = shapely.make_valid(shapely.transform(shape, placing.frame.project))
    shapes = _clipped(np.array([own], dtype=object), window, placing)
    for colour, width, step in (("#FFFFFF", _HALO, 0.0), (style().ground.label, _INK, 0.001)):
        _lines(axes, shapes, colour, width * scale, _OVER_WASHES + step)
