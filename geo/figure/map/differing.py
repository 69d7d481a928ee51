"""What differs between two pictures, outlined on one of them as on screen: black on white, points ringed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle
from shapely.geometry.base import BaseGeometry

from geo.figure.frame import Placing
from geo.figure.sheet.outlines import rings_of
from geo.scene import style

Spot = tuple[float, float, float]
"""x, y in points of the map, and the size of a symbol in pixels."""


def draw_differing(
    axes: Axes,
    placing: Placing,
    grounds: Mapping[bool, Sequence[BaseGeometry]],
    spots: Mapping[bool, Iterable[Spot]],
    unit: float,
) -> None:
    """Draw the outlines.

    Parameters
    ----------
    grounds : mapping of bool to sequence of geometry
        Districts in degrees, by whether they are quiet; those that touch have one outline.
    spots : mapping of bool to iterable of Spot
        Symbols, by whether they are quiet.
    """
    for quiet in (True, False):
        pen = style().differing.pen(quiet=quiet)
        shapes = list(grounds.get(quiet, ()))
        whole = shapely.union_all(shapes) if shapes else None
        lines = [] if whole is None else [_on_paper(ring, placing) for ring in rings_of(whole)]
        dash = (0.0, tuple(length * unit for length in pen.dash)) if pen.dash else "solid"
        for colour, width, line, step in (
            ("#FFFFFF", pen.halo_width, "solid", 0.0),
            ("#000000", pen.width, dash, 0.01),
        ):
            axes.add_collection(
                LineCollection(
                    lines, colors=colour, linewidths=width * unit, linestyles=[line],
                    zorder=3.5 + step,
                ),
                autolim=False,
            )  # fmt: skip
        for x, y, size in spots.get(quiet, ()):
            for colour, width, step in (("#FFFFFF", pen.halo_width, 0.02), ("#000000", pen.width, 0.03)):
                axes.add_patch(
                    Circle(
                        (x, y), (size / 2 + style().differing.gap) * unit, fill=False, edgecolor=colour,
                        linewidth=width * unit, zorder=3.5 + step,
                    )
                )  # fmt: skip


def alone(x: float, y: float) -> Spot:
    """Return the spot of what has no symbol on this map."""
    own = style().differing
    return x, y, 2 * (own.alone - own.gap)


def _on_paper(
    ring: np.ndarray[tuple[int, int], np.dtype[np.float64]], placing: Placing
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    points: np.ndarray[tuple[int, int], np.dtype[np.float64]] = placing.points(placing.frame.project(ring))
    return points
